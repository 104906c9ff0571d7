/** A program that writes into somebody's calendars and address books: plain HTTP, and nothing of ours. */

export interface DavClient {
  /** `name` as in "work", in her home. */
  makeCalendar(name: string, title: string): Promise<void>
  makeBook(name: string, title: string): Promise<void>
  /** iCalendar or vCard, as one item of that calendar or book. Throws what the server says to it. */
  put(collection: string, item: string, text: string): Promise<void>
  remove(collection: string, item: string): Promise<void>
}

const spaces =
  'xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav" xmlns:cr="urn:ietf:params:xml:ns:carddav" xmlns:ca="http://apple.com/ns/ical/"'

/** @param home Her home's address, with a slash at its end. */
export function davClient(home: string, user: string, password: string): DavClient {
  const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`
  async function send(method: string, path: string, type: string, body?: string): Promise<void> {
    const headers = { authorization, 'content-type': type }
    const answer = await fetch(new URL(path, home), { method, headers, ...(body !== undefined && { body }) })
    if (!answer.ok) throw new Error(`the server says ${answer.status} to ${method} ${path}: ${await answer.text()}`)
    await answer.arrayBuffer()
  }
  /** RFC 5689. */
  const make = (name: string, type: string, title: string, further = '') => {
    const types = `<d:resourcetype><d:collection /><${type} /></d:resourcetype>`
    const props = `<d:prop>${types}<d:displayname>${title}</d:displayname>${further}</d:prop>`
    return send('MKCOL', `${name}/`, 'application/xml', `<d:mkcol ${spaces}><d:set>${props}</d:set></d:mkcol>`)
  }
  return {
    makeCalendar: (name, title) => make(name, 'c:calendar', title, '<ca:calendar-color>#3A6EA5FF</ca:calendar-color>'),
    makeBook: (name, title) => make(name, 'cr:addressbook', title),
    put(collection, item, text) {
      const type = text.startsWith('BEGIN:VCARD') ? 'text/vcard' : 'text/calendar'
      return send('PUT', `${collection}/${item}`, `${type}; charset=utf-8`, text)
    },
    remove: (collection, item) => send('DELETE', `${collection}/${item}`, 'text/plain'),
  }
}
