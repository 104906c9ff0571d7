/** Reading the log: a person's calls or everybody's, newest first, by kind, person, time and what somebody types. */
import { col, fn, Op, type WhereOptions, where } from 'sequelize'
import type { CallKind } from './contract.ts'
import type { CallRow, Part, Tables } from './model.ts'
import type { Sought } from './sought.ts'

export interface Wish {
  readonly organisation: string
  readonly kind?: CallKind | undefined
  readonly sought?: Sought | undefined
  readonly before?: Date | undefined
  readonly since?: Date | undefined
  readonly limit: number
}

/** `part`: the person came into the call when it had been answered. */
export interface Found {
  readonly row: CallRow
  readonly part?: Part | undefined
}

export interface CallSearch {
  readonly of: (person: string, wish: Wish) => Promise<readonly Found[]>
  /** Of the whole organisation. */
  readonly all: (wish: Wish) => Promise<readonly CallRow[]>
}

type Where = Exclude<WhereOptions<CallRow>, null>

const order: [string, string][] = [['startedAt', 'DESC']]
/** Ids that are looked up at a time where another table leads to them. */
const batch = 200

export function callSearch({ calls, rang, parts }: Tables): CallSearch {
  const between = ({ before, since }: Pick<Wish, 'before' | 'since'>) =>
    before || since ? { startedAt: { ...(before && { [Op.lt]: before }), ...(since && { [Op.gte]: since }) } } : {}

  async function rows(wish: Wish, ...conditions: Where[]): Promise<CallRow[]> {
    const { organisation: organisationId, limit, sought } = wish
    const all = [between(wish), ...conditions, ...(sought ? [matches(sought)] : [])]
    const found = await calls.findAll({ where: { organisationId, [Op.and]: all } as Where, order, limit })
    return found.map(row => row.get())
  }

  /** Those that rang at her and that nobody took. */
  async function rangAt(person: string, wish: Wish): Promise<CallRow[]> {
    const { organisation: organisationId, limit } = wish
    const found: CallRow[] = []
    let { before } = wish
    for (;;) {
      const where = { organisationId, person, ...between({ before, since: wish.since }) }
      const beside = (await rang.findAll({ where, order, limit: batch })).map(row => row.get())
      if (beside.length > 0)
        found.push(...(await rows({ ...wish, before: undefined }, { id: beside.map(({ call }) => call) })))
      if (beside.length < batch || found.length >= limit) return found
      before = beside.at(-1)?.startedAt
    }
  }

  async function partsOf(person: string, wish: Wish): Promise<Found[]> {
    const { organisation: organisationId, limit, kind } = wish
    const found: Found[] = []
    let { before } = wish
    for (;;) {
      const missed = kind === 'missed' ? { outcome: 'missed' as const } : {}
      const where = { organisationId, person, ...missed, ...between({ before, since: wish.since }) }
      const own = (await parts.findAll({ where, order, limit: batch })).map(row => row.get())
      const byCall = new Map(own.map(part => [part.call, part]))
      if (own.length > 0) {
        const of = await rows({ ...wish, before: undefined, since: undefined }, { id: [...byCall.keys()] })
        found.push(...of.map(row => ({ row, part: byCall.get(row.id) })))
      }
      if (own.length < batch || found.length >= limit) return found
      before = own.at(-1)?.startedAt
    }
  }

  return {
    async of(person, wish) {
      const { kind = 'all' } = wish
      const outgoing = kind === 'all' || kind === 'outgoing'
      const incoming = kind === 'all' || kind === 'incoming'
      // One index each, already in order: a condition over all of them would read and sort everything that the person ever had.
      const sources: Promise<readonly Found[]>[] = [
        ...(outgoing ? [rows(wish, { callerPerson: person })] : []),
        ...(incoming ? [rows(wish, { calleePerson: person }), rows(wish, { answeredBy: person })] : []),
        ...(kind === 'missed' || kind === 'voicemail' ? [rows(wish, { calleePerson: person, outcome: kind })] : []),
        ...(incoming || kind === 'missed' ? [rangAt(person, wish)] : []),
      ].map(async found => (await found).map(row => ({ row })))
      if (incoming || kind === 'missed') sources.push(partsOf(person, wish))
      const found = new Map<string, Found>()
      for (const one of (await Promise.all(sources)).flat()) {
        if (kind === 'incoming' && one.row.callerPerson === person) continue
        const known = found.get(one.row.id)
        found.set(one.row.id, known ?? one)
      }
      return [...found.values()].sort((a, b) => begun(b) - begun(a)).slice(0, wish.limit)
    },
    all(wish) {
      const { kind = 'all' } = wish
      if (kind === 'all') return rows(wish)
      if (kind === 'outgoing') return rows(wish, { calleeKind: 'outside' })
      if (kind === 'incoming') return rows(wish, { calleeKind: { [Op.ne]: 'outside' } })
      return rows(wish, { outcome: kind })
    },
  }
}

const begun = ({ row, part }: Found) => (part ?? row).startedAt.getTime()

/** Nobody finds out by searching who a hidden caller was. */
function matches({ people, numbers, ...typed }: Sought): Where {
  const spellings = typed.spellings.map(plain).filter(text => text !== '')
  // An "or" of nothing would be everything.
  const none = { id: '' }
  const sideOf = (side: 'caller' | 'callee') => {
    const name = side === 'caller' ? 'caller_name' : 'callee_name'
    return [
      none,
      ...(people.length > 0 ? [{ [`${side}Person`]: [...people] }] : []),
      ...numbers.map(pattern => ({ [`${side}Number`]: { [Op.like]: pattern } })),
      ...spellings.map(text => ({ [`${side}Name`]: { [Op.like]: `%${text}%` } })),
      ...spellings.slice(0, 1).map(text => where(fn('LOWER', col(name)), Op.like as never, `%${text}%`)),
    ]
  }
  return {
    [Op.or]: [
      { callerHidden: false, [Op.or]: sideOf('caller') },
      ...sideOf('callee'),
      ...(people.length > 0 ? [{ answeredBy: [...people] }] : []),
    ],
  } as Where
}

/** Without what means something to LIKE: the two databases escape it differently. */
const plain = (text: string) => text.replaceAll(/[%\\]/g, '')
