/** Voice by agents that are processes of their own: a link to each, on loopback. The other side is ../agent. */
import { HubError } from '../../../core/error.ts'
import { newAnswers, newDelivery } from '../delivery.ts'
import type { Step, Voice, VoiceQuestion } from '../port.ts'
import { agentLink } from './link.ts'

export interface AgentsOptions {
  /** Agents' ports on loopback. */
  readonly ports: readonly number[]
  readonly log?: { warn(details: object, message: string): void } | undefined
}

export function voiceAgents({ ports, log }: AgentsOptions): Voice {
  const delivery = newDelivery({
    rejected: (error, event) => log?.warn({ err: error, event }, 'an event of a voice agent is told again'),
  })
  const answers = newAnswers()
  const ask = (question: VoiceQuestion): Promise<readonly Step[]> => answers.ask(question)
  const links = ports.map(port => agentLink({ port, deliver: delivery.deliver, ask, log }))
  let turn = 0

  /** Each in its turn; where the steps join a leg, the agent that has it: only its own does it find. */
  const any = (steps: readonly Step[]) => {
    const joins = joined(steps)
    if (joins !== undefined) return of(joins)
    const up = links.filter(link => link.agent !== undefined)
    turn += 1
    const link = up[turn % up.length]
    if (!link) throw new HubError('voice.unavailable', 503)
    return link
  }
  /** A leg's id begins with its agent's. */
  const of = (leg: string) => {
    const link = links.find(({ agent }) => agent !== undefined && leg.startsWith(`${agent}-`))
    if (!link) throw new HubError('voice.no-such-leg', 404, { leg })
    return link
  }

  return {
    expect: async call => await any(call.steps).request({ ask: 'expect', ...call, steps: [...call.steps] }),
    call: async call => await any(call.steps).request({ ask: 'call', ...call, steps: [...call.steps] }),
    take: async ({ other, ...call }) =>
      await (call.taken.agent === undefined ? any(call.steps) : of(`${call.taken.agent}-`)).request({
        ask: 'take',
        ...call,
        steps: [...call.steps],
        ...(other && { other: { ...other, steps: [...other.steps] } }),
      }),
    async tell(leg, steps, about) {
      await of(leg).request({ ask: 'tell', leg, steps: [...steps], about })
    },
    async mute(leg, muted) {
      await of(leg).request({ ask: 'mute', leg, muted })
    },
    async legs() {
      const up = links.filter(link => link.agent !== undefined)
      const all = await Promise.allSettled(up.map(link => link.request({ ask: 'legs' })))
      // JSON knows no dates.
      return all
        .flatMap(one => (one.status === 'fulfilled' ? one.value : []))
        .map(leg => ({ ...leg, since: new Date(leg.since) }))
    },
    answer: answers.answer,
    listen: delivery.listen,
    async start() {
      delivery.start()
      for (const link of links) link.open()
    },
    async stop() {
      delivery.stop()
      for (const link of links) link.close()
    },
    connected: () => links.some(({ agent }) => agent !== undefined),
  }
}

/** The first leg that steps are to be joined with, in whatever branch. */
function joined(steps: readonly Step[]): string | undefined {
  for (const step of steps) {
    if (step.do === 'bridge') return step.with
    const branches = [
      ...('on' in step ? Object.values(step.on ?? {}) : []),
      ...('otherwise' in step ? [step.otherwise ?? []] : []),
      ...('after' in step ? [step.after ?? []] : []),
    ]
    for (const branch of branches) {
      const found = joined(branch)
      if (found !== undefined) return found
    }
  }
  return undefined
}
