/** The one field: finds people while one types, and dials numbers. */
import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import { useApp } from '../app.ts'
import { Button } from '../parts/button.tsx'
import { Icon } from '../parts/icon.tsx'
import { digitsOf, isDialable, shownDigits } from '../phone-number.ts'
import { dialers, dialSettings, Filled, Fills, type Hit, searches } from '../slots.tsx'
import { shellWords as t } from '../words/index.ts'
import { useSearchKeys } from './search-keys.ts'
import './search.css'

const most = 8

export function Search() {
  const app = useApp()
  const [typed, setTyped] = useState('')
  const [open, setOpen] = useState(false)
  const [chosen, setChosen] = useState(0)
  const field = useRef<HTMLInputElement>(null)
  const box = useRef<HTMLDivElement>(null)
  useSearchKeys(field)

  const dial = app.filled(dialers)[0]
  const wanted = typed.trim()
  const hits = wanted === '' ? [] : hitsFor(app.filled(searches), wanted)
  const dialable = dial !== undefined && isDialable(wanted)
  const options = hits.length + (dialable ? 1 : 0)
  const at = Math.min(chosen, Math.max(0, options - 1))
  const shown = open && wanted !== ''

  useLayoutEffect(() => {
    const popover = box.current
    if (!popover || !shown) return
    popover.showPopover()
    const under = field.current?.closest('.field')?.getBoundingClientRect()
    if (under) {
      popover.style.left = `${under.left}px`
      popover.style.top = `${under.bottom + 6}px`
    }
    return () => popover.hidePopover()
  }, [shown])

  function clear(): void {
    setTyped('')
    setChosen(0)
    setOpen(false)
  }
  /** Out of the field, where single keys work again. */
  function leave(): void {
    clear()
    document.getElementById('main')?.focus()
  }
  function call(number: string | undefined, name?: string): void {
    if (!dial || number === undefined) return
    dial(number, name)
    leave()
  }
  function card(hit: Hit | undefined): void {
    if (hit?.card === undefined) return
    app.go(hit.card)
    leave()
  }

  function onKeyDown(event: KeyboardEvent): void {
    const hit = hits[at]
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      const step = event.key === 'ArrowDown' ? 1 : -1
      setChosen(options === 0 ? 0 : (at + step + options) % options)
    } else if (event.key === 'Escape' && typed !== '') clear()
    else if (event.key === 'Escape') leave()
    // Enter calls, where there is something to call with; else it opens, as Tab always does.
    else if (event.key === 'Enter' && !hit) call(dialable ? digitsOf(wanted) : undefined)
    else if (event.key === 'Enter' && dial && hit?.number !== undefined) call(hit.number, hit.label)
    else if ((event.key === 'Enter' || (event.key === 'Tab' && !event.shiftKey)) && shown && hit?.card) card(hit)
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    <search class="search">
      <div class="field">
        <Icon name="search" />
        <input
          ref={field}
          type="text"
          role="combobox"
          aria-label={t('search.label')}
          placeholder={t('search.placeholder')}
          aria-keyshortcuts="/ Control+K"
          aria-autocomplete="list"
          aria-expanded={shown}
          aria-controls="search-hits"
          aria-activedescendant={shown && options > 0 ? `search-hit-${at}` : undefined}
          autoComplete="off"
          spellcheck={false}
          value={typed}
          onInput={event => {
            setTyped(event.currentTarget.value)
            setChosen(0)
            setOpen(true)
          }}
          onFocus={() => setOpen(true)}
          onBlur={() => setOpen(false)}
          onKeyDown={onKeyDown}
        />
        {typed === '' ? (
          <kbd aria-hidden="true">/</kbd>
        ) : (
          <Button
            look="bare"
            icon="x"
            iconOnly
            onClick={() => {
              clear()
              field.current?.focus()
            }}
          >
            {t('search.clear')}
          </Button>
        )}
      </div>
      {dial && <Fills of={dialSettings} />}
      {shown && (
        // biome-ignore lint/a11y/noStaticElementInteractions: a press in the list must not take the focus out of the field first
        <div ref={box} class="popover search-hits" popover="manual" onMouseDown={event => event.preventDefault()}>
          <div role="status">{options === 0 && <p class="quiet search-none">{t('search.none')}</p>}</div>
          <div role="listbox" id="search-hits" aria-label={t('search.hits')}>
            {hits.map((hit, place) => (
              // biome-ignore lint/a11y/useKeyWithClickEvents: a combobox keeps the focus; its keys are the field's
              <div
                key={hit.key}
                id={`search-hit-${place}`}
                role="option"
                tabIndex={-1}
                aria-selected={place === at}
                class="search-hit"
                onClick={() => card(hit)}
              >
                <Filled view={hit.view} />
              </div>
            ))}
            {dialable && (
              // biome-ignore lint/a11y/useKeyWithClickEvents: as above
              <div
                id={`search-hit-${hits.length}`}
                role="option"
                tabIndex={-1}
                aria-selected={hits.length === at}
                class="search-hit"
                onClick={() => call(digitsOf(wanted))}
              >
                <Icon name="phone" />
                <span class="grow">{t('search.dial', { number: shownDigits(digitsOf(wanted)) })}</span>
              </div>
            )}
          </div>
          {options > 0 && (
            <p class="search-foot small faint" aria-hidden="true">
              {dial && (hits[at] ? hits[at].number !== undefined : dialable) && (
                <span>
                  <kbd>Enter</kbd> {t('search.call')}
                </span>
              )}
              {hits[at]?.card !== undefined && (
                <span>
                  <kbd>Tab</kbd> {t('search.card')}
                </span>
              )}
            </p>
          )}
        </div>
      )}
    </search>
  )
}

function hitsFor(sources: readonly ((typed: string) => readonly Hit[])[], typed: string): readonly Hit[] {
  return sources
    .flatMap(source => source(typed))
    .toSorted((a, b) => b.rank - a.rank)
    .slice(0, most)
}
