/** What I asked to be told of, and when it came: a section of my settings. */
import { useEffect } from 'preact/hooks'
import { useApp } from '../../../../ui/app.ts'
import { problemOf } from '../../../../ui/changes.ts'
import { Blank } from '../../../../ui/parts/blank.tsx'
import { Button } from '../../../../ui/parts/button.tsx'
import { Skeleton } from '../../../../ui/parts/skeleton.tsx'
import { shownNumber } from '../../../../ui/phone-number.ts'
import { reasonAddresses } from '../../../../ui/slots.tsx'
import { dayOrTime, exactTime } from '../../../../ui/time.ts'
import { said } from '../../../../ui/words.ts'
import { peopleView } from '../../../directory/contract.ts'
import { unwatch, type Watch, watchesSeen, watchesView } from '../../contract.ts'
import { t } from './words/index.ts'
import './section.css'

const many = 20

export default function Followed() {
  const app = useApp()
  const view = app.live.view(watchesView)
  const watches = view.state()?.watches
  const newest = watches?.map(({ hits: [first] }) => first?.decision).join()
  useEffect(() => {
    if (!watches?.some(isNew)) return
    // Next time will do: nothing that anybody asked for has failed.
    app.api.call(watchesSeen, {}).catch(() => undefined)
  }, [newest])
  const refused = view.refused()
  if (refused !== undefined) {
    return (
      <Blank icon="warn" title={t('failed')} about={refused}>
        <Button onClick={() => view.again()}>{t('try-again')}</Button>
      </Blank>
    )
  }
  if (!watches) return <Skeleton rows={3} />
  if (watches.length === 0) return <Blank icon="rules" title={t('followed.none')} about={t('followed.none.about')} />
  return (
    <div class="followed-things">
      <p class="quiet">{t('followed.about')}</p>
      <ul class="followed">
        {watches.map(watch => (
          <One key={watch.id} watch={watch} />
        ))}
      </ul>
    </div>
  )
}

const isNew = ({ hits: [first], seenAt }: Watch) => first !== undefined && first.at > seenAt

function One({ watch }: { watch: Watch }) {
  const app = useApp()
  const people = app.live.view(peopleView).state()?.people ?? {}
  const { id, about, caller, hits, since } = watch
  const title = watch.title ? said(watch.title) : t('followed.no-rule')
  const [last] = hits
  const from = caller && (caller.person === undefined ? shownNumber(caller.number ?? '') : people[caller.person]?.name)
  const details = [
    said(watch.happened),
    about !== undefined && about !== app.who.person && t('followed.of', { name: people[about]?.name ?? '' }),
    from !== undefined && t('followed.caller', { name: from }),
  ]
  async function stop(): Promise<void> {
    try {
      await app.api.call(unwatch, { id })
      app.toasts.done(t('stopped'))
    } catch (error) {
      app.toasts.problem(problemOf(error))
    }
  }
  return (
    <li>
      <div class="line-of">
        <h3 class="grow">{title}</h3>
        <Button look="bare" icon="x" aria-label={t('stop.of', { title })} onClick={() => void stop()}>
          {t('stop')}
        </Button>
      </div>
      <p class="small quiet">{details.filter(Boolean).join(' · ')}</p>
      <p>
        {last
          ? `${times(hits.length)}, ${t('followed.last', { time: dayOrTime(new Date(last.at)) })}`
          : t('followed.not-yet', { time: dayOrTime(new Date(since)) })}
      </p>
      <Hits of={hits} />
    </li>
  )
}

function Hits({ of }: { of: Watch['hits'] }) {
  const app = useApp()
  const addresses = app.filled(reasonAddresses)
  const linked = of.flatMap(({ decision, event, subject, at }) => {
    const address = addresses.map(addressOf => addressOf(event, subject)).find(found => found !== undefined)
    return address === undefined ? [] : [{ decision, address, time: exactTime(new Date(at)) }]
  })
  if (linked.length === 0) return null
  return (
    <ul class="small">
      {linked.map(({ decision, address, time }) => (
        <li key={decision}>
          <a href={address}>{t('why.of', { time })}</a>
        </li>
      ))}
    </ul>
  )
}

function times(count: number): string {
  if (count === 1) return t('followed.once')
  return t(count < many ? 'followed.times' : 'followed.many', { count })
}
