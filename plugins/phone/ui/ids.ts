/** Which call of the log a call at this phone is. The hub knows soon after the call began; where it doesn't, the call goes on all the same. */
import type { App } from '../../../ui/app.ts'
import { callOfPhone } from '../contract.ts'
import type { CallState } from './state.ts'

const tries = [100, 400, 1500, 5000]

export function findIds(app: Pick<App, 'api'>, { callId }: CallState, found: (id: string) => void): void {
  async function ask(): Promise<void> {
    for (const pause of tries) {
      try {
        return found((await app.api.call(callOfPhone, { callId })).call)
      } catch {
        // The hub is away, or doesn't know it yet: asked again.
      }
      await new Promise(resolve => setTimeout(resolve, pause))
    }
  }
  void ask()
}
