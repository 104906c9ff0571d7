import type { en } from './en.ts'

export const sv: Record<keyof typeof en, string> = {
  'calendar.refused': 'Kalendern släpper inte in någon med det. Logga in igen.',
  'calendar.unavailable': 'Kalendern svarar inte just nu. Försök igen om en stund.',
  'calendar.address': 'Det finns ingen kalender på den adressen.',
  'calendar.gone': 'Kalendern finns inte längre.',
  'calendar.no-vendor': 'Den här växeln är inte inställd för den kalendern.',
  'calendar.no-address':
    'Växeln vet inte vilken adress den nås på, och dit ska kalenderns leverantör skicka dig tillbaka. Administratören ställer in SVARA_PUBLIC_URL.',
  'calendar.consent': 'Det tog för lång tid, eller började i en annan webbläsare. Börja om.',
  'calendar.too-many': 'Du har redan {most} kopplingar. Ta bort en först.',
  'calendar.no-link': 'Kopplingen finns inte längre.',
  'calendar.no-calendar': 'Kalendern hör inte till kopplingen.',
  'calendar.no-event': 'Händelsen finns inte längre i dina kalendrar.',
  'calendar.no-series': 'Händelsen ingår inte i någon serie.',
  'calendar.no-person': 'Personen finns inte.',
  'calendar.rings': 'Då ringer dina telefoner: inget sägs.',
  'field.vendor': 'Kalender',
  'field.address': 'Adress',
  'field.user': 'Användare',
  'field.password': 'Lösenord',
  'field.calendars': 'Kalendrar',
  'field.event': 'Händelse',
  'field.series': 'Serie',
  'field.date': 'Dag',
}
