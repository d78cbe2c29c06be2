import { dateOf, dayOf, daysInMonth, formatDay, weekdayOf } from './calendar.js'

export { formatDay }

// London's clocks follow one rule, so no time-zone database is needed: summer time, an hour ahead of UTC, runs from
// 01:00 UTC on the last Sunday of March to 01:00 UTC on the last Sunday of October (Summer Time Act 1972 as amended by
// the Summer Time Order 2002; earlier orders set the same dates from 1996).

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

const INSTANT =
  /^\d{4}-\d\d-\d\dT(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/

const twoDigitsAt = (text: string, at: number): number => (text.charCodeAt(at) - 48) * 10 + text.charCodeAt(at + 1) - 48

/**
 * Reads an ISO 8601 date-time with an offset into milliseconds since 1970-01-01T00:00Z; null where it is not one.
 *
 * Seconds and a fraction of a second may be left out, digits beyond the millisecond are dropped, and the offset is `Z`
 * or `±hh:mm`. Only real dates and times are read: no 30 February, no 24:00, no leap second.
 *
 * @example parseInstant('2026-03-27T16:30:00+00:00') // 1774629000000
 */
export function parseInstant(text: string): number | null {
  if (!INSTANT.test(text)) return null
  // Every part stands at its place; only the end, with seconds, fraction and offset, varies in length.
  const year = twoDigitsAt(text, 0) * 100 + twoDigitsAt(text, 2)
  const month = twoDigitsAt(text, 5)
  const day = twoDigitsAt(text, 8)
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return null
  const zone = text.endsWith('Z') ? text.length - 1 : text.length - 6
  const seconds = zone > 16 ? twoDigitsAt(text, 17) : 0
  const fraction = zone > 19 ? Number(text.slice(20, Math.min(zone, 23)).padEnd(3, '0')) : 0
  const clock = twoDigitsAt(text, 11) * HOUR + twoDigitsAt(text, 14) * MINUTE + seconds * 1000 + fraction
  const offset = text.endsWith('Z') ? 0 : twoDigitsAt(text, zone + 1) * HOUR + twoDigitsAt(text, zone + 4) * MINUTE
  return dayOf(year, month, day) * DAY + clock + (text[zone] === '-' ? offset : -offset)
}

/**
 * Gives London's offset from UTC in minutes, 0 or 60, at an instant in milliseconds since 1970-01-01T00:00Z.
 * Right from 1996 on, for as long as the law stands; before 1996 the October change fell on other dates.
 */
export function londonOffsetMinutes(epochMs: number): number {
  const { year } = dateOf(Math.floor(epochMs / DAY))
  return epochMs >= clockChange(year, 3) && epochMs < clockChange(year, 10) ? 60 : 0
}

// March and October both have 31 days.
function clockChange(year: number, month: 3 | 10): number {
  const last = dayOf(year, month, 31)
  return (last - weekdayOf(last)) * DAY + HOUR
}

/** Gives the day number, in days since 1970-01-01, of the date in London at an instant. */
export function londonDay(epochMs: number): number {
  return Math.floor((epochMs + londonOffsetMinutes(epochMs) * MINUTE) / DAY)
}

/**
 * Gives the instant of a wall time in London. A time skipped in spring is taken an hour forward, and of a time that
 * comes twice in autumn the earlier is taken (Temporal's `compatible`).
 *
 * @param day day number, in days since 1970-01-01
 * @param minutes minutes after midnight by the clock on the wall
 */
export function atLondonTime(day: number, minutes: number): number {
  const asWinter = day * DAY + minutes * MINUTE
  const asSummer = asWinter - HOUR
  return londonOffsetMinutes(asSummer) === 60 ? asSummer : asWinter
}

/**
 * Gives the first instant at or after another at which clocks in London show a time, in minutes after midnight.
 * On the night in autumn when a time comes twice, its second coming counts for a start between the two.
 */
export function nextLondonTime(epochMs: number, minutes: number): number {
  const day = londonDay(epochMs)
  const today = atLondonTime(day, minutes)
  if (today >= epochMs) return today
  const again = today + HOUR
  return comesTwice(today) && again >= epochMs ? again : atLondonTime(day + 1, minutes)
}

/** Whether the clocks in London show the time of an instant once more an hour later. */
export const comesTwice = (epochMs: number): boolean =>
  londonOffsetMinutes(epochMs) === 60 && londonOffsetMinutes(epochMs + HOUR) === 0

/**
 * Writes an instant of the years 0 to 9999 as London's date and time with its offset; milliseconds only where there are any.
 *
 * @example formatInstant(1774629000000) // '2026-03-27T16:30:00+00:00'
 */
export function formatInstant(epochMs: number): string {
  const offset = londonOffsetMinutes(epochMs)
  const local = epochMs + offset * MINUTE
  const day = Math.floor(local / DAY)
  const inDay = local - day * DAY
  const milliseconds = inDay % 1000
  const fraction = milliseconds === 0 ? '' : `.${String(milliseconds).padStart(3, '0')}`
  const time = `T${minuteText(Math.floor(inDay / MINUTE))}:${twoDigits[Math.floor(inDay / 1000) % 60]}`
  return formatDay(day) + (time + fraction + (offset === 60 ? '+01:00' : '+00:00'))
}

const minuteTexts: (string | undefined)[] = new Array<string | undefined>(24 * 60).fill(undefined)

/** A minute of the day as clocks show it, made once. */
function minuteText(minute: number): string {
  const before = minuteTexts[minute]
  if (before !== undefined) return before
  const made = `${twoDigits[Math.floor(minute / 60)]}:${twoDigits[minute % 60]}`
  minuteTexts[minute] = made
  return made
}

const twoDigits: readonly string[] = Array.from({ length: 60 }, (_, n) => String(n).padStart(2, '0'))
