import { addMonths, addWorkingDays } from './calendar.js'

/** Hours and minutes that pass on any clock, across clock changes too; 0 is at once, negative is before the event. */
export interface ElapsedDuration {
  readonly kind: 'elapsed'
  readonly minutes: number
}

/** Working days after the local date of the event, to close of business; negative is before it. */
export interface WorkingDaysDuration {
  readonly kind: 'working-days'
  readonly days: number
}

/** A local date that much later, to close of business; every part has the same sign, and negative is before the event. */
export interface CalendarDuration {
  readonly kind: 'calendar'
  readonly years: number
  readonly months: number
  readonly weeks: number
  readonly days: number
}

/** The first such local time at or after the event, in minutes after midnight. */
export interface TimeOfDayDuration {
  readonly kind: 'time-of-day'
  readonly minutes: number
}

/** How long after an event, or before it, a deadline falls. */
export type Duration = ElapsedDuration | WorkingDaysDuration | CalendarDuration | TimeOfDayDuration

/** An instant in milliseconds since 1970-01-01T00:00Z, and the local day that it falls on. */
export interface Due {
  readonly due: number
  readonly day: number
}

/** The local time that a duration is counted in; minutes are after local midnight. */
export interface LocalClock {
  /** The local day of an instant. */
  readonly day: (instant: number) => number
  /** The instant of a local time on a local day. */
  readonly at: (day: number, minutes: number) => number
  /** The first instant at or after another that has a local time. */
  readonly next: (instant: number, minutes: number) => number
}

// What one kind of duration is. A new kind is an interface in `Duration` and an entry in `KINDS`, which does not
// compile until it is there.
interface DurationKind<D extends Duration> {
  /** Reads text without its sign (`-` before ISO, ` before` after words), or null where it is of another kind. */
  readonly parse: (text: string, sign: 1 | -1) => D | null
  readonly format: (duration: D) => string
  readonly describe: (duration: D) => string
  /** What it is counted in, in words. */
  readonly counted: string
  /** About how many minutes it is: only to put the shorter before the longer. */
  readonly roughly: (duration: D) => number
  /** Null where working days run out of the bank-holiday table. `closes` is close of business in local minutes. */
  readonly due: (duration: D, start: number, closes: number, clock: LocalClock) => Due | null
}

const MINUTE = 60_000 // milliseconds
const DAY = 24 * 60 // minutes
const MOST_MINUTES = 99_999 * 60 // so that whatever is read in can be written out and read in again
const N = '(0|[1-9]\\d{0,4})'
const ELAPSED = new RegExp(`^PT(?=\\d)(?:${N}H)?(?:${N}M)?$`)
const ELAPSED_WORDS = new RegExp(`^(?:${N} hours?|${N} minutes?)$`)
const WORKING_DAYS = new RegExp(`^(?:P${N}BD|${N} working days?)$`)
const CALENDAR = new RegExp(`^P(?=\\d)(?:${N}Y)?(?:${N}M)?(?:${N}W)?(?:${N}D)?$`)
const CALENDAR_WORDS = new RegExp(`^(?:${N} years?|${N} months?|${N} weeks?|${N} days?)$`)
const TIME_OF_DAY = /^(?:T|by )([01]\d|2[0-3]):([0-5]\d)$/

const KINDS: { readonly [K in Duration['kind']]: DurationKind<Extract<Duration, { kind: K }>> } = {
  elapsed: {
    parse(text, sign) {
      if (text === 'PT0S' || (text === 'at once' && sign === 1)) return { kind: 'elapsed', minutes: 0 }
      const parts = ELAPSED.exec(text) ?? ELAPSED_WORDS.exec(text)
      if (parts === null) return null
      const minutes = signed(sign, parts[1]) * 60 + signed(sign, parts[2])
      return Math.abs(minutes) > MOST_MINUTES ? null : { kind: 'elapsed', minutes }
    },
    format({ minutes }) {
      if (minutes === 0) return 'PT0S'
      const [hours, rest] = hoursAndMinutes(minutes)
      return `${minutes < 0 ? '-' : ''}PT${isoPart(hours, 'H')}${isoPart(rest, 'M')}`
    },
    describe({ minutes }) {
      if (minutes === 0) return 'at once'
      const [hours, rest] = hoursAndMinutes(minutes)
      return phrase(minutes, [
        [hours, 'hour'],
        [rest, 'minute'],
      ])
    },
    counted: 'elapsed time',
    roughly: ({ minutes }) => minutes,
    due({ minutes }, start, _closes, clock) {
      const due = start + minutes * MINUTE
      return { due, day: clock.day(due) }
    },
  },

  'working-days': {
    parse(text, sign) {
      const parts = WORKING_DAYS.exec(text)
      return parts && { kind: 'working-days', days: signed(sign, parts[1] ?? parts[2]) }
    },
    format: ({ days }) => `${days < 0 ? '-' : ''}P${Math.abs(days)}BD`,
    describe: ({ days }) => phrase(days, [[days, 'working day']]),
    counted: 'working days, to close of business',
    roughly: ({ days }) => (days * DAY * 7) / 5,
    due({ days }, start, closes, clock) {
      const day = addWorkingDays(clock.day(start), days)
      return day === null ? null : { due: clock.at(day, closes), day }
    },
  },

  calendar: {
    parse(text, sign) {
      const parts = CALENDAR.exec(text) ?? CALENDAR_WORDS.exec(text)
      if (parts === null) return null
      return {
        kind: 'calendar',
        years: signed(sign, parts[1]),
        months: signed(sign, parts[2]),
        weeks: signed(sign, parts[3]),
        days: signed(sign, parts[4]),
      }
    },
    format({ years, months, weeks, days }) {
      const parts = `${isoPart(years, 'Y')}${isoPart(months, 'M')}${isoPart(weeks, 'W')}${isoPart(days, 'D')}`
      return `${years + months + weeks + days < 0 ? '-' : ''}P${parts || '0D'}`
    },
    describe: ({ years, months, weeks, days }) =>
      phrase(years + months + weeks + days, [
        [years, 'year'],
        [months, 'month'],
        [weeks, 'week'],
        [days, 'day'],
      ]),
    counted: 'days of the calendar, to close of business',
    roughly: ({ years, months, weeks, days }) => (years * 365 + months * 30 + weeks * 7 + days) * DAY,
    due({ years, months, weeks, days }, start, closes, clock) {
      const day = addMonths(clock.day(start), years * 12 + months) + weeks * 7 + days
      return { due: clock.at(day, closes), day }
    },
  },

  'time-of-day': {
    parse(text, sign) {
      const parts = TIME_OF_DAY.exec(text)
      if (parts === null || sign === -1) return null
      return { kind: 'time-of-day', minutes: Number(parts[1]) * 60 + Number(parts[2]) }
    },
    format: ({ minutes }) => `T${timeOfDay(minutes)}`,
    describe: ({ minutes }) => `by ${timeOfDay(minutes)}`,
    counted: 'the first such time',
    roughly: () => DAY / 2,
    due({ minutes }, start, _closes, clock) {
      const due = clock.next(start, minutes)
      return { due, day: clock.day(due) }
    },
  },
}

const kindOf = (duration: Duration): DurationKind<Duration> => KINDS[duration.kind] as DurationKind<Duration>

/**
 * Reads a duration in words or in the contract's ISO forms; null where it is neither. Numbers are whole and have at
 * most five digits, and the upper and lower case matter.
 *
 * @example parseDuration('3 working days before') // { kind: 'working-days', days: -3 }, as is '-P3BD'
 */
export function parseDuration(text: string): Duration | null {
  const negativeIso = text.startsWith('-P')
  const negativeWords = !text.startsWith('P') && text.endsWith(' before')
  const unsigned = negativeIso ? text.slice(1) : negativeWords ? text.slice(0, -' before'.length) : text
  const sign = negativeIso || negativeWords ? -1 : 1
  for (const kind of Object.values(KINDS)) {
    const duration = kind.parse(unsigned, sign)
    if (duration !== null) return duration
  }
  return null
}

/**
 * Writes a duration in its one ISO form, which {@link parseDuration} reads back.
 *
 * @example formatDuration({ kind: 'elapsed', minutes: 240 }) // 'PT4H'
 */
export function formatDuration(duration: Duration): string {
  return kindOf(duration).format(duration)
}

/**
 * Says a duration in plain English, to follow a verb.
 *
 * @example describeDuration({ kind: 'working-days', days: -3 }) // 'at least 3 working days before'
 */
export function describeDuration(duration: Duration): string {
  return kindOf(duration).describe(duration)
}

/** What a duration is counted in, in words: working days, say. */
export const countedIn = (duration: Duration): string => kindOf(duration).counted

/** About how many minutes a duration is: only to put the shorter before the longer. */
export const roughMinutes = (duration: Duration): number => kindOf(duration).roughly(duration)

/**
 * Gives the instant and local day that a duration from `start` reaches, by a clock of the caller's.
 * Null where working days, the day of `start` included, leave the years that the bank-holiday table covers.
 *
 * @param start milliseconds since 1970-01-01T00:00Z
 * @param closes close of business, in minutes after local midnight
 */
export function countDuration(duration: Duration, start: number, closes: number, clock: LocalClock): Due | null {
  return kindOf(duration).due(duration, start, closes, clock)
}

// Zero has no sign: -0 would differ from 0 in comparisons of durations.
function signed(sign: 1 | -1, digits: string | undefined): number {
  const n = Number(digits ?? 0)
  return n === 0 ? 0 : sign * n
}

function hoursAndMinutes(minutes: number): [hours: number, minutes: number] {
  const total = Math.abs(minutes)
  return [Math.floor(total / 60), total % 60]
}

function isoPart(n: number, letter: string): string {
  return n === 0 ? '' : `${Math.abs(n)}${letter}`
}

function phrase(sign: number, parts: readonly (readonly [n: number, unit: string])[]): string {
  if (sign === 0) return 'by close of business the same day'
  const amounts = parts
    .filter(([n]) => n !== 0)
    .map(([n, unit]) => `${Math.abs(n)} ${unit}${Math.abs(n) === 1 ? '' : 's'}`)
  const amount = amounts.join(' and ')
  return sign < 0 ? `at least ${amount} before` : `within ${amount}`
}

function timeOfDay(minutes: number): string {
  const [hours, rest] = hoursAndMinutes(minutes)
  return `${String(hours).padStart(2, '0')}:${String(rest).padStart(2, '0')}`
}
