/** Whose activities: one's own, or everybody's. */
import { useComputed } from '@preact/signals'
import { useEffect, useState } from 'preact/hooks'
import { useApp } from '../../../../ui/app.ts'
import { problemOf } from '../../../../ui/changes.ts'
import {
  type ActivityKind,
  addMyActivity,
  addOrganisationActivity,
  type Choice,
  changeMyActivity,
  changeOrganisationActivity,
  deleteMyActivity,
  deleteOrganisationActivity,
  listActivities,
  listOrganisationActivities,
} from '../../contract.ts'
import { usePresence } from '../presence.ts'

export interface Scope {
  readonly name: 'mine' | 'everybody'
  /** Address of the list. */
  readonly home: string
  readonly choices: readonly Choice[] | undefined
  /** Why there are none. */
  readonly problem: string | undefined
  readonly reload: () => void
  add(form: ActivityKind): Promise<Choice>
  change(key: string, form: ActivityKind): Promise<Choice>
  remove(key: string): Promise<void>
  /** The form that it has now, as the hub says; none where it is nowhere. */
  left(key: string): Promise<Choice | undefined>
}

const formOf = ({ activities }: { activities: readonly Choice[] }, key: string) =>
  activities.find(one => one.key === key)

export function useScope(everybody: boolean): Scope {
  const { api } = useApp()
  const presence = usePresence()
  const mine = useComputed(() => presence.choices()).value
  const [shared, setShared] = useState<readonly Choice[] | undefined>(undefined)
  const [problem, setProblem] = useState<string | undefined>(undefined)
  const [asked, setAsked] = useState(0)
  // What is everybody's shows in mine too: a change there is a reason to ask.
  useEffect(() => {
    if (!everybody) return
    let current = true
    api.call(listOrganisationActivities, {}).then(
      ({ activities }) => {
        if (!current) return
        setProblem(undefined)
        setShared(activities)
      },
      (error: unknown) => current && setProblem(problemOf(error)),
    )
    return () => {
      current = false
    }
  }, [everybody, mine, asked])
  const reload = () => setAsked(asked + 1)

  if (!everybody) {
    return {
      ...{ name: 'mine', home: '/activities', choices: mine, problem: undefined, reload },
      add: form => api.call(addMyActivity, form),
      change: (key, form) => api.call(changeMyActivity, { key, ...form }),
      remove: key => api.call(deleteMyActivity, { key }),
      left: async key => formOf(await api.call(listActivities, {}), key),
    }
  }
  return {
    ...{ name: 'everybody', home: '/activities/everybody', choices: shared, reload },
    problem: shared ? undefined : problem,
    add: form => api.call(addOrganisationActivity, form),
    change: (key, form) => api.call(changeOrganisationActivity, { key, ...form }),
    remove: key => api.call(deleteOrganisationActivity, { key }),
    left: async key => formOf(await api.call(listOrganisationActivities, {}), key),
  }
}
