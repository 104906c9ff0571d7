/** What this plugin knows, does and offers. A browser can load it. */
import { z } from 'zod'
import { defineFact } from '../../../core/define.ts'

export const greetingFact = defineFact('example.greeting', {
  params: z.object({ of: z.string().default('callee') }),
  value: z.object({ text: z.string() }),
  say: { sv: 'hälsningen', en: 'the greeting' },
  paths: { '$.text': { sv: 'hälsningens ord', en: 'the words of the greeting' } },
})
