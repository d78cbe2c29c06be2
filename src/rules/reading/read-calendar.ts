import type { Path, Report } from '../../diagnostic.js'
import { deepFreeze } from '../freeze.js'
import { didYouMean } from '../suggest.js'
import { parseDay } from '../time/calendar.js'
import type { HolidayCalendar } from '../time/working-days.js'
import { isWeekend, workingDaysOf } from '../time/working-days.js'
import { bankHolidays } from './bank-holidays.js'

type CalendarName = keyof typeof bankHolidays

/** The names of the calendars that a rulebook may choose. */
export const calendarNames = Object.keys(bankHolidays) as readonly CalendarName[] as readonly [
  CalendarName,
  ...CalendarName[],
]

export const calendars: Readonly<Record<CalendarName, HolidayCalendar>> = deepFreeze(bankHolidays)

/** The calendar of a rulebook that names none. */
export const commonCalendar: HolidayCalendar = calendars['england-and-wales']

/** A calendar as a rulebook writes it: a name, or a name with the holidays left out and those added. */
type CalendarFile =
  | CalendarName
  | {
      readonly of: CalendarName
      readonly without?: readonly string[] | undefined
      readonly with?: readonly (string | Readonly<Record<string, string>>)[] | undefined
    }
  | undefined

/** A holiday's own name: substitute days and days that were moved once go by it too. */
const ownName = (name: string): string => name.replace(/ \(.*\)$/, '')
const typed = (name: string): string => ownName(name.replaceAll('’', "'"))

/** Reads the calendar of a rulebook, with what it changes; each holiday that is not there is reported, and so is a day that changes nothing. */
export function readCalendar(file: CalendarFile, report: Report): HolidayCalendar {
  if (file === undefined) return commonCalendar
  if (typeof file === 'string') return calendars[file]
  const base = calendars[file.of]
  const path: Path = ['rulebook', 'calendar']
  const days = new Map(Object.entries(base.days))
  for (const [i, name] of (file.without ?? []).entries()) leaveOut(days, base, name, [...path, 'without', i], report)
  for (const [i, entry] of (file.with ?? []).entries()) {
    const at: Path = [...path, 'with', i]
    if (typeof entry === 'string') addNamed(days, entry, at, report)
    else for (const [date, name] of Object.entries(entry)) addDay(days, base, date, name, [...at, date], report)
  }
  return {
    ...base,
    name: nameWith(base.name, file.without ?? [], file.with ?? []),
    days: Object.fromEntries([...days].sort(([a], [b]) => (a < b ? -1 : 1))),
  }
}

function leaveOut(days: Map<string, string>, base: HolidayCalendar, name: string, at: Path, report: Report): void {
  const found = [...days].filter(([date, of]) => date === name || ownName(of) === typed(name))
  for (const [date] of found) days.delete(date)
  if (found.length === 0)
    report(
      'unknown-holiday',
      at,
      `there is no \`${name}\` among the bank holidays in ${base.name}`,
      didYouMean(typed(name), holidaysOf(base), 'write the name of one, or its date, for instance `2026-12-25`'),
    )
}

const holidaysOf = ({ days }: HolidayCalendar): readonly string[] => [...new Set(Object.values(days).map(ownName))]

/** Adds a holiday that another calendar has. */
function addNamed(days: Map<string, string>, name: string, at: Path, report: Report): void {
  const source = Object.values(calendars).find(c => holidaysOf(c).includes(typed(name)))
  if (source === undefined) {
    report(
      'unknown-holiday',
      at,
      `no calendar has a bank holiday \`${name}\``,
      didYouMean(
        typed(name),
        Object.values(calendars).flatMap(holidaysOf),
        'write a day of your own with its date: `2026-12-24: The council is closed`',
      ),
    )
    return
  }
  for (const [date, of] of Object.entries(source.days))
    if (ownName(of) === typed(name) && !days.has(date)) days.set(date, of)
}

/** Adds a day of the authority's own. */
function addDay(
  days: Map<string, string>,
  base: HolidayCalendar,
  date: string,
  name: string,
  at: Path,
  report: Report,
): void {
  const day = parseDay(date)
  const wrong = (message: string, hint: string): void => report('wrong-day', at, message, hint)
  if (day === null) wrong(`\`${date}\` is no date`, 'write a real one, for instance `2026-12-24`')
  else if (!workingDaysOf(base).isCovered(day))
    wrong(
      `\`${date}\` is outside the years whose bank holidays are known`,
      `write a day of ${base.firstYear} to ${base.confirmedTo}`,
    )
  else if (isWeekend(day)) wrong(`\`${date}\` is at a weekend, when nobody works anyway`, 'take it out')
  else if (days.has(date)) wrong(`\`${date}\` is a bank holiday already: ${days.get(date) ?? ''}`, 'take it out')
  else days.set(date, name)
}

/** `Scotland, without 2 January, with Easter Monday`, as it stands after "in". */
function nameWith(
  base: string,
  without: readonly string[],
  added: readonly (string | Readonly<Record<string, string>>)[],
): string {
  const list = (names: readonly string[]): string =>
    names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`
  const names = [...new Set(added.flatMap(a => (typeof a === 'string' ? [a] : Object.values(a))))]
  return [
    base,
    ...(without.length === 0 ? [] : [`without ${list(without)}`]),
    ...(names.length === 0 ? [] : [`with ${list(names)}`]),
  ].join(', ')
}
