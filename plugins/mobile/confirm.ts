/** Whoever answers a mobile presses 1: its own voicemail doesn't. */
import type { Speech } from '../../connectors/speech/port.ts'
import type { Sound, Step } from '../../connectors/voice/port.ts'
import type { Language } from '../../core/define.ts'
import { HubError } from '../../core/error.ts'

/** Kamailio waits a second for the hub. Milliseconds. */
const patience = 500
/** From the end of the words. */
const seconds = 3

const words = {
  call: {
    sv: (name: string) => `Samtal från ${name}. Tryck 1 för att svara.`,
    en: (name: string) => `Call from ${name}. Press 1 to answer.`,
  },
  unnamed: { sv: () => 'Samtal till dig. Tryck 1 för att svara.', en: () => 'A call for you. Press 1 to answer.' },
  back: { sv: () => 'Tryck 1, så rings numret upp.', en: () => 'Press 1, and the number is called.' },
} as const

export interface Confirm {
  /** Steps of the mobile's leg; it goes on behind them when 1 was pressed. `name`: who calls. */
  incoming(name: string | undefined, language: Language): Promise<readonly Step[]>
  back(language: Language): Promise<readonly Step[]>
}

export function confirms(speech: Speech): Confirm {
  /** A voice that isn't there, or is late, leaves a tone: 1 answers all the same. */
  async function said(text: string, language: Language): Promise<Sound> {
    const late = new Promise<Sound>(resolve => setTimeout(() => resolve({ tone: 'beep' }), patience))
    const spoken = speech.say(text, language).then(file => ({ file }))
    return Promise.race([spoken, late]).catch((error: unknown): Sound => {
      if (error instanceof HubError) return { tone: 'beep' }
      throw error
    })
  }
  const asked = async (text: string, language: Language): Promise<readonly Step[]> => {
    const sound = await said(text, language)
    return [
      // Twice: a mobile lies in a pocket.
      {
        ...{ do: 'collect', name: 'confirm', sounds: [sound, sound], most: 1, seconds },
        on: { '1': [] },
        otherwise: [{ do: 'hangUp' }],
      },
    ]
  }
  return {
    incoming: (name, language) =>
      asked(name === undefined ? words.unnamed[language]() : words.call[language](name), language),
    back: language => asked(words.back[language](), language),
  }
}
