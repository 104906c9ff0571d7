import type { App } from '../app.ts'
import { problemOf } from '../changes.ts'
import { languageChoice } from '../slots.tsx'
import { language } from '../words.ts'

/** To the other one, at once; whoever keeps it for the person's other browsers, and for what the hub says, is told. */
export async function switchLanguage(app: App): Promise<void> {
  language.value = language.value === 'sv' ? 'en' : 'sv'
  try {
    for (const keep of app.filled(languageChoice)) await keep(language.value)
  } catch (error) {
    app.toasts.problem(problemOf(error))
  }
}
