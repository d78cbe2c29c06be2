import type { Interval, Truth } from '../../rules/language/operators.js'
import { FALSE, TRUE, UNKNOWN } from '../../rules/language/operators.js'
import { addMonths } from '../../rules/time/calendar.js'
import type { CalendarDuration } from '../../rules/time/durations.js'
import type { EarlierContact } from '../../rules/vocabulary/earlier-contacts.js'
import { daysOfEarlier } from '../../rules/vocabulary/earlier-contacts.js'
import type { EarlierCount, IndicatorCount } from '../compile/counts.js'

/** Since when indicators are seen, by their ids: days or months. */
export type IndicatorDates = Readonly<Record<string, string>>

/** The day that lies so long before another. */
export const daysBefore = (day: number, { years, months, weeks, days }: CalendarDuration): number =>
  addMonths(day, -(12 * years + months)) - 7 * weeks - days

/**
 * How many earlier contacts a count counts: those that surely do at least, and at most those of which it is not known either. Nothing
 * is known where none were told of; an empty list is none.
 *
 * @param received the day of receipt in London, as a day number
 */
export function earlierInterval(
  { spec, within, unasked }: EarlierCount,
  contacts: readonly EarlierContact[] | undefined,
  received: number,
): Interval {
  if (contacts === undefined) return unasked
  const since = within === null ? null : daysBefore(received, within)
  let atLeast = 0
  let atMost = 0
  for (const contact of contacts) {
    const counts = Math.min(
      since === null ? TRUE : cameSince(contact.at, received, since),
      among(spec.levels, contact.level),
      raises(spec.concerns, contact.concerns),
      among(spec.outcomes, contact.outcome),
    )
    if (counts === TRUE) atLeast++
    if (counts !== FALSE) atMost++
  }
  return { atLeast, atMost }
}

/** Whether an indicator has been seen for as long as a count asks; of one whose beginning was not told nobody knows. */
export function hasLasted(
  { spec, lasting }: Pick<IndicatorCount, 'spec' | 'lasting'>,
  since: string | undefined,
  received: number,
): Truth {
  if (lasting === null) return TRUE
  if (since === undefined) return UNKNOWN
  const began = cameSince(since, received, daysBefore(received, lasting) + (spec.lasting?.over ? 0 : 1))
  return began === TRUE ? FALSE : began === FALSE ? TRUE : UNKNOWN
}

/** Of a month that the time begins in, nobody knows. */
function cameSince(at: string, received: number, since: number): Truth {
  const days = daysOfEarlier(at, received)
  if (days === null) return UNKNOWN
  return days.first >= since ? TRUE : days.last < since ? FALSE : UNKNOWN
}

const among = (wanted: readonly unknown[], is: unknown): Truth =>
  wanted.length === 0 ? TRUE : is === undefined ? UNKNOWN : wanted.includes(is) ? TRUE : FALSE

const raises = (wanted: readonly string[], concerns: readonly string[] | undefined): Truth =>
  wanted.length === 0 ? TRUE : concerns === undefined ? UNKNOWN : concerns.some(c => wanted.includes(c)) ? TRUE : FALSE

/** Whether a date is that of a day, and not of a month. */
export const isDay = (at: string): boolean => at.length > 'YYYY-MM'.length

/** Whether each earlier contact says all that could be asked of it. */
export const areWholeEarlier = (contacts: readonly EarlierContact[]): boolean =>
  contacts.every(c => c.level !== undefined && c.concerns !== undefined && c.outcome !== undefined && isDay(c.at))
