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
