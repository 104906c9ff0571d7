import type { en } from './en.ts'

export const sv: Record<keyof typeof en, string> = {
  'presence.no-such-person': 'Personen finns inte.',
  'presence.no-such-activity': 'Hänvisningen finns inte.',
  'presence.until-past': 'Den tiden har redan passerat.',
  'presence.until-far': 'Det är mer än två år dit.',
  'presence.available-has-no-end': 'Tillgänglig har inget slut: välj vad som gäller i stället.',
  'presence.available-open':
    'Tillgänglig kan inte stänga telefonen eller ha ett slut: det är vad allt annat slutar med.',
  'presence.too-many-activities': 'Det finns redan {most} hänvisningar. Ta bort en först.',
  'presence.conflict': 'Någon annan ändrade detta samtidigt. Försök en gång till.',
  'presence.rings': 'Det ringer hos {name}: det finns inget att höra.',
  'presence.no-voice':
    'Växeln saknar röst: espeak-ng och sox måste installeras på dess dator. Tala med administratören.',
  'presence.unspeakable': 'Det går inte att läsa upp. Pröva med andra ord.',
  'field.sv': 'Svenska',
  'field.en': 'Engelska',
  'field.activity': 'Hänvisning',
  'field.until': 'Till',
  'field.minutes': 'Minuter',
  'field.note': 'Anteckning',
  'field.spoken': 'Vad den som ringer hör',
  'field.icon': 'Bild',
  'field.tone': 'Färg',
  'field.closesPhone': 'Stänger telefonen',
  'field.length': 'Vanlig längd',
}
