import { describe, expect, test } from 'vitest'
import { decideWithEngine } from '../../src/engine/json-rules-engine.js'
import { loadRulebook } from '../../src/rules/reading/load.js'
import { calendars } from '../../src/rules/reading/read-calendar.js'
import { officeHoursWords } from '../../src/rules/time/office-words.js'
import { decided, small, smallText } from '../small.js'

const hours = 'officeHours: { opens: "09:00", closes: "17:30" }'
const council = `calendar: { of: scotland, without: [St Andrew’s Day, 2 January], with: [Easter Monday, { 2026-12-24: The offices are shut }] }
  officeHours: { monday to thursday: "08:45 to 17:15", friday: "08:45 to 16:15" }`

/** The one mistake of the small rulebook with this line in the place of its office hours, and that it is marked at a text. */
function faultOf(line: string, at: string): string {
  const text = smallText.replace(hours, line)
  const loaded = loadRulebook(text)
  if (loaded.ok) throw new Error('it loads')
  const [fault, ...more] = loaded.diagnostics
  expect(more).toEqual([])
  expect(text.split('\n')[(fault?.range?.start.line ?? 0) - 1]).toContain(line)
  expect(text.split('\n')[(fault?.range?.start.line ?? 0) - 1]?.slice((fault?.range?.start.column ?? 0) - 1)).toMatch(
    new RegExp(`^["']?${at}`),
  )
  return `${fault?.code} ${fault?.message} | ${fault?.hint}`
}

describe('a rulebook chooses its bank holidays', () => {
  test('those in England and Wales, where it says nothing', () => {
    expect(small().calendar).toEqual(calendars['england-and-wales'])
  })

  test('those of a calendar that it names', () => {
    expect(small([hours, 'calendar: northern-ireland']).calendar).toEqual(calendars['northern-ireland'])
  })

  test('with days left out and days of its own', () => {
    const { name, days } = small([hours, council]).calendar
    expect(name).toBe('Scotland, without St Andrew’s Day and 2 January, with Easter Monday and The offices are shut')
    const before = calendars.scotland.days as Readonly<Record<string, string>>
    // Substitute days go with the day that they stand for.
    const gone = Object.keys(before).filter(date => !(date in days))
    expect(gone.every(date => /St Andrew|2 January/.test(before[date] ?? ''))).toBe(true)
    expect(gone).toContain('2024-12-02')
    expect(gone).toHaveLength(20)
    const added = Object.entries(days).filter(([date]) => !(date in before))
    expect(added).toHaveLength(11)
    expect(days).toMatchObject({ '2026-04-06': 'Easter Monday', '2026-12-24': 'The offices are shut' })
    expect(Object.keys(days)).toEqual(Object.keys(days).sort())
  })

  test('a single day is left out by its date', () => {
    const { days } = small([hours, 'calendar: { of: scotland, without: ["2026-06-15"] }']).calendar
    expect(Object.keys(days)).toHaveLength(Object.keys(calendars.scotland.days).length - 1)
  })

  test('its clocks count by them, and its notices name them', async () => {
    const scots = small([hours, council])
    const dueOf = (receivedAt: string, rulebook = scots) =>
      decided(rulebook, { receivedAt, professionalLevel: 2 }).deadlines.find(d => d.id === 'first-decision')?.due
    // Three working days over Easter: Monday is closed, as in England; in Scotland alone it is not.
    expect(dueOf('2026-04-01T10:00:00+01:00')).toBe('2026-04-08T17:15:00+01:00')
    expect(dueOf('2026-04-01T10:00:00+01:00', small([hours, 'calendar: scotland']))).toBe('2026-04-07T17:00:00+01:00')
    expect(dueOf('2026-11-25T10:00:00+00:00')).toBe('2026-11-30T17:15:00+00:00')
    expect(dueOf('2026-04-14T10:00:00+01:00')).toBe('2026-04-17T16:15:00+01:00')
    const late = { receivedAt: '2029-03-01T10:00:00+00:00', professionalLevel: 2 }
    const decision = decided(scots, late)
    expect(decision.notices).toEqual([
      {
        code: 'outside-calendar',
        says: `"First decision" has no date: it falls outside the years whose bank holidays in ${scots.calendar.name} are known.`,
      },
    ])
    expect(await decideWithEngine(scots, late)).toEqual({ ok: true, value: decision })
    expect(decided(small(), late).notices[0]?.says).toMatch(/the years whose bank holidays are known\.$/)
  })

  test.each([
    ['calendar: wales', 'wales', /^wrong-value `wales` cannot stand here/],
    [
      'calendar: { of: scotland, without: [St Andrews Day] }',
      'St Andrews',
      /^unknown-holiday .*did you mean `St Andrew's Day`/,
    ],
    [
      'calendar: { of: scotland, without: [Easter Monday] }',
      'Easter',
      /^unknown-holiday there is no `Easter Monday` among/,
    ],
    ['calendar: { of: scotland, with: [Whit Monday] }', 'Whit', /^unknown-holiday no calendar has .*2026-12-24/],
    [
      'calendar: { of: scotland, with: [{ 24 December: Shut }] }',
      '24 December',
      /^wrong-name .*a day is written `2026-12-24`/,
    ],
    ['calendar: { of: scotland, with: [{ 2026-02-30: Shut }] }', '2026-02-30', /^wrong-day `2026-02-30` is no date/],
    ['calendar: { of: scotland, with: [{ 2029-12-24: Shut }] }', '2029', /^wrong-day .*2019 to 2028/],
    ['calendar: { of: scotland, with: [{ 2026-12-26: Shut }] }', '2026-12-26', /^wrong-day .*at a weekend/],
    ['calendar: { of: scotland, with: [{ 2026-12-25: Shut }] }', '2026-12-25', /^wrong-day .*Christmas Day/],
    ['calendar: { without: [Christmas Day] }', 'calendar', /^missing-key `of` is missing/],
  ])('`%s` is refused with its place', (line, at, fault) => {
    expect(faultOf(line, at)).toMatch(fault)
  })
})

describe('office hours', () => {
  test('are nine to five where nothing is said', () => {
    expect(officeHoursWords(small([hours, 'extends: england']).officeHours)).toBe('09:00 to 17:00')
  })

  test('are the same on all days, and close of business too', () => {
    const { officeHours } = small()
    expect(officeHoursWords(officeHours)).toBe('09:00 to 17:30')
    expect(officeHours.closedDays).toBe(17 * 60 + 30)
  })

  test('differ by weekday; on a closed day it is five', () => {
    const { officeHours } = small([hours, council])
    expect(officeHoursWords(officeHours)).toBe('Monday to Thursday 08:45 to 17:15, Friday 08:45 to 16:15')
    expect(officeHours.closedDays).toBe(17 * 60)
  })

  test.each([
    ['{ opens: "09:00" }', '{ opens', /^missing-key `closes` is missing/],
    ['{ opens: "9:00", closes: "17:00" }', '9:00', /^wrong-value `9:00` .*"17:00"/],
    ['{ opens: "17:00", closes: "09:00" }', '09:00', /^wrong-value .*closes before it opens/],
    ['{ opens: "09:00", closes: "17:00", friday: "09:00 to 16:00" }', 'friday', /^unknown-key `friday`/],
    ['{ monday to friday: "09:00-17:00" }', '09:00-', /^wrong-value .*08:45 to 17:15/],
    ['{ monday to friday: "17:00 to 09:00" }', '17:00 to', /^wrong-value .*closes before/],
    ['{ monday to thursday: "09:00 to 17:00" }', '{ monday', /^missing-key .*says nothing of friday/],
    [
      '{ monday to friday: "09:00 to 17:00", friday: "09:00 to 16:00" }',
      'friday: "09:00 to 16',
      /^duplicate-key `friday` has/,
    ],
    ['{ monday to saturday: "09:00 to 17:00" }', 'monday', /^wrong-name .*a saturday, which is no working day/],
    ['{ monday to firday: "09:00 to 17:00" }', 'monday to f', /^wrong-name `monday to firday` is no weekday/],
    ['{ friday to monday: "09:00 to 17:00" }', 'friday to m', /^wrong-name /],
  ])('`%s` are refused with their place', (value, at, fault) => {
    expect(faultOf(`officeHours: ${value}`, at)).toMatch(fault)
  })
})
