import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { type Duration, describeDuration, formatDuration, parseDuration } from '../../src/rules/time/durations.js'
import { patience, runs } from '../runs.js'

vi.setConfig({ testTimeout: patience })

const calendar = (parts: Partial<Omit<Extract<Duration, { kind: 'calendar' }>, 'kind'>>): Duration => ({
  kind: 'calendar',
  years: 0,
  months: 0,
  weeks: 0,
  days: 0,
  ...parts,
})

const known: readonly (readonly [text: string, duration: Duration, iso: string, says: string])[] = [
  ['PT4H', { kind: 'elapsed', minutes: 240 }, 'PT4H', 'within 4 hours'],
  ['PT30M', { kind: 'elapsed', minutes: 30 }, 'PT30M', 'within 30 minutes'],
  ['PT24H', { kind: 'elapsed', minutes: 1440 }, 'PT24H', 'within 24 hours'],
  ['PT1H30M', { kind: 'elapsed', minutes: 90 }, 'PT1H30M', 'within 1 hour and 30 minutes'],
  ['PT90M', { kind: 'elapsed', minutes: 90 }, 'PT1H30M', 'within 1 hour and 30 minutes'],
  ['PT0S', { kind: 'elapsed', minutes: 0 }, 'PT0S', 'at once'],
  ['PT0H', { kind: 'elapsed', minutes: 0 }, 'PT0S', 'at once'],
  ['-PT2H', { kind: 'elapsed', minutes: -120 }, '-PT2H', 'at least 2 hours before'],
  ['P3BD', { kind: 'working-days', days: 3 }, 'P3BD', 'within 3 working days'],
  ['P1BD', { kind: 'working-days', days: 1 }, 'P1BD', 'within 1 working day'],
  ['-P3BD', { kind: 'working-days', days: -3 }, '-P3BD', 'at least 3 working days before'],
  ['-P0BD', { kind: 'working-days', days: 0 }, 'P0BD', 'by close of business the same day'],
  ['P3D', calendar({ days: 3 }), 'P3D', 'within 3 days'],
  ['P0D', calendar({}), 'P0D', 'by close of business the same day'],
  ['P7D', calendar({ days: 7 }), 'P7D', 'within 7 days'],
  ['P12W', calendar({ weeks: 12 }), 'P12W', 'within 12 weeks'],
  ['P1M', calendar({ months: 1 }), 'P1M', 'within 1 month'],
  ['P25Y', calendar({ years: 25 }), 'P25Y', 'within 25 years'],
  ['P1Y6M', calendar({ years: 1, months: 6 }), 'P1Y6M', 'within 1 year and 6 months'],
  ['-P1M', calendar({ months: -1 }), '-P1M', 'at least 1 month before'],
  ['T09:00', { kind: 'time-of-day', minutes: 540 }, 'T09:00', 'by 09:00'],
  ['T00:00', { kind: 'time-of-day', minutes: 0 }, 'T00:00', 'by 00:00'],
  ['T23:59', { kind: 'time-of-day', minutes: 1439 }, 'T23:59', 'by 23:59'],
  ['1 hour', { kind: 'elapsed', minutes: 60 }, 'PT1H', 'within 1 hour'],
  ['24 hours', { kind: 'elapsed', minutes: 1440 }, 'PT24H', 'within 24 hours'],
  ['30 minutes', { kind: 'elapsed', minutes: 30 }, 'PT30M', 'within 30 minutes'],
  ['at once', { kind: 'elapsed', minutes: 0 }, 'PT0S', 'at once'],
  ['3 days', calendar({ days: 3 }), 'P3D', 'within 3 days'],
  ['1 day', calendar({ days: 1 }), 'P1D', 'within 1 day'],
  ['3 working days', { kind: 'working-days', days: 3 }, 'P3BD', 'within 3 working days'],
  ['1 working day', { kind: 'working-days', days: 1 }, 'P1BD', 'within 1 working day'],
  ['12 weeks', calendar({ weeks: 12 }), 'P12W', 'within 12 weeks'],
  ['1 month', calendar({ months: 1 }), 'P1M', 'within 1 month'],
  ['25 years', calendar({ years: 25 }), 'P25Y', 'within 25 years'],
  ['by 09:00', { kind: 'time-of-day', minutes: 540 }, 'T09:00', 'by 09:00'],
  ['3 working days before', { kind: 'working-days', days: -3 }, '-P3BD', 'at least 3 working days before'],
  ['1 month before', calendar({ months: -1 }), '-P1M', 'at least 1 month before'],
  ['4 working hours', { kind: 'working-time', minutes: 240 }, 'PT4BH', 'within 4 working hours'],
  [
    '90 working minutes',
    { kind: 'working-time', minutes: 90 },
    'PT1BH30BM',
    'within 1 working hour and 30 working minutes',
  ],
  ['PT30BM', { kind: 'working-time', minutes: 30 }, 'PT30BM', 'within 30 working minutes'],
  ['0 working hours', { kind: 'working-time', minutes: 0 }, 'PT0BH', 'as soon as the office is open'],
  ['2 working hours before', { kind: 'working-time', minutes: -120 }, '-PT2BH', 'at least 2 working hours before'],
  [
    'by 09:30 of the next working day',
    { kind: 'next-working-day', minutes: 570 },
    'P1BDT09:30',
    'by 09:30 of the next working day',
  ],
  ['by 28 weeks of gestation', { kind: 'gestation', weeks: 28 }, 'P28GW', 'by 28 weeks of pregnancy'],
  ['by 1 weeks of pregnancy', { kind: 'gestation', weeks: 1 }, 'P1GW', 'by 1 week of pregnancy'],
  ['48 hours before', { kind: 'elapsed', minutes: -2880 }, '-PT48H', 'at least 48 hours before'],
]

const nonsense = [
  ['', ' ', 'P', '-P', 'PT', '-PT', 'T', 'by', 'before', ' before', 'soon', '3', 'days', 'working days', 'constructor'],
  ['13:75', 'T13:75', 'by 13:75', 'T24:00', 'by 24:00', 'T9:00', 'by 9:00', 'T09:00:00', 'T-9:00', 'T09', '09:00'],
  ['-T09:00', 'by 09:00 before', 'T09:00 before', 'at once before', 'At once', 'at  once', '3 Days', 'pt4h', 'p3bd'],
  [
    '1.5 days',
    'P1.5D',
    'PT1.5H',
    'PT1,5H',
    '1,000 days',
    '1e3 days',
    '-3 days',
    '-3 days before',
    '+3 days',
    '3  days',
  ],
  [
    'three days',
    ' 3 days',
    '3 days ',
    '3 days\n',
    '3days',
    '3 day s',
    '٣ days',
    '03 days',
    'PT04H',
    'P00D',
    '1 fortnight',
  ],
  [
    'P3BD before',
    '-P3BD before',
    '--P3BD',
    '+P3BD',
    'P-3BD',
    'PBD',
    'P3B',
    'P3BDT4H',
    'P1DT4H',
    'P3D4W',
    'PT30S',
    'PT0.0S',
  ],
  ['PT30M4H', '3 days 4 hours', '3 working weeks', '3 days before before', '3 before', 'P3D P3D', 'P3D\nP3D'],
  [
    'P2BDT09:30',
    'P1BDT9:30',
    '-P1BDT09:30',
    'by 09:30 of the next working day before',
    'by 9:30 of the next working day',
  ],
  ['P46GW', '-P28GW', '28 weeks of gestation', 'by 28 weeks of gestation before', 'PT4H30BM', 'PT99999BH60BM', 'PTBH'],
  ['123456 days', 'P123456D', 'PT123456H', 'P99999999999999999999D', '99999999999999999999 years', 'PT99999H60M'],
].flat()

describe('durations', () => {
  it.each(known)('reads `%s`', (text, duration, iso, says) => {
    expect(parseDuration(text)).toStrictEqual(duration)
    expect(formatDuration(duration)).toBe(iso)
    expect(describeDuration(duration)).toBe(says)
  })

  it.each(nonsense)('does not read `%s`', text => {
    expect(parseDuration(text)).toBeNull()
  })

  const count = fc.integer({ min: 0, max: 99_999 })
  const sign = fc.constantFrom(1, -1)
  const times = (by: number, n: number) => (n === 0 ? 0 : by * n)
  const durations: fc.Arbitrary<Duration> = fc.oneof(
    fc.integer({ min: -99_999 * 60, max: 99_999 * 60 }).map((n): Duration => ({ kind: 'elapsed', minutes: n })),
    fc.tuple(sign, count).map(([by, n]): Duration => ({ kind: 'working-days', days: times(by, n) })),
    fc.tuple(sign, count, count, count, count).map(([by, years, months, weeks, days]) =>
      calendar({
        years: times(by, years),
        months: times(by, months),
        weeks: times(by, weeks),
        days: times(by, days),
      }),
    ),
    fc.integer({ min: 0, max: 1439 }).map((n): Duration => ({ kind: 'time-of-day', minutes: n })),
    fc.integer({ min: -99_999 * 60, max: 99_999 * 60 }).map((n): Duration => ({ kind: 'working-time', minutes: n })),
    fc.integer({ min: 0, max: 1439 }).map((n): Duration => ({ kind: 'next-working-day', minutes: n })),
    fc.integer({ min: 0, max: 45 }).map((n): Duration => ({ kind: 'gestation', weeks: n })),
  )

  it('reads back whatever it writes, and writes one form of it', () => {
    fc.assert(
      fc.property(durations, duration => {
        const text = formatDuration(duration)
        expect(parseDuration(text)).toStrictEqual(duration)
      }),
      { numRuns: runs(1000) },
    )
  })

  it('reads in words what it reads in ISO form, before the event as after it', () => {
    const units = [
      ['hour', 'PT', 'H'],
      ['minute', 'PT', 'M'],
      ['working day', 'P', 'BD'],
      ['working hour', 'PT', 'BH'],
      ['working minute', 'PT', 'BM'],
      ['day', 'P', 'D'],
      ['week', 'P', 'W'],
      ['month', 'P', 'M'],
      ['year', 'P', 'Y'],
    ] as const
    fc.assert(
      fc.property(fc.constantFrom(...units), count, fc.boolean(), ([unit, prefix, letter], n, before) => {
        const words = `${n} ${unit}${n === 1 ? '' : 's'}${before ? ' before' : ''}`
        const read = parseDuration(words)
        expect(read).not.toBeNull()
        expect(read).toStrictEqual(parseDuration(`${before ? '-' : ''}${prefix}${n}${letter}`))
        if (n > 0 && !unit.endsWith('minute')) {
          expect(describeDuration(read!)).toBe(before ? `at least ${words}` : `within ${words}`)
        }
      }),
      { numRuns: runs(500) },
    )
  })

  it('gives null or a duration with whole numbers for any text, and never throws', () => {
    const pieces = fc.constantFrom(
      'P',
      'PT',
      'T',
      '-',
      ' ',
      'by ',
      '3',
      '09:00',
      '0',
      'BD',
      'BH',
      'GW',
      'D',
      'H',
      'S',
      ' days',
      ' before',
    )
    const text = fc.oneof(
      fc.string(),
      fc.array(pieces, { maxLength: 6 }).map(list => list.join('')),
    )
    fc.assert(
      fc.property(text, given => {
        const read = parseDuration(given)
        if (read !== null) expect(parseDuration(formatDuration(read))).toStrictEqual(read)
      }),
      { numRuns: runs(2000) },
    )
  })
})
