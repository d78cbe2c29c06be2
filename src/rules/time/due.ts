import { dayOf } from './calendar.js'
import { countDuration, type Due, type Duration, type LocalClock } from './durations.js'
import { atLondonTime, londonDay, nextLondonTime } from './london.js'

const firstDay = dayOf(1, 1, 1)
const lastDay = dayOf(9999, 12, 31)

const london: LocalClock = { day: londonDay, at: atLondonTime, next: nextLondonTime }

/**
 * Gives the instant at which a duration from an event falls due, and its day in London.
 *
 * Null where working days, the day of the event included, leave the years that the bank-holiday table covers. No other duration
 * needs that table; past the year 9999 there is no date to write.
 *
 * @param startMs the event, in milliseconds since 1970-01-01T00:00Z
 * @param closesAtMinutes close of business, in minutes after midnight in London
 * @example dueFrom({ kind: 'elapsed', minutes: 240 }, startMs, 17 * 60)?.due // startMs + 4 hours
 */
export function dueFrom(duration: Duration, startMs: number, closesAtMinutes: number): Due | null {
  const due = countDuration(duration, startMs, closesAtMinutes, london)
  return due !== null && due.day >= firstDay && due.day <= lastDay ? due : null
}
