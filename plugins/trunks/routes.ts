import { HubError } from '../../core/error.ts'
import type { Hub } from '../../core/hub.ts'
import { type Book, entryOf } from './book.ts'
import {
  createTrunk,
  deleteTrunk,
  listTrunks,
  orderTrunks,
  restoreTrunk,
  setWays,
  testTrunk,
  updateTrunk,
} from './contract.ts'
import type { Projection } from './projection.ts'
import { answers, type States } from './states.ts'

interface Parts {
  readonly book: Book
  readonly projection: Projection
  readonly states: States
}

export function provideRoutes(hub: Pick<Hub, 'route'>, { book, projection, states }: Parts): void {
  const entries = (organisation: string) => projection.trunks(organisation).map(entryOf)
  const ways = (organisation: string) =>
    projection.ways(organisation).map(({ match, trunks }) => ({ match, trunks: [...trunks] }))

  hub.route(listTrunks, (_, { organisation }) => ({ trunks: entries(organisation), ways: ways(organisation) }))
  hub.route(createTrunk, (fields, { organisation }) => book.create(organisation, fields))
  hub.route(updateTrunk, ({ id, ...fields }, { organisation }) => book.update(organisation, id, fields))
  hub.route(deleteTrunk, ({ id }, { organisation }) => book.remove(organisation, id))
  hub.route(restoreTrunk, ({ id }, { organisation }) => book.restore(organisation, id))
  hub.route(orderTrunks, async ({ ids }, { organisation }) => {
    await book.order(organisation, ids)
    return { trunks: entries(organisation) }
  })
  hub.route(setWays, async ({ ways: wanted }, { organisation }) => {
    await book.setWays(organisation, wanted)
    return { ways: ways(organisation) }
  })
  hub.route(testTrunk, async ({ id }, { organisation }) => {
    if (projection.trunk(id)?.organisation !== organisation) throw new HubError('trunks.not-found', 404)
    const sipStatus = await states.test(id)
    return { sipStatus, answers: answers(sipStatus) }
  })
}
