/** The PIN for listening from any phone. Five wrong ones in a row, by however many calls at once, lock it for a while. */
import { hashPassword, passwordFits } from '../../core/access/passwords.ts'
import { HubError } from '../../core/error.ts'
import type { Boxes } from './boxes.ts'
import type { Owner } from './files.ts'
import type { Tables } from './tables.ts'

const mostWrong = 5
const lockedFor = 15 * 60_000

export interface Pins {
  /** Empty takes it away. Throws voicemail.simple-pin. */
  set(owner: Owner, pin: string, short: string): Promise<void>
  /** `locked` is told at the try that locks it too, with the time. */
  check(owner: Owner, pin: string): Promise<'right' | 'wrong' | { readonly lockedUntil: Date; readonly now: boolean }>
}

export function openPins(tables: Tables, boxes: Boxes): Pins {
  return {
    async set(owner, pin, short) {
      if (pin !== '' && isSimple(pin, short)) throw new HubError('voicemail.simple-pin', 422)
      const pinHash = pin === '' ? null : await hashPassword(pin)
      await boxes.change(owner, {})
      await tables.boxes.update(
        { pinHash, wrongPins: 0, lockedUntil: null },
        { where: { organisationId: owner.organisation, id: owner.person } },
      )
      await boxes.refresh(owner)
    },
    async check(owner, pin) {
      const where = { organisationId: owner.organisation, id: owner.person }
      const now = new Date()
      const lockedUntil = new Date(now.getTime() + lockedFor)
      async function lock() {
        await tables.boxes.update({ lockedUntil }, { where })
        await boxes.refresh(owner)
        return { lockedUntil, now: true }
      }
      for (;;) {
        const row = (await tables.boxes.findOne({ where }))?.get()
        if (row?.lockedUntil && row.lockedUntil > now) return { lockedUntil: row.lockedUntil, now: false }
        const wrong = row?.lockedUntil ? 0 : (row?.wrongPins ?? 0)
        if (wrong >= mostWrong) return lock()
        // A try is taken before it is looked at: many calls at once have no more of them than one.
        const tried = { ...where, wrongPins: row?.wrongPins ?? 0, lockedUntil: row?.lockedUntil ?? null }
        const [taken] = row
          ? await tables.boxes.update({ wrongPins: wrong + 1, lockedUntil: null }, { where: tried })
          : [1]
        if (taken === 0) continue
        const fits = await passwordFits(row?.pinHash ?? undefined, pin)
        if (!fits) return row && wrong + 1 >= mostWrong ? lock() : 'wrong'
        await tables.boxes.update({ wrongPins: 0 }, { where })
        return 'right'
      }
    },
  }
}

/** What anybody tries first: one digit again and again, a row of digits, the short number. */
export function isSimple(pin: string, short: string): boolean {
  const digits = Array.from(pin, Number)
  const steps = new Set(digits.slice(1).map((digit, place) => digit - (digits[place] ?? 0)))
  return pin === short || (steps.size === 1 && [0, 1, -1].some(step => steps.has(step)))
}
