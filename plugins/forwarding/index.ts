import { z } from 'zod'
import { rulesPort } from '../../core/flow/rule-store.ts'
import { definePlugin } from '../../core/hub.ts'
import { directory } from '../directory/contract.ts'
import { forwardingView, setForwarding } from './contract.ts'
import { demo } from './demo.ts'
import { openNumbers } from './numbers.ts'
import { forwardingIn, isOurs, rulesFor } from './rules.ts'
import { words } from './words/index.ts'

const why = { sv: 'Medflyttning ändrad', en: 'Forwarding changed' }

export const forwarding = definePlugin({
  id: 'forwarding',
  needs: { directory, rules: rulesPort },
  uses: ['directory', 'calls'],
  words,
  demo,
  setup(hub, { directory, rules }) {
    const ownedBy = (organisation: string, person: string) =>
      ({ scope: 'person', organisation, owner: person }) as const
    const read = async (organisation: string, person: string) =>
      forwardingIn(await rules.of(ownedBy(organisation, person)))
    const numbers = openNumbers(directory, async ({ organisation, id }) => (await read(organisation, id)).always)

    const tell = hub.live(forwardingView, { key: who => who.person, snapshot: read })
    const changed = hub.broadcast(
      'forwarding.changed',
      z.object({ organisation: z.string(), person: z.string(), set: forwardingView.message }),
      ({ organisation, person, set }) => tell({ organisation, key: person }, set),
    )

    hub.route(setForwarding, async (asked, { organisation, person }) => {
      const set = await numbers.checked(asked, person)
      const owner = ownedBy(organisation, person)
      // Rules that she wrote herself are tried before these.
      const others = (await rules.of(owner)).filter(rule => !isOurs(rule))
      await rules.replace(owner, [...others, ...rulesFor(set)], { by: person, why })
      changed({ organisation, person, set })
      return set
    })
  },
})
