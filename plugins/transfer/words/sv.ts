import type { en } from './en.ts'

export const sv: Record<keyof typeof en, string> = {
  'transfer.whom': 'Ange vem samtalet ska gå till.',
  'transfer.same-call': 'Det är samma samtal.',
  'transfer.nobody-parked': 'Ingen väntar på {slot} längre.',
  'transfer.not-ringing': 'Det ringer inte där längre.',
  'transfer.several': 'Flera är med i samtalet. Ta ut dem som ska tala för sig, eller lämna det.',
  'field.to': 'Till',
  'field.call': 'Samtal',
}
