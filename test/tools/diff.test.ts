import { describe, expect, test } from 'vitest'
import { decide } from '../../src/engine/decide/decide.js'
import type { Rulebook } from '../../src/rules/language/rulebook.js'
import { knownTo } from '../../src/tools/authorities/known-words.js'
import { decisionComparer } from '../../src/tools/changes/decision-changes.js'
import { rulebookChanges } from '../../src/tools/changes/rulebook-changes.js'
import { treatedDifferently } from '../../src/tools/changes/treated-differently.js'
import { tellingContacts } from '../../src/tools/contacts/telling-contacts.js'
import { flowYaml } from '../../src/tools/text/flow-yaml.js'
import { decided, small } from '../small.js'

type Change = readonly [from: string, to: string]
const changed = (...changes: readonly Change[]) => rulebookChanges(small(), small(...changes))
/** Part, kind and id of each change, with what it says. */
const told = (...changes: readonly Change[]) =>
  changed(...changes).flatMap(p => p.changes.map(c => [`${p.part}: ${c.kind} ${c.id}`, ...c.details]))

describe('what changed, in words', () => {
  test('nothing', () => expect(changed()).toEqual([]))

  const cases: readonly (readonly [string, Change, readonly string[]])[] = [
    [
      'a level',
      ['atLeast: 2 } }, level: 2', 'atLeast: 2 } }, level: 3'],
      ['Levels: changed two-signs', 'now level 3; it was level 2'],
    ],
    [
      'a threshold',
      ['level: 2, group: listed, atLeast: 2', 'level: 2, group: listed, atLeast: 3'],
      [
        'Levels: changed two-signs',
        'now wants: at least 3 indicators of level 2 of the group listed; it was: at least 2 indicators of level 2 of the group listed',
      ],
    ],
    [
      'an age',
      [
        'says: From 16 on the young person consents., when: { ageYears: at least 16 }',
        'says: From 16 on the young person consents., when: { ageYears: at least 17 }',
      ],
      ['Consent: changed of-age', 'now wants: the age is at least 17; it was: the age is at least 16'],
    ],
    [
      'a timescale',
      ['within: 4 hours', 'within: 6 hours'],
      [
        'Timescales: changed grave-clock',
        'now "First decision" within 6 hours from receipt; it was "First decision" within 4 hours from receipt',
      ],
    ],
    [
      'a consent',
      ['consent: seek, consentFrom: who-may', 'consent: required, consentFrom: who-may'],
      [
        'Consent: changed ask',
        'now consent for the referral: required, from who-may; it was consent for the referral: seek, from who-may',
      ],
    ],
    [
      'a route',
      ['to: social-care, team: duty-team', 'to: mash, team: duty-team'],
      ['Routes: changed grave', "now to the MASH: The duty team; it was to children's social care: The duty team"],
    ],
    [
      'a condition that is dropped',
      ['seekingConsentWould: some }', 'riskOfSignificantHarm: true }'],
      ['Consent: changed unsafe-to-ask', 'no longer wanted: asking for consent would do harm'],
    ],
    [
      'an exception that is dropped',
      [', unless: { socialCareStatus: open }, route: { to: social-care', ', route: { to: social-care'],
      ['Routes: changed grave', 'the exception is gone: the case is open to social care'],
    ],
    [
      'an alternative that is dropped',
      [
        '{ any: [{ functionalNeeds: { score: 2, areas: at least 2 } }, { functionalNeeds: { score: at least 3 } }] }',
        '{ functionalNeeds: { score: at least 3 } }',
      ],
      ['Levels: changed needs', 'no longer enough: at least 2 functional needs scored 2'],
    ],
    [
      'a strength',
      ['orAt: caseClosedAt, strength: should', 'orAt: caseClosedAt, strength: must'],
      [
        'Timescales: changed review-window',
        'now "Review of the plan" within 6 months from the start of the plan, opening 3 months after, or at the closing of the case if that is sooner; it was "Review of the plan" within 6 months from the start of the plan, opening 3 months after, or at the closing of the case if that is sooner (should)',
      ],
    ],
    [
      'an action',
      ['actions: [plan], also: [police]', 'actions: [tell-parents], also: [front-door]'],
      [
        'Routes: changed grave',
        'now also asks for: "Tell the parents"',
        'no longer asks for: "Make a plan"',
        'now also tells: The front door',
        'no longer tells: The police',
      ],
    ],
    [
      'an indicator',
      [
        'home-l2-crowded: The home is crowded',
        'home-l2-crowded: { label: The home is overcrowded, level: 3, concerns: [disability] }',
      ],
      [
        'Indicators: changed home-l2-crowded',
        'now of level 3; it was level 2',
        'now labelled The home is overcrowded; it was The home is crowded',
        'now also counts as the concern: disability',
      ],
    ],
    [
      'a reading',
      ['reading: Up to twelve.', 'reading: Up to ten.'],
      ['Readings: changed age-of-being-alone', 'now read: Up to ten.; it was: Up to twelve.'],
    ],
    [
      'the office hours',
      ['closes: "17:30"', 'closes: "17:00"'],
      ['The rulebook: changed office hours', 'now 09:00 to 17:00; it was 09:00 to 17:30'],
    ],
    [
      'a label',
      ['label: Make a plan', 'label: Make a good plan'],
      ['Names: changed action plan', 'label: Make a good plan; it was: Make a plan'],
    ],
    [
      'a promise',
      ['then: { requirement.referral: { not: required } }', 'then: { requirement.referral: seek }'],
      [
        'Promises: changed harm-acts',
        expect.stringMatching(
          /^now promises: .* → the rule on consent for the referral is "ask, and go on without"; it was: /,
        ) as unknown as string,
      ],
    ],
  ]
  test.each(cases)('%s', (_, change, lines) => {
    expect(told(change)).toEqual([lines])
  })

  test('a rule that is new, and one that is gone', () => {
    const rule =
      '    - { id: one-grave-sign, says: One sign of level 4 makes level 4., when: { indicators: { level: 4 } }, level: 4, clauses: [g-2.1] }\n'
    const lines = ['level 4', 'when at least 1 indicator of level 4']
    expect(told([rule, ''])).toEqual([['Levels: removed one-grave-sign', ...lines]])
    expect(rulebookChanges(small([rule, '']), small())[0]?.changes).toEqual([
      { kind: 'added', id: 'one-grave-sign', says: 'One sign of level 4 makes level 4.', details: lines },
    ])
  })

  test('nothing, where a condition is written in another way', () => {
    expect(
      told(['when: { channel: telephone, level: 4 }', 'when: { not: { channel: [form, email] }, level: 4 }']),
    ).toEqual([])
    expect(
      told(['when: { channel: telephone, level: 4 }', 'when: { not: { channel: [form] }, level: 4 }']),
    ).not.toEqual([])
  })

  test('a definition, told once and named at the rules that use it', () => {
    expect(told(['unless: { ageYears: at least 18 }\n', 'unless: { ageYears: at least 17 }\n'])).toEqual([
      ['Levels: changed harm-is-four', 'changed through the definition `harm`'],
      ['Statutory basis: changed by-harm', 'changed through the definition `harm`'],
      ['Consent: changed unsafe-to-ask', 'changed through the definition `harm`'],
      [
        'Definitions: changed harm',
        'now wants: the age is less than 17, or not known; it was: the age is less than 18, or not known',
      ],
      ['Promises: changed harm-acts', expect.any(String)],
    ])
  })

  test('the order of a list', () => {
    const [a, b] = [
      '      - { id: unsafe-to-ask, says: Nobody asks where asking is unsafe., when: { is: harm, seekingConsentWould: some }, consent: do-not-seek, clauses: [g-4.1] }\n',
      '      - { id: ask, says: Consent is asked for where harm is suspected., when: { riskOfSignificantHarm: true }, consent: seek, consentFrom: who-may, actions: [tell-parents], clauses: [g-4.1] }\n',
    ]
    expect(told([a + b, b + a])).toEqual([['Consent: changed unsafe-to-ask', 'now read before `needed`']])
  })
})

describe('more protective, as the contract defines it', () => {
  const before = small()
  const contact = {
    riskOfSignificantHarm: true,
    channel: 'telephone',
    events: { planStartedAt: '2026-01-05T09:00:00Z' },
  }
  const old = decided(before, contact)
  const compared = (now: Partial<typeof old>, rulebook: Rulebook = before) =>
    decisionComparer(before, rulebook)(old, { ...old, ...now }).map(c => `${c.area} ${c.direction}: ${c.says}`)
  const [consent] = old.consents
  const deadline = (id: string, change: object) => ({
    deadlines: old.deadlines.map(d => (d.id === id ? { ...d, ...change } : d)),
  })

  test('equal decisions', () => expect(compared({})).toEqual([]))
  test('levels', () => {
    expect(compared({ level: 3 })).toEqual(['level down: level 4 → level 3'])
    expect(compared({ level: null })).toEqual(['level down: level 4 → no level'])
    const compare = decisionComparer(before, before)
    expect(compare({ ...old, level: 1 }, { ...old, level: null }).map(c => c.direction)).toEqual(['sideways'])
  })
  test('the statutory basis', () => {
    expect(compared({ basis: 'section-17' })).toEqual(['basis down: section 47 → section 17'])
    expect(compared({ basis: null })).toEqual(['basis down: section 47 → no statutory basis'])
  })
  test('ratings have no order', () => expect(compared({ rag: 'red' })).toEqual(['rating sideways: not rated → red']))
  test('routes, by their order in the rulebook', () => {
    const held = { ...old.route, destination: 'screening', team: 'front-door', label: 'The front door' } as const
    expect(compared({ route: held })).toEqual([
      "route down: Children's social care: The duty team → Held at the front door: The front door",
    ])
    expect(compared({ route: { ...held, destination: 'signpost' } })[0]).toMatch(/^route sideways/)
  })
  test('whether a purpose may go ahead; another way of asking is neither', () => {
    const now = (change: object) => ({ consents: consent ? [{ ...consent, ...change }] : [] })
    expect(compared(now({ requirement: 'required', mayProceed: null }))).toEqual([
      'consent down: for the referral: ask for it from somebody with parental responsibility; may go on without; may go ahead → required from somebody with parental responsibility before going on; whether it may go ahead is not known',
    ])
    expect(compared(now({ requirement: 'required', mayProceed: false }))[0]).toMatch(/^consent down/)
    expect(compared(now({ requirement: 'inform' }))[0]).toMatch(/^consent sideways/)
    expect(compared({ consents: [] })).toEqual([
      'consent sideways: for the referral: ask for it from somebody with parental responsibility; may go on without; may go ahead → no rule',
    ])
    // Where there was no rule nothing held the purpose up.
    const held = consent
      ? { ...old, consents: [{ ...consent, requirement: 'required', mayProceed: false } as const] }
      : old
    expect(decisionComparer(before, before)({ ...old, consents: [] }, held).map(c => c.direction)).toEqual(['down'])
  })
  test('one deadline earlier or later; another one is neither', () => {
    expect(compared(deadline('first-decision', { due: '2026-03-27T22:30:00+00:00', duration: 'PT6H' }))).toEqual([
      'deadline down: "First decision" later: within 4 hours from receipt → within 6 hours from receipt',
    ])
    expect(compared(deadline('first-decision', { due: '2026-03-27T18:30:00+00:00' }))).toEqual([
      'deadline up: "First decision" earlier',
    ])
    expect(compared(deadline('first-decision', { due: null }))[0]).toMatch(/^deadline down/)
    expect(compared(deadline('review', { strength: 'must' }))).toEqual([
      'deadline sideways: "Review of the plan" should → must',
    ])
    expect(compared({ deadlines: old.deadlines.filter(d => d.id !== 'review') })).toEqual([
      'deadline sideways: "Review of the plan" is no longer set',
    ])
  })
  test('actions and others who are told', () => {
    expect(compared({ actions: [], route: { ...old.route, also: [] } })).toEqual([
      'actions sideways: no longer asked for: Tell the parents',
      'actions sideways: no longer asked for: Ring the caller back',
      'actions sideways: no longer asked for: Make a plan',
      'actions sideways: no longer told: The police',
    ])
  })
})

describe('children treated differently', () => {
  const generated = (...changes: readonly Change[]) => {
    const [before, after] = [small(), small(...changes)]
    return treatedDifferently(before, after, tellingContacts(before, after, 100), 'generated')
  }

  test('nobody, where nothing changed', () => {
    const { different, kinds, refused, contacts } = generated()
    expect([different, kinds, refused]).toEqual([0, [], []])
    expect(contacts).toBeGreaterThan(150)
  })

  test('always the same', () => {
    const change: Change = ['within: 4 hours', 'within: 6 hours']
    expect(generated(change)).toEqual(generated(change))
  })

  test('a change of words treats nobody differently', () => {
    expect(generated(['label: Make a plan', 'label: Make a good plan']).different).toBe(0)
  })

  test('a deadline that is lengthened comes back as the smallest contact that shows it', () => {
    const { kinds, counts } = generated(['within: 4 hours', 'within: 6 hours'])
    expect(kinds.map(k => [k.area, k.direction, k.says])).toEqual([
      ['deadline', 'down', '"First decision" later: within 4 hours from receipt → within 6 hours from receipt'],
    ])
    expect(Object.keys(kinds[0]?.witness ?? {})).toHaveLength(2)
    expect(kinds[0]?.after).toEqual([{ rule: 'grave-clock', says: 'Level 4 is decided within 4 hours.' }])
    expect(counts.deadline).toEqual({ down: kinds[0]?.contacts, sideways: 0, up: 0 })
  })

  test.each<readonly [string, Change, string, readonly string[]]>([
    [
      'a level lowered',
      ['when: { is: harm }, level: 4', 'when: { is: harm }, level: 3'],
      'level down: level 4 → level 3',
      ['riskOfSignificantHarm'],
    ],
    [
      'one indicator moved',
      ['home-l2-crowded: The home is crowded', 'home-l2-crowded: { label: The home is crowded, level: 4 }'],
      'level up: no level → level 4',
      ['indicators'],
    ],
    [
      'one indicator removed',
      ['      home-l2-crowded: The home is crowded\n', ''],
      'level down: level 2 → no level',
      ['indicators'],
    ],
    [
      'a consent that blocks',
      ['consent: seek, consentFrom: who-may', 'consent: required, consentFrom: who-may'],
      'consent down: for the referral: ask for it from somebody with parental responsibility; may go on without; may go ahead → required from somebody with parental responsibility before going on; whether it may go ahead is not known',
      ['riskOfSignificantHarm'],
    ],
    [
      'an age bound moved',
      ['unless: { ageYears: at least 18 }\n', 'unless: { ageYears: at least 17 }\n'],
      'level down: level 4 → no level',
      ['ageYears', 'riskOfSignificantHarm'],
    ],
    [
      'a bullet dropped',
      ['home-l2-damp: { label: The home is damp, bullet: 1 }', 'home-l2-damp: The home is damp'],
      'level up: no level → level 2',
      ['indicators'],
    ],
    [
      'a count raised',
      ['score: 2, areas: at least 2', 'score: 2, areas: at least 3'],
      'level down: level 3 → no level',
      ['functionalNeeds'],
    ],
  ])('%s', (_, change, kind, facts) => {
    const found = generated(change).kinds.find(k => `${k.area} ${k.direction}: ${k.says}` === kind)
    expect(Object.keys(found?.witness ?? {}).sort()).toEqual([...facts, 'receivedAt'].sort())
  })

  test('what protects less comes first, levels and deadlines before the rest', () => {
    const { kinds } = generated(
      ['when: { is: harm }, level: 4', 'when: { is: harm }, level: 3'],
      ['within: 3 working days', 'within: 2 working days'],
    )
    const order = kinds.map(k => k.direction)
    expect(order).toEqual(
      [...order].sort((a, b) => ['down', 'sideways', 'up'].indexOf(a) - ['down', 'sideways', 'up'].indexOf(b)),
    )
    expect(kinds[0]?.area).toBe('level')
    expect(kinds[1]?.area).toBe('deadline')
  })

  test('past contacts are counted, with their references, and those that cannot be decided are told', () => {
    const receivedAt = '2026-03-27T16:30:00+00:00'
    const past = [
      { receivedAt, reference: 'a', riskOfSignificantHarm: true, ageYears: 4, channel: 'form' },
      { receivedAt, reference: 'b', professionalLevel: 2 },
      { receivedAt, reference: 'c', riskOfSignificantHram: true },
      { receivedAt, reference: 'd', riskOfSignificantHarm: true },
    ]
    const found = treatedDifferently(small(), small(['within: 4 hours', 'within: 6 hours']), past, 'past')
    expect([found.contacts, found.different]).toEqual([4, 2])
    expect(found.kinds[0]).toMatchObject({ contacts: 2, references: ['a', 'd'] })
    expect(found.kinds[0]?.witness).not.toHaveProperty('reference')
    expect(found.refused).toEqual([
      { contact: 3, message: expect.stringMatching(/did you mean `riskOfSignificantHarm`/) },
    ])
  })
})

describe('indicators of another table', () => {
  const [before, after] = [small(), small(['      home-l2-crowded: The home is crowded\n', ''])]
  const receivedAt = '2026-03-27T16:30:00+00:00'

  test('are left out where another rulebook has them', () => {
    const contact = {
      receivedAt,
      indicators: ['home-l2-crowded', 'home-l2-cold'],
      indicatorsAbsent: ['home-l2-crowded'],
    }
    expect(knownTo(after, [before], contact)).toEqual({
      contact: { receivedAt, indicators: ['home-l2-cold'] },
      dropped: ['home-l2-crowded', 'home-l2-crowded'],
      droppedFacts: [],
    })
  })
  test('stay where nobody has them, and are refused', () => {
    const contact = { receivedAt, indicators: ['home-l2-crowdy'] }
    expect(knownTo(after, [before], contact).contact).toBe(contact)
    expect(decide(after, knownTo(after, [before], contact).contact).ok).toBe(false)
  })
  test.each([[null], [3], [[]], [{ indicators: 'all' }], [{ indicators: [3] }]])(
    'leave alone what is no contact: %j',
    contact => {
      expect(knownTo(after, [before], contact).contact).toBe(contact)
    },
  )
})

test('a contact on one line is YAML that reads back', async () => {
  const { parse } = await import('yaml')
  const contact = {
    receivedAt: '2026-01-13T10:00:00+00:00',
    a: 'true',
    b: 'no',
    c: '4',
    d: [1, 'x y', null],
    e: { 'f-g': false },
    h: {},
  }
  expect(parse(flowYaml(contact))).toEqual(contact)
})
