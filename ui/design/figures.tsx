import { Bars } from '../parts/bars.tsx'
import { Button } from '../parts/button.tsx'
import { Card } from '../parts/card.tsx'
import { Wall, WallFigure } from '../parts/wall.tsx'
import { Group, State } from './group.tsx'
import { t } from './words/index.ts'

const hours: readonly [string, number | undefined, number][] = [
  ['08', 6, 0],
  ['09', 9, 1],
  ['10', 8, 0],
  ['11', 7, 1],
  ['12', 3, 1],
  ['13', 6, 0],
  ['14', 2, 0],
  ['15', undefined, 0],
]

export function Figures() {
  return (
    <Group title={t('figures')}>
      <State name="wall" wide>
        <Wall label={t('figures')}>
          <WallFigure label={t('waiting')} value="2" hot />
          <WallFigure label={t('longest')} value="1:48" about={t('longest.about')} />
          <WallFigure label={t('answered')} value="41" unit={t('of-all')} />
        </Wall>
      </State>
      <State name="card">
        <Card title={t('card')} head={<Button look="bare">{t('more')}</Button>}>
          <p>{t('card.text')}</p>
        </Card>
      </State>
      <State name="bars" wide>
        <Bars
          label={t('per-hour')}
          series={[t('answered'), t('abandoned')]}
          bars={hours.map(([name, value, second]) => ({ name, value, second }))}
        />
      </State>
    </Group>
  )
}
