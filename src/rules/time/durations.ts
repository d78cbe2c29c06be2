import { addMonths } from './calendar.js'
import type { Office } from './office.js'

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

/** Hours and minutes that pass while the office is open; 0 is as soon as it is open, negative is before the event. */
export interface WorkingTimeDuration {
  readonly kind: 'working-time'
  readonly minutes: number
}

/**
 * A local time of the next working day to begin, in minutes after midnight: of a contact that came in before the office opened, of
 * the same day.
 */
export interface NextWorkingDayDuration {
  readonly kind: 'next-working-day'
  readonly minutes: number
}

/** The day on which a pregnancy is so many weeks along, to close of business; the event is the expected date of delivery. */
export interface GestationDuration {
  readonly kind: 'gestation'
  readonly weeks: number
}

/** How long after an event, or before it, a deadline falls. */
export type Duration =
  | ElapsedDuration
  | WorkingDaysDuration
  | CalendarDuration
  | TimeOfDayDuration
  | WorkingTimeDuration
  | NextWorkingDayDuration
  | GestationDuration

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
  /** How the event is joined to it; `from` where it is left out. */
  readonly joint?: string
  /** Whether it needs to know which days are working days. */
  readonly needsCalendar?: true
  /** Null where working days run out of the years whose holidays are known. */
  readonly due: (duration: D, start: number, office: Office, clock: LocalClock) => Due | null
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
const WORKING_TIME = new RegExp(`^PT(?=\\d)(?:${N}BH)?(?:${N}BM)?$`)
const WORKING_TIME_WORDS = new RegExp(`^(?:${N} working hours?|${N} working minutes?)$`)
const NEXT_WORKING_DAY = /^(?:P1BDT([01]\d|2[0-3]):([0-5]\d)|by ([01]\d|2[0-3]):([0-5]\d) of the next working day)$/
const GESTATION = new RegExp(`^(?:P${N}GW|by ${N} weeks? of (?:gestation|pregnancy))$`)
const TERM = 40 // weeks of pregnancy at the expected date of delivery
const LONGEST_PREGNANCY = 45 // weeks

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
    due({ minutes }, start, _office, clock) {
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
    needsCalendar: true,
    due({ days }, start, office, clock) {
      const day = office.workingDays.add(clock.day(start), days)
      return day === null ? null : closeOf(day, office, clock)
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
    due({ years, months, weeks, days }, start, office, clock) {
      return closeOf(addMonths(clock.day(start), years * 12 + months) + weeks * 7 + days, office, clock)
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
    due({ minutes }, start, _office, clock) {
      const due = clock.next(start, minutes)
      return { due, day: clock.day(due) }
    },
  },

  'working-time': {
    parse(text, sign) {
      const parts = WORKING_TIME.exec(text) ?? WORKING_TIME_WORDS.exec(text)
      if (parts === null) return null
      const minutes = signed(sign, parts[1]) * 60 + signed(sign, parts[2])
      return Math.abs(minutes) > MOST_MINUTES ? null : { kind: 'working-time', minutes }
    },
    format({ minutes }) {
      const [hours, rest] = hoursAndMinutes(minutes)
      return `${minutes < 0 ? '-' : ''}PT${isoPart(hours, 'BH')}${isoPart(rest, 'BM') || (hours === 0 ? '0BH' : '')}`
    },
    describe({ minutes }) {
      if (minutes === 0) return 'as soon as the office is open'
      const [hours, rest] = hoursAndMinutes(minutes)
      return phrase(minutes, [
        [hours, 'working hour'],
        [rest, 'working minute'],
      ])
    },
    counted: 'office hours of working days',
    // A working day has about eight hours, and a week five of them.
    roughly: ({ minutes }) => (minutes * 3 * 7) / 5,
    needsCalendar: true,
    due({ minutes }, start, office, clock) {
      const step = minutes < 0 ? -1 : 1
      let left = Math.abs(minutes) * MINUTE
      for (let day = clock.day(start); ; day += step) {
        const works = office.workingDays.isWorkingDay(day)
        if (works === null) return null
        if (!works) continue
        const { opens, closes } = office.hoursOf(day)
        const [open, close] = [clock.at(day, opens), clock.at(day, closes)]
        // What of the day's hours lies after the event, or before it.
        const from = step > 0 ? Math.max(open, start) : Math.min(close, start)
        const room = step > 0 ? close - from : from - open
        if (room >= left && room >= 0) return { due: from + step * left, day }
        if (room > 0) left -= room
      }
    },
  },

  'next-working-day': {
    parse(text, sign) {
      const parts = NEXT_WORKING_DAY.exec(text)
      if (parts === null || sign === -1) return null
      return { kind: 'next-working-day', minutes: Number(parts[1] ?? parts[3]) * 60 + Number(parts[2] ?? parts[4]) }
    },
    format: ({ minutes }) => `P1BDT${timeOfDay(minutes)}`,
    describe: ({ minutes }) => `by ${timeOfDay(minutes)} of the next working day`,
    counted: 'the next working day to begin',
    roughly: () => DAY,
    joint: 'after',
    needsCalendar: true,
    due({ minutes }, start, office, clock) {
      for (let day = clock.day(start); ; day++) {
        const works = office.workingDays.isWorkingDay(day)
        if (works === null) return null
        const due = clock.at(day, minutes)
        if (works && clock.at(day, office.hoursOf(day).opens) > start && due >= start) return { due, day }
      }
    },
  },

  gestation: {
    parse(text, sign) {
      const parts = GESTATION.exec(text)
      const weeks = Number(parts?.[1] ?? parts?.[2])
      return parts === null || sign === -1 || weeks > LONGEST_PREGNANCY ? null : { kind: 'gestation', weeks }
    },
    format: ({ weeks }) => `P${weeks}GW`,
    describe: ({ weeks }) => `by ${weeks} week${weeks === 1 ? '' : 's'} of pregnancy`,
    counted: 'weeks of pregnancy, to close of business',
    roughly: ({ weeks }) => weeks * 7 * DAY,
    joint: 'by',
    due({ weeks }, start, office, clock) {
      return closeOf(clock.day(start) + (weeks - TERM) * 7, office, clock)
    },
  },
}

const closeOf = (day: number, office: Office, clock: LocalClock): Due => ({
  due: clock.at(day, office.closes(day)),
  day,
})

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

/**
 * Says a duration with what it starts from.
 *
 * @example spanWords({ kind: 'elapsed', minutes: 240 }, 'receipt') // 'within 4 hours from receipt'
 */
export function spanWords(duration: Duration, start: string): string {
  const length = describeDuration(duration)
  if (length.endsWith(' before')) return `${length} ${start}`
  const { joint } = kindOf(duration)
  return joint === undefined ? `${length} from ${start}` : `${length} ${joint} ${start}`
}

/** Whether a duration needs to know which days are working days, so that it has no date outside the years covered. */
export const needsCalendar = (duration: Duration): boolean => kindOf(duration).needsCalendar === true

/** What a duration is counted in, in words: working days, say. */
export const countedIn = (duration: Duration): string => kindOf(duration).counted

/** About how many minutes a duration is: only to put the shorter before the longer. */
export const roughMinutes = (duration: Duration): number => kindOf(duration).roughly(duration)

/**
 * Gives the instant and local day that a duration from `start` reaches, by a clock of the caller's.
 * Null where working days, the day of `start` included, leave the years whose holidays the office knows.
 *
 * @param start milliseconds since 1970-01-01T00:00Z
 */
export function countDuration(duration: Duration, start: number, office: Office, clock: LocalClock): Due | null {
  return kindOf(duration).due(duration, start, office, clock)
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
