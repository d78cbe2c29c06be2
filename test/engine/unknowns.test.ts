import * as fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { decide } from '../../src/engine/decide/decide.js'
import type { Decision } from '../../src/engine/decide/decision.js'
import type { Rulebook } from '../../src/rules/language/rulebook.js'
import type { Contact } from '../../src/rules/vocabulary/contact-type.js'
import { moments } from '../../src/rules/vocabulary/fixed.js'
import type { Vocabulary } from '../../src/rules/vocabulary/vocabulary.js'
import { eventOf, factOf, vocabularyOf } from '../../src/rules/vocabulary/vocabulary.js'
import { contacts } from '../../src/tools/contacts/arbitrary.js'
import { loadGenerated, rulebookFiles } from '../arbitrary/rulebooks.js'
import { shippedRulebooks } from '../rulebooks.js'
import { patience, runs, shrinkOnRequest } from '../runs.js'
import { receivedAt, small, decided as smallDecided } from '../small.js'

vi.setConfig({ testTimeout: patience * 4 })

const decided = (rulebook: Rulebook, contact: unknown): Decision => {
  const result = decide(rulebook, contact)
  if (!result.ok) throw new Error(JSON.stringify(result.diagnostics))
  return result.value
}

/** What unknowns speak of: level, basis, route, the consents, the governing deadline, other clocks, who is told, and actions. */
const changeable = (d: Decision) => ({
  level: d.level,
  basis: d.basis,
  route: [d.route.destination, d.route.team],
  consent: d.consents.map(c => [c.purpose, c.requirement, c.from, c.mayProceed]),
  deadline: [d.deadline?.id, d.deadline?.due],
  deadlines: d.deadlines.map(x => [x.id, x.due, x.notBefore, x.strength]),
  // A team that the contact goes to is not told beside.
  also: [...d.route.also, d.route.team ?? ''].sort(),
  actions: d.actions.map(a => [a.id, a.strength]).sort(),
})

const momentOf = (vocabulary: Vocabulary, contact: Contact): number =>
  Math.max(
    0,
    ...Object.keys(contact).map(k => moments.indexOf(factOf(vocabulary, k).moment)),
    ...Object.keys(contact.events ?? {}).map(e => moments.indexOf(eventOf(vocabulary, e).moment)),
  )

/** Facts that only an unborn child has, and when a child is known to be born. */
const ofTheUnborn: readonly string[] = ['unbornWelfareConcern', 'gestationWeeks']
const isBorn = ({ unborn, ageYears, ageMonths }: Contact): boolean =>
  unborn === false || ((ageYears ?? ageMonths) !== undefined && unborn !== true)

// Not unknown where left out: consentFor only says where the answer differs.
const exempt = new Set<string>(['consentFor', 'receivedAt', 'reference', 'events'])

/** Facts of `full` that may be added to `part` and were unknown there, one at a time. */
function missing(vocabulary: Vocabulary, part: Contact, full: Contact): readonly string[] {
  return vocabulary.factNames.filter(f => {
    if (exempt.has(f) || part[f as 'ageYears'] !== undefined || full[f as 'ageYears'] === undefined) return false
    // Settled by another fact, though not given itself.
    if (f === 'unborn' && (part.ageYears ?? part.ageMonths) !== undefined) return false
    if ((f === 'ageYears' || f === 'ageMonths') && part.unborn === true) return false
    if (f === 'ageYears' && part.ageMonths !== undefined) return false
    if (isBorn(part) && ofTheUnborn.includes(f)) return false
    if ((f === 'indicators' || f === 'indicatorsAbsent') && (part.indicators ?? part.indicatorsAbsent) !== undefined)
      return false
    return moments.indexOf(factOf(vocabulary, f).moment) <= momentOf(vocabulary, part)
  })
}

function check(rulebook: Rulebook, part: Contact, full: Contact): void {
  const before = decided(rulebook, part)
  const named = new Set(before.unknowns?.map(u => u.fact))
  for (const fact of missing(vocabularyOf(rulebook), part, full)) {
    const after = decided(rulebook, { ...part, [fact]: full[fact as 'ageYears'] })
    const announced = fact === 'indicatorsAbsent' ? 'indicators' : fact
    if (!named.has(announced)) expect({ fact, ...changeable(after) }).toEqual({ fact, ...changeable(before) })
    const could = new Set(before.unknowns?.find(u => u.fact === announced)?.couldChange)
    const [old, now] = [changeable(before), changeable(after)]
    for (const part of ['deadlines', 'actions'] as const)
      if (!could.has(part)) expect({ fact, [part]: now[part] }).toEqual({ fact, [part]: old[part] })
    const level = before.unknowns?.find(u => u.fact === announced)?.highestLevel ?? before.level ?? 0
    if ((after.level ?? 0) > (before.level ?? 0))
      expect(level, `highest level announced for ${fact}`).toBeGreaterThanOrEqual(after.level ?? 0)
  }
}

describe('whatever one missing fact could change is announced', () => {
  test('in generated rulebooks', () => {
    fc.assert(
      fc.property(rulebookFiles, fc.integer({ min: 0, max: 0x7fffffff }), (file, seed) => {
        const rulebook = loadGenerated(file)
        fc.pre(rulebook !== null)
        const [parts, fulls] = [0, 1].map(n => fc.sample(contacts(rulebook), { seed: seed + n, numRuns: 12 }))
        parts?.forEach((part, i) => {
          check(rulebook, part, fulls?.[i] ?? part)
        })
      }),
      { numRuns: runs(60), ...shrinkOnRequest },
    )
  })

  test.each(shippedRulebooks())('in $name', ({ rulebook }) => {
    fc.assert(
      fc.property(contacts(rulebook), contacts(rulebook), (part, full) => check(rulebook, part, full)),
      { numRuns: runs(150) },
    )
  })
})

describe('the look ahead', () => {
  const namesIn = (d: Decision) => (d.unknowns ?? []).map(u => u.fact)

  test('asks for what the condition of an indicator counts', () => {
    const rulebook = small(
      ['when: { ageYears: at most 12 }', 'when: { functionalNeeds: { score: 4 } }'],
      ['when: { channel: telephone }, actions', 'when: { indicators: home-l2-alone }, actions'],
    )
    const { unknowns = [] } = smallDecided(rulebook, { indicators: ['home-l2-alone'] })
    expect(unknowns.find(u => u.fact === 'functionalNeeds')?.couldChange).toContain('actions')
  })

  test('carries a level that an indicator given could still bring with another fact on to route and deadline', () => {
    const rulebook = small(
      ['when: { indicators: { level: 4 } }', 'when: { indicators: health-l4-hurt, domesticAbuse: true }'],
      [
        'when: { any: [{ functionalNeeds: { score: 2, areas: at least 2 } }, { functionalNeeds: { score: at least 3 } }] }',
        'when: { childInNeed: true }',
      ],
    )
    const known = { professionalLevel: 1, riskOfSignificantHarm: false, childInNeed: false }
    const abuse = (indicators: readonly string[]) =>
      smallDecided(rulebook, { ...known, indicators }).unknowns?.find(u => u.fact === 'domesticAbuse')
    expect(abuse(['health-l4-hurt'])).toMatchObject({ highestLevel: 4 })
    expect(abuse(['health-l4-hurt'])?.couldChange).toEqual([
      'level',
      'route',
      'deadline',
      'deadlines',
      'also',
      'actions',
    ])
    // Whoever gave indicators and not this one has answered; the level is still named, and nothing after it.
    expect(abuse(['home-l2-cold'])?.couldChange).toEqual(['level'])
  })

  test('asks when a call came that is taken to have come at receipt, after the two judgements', () => {
    const rulebook = small(['within: 3 working days, from: receivedAt', 'within: 3 working days, from: callReceivedAt'])
    expect(namesIn(smallDecided(rulebook, { professionalLevel: 1 }))).toContain('events.callReceivedAt')
    const called = smallDecided(rulebook, { professionalLevel: 1, channel: 'telephone' })
    expect(called.assumed.map(a => [a.fact, a.value])).toEqual([['events.callReceivedAt', receivedAt]])
    expect(namesIn(called).slice(0, 3)).toEqual(['riskOfSignificantHarm', 'immediateDanger', 'events.callReceivedAt'])
    expect(called.deadline?.from).toBe('callReceivedAt')
  })

  test('does not ask of a child who is born what only an unborn child has, and says so where it is given', () => {
    const rulebook = small(['when: { level: 4 }, unless', 'when: { unbornWelfareConcern: true }, unless'])
    expect(namesIn(smallDecided(rulebook, {}))).toContain('unbornWelfareConcern')
    expect(namesIn(smallDecided(rulebook, { unborn: true }))).toContain('unbornWelfareConcern')
    for (const born of [{ ageYears: 7 }, { ageYears: 0 }, { unborn: false }]) {
      expect(namesIn(smallDecided(rulebook, born))).not.toContain('unbornWelfareConcern')
      const odd = smallDecided(rulebook, { ...born, unbornWelfareConcern: true })
      expect([odd.route.destination, odd.notices.map(n => n.code)]).toEqual(['social-care', ['facts-at-odds']])
    }
  })

  test('names what was passed over before what only follows', () => {
    const rulebook = small([
      '  route:\n',
      `  route:
    - { id: ward, says: A child in hospital is social care's., when: { inHospital: true }, route: { to: social-care }, clauses: [g-3.1] }
    - { id: unasked, says: Else it waits for an answer., when: { notGiven: domesticAbuse }, route: { to: screening, team: front-door }, clauses: [g-3.1] }
`,
    ])
    const names = namesIn(smallDecided(rulebook, { professionalLevel: 1 }))
    expect(names).toContain('inHospital')
    expect(names.indexOf('inHospital')).toBeLessThan(names.indexOf('domesticAbuse'))
  })
})
