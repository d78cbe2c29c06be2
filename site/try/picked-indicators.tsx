import type { Indicator } from '../../src/index.js'
import { indicatorPlace } from './indicator-search.js'

interface PickedProps {
  readonly seen: readonly Indicator[]
  readonly absent: readonly Indicator[]
  readonly onSet: (id: string, how: 'seen' | 'absent' | null) => void
}

/** The indicators picked so far: each observed, or looked for and not found. */
export function PickedIndicators({ seen, absent, onSet }: PickedProps) {
  const picked = [
    ...seen.map(indicator => ({ indicator, how: 'seen' })),
    ...absent.map(indicator => ({ indicator, how: 'absent' })),
  ]
  if (picked.length === 0) return null
  return (
    <>
      <h3 class="govuk-heading-s">Picked</h3>
      <ul class="govuk-list try-picked">
        {picked.map(({ indicator, how }) => (
          <li key={indicator.id}>
            <label for={`picked-${indicator.id}`}>
              {indicator.label} <span class="try-place">{indicatorPlace(indicator)}</span>
            </label>
            <select
              class="govuk-select"
              id={`picked-${indicator.id}`}
              value={how}
              onChange={event => {
                const { value } = event.currentTarget
                onSet(indicator.id, value === 'seen' || value === 'absent' ? value : null)
              }}
            >
              <option value="seen">Observed</option>
              <option value="absent">Looked for, not found</option>
              <option value="">Not known (take it out)</option>
            </select>
          </li>
        ))}
      </ul>
    </>
  )
}
