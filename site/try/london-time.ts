import { parseDay } from '../../src/rules/time/calendar.js'
import { atLondonTime, formatInstant, parseInstant } from '../../src/rules/time/london.js'

/** A date and a time as the browser's own inputs hold them. */
export interface DateAndTime {
  readonly date: string
  readonly time: string
}

const minute = 60_000

/** London's wall clock at an instant. */
export function toDateAndTime(instant: string): DateAndTime {
  const at = parseInstant(instant)
  const local = at === null ? '' : formatInstant(at)
  return { date: local.slice(0, 10), time: local.slice(11, 16) }
}

/** The instant of a date and time in London, with its offset; `null` where they are not a date and a time. */
export function fromDateAndTime({ date, time }: DateAndTime): string | null {
  const day = /^\d{4}-\d\d-\d\d$/.test(date) ? parseDay(date) : null
  const [, hours, minutes] = /^([01]\d|2[0-3]):([0-5]\d)/.exec(time) ?? []
  if (day === null || hours === undefined || minutes === undefined) return null
  return formatInstant(atLondonTime(day, Number(hours) * 60 + Number(minutes)))
}

/** An instant in milliseconds as the contract writes it, to the minute. */
export const toInstant = (epochMs: number): string => formatInstant(Math.floor(epochMs / minute) * minute)
