import { keptFor } from '../../kept-for.js'
import { dayOf, formatDay, weekdayOf } from './calendar.js'

/** The days on which nobody works beside weekends, in the years for which they are known. */
export interface HolidayCalendar {
  /** As it stands after "in": `Scotland`, or `Scotland, without 2 January`. */
  readonly name: string
  /** The last year covered, then the revision of the table within it. */
  readonly version: string
  /** The first year covered, and the last one for which the days are published. */
  readonly firstYear: number
  readonly confirmedTo: number
  /** By ISO date, each with its name. A day at a weekend that has a substitute is left out: the substitute stands for it. */
  readonly days: Readonly<Record<string, string>>
}

/** The working days of a calendar: Monday to Friday, less its holidays. Days are days since 1970-01-01. */
export interface WorkingDays {
  /** Whether a day lies in the years that the calendar covers. */
  readonly isCovered: (day: number) => boolean
  /** Null for Monday to Friday outside the years covered: it may be a holiday. */
  readonly isWorkingDay: (day: number) => boolean | null
  /**
   * Counts `count` working days after a day (before it, if negative); the day itself need not be a working day, and 0 gives it
   * back. Null where the day or the result is outside the years covered.
   */
  readonly add: (day: number, count: number) => number | null
}

/** Whether a day is a Saturday or a Sunday. */
export const isWeekend = (day: number): boolean => weekdayOf(day) % 6 === 0

/**
 * The working days of a calendar, worked out once.
 *
 * @example workingDaysOf(calendar).add(dayOf(2026, 4, 2), 3) // the day number of 2026-04-09, past Easter
 */
export const workingDaysOf: (calendar: HolidayCalendar) => WorkingDays = keptFor(build)

function build({ firstYear, confirmedTo, days: holidays }: HolidayCalendar): WorkingDays {
  const first = dayOf(firstYear, 1, 1)
  const last = dayOf(confirmedTo, 12, 31)
  // `counts[d]` is how many working days there are from the first covered day to covered day d, both included;
  // `days[i]` is the working day with i before it. Counting n days on is then one look-up in each.
  const counts = new Int32Array(last - first + 1)
  const days: number[] = []
  for (let day = first; day <= last; day++) {
    if (!isWeekend(day) && !Object.hasOwn(holidays, formatDay(day))) days.push(day)
    counts[day - first] = days.length
  }
  return {
    isCovered: day => day >= first && day <= last,
    isWorkingDay: day => {
      const upTo = counts[day - first]
      return upTo === undefined ? (isWeekend(day) ? false : null) : days[upTo - 1] === day
    },
    add: (day, count) => {
      const upTo = counts[day - first]
      if (upTo === undefined) return null
      if (count === 0) return day
      if (count > 0) return days[upTo + count - 1] ?? null
      const before = days[upTo - 1] === day ? upTo - 1 : upTo
      return days[before + count] ?? null
    },
  }
}
