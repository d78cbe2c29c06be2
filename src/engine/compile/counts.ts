import type { CountSpec } from '../../rules/language/counts.js'
import { countsIndicator } from '../../rules/language/counts.js'
import type { Interval } from '../../rules/language/operators.js'
import type { Indicator } from '../../rules/language/rulebook.js'
import type { CalendarDuration } from '../../rules/time/durations.js'
import { parseDuration } from '../../rules/time/durations.js'
import { mostEarlier } from '../../rules/vocabulary/earlier-contacts.js'

/** A count of indicators, ready to be counted. */
export interface IndicatorCount {
  readonly slot: number
  readonly spec: Extract<CountSpec, { of: 'indicators' }>
  /** How long those that it counts have been seen at least; `null`: however long. */
  readonly lasting: CalendarDuration | null
  /** The bullet of each indicator that counts, by the indicator's place; -1 for those that do not. Of a count of domains, the domain. */
  readonly bulletOf: Int32Array
  /** How many bullets there are, and how many indicators each holds. */
  readonly bulletSizes: readonly number[]
  /** By bullet, what counting writes and takes back. */
  readonly denied: Int32Array
  /** Its bounds where nothing was said of any indicator. */
  readonly unasked: Interval
}

/** A count of areas of functional needs. */
export interface NeedsCount {
  readonly slot: number
  readonly scores: readonly number[]
  /** Its bounds where nothing was said of any area. */
  readonly unasked: Interval
}

/** A count of earlier contacts, ready to be counted. */
export interface EarlierCount {
  readonly slot: number
  readonly spec: Extract<CountSpec, { of: 'earlierContacts' }>
  /** How long before the day of receipt they came at most; `null`: however long. */
  readonly within: CalendarDuration | null
  /** Its bounds where none were told of. */
  readonly unasked: Interval
}

/** A count of indicators over an authority's indicators. */
export function indicatorCount(
  slot: number,
  spec: IndicatorCount['spec'],
  indicators: readonly Indicator[],
): IndicatorCount {
  const bullets = new Map<string, number>()
  const bulletSizes: number[] = []
  const bulletOf = new Int32Array(indicators.length).fill(-1)
  indicators.forEach((indicator, place) => {
    if (!countsIndicator(spec, indicator)) return
    const key = spec.by === 'domain' ? indicator.domain : indicator.bullet
    const bullet = bullets.get(key) ?? bullets.size
    bullets.set(key, bullet)
    bulletOf[place] = bullet
    bulletSizes[bullet] = (bulletSizes[bullet] ?? 0) + 1
  })
  const unasked = Object.freeze({ atLeast: 0, atMost: bulletSizes.length })
  return {
    slot,
    spec,
    lasting: lengthOf(spec.lasting?.length),
    bulletOf,
    bulletSizes,
    denied: new Int32Array(bulletSizes.length),
    unasked,
  }
}

const anyNumber: Interval = Object.freeze({ atLeast: 0, atMost: mostEarlier })

/** A count of earlier contacts, with its time read. */
export function earlierCount(slot: number, spec: EarlierCount['spec']): EarlierCount {
  return { slot, spec, within: lengthOf(spec.within), unasked: anyNumber }
}

function lengthOf(text: string | null | undefined): CalendarDuration | null {
  const length = text ? parseDuration(text) : null
  return length?.kind === 'calendar' ? length : null
}
