import type { en } from './en.ts'

export const sv: Record<keyof typeof en, string> = {
  'voicemail.no-such-message': 'Meddelandet finns inte.',
  'voicemail.no-such-greeting': 'Hälsningen finns inte.',
  'voicemail.no-such-person': 'Kollegan finns inte.',
  'voicemail.no-such-number': '{number} leder ingenstans. Skriv ett kortnummer eller ett helt telefonnummer.',
  'voicemail.simple-pin': 'Koden är för lätt att gissa. Välj en annan.',
  'voicemail.not-sound': 'Det är ingen inspelning som går att använda: en WAV-fil på högst två minuter.',
  'voicemail.silent': 'Det hörs ingenting i inspelningen. Kontrollera mikrofonen och försök igen.',
  'voicemail.long-name': 'Säg bara ditt namn: det får ta högst {seconds} sekunder.',
  'voicemail.off': 'Röstbrevlådan är avstängd.',
  'voicemail.away': 'Röstbrevlådan kan inte svara just nu.',
  'voicemail.nobodys': 'En grupp har ingen röstbrevlåda.',
  'voicemail.no-mail': 'Växeln har ingen e-postserver.',
  'voicemail.not-asked': 'Ingen frågade efter det.',
  'field.days': 'Antal dagar',
  'field.pin': 'Kod',
  'field.to': 'Till',
  'field.options': 'Efterval',
  'field.digit': 'Siffra',
  'field.activity': 'Hänvisning',
}
