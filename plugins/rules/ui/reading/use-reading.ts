import { useMemo } from 'preact/hooks'
import { openReading } from '../../../../core/flow/reading/index.ts'
import { shownNumber } from '../../../../ui/phone-number.ts'
import { useDesk } from '../desk/desk.ts'

/** Rules in sentences, with the names of this organisation's people and numbers. Undefined until the catalogue is there. */
export function useReading() {
  const desk = useDesk()
  const catalogue = desk.catalogue.value
  const values = desk.values.value
  return useMemo(() => catalogue && openReading(catalogue, { values, number: shownNumber }), [catalogue, values])
}
