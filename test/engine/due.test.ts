import DateHolidays from 'date-holidays'
import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, it, vi } from 'vitest'
import { dueFrom } from '../../src/rules/time/due.js'
import { type Duration, parseDuration } from '../../src/rules/time/durations.js'
import { formatDay, formatInstant, parseInstant } from '../../src/rules/time/london.js'
import { patience, runs } from '../runs.js'

vi.setConfig({ testTimeout: patience })

const CLOSES = 17 * 60

function due(text: string, start: string, closes = CLOSES): readonly [due: string, day: string] | null {
  const result = dueFrom(parseDuration(text)!, parseInstant(start)!, closes)
  return result && [formatInstant(result.due), formatDay(result.day)]
}

describe('a deadline falls due', () => {
  it.each([
    // Elapsed time, across both clock changes.
    ['PT4H', '2026-03-27T16:30:00+00:00', '2026-03-27T20:30:00+00:00'],
    ['PT24H', '2026-03-28T16:30:00+00:00', '2026-03-29T17:30:00+01:00'],
    ['PT24H', '2026-10-24T16:30:00+01:00', '2026-10-25T15:30:00+00:00'],
    ['PT48H', '2026-04-03T23:30:00+01:00', '2026-04-05T23:30:00+01:00'],
    ['PT4H', '2026-03-27T22:00:00+00:00', '2026-03-28T02:00:00+00:00'],
    ['PT30M', '2026-03-29T00:45:00+00:00', '2026-03-29T02:15:00+01:00'],
    ['PT0S', '2026-07-01T11:00:00Z', '2026-07-01T12:00:00+01:00'],
    ['-PT24H', '2026-03-29T17:30:00+01:00', '2026-03-28T16:30:00+00:00'],
    // Working days: Easter, Christmas, a weekend, back over a bank holiday.
    ['P3BD', '2026-03-27T16:30:00+00:00', '2026-04-01T17:00:00+01:00'],
    ['P3BD', '2026-04-01T09:00:00+01:00', '2026-04-08T17:00:00+01:00'],
    ['P1BD', '2026-04-02T18:00:00+01:00', '2026-04-07T17:00:00+01:00'],
    ['P3BD', '2026-12-23T10:00:00+00:00', '2026-12-30T17:00:00+00:00'],
    ['P10BD', '2026-12-18T10:00:00+00:00', '2027-01-06T17:00:00+00:00'],
    ['-P3BD', '2026-05-28T10:00:00+01:00', '2026-05-22T17:00:00+01:00'],
    ['-P3BD', '2026-04-08T10:00:00+01:00', '2026-04-01T17:00:00+01:00'],
    ['P1BD', '2026-06-30T23:30:00Z', '2026-07-02T17:00:00+01:00'], // 1 July already, in London
    ['P0BD', '2026-03-28T10:00:00+00:00', '2026-03-28T17:00:00+00:00'],
    // Calendar durations.
    ['P3D', '2026-03-27T16:30:00+00:00', '2026-03-30T17:00:00+01:00'],
    ['P12W', '2026-01-05T09:00:00+00:00', '2026-03-30T17:00:00+01:00'],
    ['P1M', '2026-01-31T09:00:00+00:00', '2026-02-28T17:00:00+00:00'],
    ['P1M', '2028-01-31T09:00:00+00:00', '2028-02-29T17:00:00+00:00'],
    ['P1Y', '2024-02-29T09:00:00+00:00', '2025-02-28T17:00:00+00:00'],
    ['P4Y', '2024-02-29T09:00:00+00:00', '2028-02-29T17:00:00+00:00'],
    ['-P1M', '2026-03-31T09:00:00+01:00', '2026-02-28T17:00:00+00:00'],
    ['P6M', '2026-03-31T09:00:00+01:00', '2026-09-30T17:00:00+01:00'],
    // A time of day.
    ['T09:00', '2026-03-27T09:00:00+00:00', '2026-03-27T09:00:00+00:00'],
    ['T09:00', '2026-03-27T08:59:59+00:00', '2026-03-27T09:00:00+00:00'],
    ['T09:00', '2026-03-27T09:00:01+00:00', '2026-03-28T09:00:00+00:00'],
    ['T09:00', '2026-03-28T21:00:00+00:00', '2026-03-29T09:00:00+01:00'],
    ['T09:00', '2026-10-24T21:00:00+01:00', '2026-10-25T09:00:00+00:00'],
    ['T01:30', '2026-10-25T01:45:00+01:00', '2026-10-25T01:30:00+00:00'],
  ])('%s from %s at %s', (text, start, expected) => {
    expect(due(text, start)).toStrictEqual([expected, expected.slice(0, 10)])
  })

  it('takes the close of business that it is given', () => {
    expect(due('P3D', '2026-03-27T16:30:00+00:00', 17 * 60 + 30)?.[0]).toBe('2026-03-30T17:30:00+01:00')
    expect(due('P3BD', '2026-03-27T16:30:00+00:00', 16 * 60)?.[0]).toBe('2026-04-01T16:00:00+01:00')
    expect(due('PT4H', '2026-03-27T16:30:00+00:00', 16 * 60)?.[0]).toBe('2026-03-27T20:30:00+00:00')
  })

  it.each([
    ['P1BD', '2028-12-29T10:00:00+00:00'],
    ['-P1BD', '2019-01-02T10:00:00+00:00'],
    ['P1BD', '2018-12-31T10:00:00+00:00'], // the day it starts from is outside
    ['-P1BD', '2029-01-02T10:00:00+00:00'],
    ['P8000Y', '2026-03-27T16:30:00+00:00'], // there is no year after 9999 to write
    ['-P3000Y', '2026-03-27T16:30:00+00:00'],
  ])('nowhere: %s from %s leaves the years covered', (text, start) => {
    expect(due(text, start)).toBeNull()
  })

  it.each([
    ['P1BD', '2028-12-28T10:00:00+00:00', '2028-12-29T17:00:00+00:00'],
    ['P1BD', '2019-01-01T10:00:00+00:00', '2019-01-02T17:00:00+00:00'],
  ])('at the very ends of the years covered: %s from %s', (text, start, expected) => {
    expect(due(text, start)?.[0]).toBe(expected)
  })

  it.each([
    ['P25Y', '2026-03-27T16:30:00+00:00', '2051-03-27T17:00:00+01:00'],
    ['PT4H', '2028-12-31T22:00:00+00:00', '2029-01-01T02:00:00+00:00'],
    ['-PT4H', '2019-01-01T03:00:00+00:00', '2018-12-31T23:00:00+00:00'],
    ['P1D', '2035-06-01T10:00:00+01:00', '2035-06-02T17:00:00+01:00'],
    ['P1M', '1999-01-31T10:00:00+00:00', '1999-02-28T17:00:00+00:00'],
    ['T09:00', '2028-12-31T10:00:00+00:00', '2029-01-01T09:00:00+00:00'],
    ['PT0S', '2018-12-31T23:59:59+00:00', '2018-12-31T23:59:59+00:00'],
  ])('whatever the year, where no working day is counted: %s from %s', (text, start, expected) => {
    expect(due(text, start)?.[0]).toBe(expected)
  })
})

describe('against Temporal, day by day', () => {
  const holidays = new Set<string>()
  const england = new DateHolidays('GB', 'ENG')
  for (let year = 2019; year <= 2028; year++) {
    for (const holiday of england.getHolidays(year)) {
      if (holiday.type === 'public') holidays.add(holiday.date.slice(0, 10))
    }
  }
  const covered = (date: Temporal.PlainDate) => date.year >= 2019 && date.year <= 2028

  function workingDaysOn(from: Temporal.PlainDate, count: number): Temporal.PlainDate | null {
    let date = from
    for (let left = Math.abs(count); covered(date) && left > 0; ) {
      date = date.add({ days: Math.sign(count) })
      if (date.dayOfWeek <= 5 && !holidays.has(date.toString())) left--
    }
    return covered(date) ? date : null
  }

  function oracle(duration: Duration, ms: number, closes: number): Temporal.ZonedDateTime | null {
    const start = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO('Europe/London')
    const onDay = (date: Temporal.PlainDate, minutes: number) =>
      date.toZonedDateTime({
        timeZone: 'Europe/London',
        plainTime: Temporal.PlainTime.from({ hour: 0 }).add({ minutes }),
      })
    switch (duration.kind) {
      case 'elapsed':
        return start.add({ minutes: duration.minutes })
      case 'working-days': {
        if (!covered(start.toPlainDate())) return null
        const date = workingDaysOn(start.toPlainDate(), duration.days)
        return date && onDay(date, closes)
      }
      case 'calendar': {
        const { years, months, weeks, days } = duration
        return onDay(start.toPlainDate().add({ years, months, weeks, days }), closes)
      }
      case 'time-of-day': {
        const comings = [0, 1].map(days => onDay(start.toPlainDate().add({ days }), duration.minutes))
        // On the night when the clocks go back, a time comes again an hour on.
        const again = comings.map(coming => coming.add({ hours: 1 }))
        const all = [...comings, ...again.filter((time, n) => time.toPlainTime().equals(comings[n]!.toPlainTime()))]
        return all.filter(time => time.epochMilliseconds >= ms).sort(Temporal.ZonedDateTime.compare)[0]!
      }
    }
  }

  const minutesOfDay = fc.integer({ min: 0, max: 1439 })
  const ends = { min: Date.UTC(2019, 0, 1), max: Date.UTC(2028, 11, 31, 23, 59, 59) }
  const nearChange = fc
    .tuple(fc.integer({ min: 2019, max: 2028 }), fc.constantFrom('03-31', '10-31'), fc.integer({ min: -300, max: 300 }))
    .map(([year, date, minutes]) => {
      const last = Temporal.PlainDate.from(`${year}-${date}`)
      const sunday = last.subtract({ days: last.dayOfWeek % 7 })
      return Date.parse(`${sunday.toString()}T01:00:00Z`) + minutes * 60_000
    })
  const starts = fc.oneof(fc.integer(ends), nearChange)
  const whole = (most: number) => fc.integer({ min: -most, max: most })
  const sign = fc.constantFrom(1, -1)
  const parts = (years: number, months: number, weeks: number, days: number) =>
    fc.tuple(sign, fc.nat(years), fc.nat(months), fc.nat(weeks), fc.nat(days)).map(
      ([by, y, m, w, d]): Duration => ({
        kind: 'calendar',
        years: by * y,
        months: by * m,
        weeks: by * w,
        days: by * d,
      }),
    )
  const kinds: Readonly<Record<Duration['kind'], fc.Arbitrary<Duration>>> = {
    elapsed: whole(5000).map(minutes => ({ kind: 'elapsed', minutes })),
    'working-days': whole(50).map(days => ({ kind: 'working-days', days })),
    calendar: fc.oneof(parts(0, 0, 0, 40), parts(0, 15, 0, 0), parts(0, 0, 60, 0), parts(12, 14, 5, 40)),
    'time-of-day': minutesOfDay.map(minutes => ({ kind: 'time-of-day', minutes })),
  }

  it.each(Object.entries(kinds))('%s', (_kind, durations) => {
    const closes = fc.oneof(fc.constant(CLOSES), minutesOfDay)
    fc.assert(
      fc.property(durations, starts, closes, (duration, ms, closesAt) => {
        const expected = oracle(duration, ms, closesAt)
        const result = dueFrom(duration, ms, closesAt)
        if (expected === null) {
          expect(result).toBeNull()
        } else {
          expect(result?.due).toBe(expected.epochMilliseconds)
          expect(formatDay(result!.day)).toBe(expected.toPlainDate().toString())
        }
      }),
      { numRuns: runs() },
    )
  })
})
