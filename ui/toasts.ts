/** What the app says in passing: what was done, with a way to take it back; what couldn't be done, and why. */
import { type ReadonlySignal, signal } from '@preact/signals'

export interface Toast {
  readonly id: number
  readonly kind: 'done' | 'problem'
  readonly text: string
  readonly action?: { readonly label: string; readonly run: () => void } | undefined
}

export interface Toasts {
  readonly shown: ReadonlySignal<readonly Toast[]>
  /** Stays for some seconds; `action` ("Undo") is there as long. */
  done(text: string, action?: Toast['action']): void
  /** Stays until it is closed. */
  problem(text: string, action?: Toast['action']): void
  close(id: number): void
}

// Long enough to read and to reach (WCAG 2.2.1 asks for time; whatever can be undone here can be undone elsewhere too).
const lasting = 10_000
const most = 4

export function openToasts(): Toasts {
  const shown = signal<readonly Toast[]>([])
  let last = 0

  function close(id: number): void {
    shown.value = shown.peek().filter(toast => toast.id !== id)
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
    shown.value = [...others, { id, kind, text, action: act }].slice(-most)
    return id
  }

  return {
    shown,
    done(text, action) {
      const id = add('done', text, action)
      setTimeout(() => close(id), lasting)
    },
    problem: (text, action) => void add('problem', text, action),
    close,
  }
}
