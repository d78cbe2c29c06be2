import { bankHolidays } from './bank-holidays.js'

// A day is a whole number: days since 1970-01-01. Whole numbers make a deadline an array look-up instead of a walk
// through dates, and they know no time zone.

/** A date of the Gregorian calendar; `month` is 1 to 12. */
export interface CalendarDate {
  readonly year: number
  readonly month: number
  readonly day: number
}

const ERA_DAYS = 146_097 // days in the 400 years after which the calendar repeats
const EPOCH_OFFSET = 719_468 // days from 0000-03-01, where the eras are counted from, to 1970-01-01

/**
 * Gives the day number of a date.
 *
 * @param month 1 to 12
 * @param day day of the month, taken as given: day 0 of a month is the last day of the month before
 * @example dayOf(2026, 3, 27) // 20539
 */
export function dayOf(year: number, month: number, day: number): number {
  // Years are counted from March, so that the leap day is a year's last and needs no special case.
  const shifted = month <= 2 ? year - 1 : year
  const era = Math.floor(shifted / 400)
  const yearOfEra = shifted - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * ERA_DAYS + dayOfEra - EPOCH_OFFSET
}

/**
 * Gives the date of a day number.
 *
 * @example dateOf(20539) // { year: 2026, month: 3, day: 27 }
 */
export function dateOf(day: number): CalendarDate {
  const shifted = day + EPOCH_OFFSET
  const era = Math.floor(shifted / ERA_DAYS)
  const dayOfEra = shifted - era * ERA_DAYS
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const fromMarch = Math.floor((5 * dayOfYear + 2) / 153)
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * fromMarch + 2) / 5) + 1,
  }
}

/** Gives the number of days in a month, `month` being 1 to 12. */
export function daysInMonth(year: number, month: number): number {
  const next = month === 12 ? dayOf(year + 1, 1, 1) : dayOf(year, month + 1, 1)
  return next - dayOf(year, month, 1)
}

/** Gives the day of the week, 0 for Sunday to 6 for Saturday. */
export function weekdayOf(day: number): number {
  return (((day + 4) % 7) + 7) % 7 // 1970-01-01 was a Thursday
}

/**
 * Reads an ISO date, `YYYY-MM-DD`, into a day number; null where it is not a real date.
 *
 * @example parseDay('2026-03-27') // 20539
 */
export function parseDay(text: string): number | null {
  const parts = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text)
  if (parts === null) return null
  const [year, month, day] = [Number(parts[1]), Number(parts[2]), Number(parts[3])]
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return null
  return dayOf(year, month, day)
}

/**
 * Writes a day number of the years 0 to 9999 as an ISO date.
 *
 * @example formatDay(20539) // '2026-03-27'
 */
export function formatDay(day: number): string {
  const date = dateOf(day)
  return `${String(date.year).padStart(4, '0')}-${twoDigits(date.month)}-${twoDigits(date.day)}`
}

function twoDigits(n: number): string {
  return n < 10 ? `0${n}` : String(n)
}

/**
 * Gives the day that many months on (before, if negative); a date that its month does not have becomes the month's last.
 *
 * @example formatDay(addMonths(dayOf(2026, 1, 31), 1)) // '2026-02-28'
 */
export function addMonths(day: number, months: number): number {
  const from = dateOf(day)
  const total = from.year * 12 + (from.month - 1) + months
  const year = Math.floor(total / 12)
  const month = total - year * 12 + 1
  return dayOf(year, month, Math.min(from.day, daysInMonth(year, month)))
}

const firstDay = dayOf(bankHolidays.firstYear, 1, 1)
const lastDay = dayOf(bankHolidays.confirmedTo, 12, 31)

// `counts[d]` is how many working days there are from the first covered day to covered day d, both included;
// `days[i]` is the working day with i before it. Counting n days on is then one look-up in each.
const workingDays = /* @__PURE__ */ buildWorkingDays()

function buildWorkingDays(): { readonly counts: Int32Array; readonly days: Int32Array } {
  const holidays: ReadonlySet<string> = new Set(Object.keys(bankHolidays.dates))
  const counts = new Int32Array(lastDay - firstDay + 1)
  const days: number[] = []
  for (let day = firstDay; day <= lastDay; day++) {
    const weekday = weekdayOf(day)
    if (weekday !== 0 && weekday !== 6 && !holidays.has(formatDay(day))) days.push(day)
    counts[day - firstDay] = days.length
  }
  return { counts, days: Int32Array.from(days) }
}

/** Says whether a day lies in the years that the bank-holiday table covers. */
export function isCovered(day: number): boolean {
  return day >= firstDay && day <= lastDay
}

/**
 * Says whether a day is a working day: Monday to Friday, less bank holidays in England.
 * Null outside the years that the bank-holiday table covers.
 */
export function isWorkingDay(day: number): boolean | null {
  const upTo = workingDays.counts[day - firstDay]
  return upTo === undefined ? null : workingDays.days[upTo - 1] === day
}

/**
 * Counts `count` working days after a day (before it, if negative); the day itself need not be a working day, and 0
 * gives it back. Null where the day or the result is outside the years that the bank-holiday table covers.
 *
 * @example addWorkingDays(dayOf(2026, 4, 2), 3) // the day number of 2026-04-09, past Easter
 */
export function addWorkingDays(day: number, count: number): number | null {
  const upTo = workingDays.counts[day - firstDay]
  if (upTo === undefined) return null
  if (count === 0) return day
  if (count > 0) return workingDays.days[upTo + count - 1] ?? null
  const before = workingDays.days[upTo - 1] === day ? upTo - 1 : upTo
  return workingDays.days[before + count] ?? null
}
