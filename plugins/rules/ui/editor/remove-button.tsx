import { Button } from '../../../../ui/parts/button.tsx'

/** Takes a part away; the focus goes to what stood before it. `label`: "Remove condition 2". */
export function RemoveButton({ label, onRemove }: { label: string; onRemove: () => void }) {
  return (
    <Button
      look="bare"
      icon="x"
      iconOnly
      class="rule-remove"
      onClick={event => {
        focusBefore(event.currentTarget)
        onRemove()
      }}
    >
      {label}
    </Button>
  )
}

/** Where the focus goes when what it is on goes away: to what comes before it. */
function focusBefore(element: HTMLElement): void {
  const all = [...(element.closest('.rule-sentence')?.querySelectorAll('button') ?? [])]
  const part = element.closest('.rule-part')
  const place = all.findIndex(one => part?.contains(one))
  all[Math.max(0, place - 1)]?.focus()
}
