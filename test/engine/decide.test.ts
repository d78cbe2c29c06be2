import { describe, expect, test } from 'vitest'
import { decide } from '../../src/engine/decide/decide.js'
import type { Decision } from '../../src/engine/decide/decision.js'
import type { Rulebook } from '../../src/rules/language/rulebook.js'
import { rulebookFrom } from '../rulebooks.js'
import { decided, receivedAt, rulesOf, small, smallText } from '../small.js'

type Facts = Readonly<Record<string, unknown>>
const rulebook = small()

const [cold, damp, crowded, alone, hurt] = [
  'home-l2-cold',
  'home-l2-damp',
  'home-l2-crowded',
  'home-l2-alone',
  'health-l4-hurt',
] as const
const reasonOf = (d: Decision, rule: string) => d.rationale?.find(r => r.rule === rule)
const deadlineOf = (d: Decision, id: string) => d.deadlines.find(x => x.id === id)
const unknownsOf = (d: Decision) => (d.unknowns ?? []).map(u => u.fact)

/** The text of a rule, by its id, as it stands in the small rulebook. */
const ruleText = (id: string): string => smallText.split('\n').find(line => line.includes(`{ id: ${id},`)) ?? ''
/** The small rulebook with another rule before one of its own. */
const ahead = (id: string, rule: string): [string, string] => [ruleText(id), `    - ${rule}\n${ruleText(id)}`]

describe('a contact of which nothing is known', () => {
  const d = decided(rulebook)
  test('has no level, no basis, and is held', () => {
    expect([d.level, d.basis, d.rag, d.reference]).toEqual([null, null, null, null])
    expect(d.route).toEqual({
      destination: 'screening',
      team: 'front-door',
      label: 'The front door',
      also: [],
      alsoLabels: [],
    })
    expect(d.consent).toEqual({ requirement: 'required', from: 'parental-responsibility', mayProceed: null })
    expect(d.deadline?.id).toBe('first-decision')
    expect(d.actions).toEqual([])
    expect(d.notices).toEqual([])
  })
  test('names whose rules decided, and which', () => {
    expect(d.authority).toBe('smallshire')
    expect(d.rulebook).toMatchObject({ version: '2026', digest: rulebook.digest })
    expect(d.engine).toMatch(/^\d+\.\d+\.\d+/)
  })
  test('says what to find out first', () => {
    expect(d.unknowns?.[0]).toMatchObject({ fact: 'riskOfSignificantHarm', highestLevel: 4 })
    expect(d.unknowns?.[0]?.couldChange).toEqual([
      'level',
      'basis',
      'route',
      'consent',
      'deadline',
      'deadlines',
      'also',
      'actions',
    ])
    expect(unknownsOf(d)).toEqual(
      expect.arrayContaining(['indicators', 'ageYears', 'professionalLevel', 'functionalNeeds', 'consent']),
    )
  })
  test('has a key for every part of a decision', () => {
    expect(Object.keys(d)).toEqual([
      'authority',
      'reference',
      'rulebook',
      'engine',
      'level',
      'basis',
      'rag',
      'route',
      'consent',
      'consents',
      'deadline',
      'deadlines',
      'actions',
      'rationale',
      'notices',
      'assumed',
      'unknowns',
    ])
  })
})

describe('eligibility: the first that applies', () => {
  const two = small(
    ['  ours: A contact for us\n', '  ours: A contact for us\n  theirs: Not for us\n'],
    ahead(
      'taken-in',
      '{ id: far, says: Far., when: { residentInArea: false }, entry: theirs, actions: [plan], also: [police], clauses: [g-1.1] }',
    ),
    [
      '- { id: calls, says: A caller is rung back., when: { channel: telephone }',
      '- { id: calls, says: X., when: { entry: theirs }',
    ],
  )
  const entry = (contact: Facts) =>
    decided(two, contact)
      .rationale?.filter(r => r.stage === 'eligibility')
      .map(r => r.outcome)
  test('may be, where it is not known', () => {
    expect(entry({})).toEqual([{ entry: 'ours' }])
    expect(entry({ residentInArea: true })).toEqual([{ entry: 'ours' }])
    expect(entry({ residentInArea: false })).toEqual([{ entry: 'theirs', actions: ['plan'], also: ['police'] }])
  })
  test('later stages read it, and its riders are done', () => {
    const d = decided(two, { residentInArea: false })
    expect(d.actions.map(a => [a.id, a.rule])).toEqual([
      ['call-back', 'calls'],
      ['plan', 'far'],
    ])
    expect(d.route).toMatchObject({ also: ['police'], alsoLabels: ['The police'] })
    expect(decided(two, {}).actions).toEqual([])
  })
  test('none may apply', () => {
    expect(entry({ residentInArea: false })).toHaveLength(1)
    expect(decided(rulebook, { residentInArea: false }).rationale?.filter(r => r.stage === 'eligibility')).toEqual([])
  })
})

describe('level: the highest', () => {
  test('with every rule that gives it among the reasons, and no other', () => {
    const d = decided(rulebook, {
      riskOfSignificantHarm: true,
      indicators: [hurt, cold, crowded],
      professionalLevel: 4,
      functionalNeeds: { learning: 3 },
    })
    expect(d.level).toBe(4)
    expect(rulesOf(d, 'level')).toEqual(['one-grave-sign', 'harm-is-four', 'as-judged'])
    expect(d.rationale?.filter(r => r.stage === 'level').map(r => r.outcome)).toEqual([
      { level: 4 },
      { level: 4 },
      { level: 4 },
    ])
  })
  test('lower rules do not stop it and are left out', () => {
    const d = decided(rulebook, { riskOfSignificantHarm: true, professionalLevel: 1 })
    expect([d.level, rulesOf(d, 'level')]).toEqual([4, ['harm-is-four']])
  })
  test.each([
    [{ professionalLevel: 3 }, 3],
    [{ professionalLevel: 3, levelAfterScreening: 2 }, 2],
    [{ professionalLevel: 3, levelAfterScreening: 2, levelAfterEnquiries: 1 }, 1],
    [{ professionalLevel: 1, levelAfterEnquiries: 4 }, 4],
    [{ levelAfterScreening: 2, indicators: [hurt] }, 4],
  ])('of the three practitioner levels the latest: %j', (contact, level) => {
    expect(decided(rulebook, contact).level).toBe(level)
  })
})

describe('exceptions', () => {
  test('hold a rule back only where they are known to apply', () => {
    for (const [contact, level] of [
      [{}, 4],
      [{ ageYears: 17 }, 4],
      [{ ageYears: 18 }, null],
    ] as const)
      expect(decided(rulebook, { riskOfSignificantHarm: true, ...contact }).level).toBe(level)
  })
  test('at the route: an open case', () => {
    const to = (contact: Facts) => decided(rulebook, { professionalLevel: 4, ...contact }).route.destination
    expect([to({}), to({ socialCareStatus: 'not-known' }), to({ socialCareStatus: 'open' })]).toEqual([
      'social-care',
      'social-care',
      'screening',
    ])
  })
  test('of several lines apply only where all are known to', () => {
    const both = small([
      'unless: { socialCareStatus: open }',
      'unless: { socialCareStatus: open, residentInArea: false }',
    ])
    const to = (contact: Facts) => decided(both, { professionalLevel: 4, ...contact }).route.destination
    expect(to({ socialCareStatus: 'open' })).toBe('social-care')
    expect(to({ socialCareStatus: 'open', residentInArea: true })).toBe('social-care')
    expect(to({ socialCareStatus: 'open', residentInArea: false })).toBe('screening')
  })
  test('inside `not` are turned with the rest', () => {
    const not = small(['when: { level: 4 }, unless: { socialCareStatus: open }', 'when: { isNot: harm }'])
    const to = (contact: Facts) => decided(not, contact).route.destination
    expect(to({ riskOfSignificantHarm: false })).toBe('social-care')
    expect(to({ riskOfSignificantHarm: true, ageYears: 18 })).toBe('social-care')
    expect(to({ ageYears: 18 })).toBe('social-care')
    expect(to({ riskOfSignificantHarm: true })).toBe('screening')
    expect(to({})).toBe('screening')
  })
})

describe('unknown, may be, given', () => {
  const when = (condition: string) => {
    const changed = small(['when: { level: 4 }, unless: { socialCareStatus: open }', `when: ${condition}`])
    return (contact: Facts = {}): boolean => decided(changed, contact).route.destination === 'social-care'
  }
  test('an unknown fact makes nothing true, nor its opposite', () => {
    for (const condition of [
      '{ domesticAbuse: true }',
      '{ domesticAbuse: false }',
      '{ not: { domesticAbuse: true } }',
      '{ consent: { not: given } }',
      '{ ageYears: not 3 }',
      '{ concerns: { not: disability } }',
      '{ indicators: { not: home-l2-cold } }',
      '{ concerns: none }',
    ])
      expect([condition, when(condition)()]).toEqual([condition, false])
  })
  test('may be: unless it is known not to be', () => {
    const maybe = when('{ mayBe: { domesticAbuse: true } }')
    expect([maybe(), maybe({ domesticAbuse: true }), maybe({ domesticAbuse: false })]).toEqual([true, true, false])
    const signs = when('{ mayBe: { indicators: { level: 4 } } }')
    expect([signs(), signs({ indicators: [] }), signs({ indicatorsAbsent: [hurt] })]).toEqual([true, true, false])
  })
  test('given and not given', () => {
    const given = when('{ given: [consent, domesticAbuse] }')
    expect([given(), given({ consent: 'refused' }), given({ consent: 'refused', domesticAbuse: false })]).toEqual([
      false,
      false,
      true,
    ])
    const none = when('{ notGiven: [consent, domesticAbuse] }')
    expect([none(), none({ consent: 'refused' })]).toEqual([true, false])
    const event = when('{ given: events.planStartedAt }')
    expect([event(), event({ events: { planStartedAt: receivedAt } }), event({ events: {} })]).toEqual([
      false,
      true,
      false,
    ])
  })
  test('a list that is given is complete; indicators are open', () => {
    const lacks = when('{ concerns: { not: disability } }')
    expect([
      lacks({ concerns: [] }),
      lacks({ concerns: ['disability'] }),
      lacks({ concerns: ['trafficking'] }),
    ]).toEqual([true, false, true])
    const notCold = when(`{ indicators: { not: ${cold} } }`)
    expect([
      notCold({ indicators: [damp] }),
      notCold({ indicatorsAbsent: [cold] }),
      notCold({ indicators: [cold] }),
    ]).toEqual([false, true, false])
  })
})

describe('counts of indicators', () => {
  const level = (contact: Facts) => decided(rulebook, contact).level
  test('one short is not enough', () => {
    expect([level({ indicators: [crowded] }), level({ indicators: [crowded, cold] })]).toEqual([null, 2])
  })
  test('of one bullet count once', () => {
    expect([level({ indicators: [cold, damp] }), level({ indicators: [cold, damp, crowded] })]).toEqual([null, 2])
  })
  test('given twice count once', () => expect(level({ indicators: [crowded, crowded] })).toBeNull())
  test('of another group or level do not count', () => {
    expect(rulesOf(decided(rulebook, { indicators: [crowded, hurt] }), 'level')).toEqual(['one-grave-sign'])
  })

  // "at most one sign": known to hold only where even those not spoken of could not make two.
  const few = small([
    '{ indicators: { level: 2, group: listed, atLeast: 2 } }',
    '{ indicators: { level: 2, count: at most 1 }, ageYears: at least 13 }',
  ])
  const holds = (contact: Facts) => rulesOf(decided(few, { ageYears: 14, ...contact }), 'level').includes('two-signs')
  test('are false only if even the unknown ones could not reach them', () => {
    expect(holds({})).toBe(false)
    expect(holds({ indicators: [crowded] })).toBe(false)
    // Alone does not count from 13 on, but nobody has said that it was seen: three bullets are left open.
    expect(holds({ indicatorsAbsent: [crowded, alone] })).toBe(true)
    expect(holds({ indicatorsAbsent: [cold, crowded, alone] })).toBe(true)
    // A bullet is out only when all of its signs are.
    expect(holds({ indicatorsAbsent: [cold, crowded] })).toBe(false)
    expect(holds({ indicators: [crowded], indicatorsAbsent: [cold, damp, alone] })).toBe(true)
    expect(holds({ indicators: [crowded], indicatorsAbsent: [cold, alone] })).toBe(false)
  })
  test('what they found stands in the reason, with labels', () => {
    const d = decided(rulebook, { indicators: [damp, crowded, hurt] })
    expect(reasonOf(d, 'one-grave-sign')?.matched).toEqual([
      {
        fact: 'indicators',
        operator: 'greaterThanInclusive',
        value: 1,
        of: { of: 'indicators', levels: [4], domain: null, groups: [], notGroups: [] },
        observed: [{ id: hurt, label: 'Has been hurt' }],
      },
    ])
    const two = decided(rulebook, { indicators: [damp, crowded] })
    expect(reasonOf(two, 'two-signs')?.matched[0]?.observed).toEqual([
      { id: damp, label: 'The home is damp' },
      { id: crowded, label: 'The home is crowded' },
    ])
  })
})

describe('conditional indicators', () => {
  const contact = { indicators: [alone, crowded] }
  test('count where their condition holds, with their reading', () => {
    const d = decided(rulebook, { ...contact, ageYears: 12 })
    expect(d.level).toBe(2)
    expect(reasonOf(d, 'two-signs')).toMatchObject({
      interpretation: 'age-of-being-alone',
      interpretations: ['age-of-being-alone'],
    })
    expect(reasonOf(d, 'two-signs')?.matched[0]?.observed).toContainEqual({ id: alone, label: 'Is left alone' })
  })
  test('do not count where it does not, and only a notice names them', () => {
    const d = decided(rulebook, { ...contact, ageYears: 13 })
    expect(d.notices).toEqual([{ code: 'facts-at-odds', says: expect.stringMatching(/^"Is left alone" .*not count/) }])
    expect(decided(rulebook, contact).notices).toEqual([])
    expect([d.level, d.unknowns?.some(u => u.fact === 'ageYears')]).toEqual([null, false])
    expect(JSON.stringify(d.rationale)).not.toContain(alone)
  })
  test('may count where it is unknown: no rule fires, and the fact is asked for', () => {
    const d = decided(rulebook, contact)
    expect(d.level).toBeNull()
    expect(d.unknowns?.find(u => u.fact === 'ageYears')).toMatchObject({
      couldChange: expect.arrayContaining(['level']),
    })
    const maybe = small([
      '{ level: 2, group: listed, atLeast: 2 } }',
      '{ level: 2, group: listed, atLeast: 2 }, mayBe: { indicators: home-l2-alone } }',
    ])
    expect(decided(maybe, { indicators: [alone, crowded, cold] }).level).toBe(2)
  })
})

describe('concerns from indicators', () => {
  const pathway = small(['when: { level: 4 }, unless: { socialCareStatus: open }', 'when: { concerns: trafficking }'])
  test('count as given, and name the sign and its clauses', () => {
    const d = decided(pathway, { indicators: [hurt] })
    expect(d.route.destination).toBe('social-care')
    expect(reasonOf(d, 'grave')).toMatchObject({
      clauses: ['g-3.1', 'g-2.1'],
      matched: [{ fact: 'concerns', operator: 'contains', value: 'trafficking', observed: ['trafficking'] }],
    })
  })
  test('add to those that are given', () => {
    const d = decided(pathway, { indicators: [hurt], concerns: ['disability'] })
    expect(reasonOf(d, 'grave')?.matched[0]?.observed).toEqual(['trafficking', 'disability'])
    expect(decided(pathway, { concerns: ['disability'] }).route.destination).toBe('screening')
  })
  test('a sign outside its ages counts, with a notice', () => {
    const d = decided(rulebook, { indicators: [hurt], ageYears: 9 })
    expect(d.level).toBe(4)
    expect(d.notices).toEqual([{ code: 'outside-age-band', says: expect.stringMatching(/Has been hurt.*0 to 4/) }])
    expect(decided(rulebook, { indicators: [hurt], ageYears: 4 }).notices).toEqual([])
    expect(decided(rulebook, { indicators: [hurt] }).notices).toEqual([])
    expect(decided(rulebook, { indicators: [hurt], unborn: true }).notices).toEqual([])
  })
})

describe('functional needs', () => {
  const level = (functionalNeeds: Facts) => decided(rulebook, { functionalNeeds }).level
  test.each([
    [{ learning: 2 }, null],
    [{ learning: 2, vision: 2 }, 3],
    [{ learning: 3 }, 3],
    [{ learning: 4 }, 3],
    [{ learning: 'not-tested', vision: 2 }, null],
    [{ learning: 1, vision: 0 }, null],
  ])('%j', (needs, expected) => expect(level(needs)).toBe(expected))

  test('what is not tested is unknown, not nought', () => {
    const none = small([
      '{ any: [{ functionalNeeds: { score: 2, areas: at least 2 } }, { functionalNeeds: { score: at least 3 } }] }',
      '{ functionalNeeds: { score: at least 1, areas: at most 1 } }',
    ])
    const areas = [
      'learning',
      'gross-motor',
      'fine-motor',
      'vision',
      'hearing',
      'communication',
      'behaviour',
      'self-help',
      'physical-health',
      'eating-and-swallowing',
    ]
    const all = Object.fromEntries(areas.map(a => [a, 0]))
    const holds = (functionalNeeds: Facts) => decided(none, { functionalNeeds }).level === 3
    expect(holds(all)).toBe(true)
    expect(holds({ ...all, vision: 'not-tested' })).toBe(true)
    expect(holds({ ...all, vision: 'not-tested', hearing: 'not-tested' })).toBe(false)
    expect(holds({})).toBe(false)
  })
  test('what they came to stands in the reason', () => {
    expect(reasonOf(decided(rulebook, { functionalNeeds: { learning: 3 } }), 'needs')?.matched).toEqual([
      {
        fact: 'functionalNeeds',
        operator: 'greaterThanInclusive',
        value: 1,
        of: { scores: [3, 4] },
        observed: { atLeast: 1, atMost: 10 },
      },
    ])
  })
})

describe('rating', () => {
  test.each([
    [{ finalRag: 'green', initialRag: 'red', policeRag: 'amber' }, 'green'],
    [{ initialRag: 'red', policeRag: 'amber' }, 'red'],
    [{ policeRag: 'red' }, null],
    [{}, null],
  ])('%j is %s', (contact, rag) => {
    const d = decided(rulebook, contact)
    expect(d.rag).toBe(rag)
    expect(rulesOf(d, 'rag')).toEqual(rag === null ? [] : ['as-rated'])
  })
  test('a rating that is given stands, where the rules derive another', () => {
    const last = small(
      ahead('as-rated', '{ id: given-first, says: Given., when: { given: rating }, rag: rating, clauses: [g-2.1] }'),
      ['when: always, rag: rating', 'when: { is: harm }, rag: red'],
    )
    const rag = (contact: Facts) => {
      const d = decided(last, contact)
      return [d.rag, rulesOf(d, 'rag')]
    }
    expect(rag({ riskOfSignificantHarm: true, finalRag: 'green' })).toEqual(['green', ['given-first']])
    expect(rag({ riskOfSignificantHarm: true })).toEqual(['red', ['as-rated']])
    expect(rag({ initialRag: 'amber' })).toEqual(['amber', ['given-first']])
    expect(rag({})).toEqual([null, []])
  })
})

describe('basis: the first', () => {
  const two = small(
    ahead('no-basis', '{ id: in-need, says: Need., when: { childInNeed: true }, basis: section-17, clauses: [g-2.1] }'),
    ahead('no-basis', '{ id: grave-basis, says: Grave., when: { level: 4 }, basis: section-47, clauses: [g-2.1] }'),
  )
  const basis = (contact: Facts) => {
    const d = decided(two, contact)
    return [d.basis, rulesOf(d, 'basis')]
  }
  test('with every rule that gives it', () => {
    expect(basis({ riskOfSignificantHarm: true, childInNeed: true })).toEqual([
      'section-47',
      ['by-harm', 'grave-basis'],
    ])
    expect(basis({ childInNeed: true })).toEqual(['section-17', ['in-need']])
    // In file order section 17 comes before the second rule for section 47.
    expect(basis({ childInNeed: true, professionalLevel: 4 })).toEqual(['section-17', ['in-need']])
    expect(basis({})).toEqual([null, ['no-basis']])
  })
})

describe('route: the first', () => {
  test('one that is undecided is passed over, and leads the unknowns', () => {
    const held = small(
      ahead(
        'grave',
        '{ id: open-first, says: Open., when: { earlyHelpStatus: open }, route: { to: allocated-worker }, clauses: [g-3.1] }',
      ),
    )
    const d = decided(held, { professionalLevel: 4, initialRag: 'red' })
    expect(d.route).toMatchObject({ destination: 'social-care', team: 'duty-team', label: 'The duty team' })
    expect(d.unknowns?.find(u => u.fact === 'earlyHelpStatus')?.couldChange).toContain('route')
    const open = decided(held, { professionalLevel: 4, earlyHelpStatus: 'open' })
    expect(open.route).toMatchObject({ destination: 'allocated-worker', team: null, label: null })
    expect(rulesOf(open, 'route')).toEqual(['open-first'])
  })
  test('also: each team once, and not the team that it goes to', () => {
    const many = small(
      ['actions: [call-back], strength: should,', 'actions: [call-back], also: [police, duty-team], strength: should,'],
      ['actions: [call-back], clauses: [g-6.2]', 'also: [front-door, police], clauses: [g-6.2]'],
    )
    const d = decided(many, { professionalLevel: 4, channel: 'telephone' })
    expect(d.route.also).toEqual(['police', 'front-door'])
    expect(d.route.alsoLabels).toEqual(['The police', 'The front door'])
  })
})

describe('consent', () => {
  type Answer = 'given' | 'refused' | 'not-sought' | undefined
  const answers: readonly Answer[] = ['given', 'refused', 'not-sought', undefined]
  const givers = ['parental-responsibility', 'young-person', 'both', 'other', undefined] as const
  const risks = [true, false, undefined] as const
  // Who may give it: known, not known (an age decides), or not said by the source.
  const persons = {
    'a parent': {
      from: 'who-may',
      facts: { ageYears: 10 },
      may: ['parental-responsibility', 'both'],
      never: ['young-person', 'other'],
    },
    'the young person': {
      from: 'who-may',
      facts: { ageYears: 17 },
      may: ['young-person', 'both'],
      never: ['parental-responsibility', 'other'],
    },
    both: {
      from: '{ all: [young-person, parental-responsibility] }',
      facts: {},
      may: ['both'],
      never: ['parental-responsibility', 'young-person', 'other'],
    },
    'by an age not known': { from: 'who-may', facts: {}, may: ['parental-responsibility', 'both'], never: ['other'] },
    anyone: {
      from: 'anyone',
      facts: {},
      may: ['parental-responsibility', 'young-person', 'both', 'other', undefined],
      never: [],
    },
  } as const

  /** The contract's `mayProceed`, in its own words. */
  function contract(
    requirement: string,
    answer: Answer,
    by: string | undefined,
    risk: boolean | undefined,
    may: readonly unknown[],
    never: readonly unknown[],
  ): boolean | null {
    const validlyGiven = answer === 'given' && may.includes(by)
    if (requirement !== 'required' || validlyGiven) return true
    const knownNot = answer === 'refused' || answer === 'not-sought' || (answer === 'given' && never.includes(by))
    return risk === false && knownNot ? false : null
  }

  describe.each(['required', 'seek', 'inform', 'do-not-seek', 'not-required'])('%s', requirement => {
    test.each(Object.entries(persons))('from %s: whether it may proceed', (_, { from, facts, may, never }) => {
      const asked = small(
        [
          'when: { is: harm, seekingConsentWould: some }, consent: do-not-seek',
          'when: { residentInArea: false }, consent: none',
        ],
        [
          'when: { riskOfSignificantHarm: true }, consent: seek, consentFrom: who-may',
          `when: always, consent: ${requirement}, consentFrom: ${from}`,
        ],
      )
      for (const consent of answers)
        for (const consentGivenBy of givers)
          for (const riskOfSignificantHarm of risks) {
            const contact = { ...facts, consent, consentGivenBy, riskOfSignificantHarm }
            const expected = contract(requirement, consent, consentGivenBy, riskOfSignificantHarm, may, never)
            const d = decided(asked, contact)
            expect({ contact, mayProceed: d.consent?.mayProceed }).toEqual({ contact, mayProceed: expected })
            expect(d.consents[0]).toMatchObject({ purpose: 'referral', requirement, mayProceed: expected, rule: 'ask' })
          }
    })
  })

  test('who consents', () => {
    const from = (contact: Facts) => decided(rulebook, contact).consent?.from
    expect([from({}), from({ ageYears: 15 }), from({ ageYears: 16 })]).toEqual([
      'parental-responsibility',
      'parental-responsibility',
      'young-person',
    ])
    expect(decided(rulebook, { ageYears: 16 }).consents[0]).toMatchObject({ rule: 'needed', clauses: ['g-4.1'] })
    expect(rulesOf(decided(rulebook, { ageYears: 16 }), 'consent')).toEqual(['needed', 'of-age'])
  })

  const four = small([
    '  deadlines:\n    - { id: grave-clock',
    `    service:
      - { id: of-service, says: Service., when: otherwise, consent: required, clauses: [g-4.1] }
    network-checks:
      - { id: of-checks, says: Checks., when: { ageYears: 0 }, consent: none, clauses: [g-4.1] }
      - { id: of-checks-else, says: Checks., when: otherwise, consent: required, consentFrom: young-person, clauses: [g-4.1] }
    information-sharing:
      - { id: of-sharing, says: Sharing., when: otherwise, consent: inform, clauses: [g-4.1] }
  deadlines:
    - { id: grave-clock`,
  ])
  test('each purpose has its own answer, which stands over the common one', () => {
    const d = decided(four, {
      riskOfSignificantHarm: false,
      consent: 'refused',
      consentGivenBy: 'young-person',
      consentFor: { service: 'given', 'network-checks': 'given' },
    })
    expect(d.consents.map(c => [c.purpose, c.requirement, c.from, c.mayProceed])).toEqual([
      ['referral', 'required', 'parental-responsibility', false],
      ['network-checks', 'required', 'young-person', true],
      ['information-sharing', 'inform', null, true],
      ['service', 'required', null, true],
    ])
    expect(d.consent).toEqual({ requirement: 'required', from: 'parental-responsibility', mayProceed: false })
    const other = decided(four, { riskOfSignificantHarm: false, consent: 'given', consentFor: { service: 'refused' } })
    expect(other.consents.map(c => c.mayProceed)).toEqual([null, null, true, false])
  })
  test('a purpose on which the source has no rule is left out, with its reason', () => {
    const d = decided(four, { ageYears: 0 })
    expect(d.consents.map(c => c.purpose)).toEqual(['referral', 'information-sharing', 'service'])
    expect(reasonOf(d, 'of-checks')?.outcome).toEqual({ purpose: 'network-checks', requirement: null })
    const none = small(['when: otherwise, consent: required, consentFrom: who-may', 'when: otherwise, consent: none'])
    expect(decided(none)).toMatchObject({ consent: null, consents: [] })
  })
  test('a rulebook without consent says nothing of it', () => {
    const [start, end] = ['  consent:\n', '  deadlines:\n    - { id: grave-clock'].map(x => smallText.indexOf(x)) as [
      number,
      number,
    ]
    const bare = rulebookFrom((smallText.slice(0, start) + smallText.slice(end)).replace(/^promises:\n.*\n/m, ''))
    expect(decided(bare)).toMatchObject({ consent: null, consents: [] })
  })
  test('asking is unsafe only where it is known to be', () => {
    const requirement = (contact: Facts) =>
      decided(rulebook, { riskOfSignificantHarm: true, ...contact }).consent?.requirement
    expect([
      requirement({}),
      requirement({ seekingConsentWould: [] }),
      requirement({ seekingConsentWould: ['increase-risk'] }),
    ]).toEqual(['seek', 'seek', 'do-not-seek'])
    expect(unknownsOf(decided(rulebook, { riskOfSignificantHarm: true }))).toContain('seekingConsentWould')
  })
  test('outcomes of consent are facts to later rules', () => {
    const later = small([
      'when: { channel: telephone, level: 4 }',
      'when: { mayProceed.referral: false, requirement.referral: required }',
    ])
    const asked = (contact: Facts) => rulesOf(decided(later, { riskOfSignificantHarm: false, ...contact }), 'actions')
    expect([
      asked({ consent: 'refused' }),
      asked({}),
      asked({ consent: 'given', consentGivenBy: 'parental-responsibility' }),
    ]).toEqual([['grave-calls'], [], []])
  })
})

describe('deadlines', () => {
  /** The small rulebook with the time of its slow clock replaced, and the date that comes of it. */
  const due = (slow: string, contact: Facts) => {
    const d = decided(small(['within: 3 working days, from: receivedAt', slow]), contact)
    return deadlineOf(d, 'first-decision')?.due
  }

  test('the first that applies, for each id', () => {
    const d = decided(rulebook, { professionalLevel: 4 })
    expect(d.deadlines.map(x => x.id)).toEqual(['first-decision', 'kept'])
    expect(d.deadlines[0]).toEqual({
      id: 'first-decision',
      label: 'First decision',
      action: 'First decision',
      duration: 'PT4H',
      from: 'receivedAt',
      due: '2026-03-27T20:30:00+00:00',
      dueDate: '2026-03-27',
      notBefore: null,
      strength: 'must',
      governs: true,
      rule: 'grave-clock',
      clauses: ['g-5.1'],
    })
    expect(d.deadline).toEqual(d.deadlines[0])
    expect(rulesOf(d, 'deadlines')).toEqual(['grave-clock', 'kept-long'])
    expect(deadlineOf(decided(rulebook), 'first-decision')?.rule).toBe('slow-clock')
  })
  test('waits for an event that is not given', () => {
    expect(deadlineOf(decided(rulebook), 'kept')).toMatchObject({
      from: 'caseClosedAt',
      due: null,
      dueDate: null,
      duration: 'P1Y',
    })
    expect(deadlineOf(decided(rulebook), 'review')).toBeUndefined()
    expect(deadlineOf(decided(rulebook, { events: { caseClosedAt: '2026-01-31T10:00:00Z' } }), 'kept')).toMatchObject({
      due: '2027-01-31T17:30:00+00:00',
      dueDate: '2027-01-31',
    })
  })

  describe('which one governs', () => {
    const planned = { events: { planStartedAt: '2025-10-01T09:00:00Z', caseClosedAt: '2026-03-27T09:00:00Z' } }
    const governing = (book: Rulebook, contact: Facts = planned) => decided(book, contact).deadline?.id ?? null
    const noClock: [string, string] = [
      'when: always, deadline: first-decision',
      'when: { ageYears: 24 }, deadline: first-decision',
    ]
    test('a must before a should, though it is later', () => {
      const d = decided(rulebook, planned)
      expect(d.deadlines.map(x => [x.id, x.dueDate])).toEqual([
        ['review', '2026-03-27'],
        ['first-decision', '2026-04-01'],
        ['kept', '2027-03-27'],
      ])
      expect(d.deadline?.id).toBe('first-decision')
    })
    test('a should, where no must has a date', () => {
      expect(governing(small(noClock))).toBe('review')
    })
    test('a may as well', () => {
      expect(governing(small(noClock, ['strength: should, clauses: [g-5.1]', 'strength: may, clauses: [g-5.1]']))).toBe(
        'review',
      )
    })
    test('never one that does not govern, nor one that waits', () => {
      expect(governing(small(noClock), { events: { caseClosedAt: '2026-03-27T09:00:00Z' } })).toBeNull()
      expect(
        governing(small(noClock, ['kept: { label: Records are kept, governs: false }', 'kept: Records are kept']), {}),
      ).toBeNull()
    })
    test('the earliest, and of equals the first in the alphabet', () => {
      const equal = (id: string) =>
        small(
          ['  kept: { label: Records are kept, governs: false }', `  ${id}: Other`],
          [
            'deadline: kept, within: 1 year, from: caseClosedAt',
            `deadline: ${id}, within: 3 working days, from: receivedAt`,
          ],
        )
      expect(governing(equal('alpha'), {})).toBe('alpha')
      expect(governing(equal('zulu'), {})).toBe('first-decision')
      expect(decided(equal('alpha'), {}).deadlines.map(x => x.id)).toEqual(['alpha', 'first-decision'])
    })
    test('one past the calendar does not govern', () => {
      const far = small(
        ['  kept: { label: Records are kept, governs: false }', '  kept: Records'],
        ['within: 3 working days, from: receivedAt', 'within: 25 years, from: receivedAt'],
      )
      const d = decided(far, { events: { caseClosedAt: receivedAt } })
      expect(d.deadline).toMatchObject({ id: 'kept', dueDate: '2027-03-27' })
    })
  })

  describe('windows', () => {
    const review = (events: Facts) => deadlineOf(decided(rulebook, { events }), 'review')
    test('open at an instant, and close at one', () => {
      expect(review({ planStartedAt: '2026-01-05T09:00:00Z' })).toMatchObject({
        notBefore: '2026-04-05T17:30:00+01:00',
        due: '2026-07-05T17:30:00+01:00',
        strength: 'should',
      })
    })
    test('close sooner where the event comes sooner', () => {
      expect(review({ planStartedAt: '2026-01-05T09:00:00Z', caseClosedAt: '2026-05-01T12:00:00Z' })).toMatchObject({
        due: '2026-05-01T13:00:00+01:00',
        dueDate: '2026-05-01',
      })
    })
    test('do not where it comes later, or at the same time', () => {
      for (const caseClosedAt of ['2026-08-01T12:00:00Z', '2026-07-05T16:30:00Z'])
        expect(review({ planStartedAt: '2026-01-05T09:00:00Z', caseClosedAt })).toMatchObject({
          due: '2026-07-05T17:30:00+01:00',
        })
    })
    test('a date that is over is told', () => {
      const d = decided(rulebook, { events: { planStartedAt: '2025-01-06T09:00:00Z' } })
      expect(d.notices).toEqual([{ code: 'already-passed', says: expect.stringContaining('2025-07-06') }])
    })
    test('wait whole for their event', () => {
      const always = small(['when: { given: events.planStartedAt }', 'when: always'])
      expect(deadlineOf(decided(always, { events: { caseClosedAt: receivedAt } }), 'review')).toMatchObject({
        from: 'planStartedAt',
        due: null,
        dueDate: null,
        notBefore: null,
      })
    })
  })

  test.each([
    // The clocks go forward on 29 March 2026 and back on 25 October.
    ['within: 24 hours, from: receivedAt', { receivedAt: '2026-03-28T12:00:00Z' }, '2026-03-29T13:00:00+01:00'],
    ['within: 24 hours, from: receivedAt', { receivedAt: '2026-10-24T12:00:00+01:00' }, '2026-10-25T11:00:00+00:00'],
    ['within: 1 hour, from: receivedAt', { receivedAt: '2026-03-29T00:30:00Z' }, '2026-03-29T02:30:00+01:00'],
    ['within: 1 days, from: receivedAt', { receivedAt: '2026-03-28T12:00:00Z' }, '2026-03-29T17:30:00+01:00'],
    ['within: by 09:00, from: receivedAt', { receivedAt: '2026-03-28T12:00:00Z' }, '2026-03-29T09:00:00+01:00'],
    ['within: by 09:00, from: receivedAt', { receivedAt: '2026-03-28T09:00:00Z' }, '2026-03-28T09:00:00+00:00'],
    ['within: at once, from: receivedAt', {}, '2026-03-27T16:30:00+00:00'],
    // Good Friday and Easter Monday: 3 and 6 April 2026.
    [
      'within: 3 working days, from: receivedAt',
      { receivedAt: '2026-04-01T09:00:00+01:00' },
      '2026-04-08T17:30:00+01:00',
    ],
    [
      'within: 1 working day, from: receivedAt',
      { receivedAt: '2026-04-02T23:59:00+01:00' },
      '2026-04-07T17:30:00+01:00',
    ],
    [
      'within: 1 working day, from: receivedAt',
      { receivedAt: '2026-04-05T09:00:00+01:00' },
      '2026-04-07T17:30:00+01:00',
    ],
    // The date of the event is London's: 23:30 UTC on Thursday is Friday in summer.
    ['within: 1 working day, from: receivedAt', { receivedAt: '2026-06-04T23:30:00Z' }, '2026-06-08T17:30:00+01:00'],
    ['within: 1 month, from: receivedAt', { receivedAt: '2026-01-31T09:00:00Z' }, '2026-02-28T17:30:00+00:00'],
    [
      'within: 3 working days before, from: outcomeDecidedAt',
      { events: { outcomeDecidedAt: '2026-04-08T10:00:00+01:00' } },
      '2026-04-01T17:30:00+01:00',
    ],
  ])('%s of %j: %s', (slow, contact, expected) => expect(due(slow, contact)).toBe(expected))

  describe('outside the years of the calendar', () => {
    test('a deadline has no date, and a notice says so; the rest stands', () => {
      const d = decided(rulebook, {
        receivedAt: '2028-12-29T10:00:00Z',
        riskOfSignificantHarm: false,
        professionalLevel: 2,
        events: { caseClosedAt: '2028-12-29T10:00:00Z' },
      })
      expect(deadlineOf(d, 'first-decision')).toMatchObject({ due: null, dueDate: null, rule: 'slow-clock' })
      expect(d.deadline).toBeNull()
      expect(d.notices).toEqual([{ code: 'outside-calendar', says: expect.stringContaining('First decision') }])
      // A year needs no bank holidays.
      expect(deadlineOf(d, 'kept')).toMatchObject({ dueDate: '2029-12-29' })
      expect([d.level, d.route.destination, d.consent?.requirement]).toEqual([2, 'screening', 'required'])
    })
    test('before them as well', () => {
      const d = decided(rulebook, { receivedAt: '2017-01-02T10:00:00Z', professionalLevel: 1 })
      expect([d.level, d.deadline, deadlineOf(d, 'first-decision')?.due]).toEqual([1, null, null])
      expect(d.notices.map(n => n.code)).toEqual(['outside-calendar'])
    })
    test.each(['2017-01-02T10:00:00Z', '2031-03-04T10:00:00Z'])('hours need none: %s', at => {
      const d = decided(rulebook, { receivedAt: at, riskOfSignificantHarm: true })
      expect([d.deadline?.id, d.deadline?.due]).toEqual([
        'first-decision',
        at.replace('T10', 'T14').replace('Z', '+00:00'),
      ])
      expect(d.notices).toEqual([])
    })
    test('what ended before a clock began does not end it', () => {
      const from = (caseClosedAt: string) =>
        deadlineOf(decided(rulebook, { events: { planStartedAt: '2026-01-05T09:00:00Z', caseClosedAt } }), 'review')
          ?.dueDate
      expect(from('2025-12-24T09:00:00Z')).toBe('2026-07-05')
      expect(from('2026-02-02T09:00:00Z')).toBe('2026-02-02')
    })
    test('an event that is waited for needs no notice', () => {
      expect(decided(rulebook).notices).toEqual([])
    })
  })
})

describe('actions', () => {
  test('merged by id: the strongest strength, the first rule, and the clauses of the action itself', () => {
    const call = { channel: 'telephone' }
    const callBack = {
      id: 'call-back',
      label: 'Ring the caller back',
      kind: 'ask',
      by: 'front-door',
      byLabel: 'The front door',
      rule: 'calls',
      clauses: ['g-6.1'],
    }
    expect(decided(rulebook, call).actions).toEqual([{ ...callBack, strength: 'should' }])
    expect(decided(rulebook, { ...call, professionalLevel: 4 }).actions).toEqual([
      { ...callBack, strength: 'must' },
      {
        id: 'plan',
        label: 'Make a plan',
        kind: 'decide',
        by: 'duty-team',
        byLabel: 'The duty team',
        strength: 'must',
        rule: 'grave',
        clauses: ['g-3.1'],
      },
    ])
  })
  test('in the order of their kinds, then of the file', () => {
    const many = small(
      ['plan, kind: decide', 'plan, kind: record'],
      ['kind: tell, clauses: [g-4.1]', 'kind: protect, clauses: [g-4.1]'],
    )
    const d = decided(many, { channel: 'telephone', riskOfSignificantHarm: true })
    expect(d.actions.map(a => [a.id, a.kind])).toEqual([
      ['tell-parents', 'protect'],
      ['call-back', 'ask'],
      ['plan', 'record'],
    ])
  })
  test('a later, weaker asking does not weaken', () => {
    const weaker = small(
      ['actions: [call-back], strength: should,', 'actions: [call-back],'],
      ['actions: [call-back], clauses: [g-6.2]', 'actions: [{ call-back: may }], clauses: [g-6.2]'],
    )
    expect(decided(weaker, { channel: 'telephone', professionalLevel: 4 }).actions[0]).toMatchObject({
      id: 'call-back',
      strength: 'must',
    })
  })
  test('a rider is done only where its rule is the one that decides', () => {
    const d = decided(rulebook, { riskOfSignificantHarm: true, seekingConsentWould: ['increase-risk'] })
    expect(d.actions.map(a => a.id)).toEqual(['plan'])
    expect(decided(rulebook, { riskOfSignificantHarm: true }).actions.map(a => [a.id, a.rule])).toEqual([
      ['tell-parents', 'ask'],
      ['plan', 'grave'],
    ])
  })
  test('one of several may have its own strength', () => {
    const mixed = small(['actions: [plan], also', 'actions: [plan, { tell-parents: may }], also'])
    expect(decided(mixed, { professionalLevel: 4 }).actions.map(a => [a.id, a.strength])).toEqual([
      ['tell-parents', 'may'],
      ['plan', 'must'],
    ])
  })
})

describe('the rationale', () => {
  const contacts: readonly Facts[] = [
    {},
    {
      riskOfSignificantHarm: true,
      channel: 'telephone',
      initialRag: 'red',
      indicators: [hurt, cold, crowded],
      ageYears: 3,
    },
    {
      professionalLevel: 2,
      consent: 'refused',
      riskOfSignificantHarm: false,
      events: { planStartedAt: receivedAt, caseClosedAt: receivedAt },
    },
    { functionalNeeds: { learning: 3 }, finalRag: 'green', unborn: true },
    { residentInArea: false, ageYears: 17 },
  ]
  test.each(contacts.map(c => [c]))('every outcome has an entry that cites a clause: %j', contact => {
    const d = decided(rulebook, contact)
    const entries = d.rationale ?? []
    const has = (stage: string, outcome: Facts) =>
      expect(entries.filter(r => r.stage === stage).map(r => r.outcome)).toContainEqual(
        expect.objectContaining(outcome),
      )
    if (d.level !== null) has('level', { level: d.level })
    has('basis', { basis: d.basis })
    if (d.rag !== null) has('rag', { rag: d.rag })
    has('route', { destination: d.route.destination, team: d.route.team })
    for (const c of d.consents) has('consent', { purpose: c.purpose, requirement: c.requirement, from: c.from })
    for (const x of d.deadlines) has('deadlines', { deadline: x.id })
    for (const a of d.actions) expect(reasonOf(d, a.rule)?.outcome.actions).toContain(a.id)
    for (const r of entries) {
      expect(r.clauses.length).toBeGreaterThan(0)
      expect(r.clauses.filter(c => rulebook.clauses[c] === undefined)).toEqual([])
      expect(r.says).toBe(rulebook.rules.find(x => x.id === r.rule)?.says)
    }
    for (const x of [...d.consents, ...d.deadlines, ...d.actions])
      expect(reasonOf(d, x.rule)?.clauses).toEqual(
        expect.arrayContaining([...x.clauses.filter(c => reasonOf(d, x.rule)?.clauses.includes(c))]),
      )
  })
  test('says what was seen, also where nothing was', () => {
    const d = decided(rulebook, { riskOfSignificantHarm: true, initialRag: 'red' })
    expect(reasonOf(d, 'harm-is-four')).toMatchObject({
      stage: 'level',
      clauses: ['g-2.1'],
      interpretation: null,
      interpretations: [],
      outcome: { level: 4 },
      says: 'Suspected harm is level 4.',
    })
    expect(reasonOf(d, 'harm-is-four')?.matched).toContainEqual({
      fact: 'riskOfSignificantHarm',
      operator: 'equal',
      value: true,
      observed: true,
    })
    expect(reasonOf(d, 'taken-in')?.matched).toEqual([
      { fact: 'residentInArea', operator: 'mayBe:equal', value: true, observed: null },
    ])
  })
  test('of an `any` only what held', () => {
    expect(reasonOf(decided(rulebook, { functionalNeeds: { learning: 2, vision: 2 } }), 'needs')?.matched).toHaveLength(
      1,
    )
  })
  test('a rule that rests on a reading names it', () => {
    const read = small([
      'when: { level: 4 }, unless: { socialCareStatus: open }',
      'when: { level: 4 }, interpretation: age-of-being-alone',
    ])
    expect(reasonOf(decided(read, { professionalLevel: 4 }), 'grave')?.interpretation).toBe('age-of-being-alone')
  })
  test('is in the order decided', () => {
    const order = ['eligibility', 'level', 'basis', 'rag', 'route', 'consent', 'deadlines', 'actions']
    const stages = decided(rulebook, contacts[1]).rationale?.map(r => order.indexOf(r.stage)) ?? []
    expect(stages).toEqual([...stages].sort((a, b) => a - b))
    expect(new Set(stages).size).toBe(order.length)
  })
})

describe('options', () => {
  const contact = { receivedAt, riskOfSignificantHarm: true, channel: 'telephone', indicators: [hurt] }
  const full = decided(rulebook, contact)
  test.each<[Parameters<typeof decide>[2], readonly string[]]>([
    [{ rationale: false }, ['rationale']],
    [{ unknowns: false }, ['unknowns']],
    [{ rationale: false, unknowns: false }, ['rationale', 'unknowns']],
    [{ rationale: true, unknowns: true }, []],
    [{}, []],
  ])('%j leaves out %j and changes nothing else', (options, left) => {
    const result = decide(rulebook, contact, options)
    if (!result.ok) throw new Error('refused')
    for (const key of left) expect(key in result.value).toBe(false)
    expect(JSON.stringify(result.value)).toBe(
      JSON.stringify(Object.fromEntries(Object.entries(full).filter(([k]) => !left.includes(k)))),
    )
  })
})

describe('the same contact', () => {
  const contact = {
    receivedAt,
    reference: 'r',
    riskOfSignificantHarm: false,
    indicators: [cold, crowded, hurt, alone],
    indicatorsAbsent: [damp],
    concerns: ['disability', 'trafficking'],
    seekingConsentWould: ['increase-risk', 'cause-undue-delay'],
    ageYears: 9,
    consentFor: { service: 'given', referral: 'refused' },
    functionalNeeds: { learning: 2, vision: 2 },
    events: { caseClosedAt: receivedAt, planStartedAt: '2026-01-05T09:00:00Z' },
  }
  const turned = Object.fromEntries(
    Object.entries(contact)
      .map(
        ([k, v]) =>
          [
            k,
            Array.isArray(v)
              ? [...v].reverse()
              : typeof v === 'object'
                ? Object.fromEntries(Object.entries(v).reverse())
                : v,
          ] as const,
      )
      .reverse(),
  )
  /** Two signs that bring clauses and readings of their own, so that their order could show. */
  const cited = small(
    [
      'home-l2-crowded: The home is crowded',
      'home-l2-crowded: { label: The home is crowded, clauses: [g-1.1], interpretation: age-of-being-alone }'.replace(
        ' ages: [0, 1],',
        '',
      ),
    ],
    [
      'home-l2-cold: { label: The home is cold, bullet: 1 }',
      'home-l2-cold: { label: The home is cold, bullet: 1, clauses: [g-3.1], interpretation: of-the-cold }',
    ],
    [
      'interpretations:\n',
      'interpretations:\n  - { id: of-the-cold, question: Q, passages: [g-2.1], reading: R, notChosen: N, why: W }\n',
    ],
    [
      'when: { level: 4 }, unless: { socialCareStatus: open }',
      'when: { indicators: { level: 2 } }, unless: { socialCareStatus: open }',
    ],
    ['    ages: [0, 4]\n', '    ages: [0, 4]\n    note: N\n'],
  )
  test('is always decided alike', () => {
    expect(JSON.stringify(decide(rulebook, contact))).toBe(JSON.stringify(decide(rulebook, contact)))
    expect(JSON.stringify(decide(small(), contact))).toBe(JSON.stringify(decide(rulebook, contact)))
  })
  test('with its keys and lists in another order too', () => {
    expect(JSON.stringify(decided(rulebook, turned))).toBe(JSON.stringify(decided(rulebook, contact)))
  })
  test('with its signs in another order too, where they bring clauses and readings', () => {
    expect(JSON.stringify(decided(cited, turned))).toBe(JSON.stringify(decided(cited, contact)))
  })
  test('is not changed by deciding it, nor is the rulebook', () => {
    const freeze = <T>(x: T): T => {
      if (typeof x === 'object' && x !== null && !Object.isFrozen(x))
        for (const v of Object.values(Object.freeze(x))) freeze(v)
      return x
    }
    const frozen = freeze(structuredClone(contact))
    const text = JSON.stringify(decided(rulebook, contact))
    expect(JSON.stringify(decided(freeze(small()), frozen))).toBe(text)
    expect(frozen).toEqual(contact)
  })
})

describe('the digest', () => {
  const digest = (text: string): string => rulebookFrom(text).digest
  const replaced = (from: string, to: string): string => {
    expect(smallText).toContain(from)
    return digest(smallText.replace(from, to))
  }
  test('is that of the content: comments, quotes and the order of keys within an entry do not count', () => {
    expect(digest(`# A comment.\n${smallText}\n# Another.\n`)).toBe(rulebook.digest)
    expect(replaced('version: "2026"', "version: '2026' # this year")).toBe(rulebook.digest)
    expect(
      replaced(
        '{ riskOfSignificantHarm: true }\n    unless: { ageYears: at least 18 }',
        '{ "riskOfSignificantHarm": true }\n    unless:\n      ageYears: at least 18',
      ),
    ).toBe(rulebook.digest)
    expect(replaced('within: 4 hours, from: receivedAt', 'from: receivedAt, within: PT4H')).toBe(rulebook.digest)
    const [head, ...sections] = smallText.split(/^(?=[a-zA-Z]+:)/m)
    expect(digest([head, ...sections.reverse()].join(''))).toBe(rulebook.digest)
  })
  test.each([
    ['what a rule says', 'says: Suspected harm is level 4.', 'says: Suspected harm is level four.'],
    ['a number', 'within: 4 hours', 'within: 5 hours'],
    ['a label', 'police: The police', 'police: Police'],
    ['a condition', 'ageYears: at least 16', 'ageYears: at least 17'],
    [
      'the order of rules',
      `${ruleText('two-signs')}\n${ruleText('one-grave-sign')}`,
      `${ruleText('one-grave-sign')}\n${ruleText('two-signs')}`,
    ],
    // Pages and lists follow it.
    [
      'the order of names',
      '  front-door: The front door\n  duty-team: The duty team\n',
      '  duty-team: The duty team\n  front-door: The front door\n',
    ],
    ['a clause', 'says: By when.', 'says: When.'],
    ['a reading', 'reading: Up to twelve.', 'reading: Up to 12.'],
    ['a strength', 'strength: should, clauses: [g-5.1]', 'strength: may, clauses: [g-5.1]'],
    ['the version', 'version: "2026"', 'version: "2026-1"'],
  ])('changes with %s', (_, from, to) => {
    expect(replaced(from, to)).not.toBe(rulebook.digest)
    expect(replaced(from, to)).toMatch(/^sha256-[0-9a-f]{64}$/)
  })
})
