/** The session's cookie. Over https its name begins with __Host-, which no other site or subdomain can set (RFC 6265bis section 4.1.3.2). */

const nameOf = (secure: boolean) => (secure ? '__Host-svara' : 'svara')

export function tokenFrom(cookieHeader: string | undefined, secure: boolean): string | undefined {
  const begins = `${nameOf(secure)}=`
  const pair = cookieHeader
    ?.split(';')
    .map(part => part.trim())
    .find(part => part.startsWith(begins))
  return pair?.slice(begins.length) || undefined
}

/** A Set-Cookie header; without a token one that takes the cookie away. `seconds` is how long the browser keeps it. */
export function sessionCookie(token: string | undefined, secure: boolean, seconds = 90 * 24 * 3600): string {
  const kept = token === undefined ? 0 : seconds
  const flags = `Path=/; Max-Age=${kept}; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`
  return `${nameOf(secure)}=${token ?? ''}; ${flags}`
}
