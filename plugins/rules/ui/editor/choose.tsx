/** A chip that opens a list to choose from: by pointing, by arrow keys, or by typing a part of the words. */
import type { ComponentChildren, RefObject } from 'preact'
import { useRef, useState } from 'preact/hooks'
import { Chip, type ChipLook } from '../../../../ui/parts/chip.tsx'
import { Field } from '../../../../ui/parts/field.tsx'
import type { IconName } from '../../../../ui/parts/icons.ts'
import { moveByKeys } from '../../../../ui/parts/list-keys.ts'
import { Popover } from '../../../../ui/parts/popover.tsx'
import { t } from './words/index.ts'

export interface Option<Value> {
  readonly key: string
  readonly value: Value
  readonly say: string
  /** Tells it from another of the same name. */
  readonly detail?: string | undefined
  /** Options of one group stand together under these words. */
  readonly group?: string | undefined
}

/** How long letters that are typed one after the other belong together, as in the browser's own lists. */
const typingMs = 1_000

/** In a list that isn't searched: letters lead to the first that has a word beginning so. */
function useLetters(list: RefObject<HTMLElement | null>) {
  const typed = useRef({ text: '', at: 0 })
  return (event: KeyboardEvent) => {
    if (event.key.length !== 1 || event.key === ' ' || event.ctrlKey || event.metaKey || event.altKey) return
    const { text, at } = typed.current
    const next = (event.timeStamp - at < typingMs ? text : '') + event.key.toLocaleLowerCase()
    typed.current = { text: next, at: event.timeStamp }
    const options = [...(list.current?.querySelectorAll<HTMLElement>('[data-pick]') ?? [])]
    const starts = (option: HTMLElement) =>
      (option.textContent ?? '')
        .toLocaleLowerCase()
        .split(/\s+/)
        .some(word => word.startsWith(next))
    options.find(starts)?.focus()
    event.preventDefault()
  }
}

/** A list longer than this is searched. */
const inSight = 8

export function ChipPopover({
  look,
  icon,
  wrong = false,
  label,
  said,
  width = 320,
  children,
}: {
  look: ChipLook
  icon?: IconName
  wrong?: boolean
  /** What is chosen here, for the popover and before the chip's own words for readers. */
  label: string
  said: string
  width?: number
  children: (close: () => void) => ComponentChildren
}) {
  const [open, setOpen] = useState(false)
  const anchor = useRef<HTMLButtonElement>(null)
  const close = () => setOpen(false)
  return (
    <>
      <Chip
        look={look}
        {...(icon && { icon })}
        wrong={wrong}
        open={open}
        innerRef={anchor}
        onClick={() => setOpen(true)}
      >
        {said !== label && <span class="for-readers">{`${label}: `}</span>}
        {said}
      </Chip>
      <Popover open={open} anchor={anchor} onClose={close} label={label} width={width}>
        {open && children(close)}
      </Popover>
    </>
  )
}

export function OptionList<Value>({
  label,
  options,
  chosen = [],
  onChoose,
}: {
  label: string
  options: readonly Option<Value>[]
  /** Keys of those that are chosen. */
  chosen?: readonly string[]
  onChoose: (value: Value) => void
}) {
  const [typed, setTyped] = useState('')
  const list = useRef<HTMLDivElement>(null)
  const onLetter = useLetters(list)
  const wanted = typed.trim().toLocaleLowerCase()
  const words = wanted.split(/\s+/)
  const found = options.filter(({ say, detail = '', group = '' }) => {
    const text = `${say} ${detail} ${group}`.toLocaleLowerCase()
    return words.every(word => text.includes(word))
  })
  const searched = options.length > inSight
  const groups = Map.groupBy(found, ({ group }) => group ?? '')
  const firstKey = found.find(({ key }) => chosen.includes(key))?.key ?? found[0]?.key
  return (
    <div class="rule-options">
      {searched && (
        <Field
          label={t('find')}
          labelHidden
          icon="search"
          placeholder={t('find')}
          autocomplete="off"
          data-first
          value={typed}
          onInput={event => setTyped(event.currentTarget.value)}
          onKeyDown={event => {
            const [first] = found
            if (event.key === 'Enter' && first) {
              event.preventDefault()
              onChoose(first.value)
            } else if (event.key === 'ArrowDown') {
              event.preventDefault()
              list.current?.querySelector<HTMLElement>('[data-pick]')?.focus()
            }
          }}
        />
      )}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: keys on their way up from its buttons */}
      <div
        ref={list}
        class="rule-options-list"
        onKeyDown={event => {
          moveByKeys(event)
          if (!event.defaultPrevented && !searched) onLetter(event)
        }}
      >
        {[...groups].map(([group, members]) => (
          <fieldset key={group}>
            <legend class={group === '' ? 'for-readers' : 'small faint'}>{group === '' ? label : group}</legend>
            {members.map(({ key, value, say, detail }) => (
              <div key={key} data-row>
                <button
                  type="button"
                  class="rule-option"
                  data-pick
                  {...(!searched && key === firstKey && { 'data-first': true })}
                  aria-pressed={chosen.includes(key)}
                  onClick={() => onChoose(value)}
                >
                  <span class="grow">{say}</span>
                  {detail !== undefined && <span class="small faint">{detail}</span>}
                </button>
              </div>
            ))}
          </fieldset>
        ))}
        {found.length === 0 && <p class="small faint">{t('find.nothing')}</p>}
      </div>
    </div>
  )
}

/** One of several. */
export function Choose<Value>({
  options,
  chosen,
  onChoose,
  ...chip
}: {
  look: ChipLook
  icon?: IconName
  wrong?: boolean
  label: string
  said: string
  options: readonly Option<Value>[]
  chosen?: string | undefined
  onChoose: (value: Value) => void
}) {
  return (
    <ChipPopover {...chip}>
      {close => (
        <OptionList
          label={chip.label}
          options={options}
          chosen={chosen === undefined ? [] : [chosen]}
          onChoose={value => {
            // First what it stood on: the chip may be another when it has focus again.
            close()
            onChoose(value)
          }}
        />
      )}
    </ChipPopover>
  )
}
