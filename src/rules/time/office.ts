import { keptFor } from '../../kept-for.js'
import { weekdayOf } from './calendar.js'
import { atLondonTime, londonDay } from './london.js'
import type { HolidayCalendar, WorkingDays } from './working-days.js'
import { workingDaysOf } from './working-days.js'

/** When the office is open on a working day, in minutes after midnight; closing time itself is no office time any more. */
export interface DayHours {
  readonly opens: number
  readonly closes: number
}

/** When an office works. */
export interface OfficeHours {
  /** From Monday to Friday. */
  readonly weekdays: readonly DayHours[]
  /** Close of business, in minutes after midnight, of a day on which nobody works: for what falls due on one. */
  readonly closedDays: number
}

/** An office: its working days and its hours. */
export interface Office {
  readonly workingDays: WorkingDays
  /** The hours of a day from Monday to Friday, which need not be a working day; of a Saturday or Sunday none. */
  readonly hoursOf: (day: number) => DayHours
  /** Close of business of any day, in minutes after midnight. */
  readonly closes: (day: number) => number
}

/** The office of a rulebook, made once. */
export const officeOf: (of: { readonly calendar: HolidayCalendar; readonly officeHours: OfficeHours }) => Office =
  keptFor(({ calendar, officeHours: { weekdays, closedDays } }) => {
    const workingDays = workingDaysOf(calendar)
    const none: DayHours = { opens: 0, closes: closedDays }
    const hoursOf = (day: number): DayHours => weekdays[weekdayOf(day) - 1] ?? none
    return {
      workingDays,
      hoursOf,
      // Where it is not known whether anybody works, the weekday's hours stand.
      closes: day => (workingDays.isWorkingDay(day) === false ? closedDays : hoursOf(day).closes),
    }
  })

/**
 * Whether an instant, in milliseconds since 1970-01-01T00:00Z, is in office hours. Null where only the working day is in question:
 * in the hours of a Monday to Friday outside the years whose holidays are known.
 */
export function isInOfficeHours({ workingDays, hoursOf }: Office, instant: number): boolean | null {
  const day = londonDay(instant)
  const works = workingDays.isWorkingDay(day)
  if (works === false) return false
  const { opens, closes } = hoursOf(day)
  const open = instant >= atLondonTime(day, opens) && instant < atLondonTime(day, closes)
  return open ? works : false
}
