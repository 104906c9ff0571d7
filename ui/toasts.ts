/** What the app says in passing: what was done, with a way to take it back; what couldn't be done, and why. */
import { type ReadonlySignal, signal } from '@preact/signals'

export interface Toast {
  readonly id: number
  readonly kind: 'done' | 'doing' | 'problem'
  readonly text: string
  readonly action?: { readonly label: string; readonly run: () => void } | undefined
}

export interface Toasts {
  readonly shown: ReadonlySignal<readonly Toast[]>
  /** Stays for some seconds; `action` ("Undo") is there as long. Gives its id, for closing what isn't true any more. */
  done(text: string, action?: Toast['action']): number
  /** What is under way: stays until it is closed, for whoever began it knows when it is over. Gives its id. */
  doing(text: string): number
  /** Stays until it is closed. Gives its id. */
  problem(text: string, action?: Toast['action']): number
  close(id: number): void
  /** While somebody points at them or is among them with the keyboard, none goes away (WCAG 2.2.1). */
  hold(held: boolean): void
}

const lasting = 10_000
const most = 4

export function openToasts(): Toasts {
  const shown = signal<readonly Toast[]>([])
  const timers = new Map<number, ReturnType<typeof setTimeout>>()
  let last = 0
  let held = false

  function keep(next: readonly Toast[]): void {
    for (const [id, timer] of timers) {
      if (next.some(toast => toast.id === id)) continue
      clearTimeout(timer)
      timers.delete(id)
    }
    shown.value = next
  }

  const close = (id: number) => keep(shown.peek().filter(toast => toast.id !== id))

  function time(id: number): void {
    clearTimeout(timers.get(id))
    const timer = setTimeout(() => close(id), lasting)
    timers.set(id, timer)
    if (held) clearTimeout(timer)
  }

  function add(kind: Toast['kind'], text: string, action?: Toast['action']): number {
    last += 1
    const id = last
    // The same said twice is said once, anew.
    const others = shown.peek().filter(toast => toast.text !== text)
    const act = action && {
      label: action.label,
      run() {
        close(id)
        action.run()
      },
    }
    keep([...others, { id, kind, text, action: act }].slice(-most))
    return id
  }

  return {
    shown,
    done(text, action) {
      const id = add('done', text, action)
      time(id)
      return id
    },
    doing: text => add('doing', text),
    problem: (text, action) => add('problem', text, action),
    close,
    hold(now) {
      if (now === held) return
      held = now
      for (const [id, timer] of timers) {
        if (held) clearTimeout(timer)
        else time(id)
      }
    },
  }
}
