/** The sentences of voicemail, as they are heard. */
import type { Language } from '../../core/define.ts'

const sv = {
  leave: 'Lämna gärna ett meddelande efter tonen. Avsluta med fyrkant.',
  nobody: 'Den du söker kan inte svara just nu.',
  kept: 'Tryck 1 för att skicka meddelandet. Tryck 2 för att lyssna på det. Tryck 3 för att tala in det på nytt.',
  thanks: 'Tack. Ditt meddelande är skickat.',
  whose: 'Ange ditt kortnummer, och avsluta med fyrkant.',
  pin: 'Ange din kod, och avsluta med fyrkant.',
  wrong: 'Det stämmer inte.',
  locked: 'Röstbrevlådan är spärrad en stund efter för många fel koder.',
  'no-pin': 'Välj först en kod i appen. Då kan du lyssna från vilken telefon som helst.',
  away: 'Det går inte att lyssna just nu. Försök igen om en stund.',
  none: 'Du har inga meddelanden.',
  'no-more': 'Det finns inga fler meddelanden.',
  menu: 'Nästa, tryck 1. En gång till, 4. Ta bort, 7. Ring upp, 2. Tala in en hälsning, 3. Avsluta med fyrkant.',
  idle: 'Tryck 1 för att lyssna från början. Tryck 3 för att tala in en hälsning. Tryck stjärna för en annan brevlåda.',
  deleted: 'Borttaget.',
  'not-there': 'Numret svarade inte.',
  'no-number': 'Det finns inget nummer att ringa upp.',
  greeting: 'Tala in din hälsning efter tonen, och avsluta med fyrkant.',
  'greeting-kept':
    'Tryck 1 för att spara hälsningen. Tryck 3 för att tala in den på nytt. Tryck stjärna för att avbryta.',
  'greeting-saved': 'Hälsningen är sparad.',
  'greeting-silent': 'Det hördes ingenting.',
  goodbye: 'Hej då.',
}

const en: Record<keyof typeof sv, string> = {
  leave: 'Please leave a message after the tone. End with hash.',
  nobody: "The person you are calling can't answer right now.",
  kept: 'Press 1 to send the message. Press 2 to listen to it. Press 3 to record it again.',
  thanks: 'Thank you. Your message has been sent.',
  whose: 'Enter your short number, and end with hash.',
  pin: 'Enter your PIN, and end with hash.',
  wrong: 'That is not right.',
  locked: 'Voicemail is locked for a while after too many wrong PINs.',
  'no-pin': 'First choose a PIN in the app. Then you can listen from any phone.',
  away: "You can't listen right now. Please try again in a while.",
  none: 'You have no messages.',
  'no-more': 'There are no more messages.',
  menu: 'Next, press 1. Again, 4. Delete, 7. Call back, 2. Record a greeting, 3. End with hash.',
  idle: 'Press 1 to listen from the beginning. Press 3 to record a greeting. Press star for another box.',
  deleted: 'Deleted.',
  'not-there': "The number didn't answer.",
  'no-number': 'There is no number to call.',
  greeting: 'Record your greeting after the tone, and end with hash.',
  'greeting-kept': 'Press 1 to save the greeting. Press 3 to record it again. Press star to cancel.',
  'greeting-saved': 'The greeting is saved.',
  'greeting-silent': 'There was nothing to hear.',
  goodbye: 'Goodbye.',
}

export const said: Readonly<Record<Language, Readonly<Record<keyof typeof sv, string>>>> = { sv, en }

export const sentences = {
  sv: {
    unanswered: (name: string) => `${name} kan inte svara just nu.`,
    busy: (name: string) => `${name} talar i telefon.`,
    option: (digit: string, name: string) => `Tryck ${digit} för ${name}.`,
    wait: (digit: string) => `Tryck ${digit} för att vänta.`,
    message: (isNew: boolean, when: string, from: string) =>
      `${isNew ? 'Nytt meddelande' : 'Meddelande'}, ${when}, från ${from}.`,
    hidden: 'ett dolt nummer',
  },
  en: {
    unanswered: (name: string) => `${name} can't answer right now.`,
    busy: (name: string) => `${name} is on the phone.`,
    option: (digit: string, name: string) => `Press ${digit} for ${name}.`,
    wait: (digit: string) => `Press ${digit} to wait.`,
    message: (isNew: boolean, when: string, from: string) =>
      `${isNew ? 'New message' : 'Message'}, ${when}, from ${from}.`,
    hidden: 'a hidden number',
  },
} as const
