export const sv = {
  about:
    'Skriv ett kortnummer eller ett telefonnummer. Ett tomt fält medflyttar inget. Samtal som går ut räknas som dina egna.',
  always: 'Alla samtal',
  'always.hint':
    'Dina telefoner ringer inte. En hänvisning som stänger telefonen svarar ändå, och VIP kommer fram till dig.',
  busy: 'När jag talar i telefon',
  'busy.hint': 'Annars svarar röstbrevlådan.',
  unanswered: 'När jag inte svarar',
  'unanswered.hint': 'Efter så många sekunder som står bredvid.',
  unreachable: 'När ingen av mina telefoner är inloggad',
  'unreachable.hint': 'Bordstelefonen är utan ström, och appen är stängd.',
  seconds: 'Sekunder det ringer',
  'seconds.hint': '{least} till {most}',
  placeholder: 'Medflyttas inte',
} as const
