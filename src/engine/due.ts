import { isCovered } from '../rules/calendar.js'
import { countDuration, type Due, type Duration, type LocalClock } from '../rules/durations.js'
import { atLondonTime, londonDay, nextLondonTime } from './london.js'

const london: LocalClock = { day: londonDay, at: atLondonTime, next: nextLondonTime }

/**
 * Gives the instant at which a duration from an event falls due, and its day in London.
 *
 * Null where that day is outside the years that the bank-holiday table covers, or, for working days, the day of the
 * event is. The rule is one for every kind of duration: a date so far off is not a date to hold anyone to.
 *
 * @param startMs the event, in milliseconds since 1970-01-01T00:00Z
 * @param closesAtMinutes close of business, in minutes after midnight in London
 * @example dueFrom({ kind: 'elapsed', minutes: 240 }, startMs, 17 * 60)?.due // startMs + 4 hours
 */
export function dueFrom(duration: Duration, startMs: number, closesAtMinutes: number): Due | null {
  const due = countDuration(duration, startMs, closesAtMinutes, london)
  return due !== null && isCovered(due.day) ? due : null
}
