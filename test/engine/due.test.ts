import DateHolidays from 'date-holidays'
import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, it, vi } from 'vitest'
import { calendars } from '../../src/rules/reading/read-calendar.js'
import { dueFrom } from '../../src/rules/time/due.js'
import { type Duration, parseDuration } from '../../src/rules/time/durations.js'
import { formatDay, formatInstant, parseInstant } from '../../src/rules/time/london.js'
import type { DayHours } from '../../src/rules/time/office.js'
import { isInOfficeHours, officeOf } from '../../src/rules/time/office.js'
import { patience, runs } from '../runs.js'

vi.setConfig({ testTimeout: patience })

const CLOSES = 17 * 60

const calendar = calendars['england-and-wales']
/** An office that keeps the same hours on all weekdays. */
const office = (closes = CLOSES, opens = 9 * 60) =>
  officeOf({ calendar, officeHours: { weekdays: Array<DayHours>(5).fill({ opens, closes }), closedDays: closes } })
/** Monday to Thursday 08:45 to 17:15, Friday to 16:15. */
const byWeekday = officeOf({
  calendar: calendars.scotland,
  officeHours: {
    weekdays: [1, 2, 3, 4, 5].map(day => ({ opens: 8 * 60 + 45, closes: day === 5 ? 16 * 60 + 15 : 17 * 60 + 15 })),
    closedDays: CLOSES,
  },
})

function due(text: string, start: string, of = office()): readonly [due: string, day: string] | null {
  const result = dueFrom(parseDuration(text)!, parseInstant(start)!, of)
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
    expect(due('P3D', '2026-03-27T16:30:00+00:00', office(17 * 60 + 30))?.[0]).toBe('2026-03-30T17:30:00+01:00')
    expect(due('P3BD', '2026-03-27T16:30:00+00:00', office(16 * 60))?.[0]).toBe('2026-04-01T16:00:00+01:00')
    expect(due('PT4H', '2026-03-27T16:30:00+00:00', office(16 * 60))?.[0]).toBe('2026-03-27T20:30:00+00:00')
  })

  it.each([
    // Working hours: within a day, over the night, over Friday's early close and the weekend, over St Andrew's Day.
    ['4 working hours', '2026-03-25T09:00:00+00:00', '2026-03-25T13:00:00+00:00'],
    ['4 working hours', '2026-03-25T16:30:00+00:00', '2026-03-26T12:00:00+00:00'],
    ['4 working hours', '2026-03-27T15:15:00+00:00', '2026-03-30T11:45:00+01:00'],
    ['1 working hour', '2026-03-27T15:15:00+00:00', '2026-03-27T16:15:00+00:00'], // to the very end of the day
    ['90 working minutes', '2026-11-27T15:45:00+00:00', '2026-12-01T09:45:00+00:00'],
    ['4 working hours', '2026-03-28T22:00:00+00:00', '2026-03-30T12:45:00+01:00'],
    ['4 working hours', '2026-03-25T02:00:00+00:00', '2026-03-25T12:45:00+00:00'],
    ['0 working hours', '2026-03-27T16:15:00+00:00', '2026-03-27T16:15:00+00:00'],
    ['0 working hours', '2026-03-27T16:16:00+00:00', '2026-03-30T08:45:00+01:00'],
    ['2 working hours before', '2026-03-30T09:45:00+01:00', '2026-03-27T15:15:00+00:00'],
    ['-PT2BH', '2026-03-28T12:00:00+00:00', '2026-03-27T14:15:00+00:00'],
    // The next working day to begin.
    ['by 09:30 of the next working day', '2026-03-25T10:00:00+00:00', '2026-03-26T09:30:00+00:00'],
    ['by 09:30 of the next working day', '2026-03-25T08:45:00+00:00', '2026-03-26T09:30:00+00:00'],
    ['by 09:30 of the next working day', '2026-03-25T08:44:59+00:00', '2026-03-25T09:30:00+00:00'],
    ['by 09:30 of the next working day', '2026-03-25T02:00:00+00:00', '2026-03-25T09:30:00+00:00'],
    ['by 09:30 of the next working day', '2026-03-27T20:00:00+00:00', '2026-03-30T09:30:00+01:00'],
    ['by 08:00 of the next working day', '2026-03-25T08:30:00+00:00', '2026-03-26T08:00:00+00:00'],
    ['P1BDT09:30', '2026-11-27T20:00:00+00:00', '2026-12-01T09:30:00+00:00'],
    // Close of business is that weekday's, and five o'clock on a day when nobody works.
    ['P1BD', '2026-03-25T10:00:00+00:00', '2026-03-26T17:15:00+00:00'],
    ['P1BD', '2026-03-26T10:00:00+00:00', '2026-03-27T16:15:00+00:00'],
    ['P2D', '2026-03-25T10:00:00+00:00', '2026-03-27T16:15:00+00:00'],
    ['P3D', '2026-03-25T10:00:00+00:00', '2026-03-28T17:00:00+00:00'],
    ['P3D', '2026-11-27T10:00:00+00:00', '2026-11-30T17:00:00+00:00'],
    // Weeks of pregnancy, from the expected date of delivery.
    ['by 28 weeks of gestation', '2026-06-18T00:00:00+01:00', '2026-03-26T17:15:00+00:00'],
    ['P40GW', '2026-06-18T00:00:00+01:00', '2026-06-18T17:15:00+01:00'],
    ['by 41 weeks of pregnancy', '2026-06-18T00:00:00+01:00', '2026-06-25T17:15:00+01:00'],
  ])('by weekday in Scotland: %s from %s at %s', (text, start, expected) => {
    expect(due(text, start, byWeekday)?.[0]).toBe(expected)
  })

  it.each([
    ['1 working hour', '2028-12-29T16:30:00+00:00'],
    ['0 working hours', '2029-01-02T10:00:00+00:00'],
    ['99999 working hours', '2026-03-27T16:30:00+00:00'],
    ['99999 working hours before', '2026-03-27T16:30:00+00:00'],
    ['by 09:30 of the next working day', '2028-12-29T10:00:00+00:00'],
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
  const regions = { 'england-and-wales': 'ENG', scotland: 'SCT', 'northern-ireland': 'NIR' } as const
  type Region = keyof typeof regions
  const holidays = Object.fromEntries(
    Object.entries(regions).map(([name, region]) => {
      const known = new DateHolidays('GB', region)
      const years = Array.from({ length: 10 }, (_, n) => 2019 + n)
      const dates = years.flatMap(year => known.getHolidays(year).filter(h => h.type === 'public'))
      return [name, new Set(dates.map(h => h.date.slice(0, 10)))]
    }),
  ) as Record<Region, Set<string>>
  // Proclaimed in 2026; the library does not have it yet.
  holidays.scotland.add('2026-06-15')
  const covered = (date: Temporal.PlainDate) => date.year >= 2019 && date.year <= 2028

  /** An office as the test knows it: opening and closing from Monday to Friday, in minutes. */
  interface Hours {
    readonly region: Region
    readonly weekdays: readonly DayHours[]
    readonly closedDays: number
  }
  const onDay = (date: Temporal.PlainDate, minutes: number) =>
    date.toZonedDateTime({
      timeZone: 'Europe/London',
      plainTime: Temporal.PlainTime.from({ hour: 0 }).add({ minutes }),
    })
  const worksOn = (date: Temporal.PlainDate, { region }: Hours): boolean =>
    date.dayOfWeek <= 5 && !holidays[region].has(date.toString())
  const closeOf = (date: Temporal.PlainDate, of: Hours) => {
    const open = covered(date) ? worksOn(date, of) : date.dayOfWeek <= 5
    return onDay(date, open ? of.weekdays[date.dayOfWeek - 1]!.closes : of.closedDays)
  }

  function workingDaysOn(from: Temporal.PlainDate, count: number, of: Hours): Temporal.PlainDate | null {
    let date = from
    for (let left = Math.abs(count); covered(date) && left > 0; ) {
      date = date.add({ days: Math.sign(count) })
      if (worksOn(date, of)) left--
    }
    return covered(date) ? date : null
  }

  /** Minute by minute of office time, as far as there is any: slow, and plain. */
  function workingTime(from: Temporal.ZonedDateTime, minutes: number, of: Hours): Temporal.ZonedDateTime | null {
    const ms = from.epochMilliseconds
    let left = Math.abs(minutes) * 60_000
    for (let date = from.toPlainDate(); covered(date); date = date.add({ days: minutes < 0 ? -1 : 1 })) {
      if (!worksOn(date, of)) continue
      const { opens, closes } = of.weekdays[date.dayOfWeek - 1]!
      const [open, close] = [onDay(date, opens).epochMilliseconds, onDay(date, closes).epochMilliseconds]
      const [first, last] = minutes < 0 ? [open, Math.min(ms, close)] : [Math.max(ms, open), close]
      if (last < first) continue
      if (last - first >= left)
        return Temporal.Instant.fromEpochMilliseconds(minutes < 0 ? last - left : first + left).toZonedDateTimeISO(
          'Europe/London',
        )
      left -= last - first
    }
    return null
  }

  function oracle(duration: Duration, ms: number, of: Hours): Temporal.ZonedDateTime | null {
    const start = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO('Europe/London')
    switch (duration.kind) {
      case 'elapsed':
        return start.add({ minutes: duration.minutes })
      case 'working-days': {
        if (!covered(start.toPlainDate())) return null
        const date = workingDaysOn(start.toPlainDate(), duration.days, of)
        return date && closeOf(date, of)
      }
      case 'calendar': {
        const { years, months, weeks, days } = duration
        return closeOf(start.toPlainDate().add({ years, months, weeks, days }), of)
      }
      case 'time-of-day': {
        const comings = [0, 1].map(days => onDay(start.toPlainDate().add({ days }), duration.minutes))
        // On the night when the clocks go back, a time comes again an hour on.
        const again = comings.map(coming => coming.add({ hours: 1 }))
        const all = [...comings, ...again.filter((time, n) => time.toPlainTime().equals(comings[n]!.toPlainTime()))]
        return all.filter(time => time.epochMilliseconds >= ms).sort(Temporal.ZonedDateTime.compare)[0]!
      }
      case 'working-time':
        return workingTime(start, duration.minutes, of)
      case 'next-working-day':
        for (let date = start.toPlainDate(); covered(date); date = date.add({ days: 1 })) {
          const opening = onDay(date, of.weekdays[date.dayOfWeek - 1]?.opens ?? 0)
          const at = onDay(date, duration.minutes)
          if (worksOn(date, of) && opening.epochMilliseconds > ms && at.epochMilliseconds >= ms) return at
        }
        return null
      case 'gestation':
        return closeOf(start.toPlainDate().subtract({ weeks: 40 }).add({ weeks: duration.weeks }), of)
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
  const hours: fc.Arbitrary<DayHours> = fc.oneof(
    fc.constant({ opens: 9 * 60, closes: CLOSES }),
    fc.tuple(fc.nat(1438), fc.nat(1438)).map(([a, b]) => ({ opens: Math.min(a, b), closes: Math.max(a, b) + 1 })),
  )
  const offices: fc.Arbitrary<Hours> = fc.record({
    region: fc.constantFrom<Region>('england-and-wales', 'scotland', 'northern-ireland'),
    weekdays: fc.array(hours, { minLength: 5, maxLength: 5 }),
    closedDays: minutesOfDay,
  })
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
    'working-time': whole(3000).map(minutes => ({ kind: 'working-time', minutes })),
    'next-working-day': minutesOfDay.map(minutes => ({ kind: 'next-working-day', minutes })),
    gestation: fc.nat(45).map(weeks => ({ kind: 'gestation', weeks })),
  }

  it.each(Object.entries(kinds))('%s', (_kind, durations) => {
    fc.assert(
      fc.property(durations, starts, offices, (duration, ms, of) => {
        const expected = oracle(duration, ms, of)
        const { weekdays, closedDays } = of
        const result = dueFrom(
          duration,
          ms,
          officeOf({ calendar: calendars[of.region], officeHours: { weekdays, closedDays } }),
        )
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

  it('knows whether an instant is in office hours', () => {
    fc.assert(
      fc.property(starts, offices, (ms, of) => {
        const at = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO('Europe/London')
        const { weekdays, closedDays } = of
        const made = officeOf({ calendar: calendars[of.region], officeHours: { weekdays, closedDays } })
        const date = at.toPlainDate()
        const { opens, closes } = weekdays[date.dayOfWeek - 1] ?? { opens: 0, closes: 0 }
        const open =
          worksOn(date, of) && ms >= onDay(date, opens).epochMilliseconds && ms < onDay(date, closes).epochMilliseconds
        expect(isInOfficeHours(made, ms)).toBe(covered(date) ? open : isInOfficeHours(made, ms))
      }),
      { numRuns: runs() },
    )
  })
})
