import type { OfficeHours } from './office.js'
import type { HolidayCalendar } from './working-days.js'

const names = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday']

/** A time of day, from minutes after midnight: `08:45`. */
export const timeOfDayWords = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`

/** Weekdays in a row that are alike: `Monday to Thursday`, `Friday`; one row of all has no name. */
function rows<T>(of: readonly T[], same: (a: T, b: T) => boolean): readonly (readonly [days: string, of: T])[] {
  const found: { from: number; to: number; of: T }[] = []
  of.forEach((one, day) => {
    const last = found.at(-1)
    if (last && same(last.of, one)) last.to = day
    else found.push({ from: day, to: day, of: one })
  })
  const name = (day: number): string => names[day] ?? ''
  return found.map(({ from, to, of: one }) => [
    found.length === 1 ? '' : from === to ? `${name(from)} ` : `${name(from)} to ${name(to)} `,
    one,
  ])
}

/** `09:00 to 17:00`, or `Monday to Thursday 08:45 to 17:15, Friday 08:45 to 16:15`. */
export const officeHoursWords = ({ weekdays }: OfficeHours): string =>
  rows(weekdays, (a, b) => a.opens === b.opens && a.closes === b.closes)
    .map(([days, { opens, closes }]) => `${days}${timeOfDayWords(opens)} to ${timeOfDayWords(closes)}`)
    .join(', ')

/** The bank holidays of a calendar, with the years that it covers: `those in Scotland, 2019 to 2028`. */
export const calendarWords = ({ name, firstYear, confirmedTo }: HolidayCalendar): string =>
  `those in ${name}, ${firstYear} to ${confirmedTo}`

/** That something is outside the years of a calendar, to read on after "it falls". */
export const outsideWords = ({ name }: HolidayCalendar): string =>
  `outside the years whose bank holidays ${name === 'England and Wales' ? '' : `in ${name} `}are known`
