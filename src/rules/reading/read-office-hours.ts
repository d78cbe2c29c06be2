import type { Path, Report } from '../../diagnostic.js'
import { didYouMean } from '../suggest.js'
import type { DayHours, OfficeHours } from '../time/office.js'

const weekdays: readonly string[] = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday']
const weekend = ['saturday', 'sunday']
const usual: DayHours = { opens: 9 * 60, closes: 17 * 60 }
const time = '([01]\\d|2[0-3]):([0-5]\\d)'
const timeOfDay = new RegExp(`^${time}$`)
const span = new RegExp(`^${time} to ${time}$`)

const path: Path = ['rulebook', 'officeHours']
const minutes = (hour: string | undefined, minute: string | undefined): number => Number(hour) * 60 + Number(minute)

/**
 * Reads office hours: `{ opens, closes }` for every day, or by weekday, as in `{ monday to thursday: "08:45 to 17:15", friday:
 * "08:45 to 16:15" }`. What is wrong is reported.
 */
export function readOfficeHours(file: Readonly<Record<string, string>> | undefined, report: Report): OfficeHours {
  if (file === undefined) return everyDay(usual)
  return 'opens' in file || 'closes' in file ? readOneForAll(file, report) : readByWeekday(file, report)
}

// What falls due on a closed day falls due when the office closes on others; hours by weekday leave only the contract's five o'clock.
const everyDay = (hours: DayHours): OfficeHours => ({ weekdays: weekdays.map(() => hours), closedDays: hours.closes })

function readOneForAll(file: Readonly<Record<string, string>>, report: Report): OfficeHours {
  for (const key of Object.keys(file))
    if (key !== 'opens' && key !== 'closes')
      report(
        'unknown-key',
        [...path, key],
        `\`${key}\` is not known beside \`opens\` and \`closes\``,
        'write hours by weekday alone, as in `friday: "08:45 to 16:15"`, or leave the weekdays out',
      )
  const read = (key: 'opens' | 'closes'): number => {
    const found = timeOfDay.exec(file[key] ?? '')
    if (file[key] === undefined)
      report(
        'missing-key',
        path,
        `\`${key}\` is missing`,
        `write it: \`${key}: "${key === 'opens' ? '09' : '17'}:00"\``,
      )
    else if (found === null)
      report('wrong-value', [...path, key], `\`${file[key]}\` cannot stand here`, 'a time of day is written `"17:00"`')
    return found === null ? usual[key] : minutes(found[1], found[2])
  }
  const hours = { opens: read('opens'), closes: read('closes') }
  if (hours.opens >= hours.closes) backwards(file.closes ?? '', [...path, 'closes'], report)
  return everyDay(hours)
}

const backwards = (text: string, at: Path, report: Report): void =>
  report(
    'wrong-value',
    at,
    `\`${text}\`: the office closes before it opens`,
    'write the hours in order, by the 24-hour clock',
  )

function readByWeekday(file: Readonly<Record<string, string>>, report: Report): OfficeHours {
  const found = new Map<string, DayHours>()
  for (const [key, text] of Object.entries(file)) {
    const at = [...path, key]
    const parts = span.exec(text)
    const hours = parts && { opens: minutes(parts[1], parts[2]), closes: minutes(parts[3], parts[4]) }
    if (hours === null)
      report(
        'wrong-value',
        at,
        `\`${text}\` is no time of opening and closing`,
        'write for instance `"08:45 to 17:15"`',
      )
    else if (hours.opens >= hours.closes) backwards(text, at, report)
    for (const day of daysIn(key, at, report)) {
      if (found.has(day))
        report('duplicate-key', at, `\`${day}\` has hours already`, 'each weekday may stand once here; take it out')
      found.set(day, hours ?? usual)
    }
  }
  const missing = weekdays.filter(day => !found.has(day))
  if (missing.length > 0 && Object.keys(file).every(key => daysIn(key, path, () => undefined).length > 0))
    report(
      'missing-key',
      path,
      `\`officeHours\` says nothing of ${missing.join(', ')}`,
      'Monday to Friday are working days, less bank holidays: give each of them its hours',
    )
  return { weekdays: weekdays.map(day => found.get(day) ?? usual), closedDays: usual.closes }
}

/** The weekdays that a key names: `friday`, or `monday to thursday`. */
function daysIn(key: string, at: Path, report: Report): readonly string[] {
  const [from = '', to = from, ...more] = key.toLowerCase().split(/ to /)
  const [first, last] = [from, to].map(day => weekdays.indexOf(day.trim()))
  if (more.length === 0 && first !== undefined && last !== undefined && first >= 0 && last >= first)
    return weekdays.slice(first, last + 1)
  const closed = [from, to].find(day => weekend.includes(day.trim()))
  report(
    'wrong-name',
    at,
    closed === undefined
      ? `\`${key}\` is no weekday`
      : `\`${key}\` takes in a ${closed.trim()}, which is no working day`,
    closed === undefined
      ? didYouMean(key, weekdays, 'write `friday`, or several in a row: `monday to thursday`')
      : 'give the hours of Monday to Friday; nobody counts working time at weekends',
  )
  return []
}
