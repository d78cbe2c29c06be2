import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decide } from '../../src/engine/decide/decide.js'
import type { Decision } from '../../src/engine/decide/decision.js'
import type { Rulebook } from '../../src/rules/language/rulebook.js'
import { parseYaml } from '../../src/rules/reading/yaml-text.js'
import type { Contact } from '../../src/rules/vocabulary/contact-type.js'
import { contacts, promises } from '../../src/testing.js'
import { differences } from '../../src/tools/cases/expectations.js'
import { sampleContacts } from '../../src/tools/contacts/arbitrary.js'
import { builtInPromises } from '../../src/tools/promises/built-in.js'
import type { Decide } from '../../src/tools/promises/decisions.js'
import { everyOutcomeCites, orderIsNothing } from '../../src/tools/promises/decisions.js'
import type { RulebookPromise } from '../../src/tools/promises/promise.js'
import { fullDecision } from '../../src/tools/promises/promise.js'
import type { BrokenPromise } from '../../src/tools/promises/prove.js'
import { provePromises } from '../../src/tools/promises/prove.js'
import { announced } from '../../src/tools/promises/unknown.js'
import { shippedRulebooks } from '../rulebooks.js'
import { patience, runs } from '../runs.js'
import { decided, small } from '../small.js'

/** Harm that is not level 4. */
const change = ['when: { is: harm }, level: 4', 'when: { is: harm }, level: 3'] as const

const broken = (rulebook: Rulebook): readonly BrokenPromise[] =>
  provePromises(rulebook, { runs: runs(1500), seed: 1 }).broken

/** The broken promise of one id; the small rulebook is broken in one place. */
function brokenBy(id: string, ...changes: readonly (readonly [string, string])[]): BrokenPromise {
  const found = broken(small(...changes)).find(b => b.id === id && !b.own)
  if (!found) throw new Error(`${id} is not broken`)
  return found
}

/** What a contact says beside the time of its receipt. */
const factsOf = ({ contact: { receivedAt: _, ...facts } }: BrokenPromise): object => facts

describe('a rulebook that keeps its promises', () => {
  test('breaks none', () => {
    const proof = provePromises(small(), { runs: runs(1500), seed: 3 })
    expect(proof.broken).toEqual([])
    expect(proof.kept.map(k => k.id)).toEqual([...builtInPromises.map(i => i.id), 'harm-acts'])
  })

  test.each(shippedRulebooks())(
    '$name keeps the promises about harm, silence and signs',
    ({ rulebook }) => {
      const kept = new Set(
        provePromises(rulebook, { runs: runs(250), seed: 1 })
          .kept.filter(k => !k.own)
          .map(k => k.id),
      )
      expect([...kept]).toEqual(
        expect.arrayContaining(['harm-is-level-4', 'harm-never-waits-for-consent', 'silence-never-protects-less']),
      )
    },
    patience,
  )
})

describe('a promise that is broken on purpose comes back as the smallest contact', () => {
  test('harm that is not level 4', () => {
    const found = brokenBy('harm-is-level-4', ['when: { is: harm }, level: 4', 'when: { is: harm }, level: 3'])
    expect(factsOf(found)).toEqual({ riskOfSignificantHarm: true })
    expect(found.says).toBe('a risk of significant harm gives level 3')
    expect(found.fired.map(f => f.rule)).toEqual(['harm-is-four'])
  })

  test('harm that waits for consent', () => {
    const found = brokenBy('harm-never-waits-for-consent', [
      'when: { riskOfSignificantHarm: true }, consent: seek',
      'when: { riskOfSignificantHarm: true }, consent: required',
    ])
    expect(factsOf(found)).toEqual({ riskOfSignificantHarm: true })
    expect(found.fired.map(f => f.rule)).toContain('ask')
  })

  test('a sign that lowers', () => {
    const found = brokenBy('one-more-sign-never-protects-less', [
      'when: { is: harm }, basis: section-47',
      'when: { is: harm, mayBe: { indicators: { not: home-l2-damp } } }, basis: section-47',
    ])
    expect(found.contact.indicators).toContain('home-l2-damp')
    expect(found.says).toMatch(/^with "The home is damp" seen as well: section 47 becomes no statutory basis$/)
    expect(found.against?.indicators ?? []).not.toContain('home-l2-damp')
    expect(found.firedAgainst.map(f => f.rule)).toContain('by-harm')
  })

  const strength = (of: string): readonly [string, string] => ['definitions:\n  harm:', `${of}definitions:\n  harm:`]
  const strengths = strength(
    '  - { section: Table, source: guide, protective: true, domain: strengths, groups: [strengths], listed: { strong-adult: An adult to trust } }\n',
  )

  test('a protective sign that lowers the level of harm, and one that does not', () => {
    const found = brokenBy('a-protective-sign-never-outweighs-harm', strengths, [
      'when: { is: harm }, level: 4',
      'when: { is: harm }, unless: { indicators: { group: strengths } }, level: 4',
    ])
    expect(found.contact.indicators).toEqual(['strong-adult'])
    expect(found.says).toMatch(/^with the protective sign "An adult to trust"/)
    const lowers = small(strengths, [
      'group: listed, atLeast: 2 } }, level: 2',
      'group: listed, atLeast: 2 } }, unless: { indicators: { group: strengths } }, level: 2',
    ])
    expect(broken(lowers).filter(b => /sign/.test(b.id))).toEqual([])
  })

  test('a protective sign makes up no count that does not name it', () => {
    const counted = small(strengths, [
      'when: { indicators: { level: 4 } }, level: 4',
      'when: { indicators: { atLeast: 2, domains: at least 2 } }, level: 4',
    ])
    const level = (indicators: readonly string[]): number | null => decided(counted, { indicators }).level
    expect(level(['home-l2-crowded', 'strong-adult'])).toBe(null)
    expect(level(['home-l2-crowded', 'health-l4-hurt'])).toBe(4)
  })

  test('a concern that lowers', () => {
    const found = brokenBy('one-more-concern-never-protects-less', [
      'unless: { ageYears: at least 18 }',
      'unless: { any: [{ ageYears: at least 18 }, { concerns: disability }] }',
    ])
    // Danger is a judgement of harm: either shows it.
    const { concerns, ...judged } = factsOf(found) as Record<string, unknown>
    expect(concerns).toEqual(['disability'])
    expect([{ riskOfSignificantHarm: true }, { immediateDanger: true }]).toContainEqual(judged)
  })

  test('silence that protects less', () => {
    const found = brokenBy('silence-never-protects-less', [
      'when: { is: harm }, level: 4',
      'when: { is: harm, given: referrer }, level: 4',
    ])
    // Danger is a judgement of harm: either shows it.
    expect([{ riskOfSignificantHarm: true }, { immediateDanger: true }]).toContainEqual(factsOf(found))
    expect(found.against?.referrer).toBeDefined()
  })

  test('a clock that is longer at a higher level', () => {
    const found = brokenBy('a-higher-level-never-waits-longer', ['within: 4 hours', 'within: 12 weeks'])
    expect(Object.keys(factsOf(found))).toHaveLength(1)
    expect(found.says).toContain('"First decision" has P12W at level 4 (`grave-clock`), and P3BD at level')
  })

  test('a possible sign that asserts section 47', () => {
    const found = brokenBy(
      'a-possible-sign-is-not-section-47',
      [
        'home-l2-crowded: The home is crowded',
        'home-l2-crowded: { label: The home is crowded, groups: [possible-signs] }',
      ],
      [
        'when: { is: harm }, basis: section-47',
        'when: { any: [{ is: harm }, { indicators: home-l2-crowded }] }, basis: section-47',
      ],
    )
    expect(factsOf(found)).toEqual({ indicators: ['home-l2-crowded'] })
  })

  test('a grave sign that an age makes vanish', () => {
    const found = brokenBy(
      'a-sign-seen-is-never-dropped',
      ['ages: [0, 4]', 'when: { ageYears: at most 4 }'],
      [
        '    - { id: held,',
        `    - { id: low, says: Level 1 is signposted., when: { level: 1 }, route: { to: signpost }, clauses: [g-3.1] }\n    - { id: held,`,
      ],
    )
    expect(found.contact).toMatchObject({ professionalLevel: 1, indicators: ['health-l4-hurt'] })
    expect(found.says).toMatch(
      /^"Has been hurt" gives level 4 at another age and level 1 here, and the contact goes to signpost$/,
    )
  })

  test('a contact that goes nowhere', () => {
    const found = brokenBy('every-contact-goes-somewhere', [
      'when: otherwise, route: { to: screening, team: front-door }',
      'when: otherwise, unless: { referrer: family }, route: { to: screening, team: front-door }',
    ])
    expect(factsOf(found)).toEqual({ referrer: 'family' })
  })

  test('a graver contact that is less protected, once for each rule', () => {
    const sentBack =
      '    - { id: sent-back, says: A child in need goes back., when: { childInNeed: true }, unless: { level: 4 }, route: { to: return-to-referrer }, clauses: [g-3.1] }\n    - { id: by-level, says: Level 3 goes on., when: { level: 3 }, route: { to: early-help }, clauses: [g-3.1] }\n    - { id: held,'
    const found = broken(small(['    - { id: held,', sentBack])).filter(b => b.id === 'graver-is-never-less-protected')
    const rules = found.flatMap(b => b.fired.filter(f => f.outcome.includes('destination')).map(f => f.rule))
    expect(rules.sort()).toEqual(['by-level', 'sent-back'])
    const need = found.find(b => b.fired.some(f => f.rule === 'sent-back'))
    expect(need && factsOf(need)).toEqual({ childInNeed: true })
    expect(need?.case).toContain('notRoute: [early-help, youth-service, adult-services, signpost,')
    const level = found.find(b => b.fired.some(f => f.rule === 'by-level'))
    expect(level?.says).toMatch(/Held at the front door becomes Early help$/)
    // Equals in one grade are no fall.
    const equal = small(
      ['    - { id: held,', sentBack],
      ['promises:\n', 'protection: [[screening, social-care, early-help, return-to-referrer]]\npromises:\n'],
    )
    expect(broken(equal).filter(b => b.id === 'graver-is-never-less-protected')).toEqual([])
  })

  test('what may go ahead at an unchanged level', () => {
    const found = brokenBy('graver-is-never-less-protected', [
      '      - { id: needed,',
      '      - { id: told, says: Nobody is asked., when: { mayBe: { childInNeed: false } }, consent: inform, clauses: [g-4.1] }\n      - { id: needed,',
    ])
    expect(factsOf(found)).toEqual({ childInNeed: true })
    expect(found.says).toBe('with "child in need: yes": referral may go ahead becomes referral may or may not go ahead')
  })

  test('opposites in one decision; where no contact can bring both, that is proved', () => {
    const rare = 'when: { ageYears: 13, referrer: public, channel: email, concerns: trafficking }'
    const opposites = (when: string): readonly (readonly [string, string])[] => [
      [
        '  actions:\n    - { id: calls,',
        `  actions:\n    - { id: rare, says: A rare plan., ${when}, actions: [plan], clauses: [g-6.1] }\n    - { id: calls,`,
      ],
      [
        'promises:\n',
        'opposites:\n  - { id: odd, says: No plan for what is held., one: { routes: [screening] }, other: { kinds: [decide] } }\npromises:\n',
      ],
      ['label: Ring the caller back, kind: ask', 'label: Ring the caller back, kind: tell'],
    ]
    const odd = broken(small(...opposites(rare))).find(b => b.id === 'decision-at-odds-with-itself')
    expect(odd && factsOf(odd)).toEqual({
      ageYears: 13,
      referrer: 'public',
      channel: 'email',
      concerns: ['trafficking'],
    })
    expect(odd).toMatchObject({ promise: 'No plan for what is held.', says: '`screening` beside `plan`' })
    const good = provePromises(small(...opposites('when: { level: 4, mayBe: { socialCareStatus: not open } }')), {
      runs: 30,
      seed: 1,
    })
    expect(good.kept.find(k => k.id === 'decision-at-odds-with-itself')?.proof).toBe('exhaustive')
  })

  test('one of a set of actions that is not due where a fact is unknown', () => {
    const either = (when: string) =>
      small(
        [
          '  actions:\n    - { id: calls,',
          `  actions:\n    - { id: open, says: An open case is planned for., when: { socialCareStatus: open }, actions: [plan], clauses: [g-6.1] }\n    - { id: shut, says: Any other is told., ${when}, actions: [tell-parents], clauses: [g-6.1] }\n    - { id: calls,`,
        ],
        [
          'promises:\n',
          'alwaysOneOf:\n  - { id: one, says: The unborn are planned for or told of., when: { unborn: true }, actions: [plan, tell-parents] }\npromises:\n',
        ],
      )
    const none = broken(either('when: { socialCareStatus: not open }')).find(b => b.id === 'one-of-them-always')
    expect(none && factsOf(none)).toEqual({ unborn: true })
    expect(none?.says).toBe('none of `plan`, `tell-parents` is asked for')
    const good = provePromises(either('when: { mayBe: { socialCareStatus: not open } }'), { runs: 30, seed: 1 })
    expect(good.kept.find(k => k.id === 'one-of-them-always')?.proof).toBe('exhaustive')
  })

  test("a promise of the rulebook's own", () => {
    const found = broken(
      small([
        'when: { riskOfSignificantHarm: true }, consent: seek',
        'when: { riskOfSignificantHarm: true }, consent: required',
      ]),
    ).find(b => b.own)
    expect(found).toMatchObject({ id: 'harm-acts', promise: 'Where harm is suspected consent stops nothing.' })
    expect(found && factsOf(found)).toEqual({ riskOfSignificantHarm: true })
  })

  test('one that few contacts are about', () => {
    const found = broken(
      small([
        'promises:\n',
        'promises:\n  - { id: rare, says: A rare promise., given: { ageYears: 13, referrer: public, channel: email, concerns: trafficking, inHospital: true }, then: { level: 4 } }\n',
      ]),
    ).find(b => b.id === 'rare')
    expect(found && factsOf(found)).toEqual({
      ageYears: 13,
      referrer: 'public',
      channel: 'email',
      concerns: ['trafficking'],
      inHospital: true,
    })
  })
})

type Reason = NonNullable<Decision['rationale']>[number]

/** An engine that gets one part of its decisions wrong. */
const faulty =
  (spoil: (decision: Decision, contact: Contact) => Partial<Decision>): Decide =>
  (rulebook, contact) => {
    const decision = fullDecision(rulebook, contact)
    return { ...decision, ...spoil(decision, contact) }
  }

describe('a promise that no rulebook can break is broken by a faulty engine, and caught', () => {
  /** The breach of a promise with this engine; with the real one the same contacts break nothing. */
  function brokenWith(
    promise: (decide?: Decide) => RulebookPromise,
    decide: Decide,
    rulebook = small(),
  ): BrokenPromise {
    const tried = (one: RulebookPromise) => provePromises(rulebook, { runs: runs(1500), seed: 1, promises: [one] })
    const kept = tried(promise())
    expect(kept.broken).toEqual([])
    expect(kept.kept[0]?.tried).toBeGreaterThan(0)
    const [found] = tried(promise(decide)).broken
    if (!found) throw new Error(`${promise().id} is not broken`)
    return found
  }

  test('an engine that reads the facts in the order in which they stand', () => {
    const last = faulty((_, contact) => ({ level: Object.keys(contact).at(-1) === 'receivedAt' ? 1 : 2 }))
    const found = brokenWith(orderIsNothing, last)
    expect(found.id).toBe('order-changes-nothing')
    expect(found.says).toBe('in another order level is not the same')
    expect(Object.keys(factsOf(found))).toHaveLength(1)
  })

  test('an engine that looks at the first of a list alone', () => {
    const first = faulty((_, { concerns = [] }) => ({
      basis: (concerns[0] ?? '') < (concerns.at(-1) ?? '') ? 'section-17' : null,
    }))
    const found = brokenWith(orderIsNothing, first)
    expect(found.says).toBe('in another order basis is not the same')
    expect(Object.keys(factsOf(found))).toEqual(['concerns'])
    expect(found.contact.concerns).toHaveLength(2)
  })

  test('an engine whose unknowns follow the order of the facts', () => {
    const turned = faulty(({ unknowns }, contact) =>
      Object.keys(contact)[0] === 'receivedAt' ? {} : { unknowns: [...(unknowns ?? [])].reverse() },
    )
    expect(brokenWith(orderIsNothing, turned).says).toBe('in another order unknowns is not the same')
  })

  test.each([
    ['level', ({ stage }: Reason) => stage === 'level', 'level 4'],
    ['route', ({ stage }: Reason) => stage === 'route', 'route'],
    ['deadline', ({ stage }: Reason) => stage === 'deadlines', 'the deadline first-decision'],
  ] as const)('an engine that gives no reason for the %s', (_, isLost, says) => {
    const silent = faulty(({ rationale = [] }) => ({ rationale: rationale.filter(r => !isLost(r)) }))
    const found = brokenWith(everyOutcomeCites, silent)
    expect(found.id).toBe('every-outcome-cites-a-clause')
    expect(found.says).toContain(`nothing in the source is cited for ${says}`)
  })

  test('an engine that forgets the clauses of an action', () => {
    const bare = faulty(({ actions }) => ({ actions: actions.map(a => ({ ...a, clauses: [] })) }))
    const found = brokenWith(everyOutcomeCites, bare)
    expect(found.says).toMatch(/^nothing in the source is cited for (grave|calls)$/)
    expect(Object.keys(factsOf(found))).toHaveLength(1)
  })

  test('a rule that cites nothing, in a rulebook that no loader has read', () => {
    const rulebook = small()
    const bare = { ...rulebook, rules: rulebook.rules.map(r => (r.id === 'grave' ? { ...r, clauses: [] } : r)) }
    const found = broken(bare).find(b => b.id === 'every-outcome-cites-a-clause')
    expect(found?.says).toContain('nothing in the source is cited for grave')
  })

  test('an engine that does not ask for what would protect more', () => {
    const silent = faulty(({ unknowns = [] }) => ({
      unknowns: unknowns.filter(u => u.fact !== 'riskOfSignificantHarm'),
    }))
    const found = brokenWith(announced, silent)
    expect(found.id).toBe('what-could-protect-more-is-asked-for')
    expect(factsOf(found)).toEqual({})
    expect(found.against).toMatchObject({ riskOfSignificantHarm: true })
    expect(found.says).toContain('is not among the unknowns, and true would give level 4 and section 47')
  })

  test('an engine that does not ask which level a practitioner gives', () => {
    const silent = faulty(({ unknowns = [] }) => ({ unknowns: unknowns.filter(u => u.fact !== 'professionalLevel') }))
    const found = brokenWith(announced, silent)
    expect(found.against?.professionalLevel).toBeDefined()
    expect(found.says).toMatch(/is not among the unknowns, and \d would give level \d$/)
  })
})

describe('what comes back', () => {
  test('is a case that fails now and passes once the rule is mended', () => {
    const found = brokenBy('harm-is-level-4', change)
    const parsed = parseYaml(found.case)
    if (!parsed.ok) throw new Error(found.case)
    const [one] = parsed.value.data as { contact: Record<string, unknown>; expect: Record<string, unknown> }[]
    if (!one) throw new Error(found.case)
    expect(differences(one.expect, decided(small(change), one.contact))).toEqual(['level: wanted 4, got 3'])
    expect(differences(one.expect, decided(small(), one.contact))).toEqual([])
  })

  test('is the same for the same seed', () => {
    expect(broken(small(change))).toEqual(broken(small(change)))
  })
})

describe('for those who do program', () => {
  test('contacts are decided without a mistake', () => {
    const rulebook = small()
    fc.assert(
      fc.property(contacts(rulebook), contact => decide(rulebook, contact).ok),
      { numRuns: runs(300) },
    )
  })

  test('contacts are the same for one seed, and shrink to contacts that say less', () => {
    const rulebook = small()
    expect(sampleContacts(rulebook, 20, 5)).toEqual(sampleContacts(rulebook, 20, 5))
    const result = fc.check(
      fc.property(contacts(rulebook), c => c.riskOfSignificantHarm !== true),
      { seed: 1, numRuns: 500 },
    )
    expect(result.counterexample).toEqual([{ receivedAt: '2026-01-13T10:00:00+00:00', riskOfSignificantHarm: true }])
  })

  test.each(promises(small()))('$promise', ({ holds }) => {
    fc.assert(fc.property(contacts(small()), holds), { numRuns: runs(60) })
  })

  test('a broken one says how', () => {
    const rulebook = small(change)
    const harm = promises(rulebook).find(i => i.id === 'harm-is-level-4')
    const contact = { receivedAt: '2026-01-13T10:00:00+00:00' }
    expect(harm?.holds(contact)).toBe(false)
    expect(harm?.breach(contact)?.says).toBe('a risk of significant harm gives level 3')
  })
})

describe('what is accepted of a promise', () => {
  const weak = [
    'when: { riskOfSignificantHarm: true }, consent: seek',
    'when: { riskOfSignificantHarm: true }, consent: required',
  ] as const
  const accept = (rule: string, witness: string) =>
    [
      'examples:\n',
      `accepted:\n${['harm-acts', 'harm-never-waits-for-consent'].map(id => `  - { finding: ${id}, rule: ${rule}, clauses: [g-4.1], reason: The guide has it so., witness: { receivedAt: "2026-01-13T10:00:00+00:00", ${witness} } }\n`).join('')}examples:\n`,
    ] as const

  test("excuses a built-in promise and one of the rulebook's own, for the rule that causes it", () => {
    expect(broken(small(weak)).map(b => b.id)).toEqual(['harm-never-waits-for-consent', 'harm-acts'])
    expect(broken(small(weak, accept('ask', 'riskOfSignificantHarm: true')))).toEqual([])
  })

  test('excuses nothing by another rule, or where its witness does not show it', () => {
    expect(broken(small(weak, accept('needed', 'riskOfSignificantHarm: true')))).toHaveLength(2)
    expect(
      broken(small(weak, accept('ask', 'riskOfSignificantHarm: true, seekingConsentWould: [increase-risk]'))),
    ).toHaveLength(2)
  })
})
