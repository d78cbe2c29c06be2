import DateHolidays from 'date-holidays'
import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, it, vi } from 'vitest'
import { calendars } from '../../src/rules/reading/read-calendar.js'
import { addMonths, dateOf, dayOf, daysInMonth, formatDay, parseDay, weekdayOf } from '../../src/rules/time/calendar.js'
import { workingDaysOf } from '../../src/rules/time/working-days.js'
import { patience, runs } from '../runs.js'

vi.setConfig({ testTimeout: patience })

const day = (text: string): number => {
  const read = parseDay(text)
  if (read === null) throw new Error(`not a date: ${text}`)
  return read
}
const first = day('2019-01-01')
const last = day('2028-12-31')
const plain = (n: number) => Temporal.PlainDate.from('1970-01-01').add({ days: n })

const years = Array.from({ length: 10 }, (_, n) => 2019 + n)
const isWeekday = (date: string): boolean => Temporal.PlainDate.from(date).dayOfWeek <= 5

/** Public holidays of a region by date, weekend days and their substitutes alike, from a source of its own. */
function publicHolidays(region: string): readonly string[] {
  const known = new DateHolidays('GB', region)
  return years.flatMap(year =>
    known
      .getHolidays(year)
      .filter(h => h.type === 'public')
      .map(h => h.date.slice(0, 10)),
  )
}

/** Days that were proclaimed and that the other source does not have yet. */
const proclaimed: Readonly<Record<string, readonly string[]>> = { SCT: ['2026-06-15'] }

const england = new Set(publicHolidays('ENG'))
const works = (date: Temporal.PlainDate) => date.dayOfWeek <= 5 && !england.has(date.toString())
const { add: addWorkingDays, isCovered, isWorkingDay } = workingDaysOf(calendars['england-and-wales'])

describe.each([
  ['england-and-wales', 'ENG', 8],
  ['scotland', 'SCT', 9],
  ['northern-ireland', 'NIR', 10],
] as const)('the bank holidays of %s', (name, region, each) => {
  const { days, firstYear, confirmedTo } = calendars[name]
  const { [region]: more = [] } = proclaimed

  it('agree with date-holidays on every weekday of every year covered', () => {
    expect([firstYear, confirmedTo]).toEqual([2019, 2028])
    const weekdays = [...publicHolidays(region), ...more].filter(isWeekday)
    expect(Object.keys(days)).toStrictEqual(weekdays.sort())
  })

  it('hold the days that were moved or proclaimed once', () => {
    for (const date of ['2020-05-08', '2022-06-02', '2022-06-03', '2022-09-19', '2023-05-08', ...more])
      expect(days, date).toHaveProperty(date)
    for (const date of ['2020-05-04', '2022-05-30']) expect(days, date).not.toHaveProperty(date)
  })

  it(`are ${each} a year, and more only where days were proclaimed`, () => {
    const extra: Readonly<Record<number, number>> = { 2022: 2, 2023: 1 }
    for (const year of years) {
      const dates = Object.keys(days).filter(date => date.startsWith(String(year)) && !more.includes(date))
      expect(dates, String(year)).toHaveLength(each + (extra[year] ?? 0))
    }
  })
})

describe('days and dates', () => {
  it('counts days from 1970-01-01', () => {
    expect(dayOf(1970, 1, 1)).toBe(0)
    expect(dayOf(1969, 12, 31)).toBe(-1)
    expect(dayOf(2000, 3, 1) - dayOf(2000, 2, 28)).toBe(2)
    expect(dayOf(1900, 3, 1) - dayOf(1900, 2, 28)).toBe(1)
    expect(formatDay(20_539)).toBe('2026-03-27')
  })

  it('agrees with Temporal on dates, weekdays and the lengths of months', () => {
    fc.assert(
      fc.property(fc.integer({ min: day('0000-01-01'), max: day('9999-12-31') }), n => {
        const date = plain(n)
        expect(dateOf(n)).toStrictEqual({ year: date.year, month: date.month, day: date.day })
        expect(dayOf(date.year, date.month, date.day)).toBe(n)
        expect(formatDay(n)).toBe(date.toString())
        expect(parseDay(date.toString())).toBe(n)
        expect(weekdayOf(n)).toBe(date.dayOfWeek % 7)
        expect(daysInMonth(date.year, date.month)).toBe(date.daysInMonth)
      }),
      { numRuns: runs() },
    )
  })

  it.each([
    ...['2026-02-29', '2026-00-01', '2026-13-01', '2026-01-00', '2026-01-32', '2026-04-31', '1900-02-29'],
    ...['', '2026-1-1', '26-01-01', '2026-01-01 ', '2026-01-01T00:00', '20260101', '+002026-01-01', '2026/01/01'],
  ])('does not read `%s` as a date', text => {
    expect(parseDay(text)).toBeNull()
  })

  it.each([
    ['2026-01-31', 1, '2026-02-28'],
    ['2028-01-31', 1, '2028-02-29'],
    ['2028-02-29', 12, '2029-02-28'],
    ['2028-02-29', -48, '2024-02-29'],
    ['2026-03-31', -1, '2026-02-28'],
    ['2026-05-31', 1, '2026-06-30'],
    ['2026-12-15', 1, '2027-01-15'],
    ['2026-01-15', -1, '2025-12-15'],
    ['2026-01-31', 0, '2026-01-31'],
  ])('%s and %i months is %s', (from, months, to) => {
    expect(formatDay(addMonths(day(from), months))).toBe(to)
  })

  it('adds months as Temporal does', () => {
    const months = fc.integer({ min: -1200, max: 1200 })
    fc.assert(
      fc.property(fc.integer({ min: first, max: last }), months, (n, by) => {
        expect(formatDay(addMonths(n, by))).toBe(plain(n).add({ months: by }).toString())
      }),
      { numRuns: runs() },
    )
  })
})

describe('working days', () => {
  it('knows every day of the years covered, and none beyond', () => {
    let date = plain(first)
    for (let n = first; n <= last; n++) {
      if (isWorkingDay(n) !== works(date)) expect.fail(`${date.toString()}: ${isWorkingDay(n)}`)
      date = date.add({ days: 1 })
    }
    for (const n of [first - 1, last + 1, 0, -1_000_000, 1_000_000]) {
      // Nobody works at a weekend, whatever the year.
      expect(isWorkingDay(n)).toBe(plain(n).dayOfWeek > 5 ? false : null)
      expect(isCovered(n)).toBe(false)
    }
    expect(isCovered(first) && isCovered(last)).toBe(true)
  })

  it.each([
    ['2026-03-27', 3, '2026-04-01'], // Friday over a weekend
    ['2026-04-02', 1, '2026-04-07'], // Maundy Thursday over Easter
    ['2026-04-03', 1, '2026-04-07'], // from Good Friday itself
    ['2026-04-07', -3, '2026-03-31'], // back over Easter
    ['2026-05-28', -3, '2026-05-22'], // back over the spring bank holiday
    ['2026-12-24', 1, '2026-12-29'], // Christmas Day, a weekend, the substitute for Boxing Day
    ['2026-12-24', 4, '2027-01-04'], // and New Year's Day
    ['2022-06-01', 1, '2022-06-06'], // the Platinum Jubilee
    ['2022-09-16', 1, '2022-09-20'], // the State Funeral
    ['2023-05-05', 1, '2023-05-09'], // the Coronation
    ['2020-05-01', 1, '2020-05-04'], // not a bank holiday that year
    ['2020-05-07', 1, '2020-05-11'], // VE Day instead
    ['2026-03-28', 0, '2026-03-28'], // no days on from a Saturday is that Saturday
    ['2026-03-28', 1, '2026-03-30'],
    ['2026-03-28', -1, '2026-03-27'],
    ['2026-03-30', -1, '2026-03-27'],
  ])('%s and %i working days is %s', (from, count, to) => {
    const result = addWorkingDays(day(from), count)
    expect(result === null ? null : formatDay(result)).toBe(to)
  })

  it('stops at the ends of the table', () => {
    expect(addWorkingDays(first, -1)).toBeNull()
    expect(addWorkingDays(day('2019-01-02'), -1)).toBeNull() // 1 January 2019 is a bank holiday
    expect(addWorkingDays(day('2019-01-03'), -1)).toBe(day('2019-01-02'))
    expect(addWorkingDays(day('2028-12-28'), 1)).toBe(day('2028-12-29')) // the last working day of 2028
    expect(addWorkingDays(day('2028-12-29'), 1)).toBeNull()
    expect(addWorkingDays(last, 0)).toBe(last)
    expect(addWorkingDays(last, -1)).toBe(day('2028-12-29'))
    for (const outside of [first - 1, last + 1]) {
      for (const count of [-1, 0, 1]) expect(addWorkingDays(outside, count)).toBeNull()
    }
    expect(addWorkingDays(first, 99_999)).toBeNull()
    expect(addWorkingDays(last, -99_999)).toBeNull()
  })

  it('counts as walking from day to day does', () => {
    fc.assert(
      fc.property(fc.integer({ min: first, max: last }), fc.integer({ min: -60, max: 60 }), (from, count) => {
        let n = from
        for (let left = Math.abs(count); left > 0 && isCovered(n); ) {
          n += Math.sign(count)
          if (works(plain(n))) left--
        }
        expect(addWorkingDays(from, count)).toBe(isCovered(n) ? n : null)
      }),
      { numRuns: runs() },
    )
  })
})
