/** What inputs have in common. */
import { z } from 'zod'

// Control characters would end up in SIP headers and in what is read aloud.
export const name = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .regex(/^[^\p{Cc}]*$/u)

export const language = z.enum(['sv', 'en'])

/** A short number. None begins with 0, the trunk prefix, and 112 must stay what it is. */
export const short = z
  .string()
  .regex(/^[1-9]\d{1,5}$/)
  .refine(digits => !digits.startsWith('112'))
