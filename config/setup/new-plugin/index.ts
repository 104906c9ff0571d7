import { definePlugin } from '../../../core/hub.ts'
import { greetingFact } from './contract.ts'
import { greeting } from './facts.ts'
import { words } from './words/index.ts'

export const example = definePlugin({
  id: 'example',
  needs: {},
  uses: [],
  words,
  setup(hub) {
    hub.fact(greetingFact, greeting)
  },
})
