import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, it, vi } from 'vitest'
import { parseDay } from '../../src/rules/time/calendar.js'
import {
  atLondonTime,
  formatDay,
  formatInstant,
  londonDay,
  londonOffsetMinutes,
  nextLondonTime,
  parseInstant,
} from '../../src/rules/time/london.js'
import { patience, runs } from '../runs.js'

vi.setConfig({ testTimeout: patience })

const HOUR = 3_600_000
const zoned = (ms: number) => Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO('Europe/London')
const at = (text: string) => Temporal.Instant.from(text).epochMilliseconds
const day = (text: string) => parseDay(text)!

// Any instant, and as often one within three hours of a clock change, to the minute or to the millisecond.
const years = fc.integer({ min: 1996, max: 2037 })
const changes = fc.tuple(years, fc.constantFrom<3 | 10>(3, 10)).map(([year, month]) => {
  const after = Temporal.ZonedDateTime.from(`${year}-${month === 3 ? '03' : '10'}-15T00:00[Europe/London]`)
  return after.getTimeZoneTransition('next')!.epochMilliseconds
})
const nearChange = fc
  .tuple(
    changes,
    fc.oneof(
      fc.integer({ min: -180, max: 180 }).map(m => m * 60_000),
      fc.integer({ min: -3 * HOUR, max: 3 * HOUR }),
    ),
  )
  .map(([change, by]) => change + by)
const instants = fc.oneof(
  fc.integer({ min: at('2019-01-01T00:00Z'), max: at('2029-01-01T00:00Z') }),
  fc.integer({ min: at('1996-01-01T00:00Z'), max: at('2037-12-31T23:59Z') }),
  nearChange,
)
const minutesOfDay = fc.integer({ min: 0, max: 1439 })

describe('London time', () => {
  it('changes at 01:00 UTC on the last Sundays of March and October', () => {
    for (const [change, before, after] of [
      ['2026-03-29T01:00:00Z', 0, 60],
      ['2026-10-25T01:00:00Z', 60, 0],
      ['2024-03-31T01:00:00Z', 0, 60],
      ['2027-10-31T01:00:00Z', 60, 0],
    ] as const) {
      expect(londonOffsetMinutes(at(change) - 1)).toBe(before)
      expect(londonOffsetMinutes(at(change))).toBe(after)
    }
  })

  it('has the offset, the date and the text that Temporal gives, at any instant', () => {
    fc.assert(
      fc.property(instants, ms => {
        const local = zoned(ms)
        expect(londonOffsetMinutes(ms)).toBe(local.offsetNanoseconds / 60e9)
        expect(formatDay(londonDay(ms))).toBe(local.toPlainDate().toString())
        expect(formatInstant(ms).replace(/\.(\d{3})/, '')).toBe(
          local.round({ smallestUnit: 'second', roundingMode: 'floor' }).toString({ timeZoneName: 'never' }),
        )
        expect(at(formatInstant(ms))).toBe(ms)
      }),
      { numRuns: runs() },
    )
  })

  it('is winter until 24 March and from 1 November, and summer from 1 April until 24 October, every year', () => {
    for (let year = 1996; year <= 2100; year++) {
      for (const [month, date, offset] of [
        [1, 1, 0],
        [3, 24, 0],
        [4, 1, 60],
        [10, 24, 60],
        [11, 1, 0],
        [12, 31, 0],
      ] as const) {
        expect(londonOffsetMinutes(Date.UTC(year, month - 1, date, 12)), `${year}-${month}-${date}`).toBe(offset)
      }
    }
  })

  it('finds the instant of a wall time as Temporal does, skipped and repeated times too', () => {
    fc.assert(
      fc.property(instants, minutesOfDay, (ms, minutes) => {
        const date = zoned(ms).toPlainDate()
        const time = { hour: Math.floor(minutes / 60), minute: minutes % 60 }
        const expected = date.toZonedDateTime({ timeZone: 'Europe/London', plainTime: time }).epochMilliseconds
        expect(atLondonTime(londonDay(ms), minutes)).toBe(expected)
      }),
      { numRuns: runs() },
    )
  })

  it.each([
    ['2026-03-29', 60, '2026-03-29T02:00:00+01:00'], // skipped: an hour forward
    ['2026-03-29', 90, '2026-03-29T02:30:00+01:00'],
    ['2026-03-29', 59, '2026-03-29T00:59:00+00:00'],
    ['2026-03-29', 120, '2026-03-29T02:00:00+01:00'],
    ['2026-10-25', 60, '2026-10-25T01:00:00+01:00'], // comes twice: the earlier
    ['2026-10-25', 119, '2026-10-25T01:59:00+01:00'],
    ['2026-10-25', 120, '2026-10-25T02:00:00+00:00'],
    ['2026-07-01', 0, '2026-07-01T00:00:00+01:00'],
    ['2026-12-31', 1439, '2026-12-31T23:59:00+00:00'],
  ])('%s at %i minutes is %s', (date, minutes, text) => {
    expect(formatInstant(atLondonTime(day(date), minutes))).toBe(text)
  })

  it.each([
    ['2026-03-27T09:00:00+00:00', 540, '2026-03-27T09:00:00+00:00'], // at exactly that time
    ['2026-03-27T09:00:00.001+00:00', 540, '2026-03-28T09:00:00+00:00'],
    ['2026-03-28T09:00:01+00:00', 540, '2026-03-29T09:00:00+01:00'],
    ['2026-03-27T23:30:00+00:00', 0, '2026-03-28T00:00:00+00:00'],
    ['2026-03-29T00:30:00+00:00', 90, '2026-03-29T02:30:00+01:00'], // skipped that night
    ['2026-03-29T02:31:00+01:00', 90, '2026-03-30T01:30:00+01:00'],
    ['2026-10-25T01:15:00+01:00', 90, '2026-10-25T01:30:00+01:00'],
    ['2026-10-25T01:45:00+01:00', 90, '2026-10-25T01:30:00+00:00'], // its second coming that night
    ['2026-10-25T01:15:00+00:00', 90, '2026-10-25T01:30:00+00:00'],
    ['2026-10-25T01:45:00+00:00', 90, '2026-10-26T01:30:00+00:00'],
  ])('from %s the next %i minutes after midnight is %s', (start, minutes, text) => {
    expect(formatInstant(nextLondonTime(at(start), minutes))).toBe(text)
  })

  it('finds the next wall time among all that Temporal knows of', () => {
    fc.assert(
      fc.property(instants, minutesOfDay, (ms, minutes) => {
        const today = zoned(ms).toPlainDate()
        const time = { hour: Math.floor(minutes / 60), minute: minutes % 60 }
        const comings = [0, 1].flatMap(days =>
          (['compatible', 'later'] as const).map(
            disambiguation =>
              today.add({ days }).toPlainDateTime(time).toZonedDateTime('Europe/London', { disambiguation })
                .epochMilliseconds,
          ),
        )
        expect(nextLondonTime(ms, minutes)).toBe(Math.min(...comings.filter(coming => coming >= ms)))
      }),
      { numRuns: runs() },
    )
  })
})

describe('instants', () => {
  it.each([
    ['2026-03-27T16:30:00+00:00', '2026-03-27T16:30:00Z'],
    ['2026-03-27T16:30Z', '2026-03-27T16:30:00Z'],
    ['2026-03-27T16:30:15.5Z', '2026-03-27T16:30:15.500Z'],
    ['2026-03-27T16:30:15.123456789Z', '2026-03-27T16:30:15.123Z'],
    ['2026-03-27T16:30:15.9999Z', '2026-03-27T16:30:15.999Z'],
    ['2026-06-27T16:30+01:00', '2026-06-27T15:30:00Z'],
    ['2026-06-27T00:10:00+05:45', '2026-06-26T18:25:00Z'],
    ['2026-06-27T20:10:00-09:30', '2026-06-28T05:40:00Z'],
    ['2028-02-29T23:59:59-00:00', '2028-02-29T23:59:59Z'],
    ['2000-02-29T00:00:00Z', '2000-02-29T00:00:00Z'],
  ])('reads `%s`', (text, same) => {
    expect(parseInstant(text)).toBe(Date.parse(same))
  })

  it.each([
    ...['', 'now', '2026-03-27', '2026-03-27T16:30', '2026-03-27T16:30:00', '2026-03-27 16:30:00Z', '2026-03-27T16Z'],
    ...['2026-02-29T00:00Z', '2026-02-30T00:00Z', '2026-13-01T00:00Z', '2026-00-01T00:00Z', '2026-01-00T00:00Z'],
    ...['2026-04-31T00:00Z', '2100-02-29T00:00Z', '2026-03-27T24:00Z', '2026-03-27T16:60Z', '2026-03-27T16:30:60Z'],
    ...['2026-03-27T16:30:00.Z', '2026-03-27T16:30.5Z', '2026-03-27T16:30:00,5Z', '2026-03-27T16:30:00.1234567890Z'],
    ...['2026-03-27T16:30:00+01', '2026-03-27T16:30:00+0100', '2026-03-27T16:30:00+24:00', '2026-03-27T16:30:00+01:60'],
    ...[
      '2026-03-27t16:30:00Z',
      '2026-03-27T16:30:00z',
      ' 2026-03-27T16:30:00Z',
      '2026-03-27T16:30:00Z ',
      '26-03-27T16:30Z',
    ],
    ...['2026-03-27T16:30:00Z\n', '+002026-03-27T16:30Z', '-000001-01-01T00:00Z', '20260327T163000Z', '1774629000000'],
    ...[
      '2026-03-27T16:30:00+00:00[Europe/London]',
      '2026-03-27T16:30:00−01:00',
      '2026-W13-5T16:30Z',
      '2026-086T16:30Z',
    ],
  ])('does not read `%s`', text => {
    expect(parseInstant(text)).toBeNull()
  })

  it('reads what Temporal reads, with any offset and fraction', () => {
    const offsets = fc.tuple(
      fc.constantFrom('+', '-'),
      fc.integer({ min: 0, max: 23 }),
      fc.integer({ min: 0, max: 59 }),
    )
    fc.assert(
      fc.property(instants, offsets, fc.integer({ min: 0, max: 9 }), (ms, [sign, hours, minutes], fraction) => {
        const offset = `${sign}${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`
        const local = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(offset)
        const text = local.toString({ timeZoneName: 'never', fractionalSecondDigits: fraction as 0 })
        expect(parseInstant(text)).toBe(at(text))
      }),
      { numRuns: runs() },
    )
  })

  it('reads back whatever it writes', () => {
    fc.assert(
      fc.property(fc.integer({ min: at('0000-01-02T00:00Z'), max: at('9999-12-30T00:00Z') }), ms => {
        expect(parseInstant(formatInstant(ms))).toBe(ms)
      }),
      { numRuns: runs() },
    )
    expect(formatInstant(at('2026-03-27T16:30:00.040Z'))).toBe('2026-03-27T16:30:00.040+00:00')
  })

  it('gives null or an instant for any date-like text, and never throws', () => {
    const digits = (length: number) =>
      fc.integer({ min: 0, max: 10 ** length - 1 }).map(n => String(n).padStart(length, '0'))
    const parts = fc.tuple(digits(4), digits(2), digits(2), digits(2), digits(2), digits(2))
    fc.assert(
      fc.property(parts, ([year, month, date, hour, minute, second]) => {
        const text = `${year}-${month}-${date}T${hour}:${minute}:${second}Z`
        let expected: number | null = null
        try {
          // Temporal reads a leap second as :59.
          if (Number(second) < 60) expected = at(text)
        } catch {
          expected = null
        }
        expect(parseInstant(text)).toBe(expected)
      }),
      { numRuns: runs(1000) },
    )
  })
})
