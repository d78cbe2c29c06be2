import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { evaluate } from '../../src/engine/decide/evaluate.js'
import { explain } from '../../src/engine/explain/explain.js'
import { decideWithEngine, evaluateWithEngine } from '../../src/engine/json-rules-engine.js'
import { renderExplanation } from '../../src/engine/render/explanation.js'
import { renderText } from '../../src/engine/render/text.js'
import { digestOf } from '../../src/rules/packed/digest.js'
import { readRulebook, serializeRulebook } from '../../src/rules/packed/packed.js'
import { loadRulebook } from '../../src/rules/reading/load.js'
import { rulebookFrom } from '../rulebooks.js'
import { decided } from '../small.js'

const text = readFileSync(fileURLToPath(new URL('../good/time.yaml', import.meta.url)), 'utf8')
const clockshire = rulebookFrom(text, 'time.yaml')
const changed = (from: string, to: string) => {
  expect(text.split(from)).toHaveLength(2)
  return text.replace(from, to)
}

type Facts = Readonly<Record<string, unknown>>
/** By deadline, its due instant or what it waits for; every contact is acknowledged. */
const clocks = (contact: Facts, rulebook = clockshire): Facts =>
  Object.fromEntries(clocksOf(contact, rulebook).map(d => [d.id, d.due ?? `waits for ${d.from}`]))
const clocksOf = (contact: Facts, rulebook = clockshire) =>
  decided(rulebook, contact).deadlines.filter(d => d.id !== 'acknowledgement')
const unknowns = (contact: Facts, rulebook = clockshire): Facts =>
  Object.fromEntries((decided(rulebook, contact).unknowns ?? []).map(u => [u.fact, u.couldChange]))

const harm = { receivedAt: '2026-03-25T10:00:00+00:00', riskOfSignificantHarm: true, unborn: false }
const discussed = '2026-03-26T10:00:00+00:00'

test('working hours, and the morning of the next working day', () => {
  const late = { receivedAt: '2026-03-27T15:45:00+00:00', initialRag: 'amber' }
  expect(clocks(late)).toEqual({ 'amber-reply': '2026-03-30T12:15:00+01:00' })
  // Friday closes an hour before the other days.
  const later = { ...late, receivedAt: '2026-03-27T16:15:00+00:00' }
  expect(clocks(later)).toEqual({
    'amber-reply': '2026-03-30T12:45:00+01:00',
    'morning-look': '2026-03-30T09:30:00+01:00',
  })
  expect(clocksOf(later).map(d => d.duration)).toEqual(['P1BDT09:30', 'PT4BH'])
})

describe('a clock that starts from another', () => {
  test('waits where that one waits', () => {
    expect(clocks(harm)).toEqual({
      conference: 'waits for strategyDiscussionAt',
      'core-group': 'waits for deadline conference',
      'conference-review': 'waits for deadline conference',
    })
    // Only what can be known by now is asked for: enquiries have begun.
    expect(unknowns({ ...harm, contactMadeWithFamily: true })['events.strategyDiscussionAt']).toContain('deadline')
  })

  test('starts where that one falls due', () => {
    // Fifteen working days, Good Friday and Easter Monday left out, then ten more.
    expect(clocks({ ...harm, events: { strategyDiscussionAt: discussed } })).toEqual({
      conference: '2026-04-20T17:15:00+01:00',
      'core-group': '2026-05-05T17:15:00+01:00',
      'conference-review': '2026-07-20T17:15:00+01:00',
    })
  })

  test('starts where that was done, once it is known, and says so', () => {
    const held = { ...harm, events: { strategyDiscussionAt: discussed, conferenceAt: '2026-04-14T14:00:00+01:00' } }
    expect(clocks(held)).toEqual({
      conference: '2026-04-20T17:15:00+01:00',
      'core-group': '2026-04-28T17:15:00+01:00',
      'conference-review': '2026-07-14T17:15:00+01:00',
    })
    const group = decided(clockshire, held).deadlines.find(d => d.id === 'core-group')
    expect(group?.from).toBe('conferenceAt')
    const reason = decided(clockshire, held).rationale?.find(r => r.rule === 'first-core-group')
    expect(reason?.outcome).toMatchObject({ from: 'conferenceAt', duration: 'P10BD' })
    // And what was told of another contact before is not told of this one.
    const waiting = decided(clockshire, harm).rationale?.find(r => r.rule === 'first-core-group')
    expect(waiting?.outcome).toMatchObject({ from: 'deadline conference' })
  })

  test('a conference before the strategy discussion was that of an earlier case', () => {
    const events = { strategyDiscussionAt: discussed, conferenceAt: '2025-04-14T14:00:00+01:00' }
    expect(clocks({ ...harm, events })['core-group']).toBe('2026-05-05T17:15:00+01:00')
  })

  test('where that one does not run, it starts once that is done', () => {
    const unborn = { ...harm, unborn: true }
    expect(clocks(unborn)).toEqual({
      'core-group': 'waits for deadline conference',
      'conference-review': 'waits for deadline conference',
    })
    expect(clocks({ ...unborn, events: { conferenceAt: '2026-04-14T14:00:00+01:00' } })['core-group']).toBe(
      '2026-04-28T17:15:00+01:00',
    )
  })

  test('what could move that one could move it', () => {
    const { unborn: _, ...open } = harm
    const notGoverning = rulebookFrom(
      changed(
        'conference: { label: Child protection conference, doneAt',
        'conference: { label: Child protection conference, governs: false, doneAt',
      ),
    )
    const contact = { ...open, planType: 'child-protection', events: { strategyDiscussionAt: discussed } }
    expect(unknowns(contact, notGoverning).unborn).toContain('deadline')
    expect(unknowns(contact, notGoverning)['events.conferenceAt']).toContain('deadline')
  })

  test.each([
    [
      'from: deadline conference, clauses: [t-4] }\n    - { id: conference-soon',
      'from: deadline confrence, clauses: [t-4] }\n    - { id: conference-soon',
      'unknown-deadline',
      'deadline confrence',
      /did you mean `conference`/,
    ],
    [
      'from: strategyDiscussionAt',
      'from: deadline core-group',
      'circular-deadline',
      'deadline conference',
      /`receivedAt` or an event/,
    ],
    ['from: strategyDiscussionAt', 'from: deadline conference', 'circular-deadline', 'deadline conference', /./],
    ['doneAt: conferenceAt', 'doneAt: conferenceOn', 'unknown-event', 'conferenceOn', /did you mean `conferenceAt`/],
    ['from: expectedDeliveryAt', 'from: receivedAt', 'wrong-duration', 'by 28 weeks', /from: expectedDeliveryAt/],
    ['from: childProtectionConcernsRaisedAt', 'from: concernsRaisedAt', 'unknown-event', 'concernsRaisedAt', /./],
    ['orLater: { within: 21 days', 'orLater: { within: by 21 weeks of gestation', 'wrong-duration', 'by 21', /./],
    [
      'orLater: { within: 21 days, from: childProtectionConcernsRaisedAt }',
      'orLater: { within: 21 days, from: deadline pre-birth-conference }',
      'circular-deadline',
      'deadline pre-birth',
      /./,
    ],
  ])('`%s` as `%s` is refused as %s', (from, to, code, at, hint) => {
    const broken = changed(from, to)
    const loaded = loadRulebook(broken)
    if (loaded.ok) throw new Error('it loads')
    const fault = loaded.diagnostics.find(d => d.code === code)
    const line = broken.split('\n')[(fault?.range?.start.line ?? 0) - 1] ?? ''
    expect(line.slice((fault?.range?.start.column ?? 0) - 1).startsWith(at), JSON.stringify(loaded.diagnostics)).toBe(
      true,
    )
    expect(fault?.hint).toMatch(hint)
  })

  test('a compiled rulebook whose clock starts from itself is refused', () => {
    const packed = JSON.parse(serializeRulebook(clockshire)) as { content: string }
    const stored = JSON.parse(packed.content) as { rules: { id: string; outcome: Facts }[] }
    Object.assign(stored.rules.find(r => r.id === 'conference-soon')?.outcome ?? {}, { from: 'deadline core-group' })
    const content = JSON.stringify(stored)
    const read = readRulebook({ ...packed, content, digest: digestOf(content) })
    expect(read.ok ? '' : read.diagnostics[0]?.code).toBe('not-a-rulebook')
    expect(readRulebook(JSON.parse(serializeRulebook(clockshire)))).toMatchObject({ ok: true, value: clockshire })
  })
})

describe('weeks of pregnancy, or another date if that is later', () => {
  const unborn = { receivedAt: '2026-03-25T10:00:00+00:00', unborn: true, unbornWelfareConcern: true }
  const events = (given: Facts): Facts => ({ ...unborn, events: given })
  const dueOf = (contact: Facts) => clocks(contact)['pre-birth-conference']

  test.each([
    ['nothing is known', unborn, 'waits for expectedDeliveryAt', 'P28GW'],
    [
      'the date of delivery',
      events({ expectedDeliveryAt: '2026-08-06T00:00:00+01:00' }),
      '2026-05-14T17:15:00+01:00',
      'P28GW',
    ],
    // Sixteen weeks and up to six days: the limit is reckoned for the latter.
    ['the weeks alone', { ...unborn, gestationWeeks: 16 }, '2026-06-11T17:15:00+01:00', 'P28GW'],
    [
      'the date, whatever the weeks',
      { ...events({ expectedDeliveryAt: '2026-08-06T00:00:00+01:00' }), gestationWeeks: 1 },
      '2026-05-14T17:15:00+01:00',
      'P28GW',
    ],
    [
      'the concern alone',
      events({ childProtectionConcernsRaisedAt: '2026-03-24T12:00:00+00:00' }),
      '2026-04-14T17:15:00+01:00',
      'P21D',
    ],
    [
      'a late concern',
      events({
        expectedDeliveryAt: '2026-05-28T00:00:00+01:00',
        childProtectionConcernsRaisedAt: '2026-03-24T12:00:00+00:00',
      }),
      '2026-04-14T17:15:00+01:00',
      'P21D',
    ],
    [
      'an early concern',
      events({
        expectedDeliveryAt: '2026-08-06T00:00:00+01:00',
        childProtectionConcernsRaisedAt: '2026-03-24T12:00:00+00:00',
      }),
      '2026-05-14T17:15:00+01:00',
      'P28GW',
    ],
  ] as [string, Facts, string, string][])('%s', (_, contact, due, duration) => {
    expect(dueOf(contact)).toBe(due)
    expect(clocksOf(contact)[0]?.duration).toBe(duration)
  })

  test('what would settle it is asked for', () => {
    const asked = unknowns(unborn)
    for (const fact of ['events.expectedDeliveryAt', 'gestationWeeks', 'events.childProtectionConcernsRaisedAt'])
      expect(asked[fact], fact).toContain('deadline')
  })

  test('the limit by weeks never comes later than by any date that they allow', () => {
    const day = 86_400_000
    const received = Date.parse('2026-03-25T00:00:00Z')
    for (const weeks of [0, 1, 16, 27, 28, 40])
      for (let days = 0; days < 7; days++) {
        const delivery = new Date(received + (280 - weeks * 7 - days) * day).toISOString()
        const exact = String(dueOf(events({ expectedDeliveryAt: delivery })))
        const reckoned = String(dueOf({ ...unborn, gestationWeeks: weeks }))
        expect(Date.parse(reckoned), `${weeks}+${days}`).toBeLessThanOrEqual(Date.parse(exact))
        if (days === 6) expect(reckoned.slice(0, 10)).toBe(exact.slice(0, 10))
      }
  })
})

describe('whether a contact came in office hours', () => {
  const team = (receivedAt: string) => decided(clockshire, { receivedAt }).route.team
  test.each([
    ['2026-03-25T08:45:00+00:00', 'front-door'],
    ['2026-03-25T08:44:59+00:00', 'night-team'],
    ['2026-03-25T17:14:59+00:00', 'front-door'],
    ['2026-03-25T17:15:00+00:00', 'night-team'],
    ['2026-03-27T16:15:00+00:00', 'night-team'], // a Friday
    ['2026-03-28T11:00:00+00:00', 'night-team'],
    ['2026-04-06T11:00:00+01:00', 'night-team'], // Easter Monday, which the rulebook adds
    ['2026-11-30T11:00:00+00:00', 'front-door'], // St Andrew's Day, which it leaves out
    ['2026-12-25T11:00:00+00:00', 'night-team'],
    ['2026-07-01T07:44:00Z', 'night-team'],
    ['2026-07-01T07:45:00Z', 'front-door'], // by London's clocks
    ['2035-03-24T11:00:00+00:00', 'night-team'], // a Saturday is one in any year
    ['2035-03-28T23:00:00+01:00', 'night-team'], // and eleven at night is late
  ])('%s: %s', (receivedAt, expected) => {
    expect(team(receivedAt)).toBe(expected)
    expect(decided(clockshire, { receivedAt }).notices.map(n => n.code)).not.toContain(
      receivedAt < '2029' ? 'outside-calendar' : 'none',
    )
  })

  test('is not known by day in years whose bank holidays are not, and that is said', async () => {
    const contact = { receivedAt: '2035-03-28T11:00:00+01:00' }
    const decision = decided(clockshire, contact)
    expect(decision.route.team).toBe('front-door')
    expect(decision.notices).toEqual(
      expect.arrayContaining([
        {
          code: 'outside-calendar',
          says: `Whether the contact came in office hours is not known: it falls outside the years whose bank holidays in ${clockshire.calendar.name} are known.`,
        },
      ]),
    )
    expect(await evaluateWithEngine(clockshire, contact)).toEqual(evaluate(clockshire, contact))
    const evaluated = evaluate(clockshire, contact)
    expect(evaluated.ok && evaluated.value.undecided).toEqual(expect.arrayContaining(['by-night', 'morning']))
  })

  test('is a condition like any other', () => {
    const { when } =
      rulebookFrom(
        changed('when: { received: out of hours }, route', 'when: { received: not in office hours }, route'),
      ).rules.find(r => r.id === 'by-night') ?? {}
    expect(when).toEqual({ fact: 'received', operator: 'notEqual', value: 'in office hours' })
    const told = explain(clockshire, { receivedAt: '2026-03-28T11:00:00+00:00' })
    expect(told.ok && renderExplanation(told.value, clockshire)).toContain('the contact came out of hours')
    const broken = changed('when: { received: out of hours }, route', 'when: { received: outside hours }, route')
    const loaded = loadRulebook(broken)
    expect(loaded.ok ? [] : loaded.diagnostics).toMatchObject([
      { code: 'wrong-value', hint: expect.stringContaining('`in office hours`, `out of hours`') as unknown },
    ])
  })
})

test('both ways of deciding come to the same, and it is told in words', async () => {
  for (const contact of [
    harm,
    { ...harm, events: { strategyDiscussionAt: discussed } },
    { receivedAt: harm.receivedAt, unborn: true, unbornWelfareConcern: true, gestationWeeks: 16 },
  ])
    expect(await decideWithEngine(clockshire, contact)).toEqual({ ok: true, value: decided(clockshire, contact) })
  const told = renderText(decided(clockshire, harm), { rulebook: clockshire, show: 'all' })
  expect(told.replace(/\s+/g, ' ')).toContain(
    'no date until the deadline "conference" has one: First core group, within 10 working days from the deadline "conference"',
  )
})
