import { dateOf, dayOf, daysInMonth, parseDay } from '../time/calendar.js'

/** When a rulebook holds: each as it is written, a day (`2021-04-01`) or a month (`2021-04`); `null` where the text gives none. */
export interface InForce {
  /** The first day, or the month in which it began. */
  readonly from: string | null
  /** The last day, or the month with whose end it ended. */
  readonly to: string | null
  /** When it was to be looked at again. */
  readonly reviewBy: string | null
  /** The version that took its place. */
  readonly supersededBy: string | null
}

/** Whether somebody answers for a rulebook: a draft, or who approved it, and when (a day). */
export type RulebookStatus = 'draft' | { readonly approvedBy: string; readonly on: string }

/** The days that a rulebook holds from and to, and by which it was to be reviewed, as day numbers; `null` where the text gives none. */
export interface DaysInForce {
  readonly from: number | null
  readonly to: number | null
  readonly reviewBy: number | null
}

/**
 * The day number of a day or a month (`2021-04`); of a month its first or its last. `null` where it is neither.
 *
 * @example dayIn('2021-04', 'last') // the day number of 2021-04-30
 */
export function dayIn(text: string, end: 'first' | 'last'): number | null {
  const month = /^(\d{4})-(0[1-9]|1[0-2])$/.exec(text)
  if (month === null) return parseDay(text)
  const [year, nth] = [Number(month[1]), Number(month[2])]
  return dayOf(year, nth, end === 'first' ? 1 : daysInMonth(year, nth))
}

export const daysInForce = ({ from, to, reviewBy }: InForce): DaysInForce => ({
  from: from === null ? null : dayIn(from, 'first'),
  to: to === null ? null : dayIn(to, 'last'),
  reviewBy: reviewBy === null ? null : dayIn(reviewBy, 'last'),
})

const months = 'January February March April May June July August September October November December'.split(' ')

/** A day number in words: 1 April 2021. */
export function dayWords(day: number): string {
  const { year, month, day: nth } = dateOf(day)
  return `${nth} ${months[month - 1]} ${year}`
}

/** A day or a month in words: 1 April 2021, April 2021; anything else as it is. */
export function dateWords(text: string): string {
  const day = dayIn(text, 'first')
  if (day === null) return text
  const words = dayWords(day)
  return text.length === 7 ? words.slice(words.indexOf(' ') + 1) : words
}
