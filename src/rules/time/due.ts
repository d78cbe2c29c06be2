import { dayOf } from './calendar.js'
import { countDuration, type Due, type Duration, type LocalClock } from './durations.js'
import { atLondonTime, londonDay, nextLondonTime } from './london.js'
import type { Office } from './office.js'

const firstDay = dayOf(1, 1, 1)
const lastDay = dayOf(9999, 12, 31)

const london: LocalClock = { day: londonDay, at: atLondonTime, next: nextLondonTime }

/**
 * Gives the instant at which a duration from an event falls due, and its day in London.
 *
 * Null where what is counted in working days or office hours leaves the years whose holidays the office knows, the day of the event
 * included. No other duration needs them; past the year 9999 there is no date to write.
 *
 * @param startMs the event, in milliseconds since 1970-01-01T00:00Z
 * @example dueFrom({ kind: 'elapsed', minutes: 240 }, startMs, officeOf(rulebook))?.due // startMs + 4 hours
 */
export function dueFrom(duration: Duration, startMs: number, office: Office): Due | null {
  const due = countDuration(duration, startMs, office, london)
  return due !== null && due.day >= firstDay && due.day <= lastDay ? due : null
}
