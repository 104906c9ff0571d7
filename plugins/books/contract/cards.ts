import { z } from 'zod'
import { whose } from './links.ts'

export const cardPhone = z.object({
  /** "mobile", "work", …: connectors/contacts/port.ts. */
  kind: z.string(),
  /** E.164, or as it stands in the book where it can't be one. */
  number: z.string(),
})

/** As lists and the search have it. */
export const cardEntry = z.object({
  id: z.string(),
  link: z.string(),
  whose: z.enum(whose),
  name: z.string(),
  /** "Inköpschef, Ström & Söner AB". */
  about: z.string(),
  phones: z.array(cardPhone),
  emails: z.array(z.string()),
  /** All else that the book says, for the search. */
  text: z.array(z.string()),
  /** Another when the picture is another. */
  photo: z.string().optional(),
})
export type CardEntry = z.infer<typeof cardEntry>

/** What a card shows beside that. */
export const cardDetails = z.object({
  nickname: z.string().optional(),
  department: z.string().optional(),
  addresses: z.array(z.string()),
  urls: z.array(z.string()),
  chats: z.array(z.string()),
  birthday: z.string().optional(),
  notes: z.string().optional(),
  categories: z.array(z.string()),
  /** The link's title and account: "Google, anna@example.com". */
  from: z.string(),
})
export type CardDetails = z.infer<typeof cardDetails>
