import { ruleDesk } from '../../core/flow/desk.ts'
import { definePlugin } from '../../core/hub.ts'
import { directory } from '../directory/contract.ts'
import { words } from './words/index.ts'

/** Rules that people read, write, try, publish, and ask why. What decides is core/flow. */
export const rules = definePlugin({
  id: 'rules',
  needs: { directory, desk: ruleDesk },
  uses: ['directory'],
  words,
  setup() {},
})
