/** A call that rings is rung at an agent too: config/kamailio/pick-up.cfg. */

/** Milliseconds. */
const patience = 2000

/** `url`: Kamailio's for it. False where the call rings no longer, or was given to somebody a moment ago. */
export async function ringAlso(url: string, callId: string, extension: string): Promise<boolean> {
  const answer = await fetch(url, {
    method: 'POST',
    body: JSON.stringify({ callId, extension }),
    signal: AbortSignal.timeout(patience),
  })
  await answer.arrayBuffer()
  if (!answer.ok && answer.status !== 404 && answer.status !== 409) throw new Error(`Kamailio said ${answer.status}`)
  return answer.ok
}
