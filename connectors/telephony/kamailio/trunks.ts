/**
 * Registrations of ours at trunks: Kamailio's uac module keeps them up, and a hub tells it which there are.
 * https://www.kamailio.org/docs/modules/5.6.x/modules/uac.html#uac.rpc.reg_add
 */
import { type KamailioRpc, KamailioRpcError } from 'kamailio-rpc'
import { z } from 'zod'
import type { Transport, TrunkAccount } from '../port.ts'

/** Where Kamailio listens for trunks: address and port, by transport. */
export type TrunkDoors = Readonly<Record<Transport, string>>

const registration = z.looseObject({
  l_uuid: z.string(),
  r_username: z.string(),
  r_domain: z.string(),
  auth_username: z.string(),
  auth_password: z.string(),
  auth_proxy: z.string(),
  flags: z.number(),
})
const registrations = z.array(registration)

/** UAC_REG_ONLINE: the other side has taken it. */
const online = 4

const dump = (rpc: KamailioRpc) => rpc.call('uac.reg_dump', [], registrations)

export const registeredTrunks = async (rpc: KamailioRpc): Promise<readonly string[]> =>
  (await dump(rpc)).filter(({ flags }) => (flags & online) !== 0).map(({ l_uuid }) => l_uuid)

/** These, and no others. One that is there as it should be stays, with what the other side knows of it. */
export async function registerTrunks(
  rpc: KamailioRpc,
  accounts: readonly TrunkAccount[],
  doors: TrunkDoors,
): Promise<void> {
  const wanted = new Map(accounts.map(account => [account.trunk, asRegistration(account, doors)]))
  for (const there of await dump(rpc)) {
    const one = wanted.get(there.l_uuid)
    if (one && Object.entries(one).every(([name, value]) => there[name] === value)) wanted.delete(there.l_uuid)
    else await unlessThere(rpc, 'uac.reg_remove', [there.l_uuid])
  }
  for (const [trunk, { r_username, r_domain, auth_username, auth_password, auth_proxy, ...ours }] of wanted) {
    // Whose it is, whom it registers, with which secret: any realm, and no HA1, which a full stop says.
    const who = [trunk, trunk, r_domain, r_username, r_domain, '', auth_username, auth_password, '.']
    await unlessThere(rpc, 'uac.reg_add', [...who, auth_proxy, seconds, 0, 0, ours.socket, ours.contact_addr])
  }
}

/** How long a registration holds. */
const seconds = 300

/** Another hub may have been first: Kamailio says so (404, 409). */
async function unlessThere(rpc: KamailioRpc, method: string, params: readonly (string | number)[]): Promise<void> {
  try {
    await rpc.call(method, params, z.unknown())
  } catch (error) {
    if (!(error instanceof KamailioRpcError && [404, 409].includes(error.code))) throw error
  }
}

const asRegistration = ({ user, authName, secret, host, port, transport }: TrunkAccount, doors: TrunkDoors) => ({
  r_username: user,
  r_domain: host,
  auth_username: authName ?? user,
  auth_password: secret,
  auth_proxy: `sip:${host.includes(':') ? `[${host}]` : host}:${port};transport=${transport}`,
  contact_addr: `${doors[transport]};transport=${transport}`,
  socket: `${transport}:${doors[transport]}`,
})
