import { describe, expect, test } from 'vitest'
import { loadRulebook } from '../../src/rules/reading/load.js'
import { parseYaml } from '../../src/rules/reading/yaml-text.js'
import type { Finding } from '../../src/tools/findings/finding.js'
import { findFindings } from '../../src/tools/findings/findings.js'
import { run, studyOf } from '../../src/tools/findings/study.js'
import { decided, small, smallText } from '../small.js'

type Change = readonly [from: string, to: string]

/** The findings on the small rulebook with pieces of its text replaced. */
function findingsWith(...changes: readonly Change[]): readonly Finding[] {
  let text = smallText
  for (const [from, to] of changes) text = text.replace(from, to)
  const loaded = loadRulebook(text)
  const parsed = parseYaml(text)
  if (!loaded.ok || !parsed.ok) throw new Error(JSON.stringify(loaded))
  return findFindings(studyOf(loaded.value, 1), parsed.value.data)
}

const brief = (found: readonly Finding[]) => found.map(f => [f.code, f.rule ?? f.about, f.proof, f.accepted !== null])

const slowClock =
  '    - { id: slow-clock, says: The rest is decided within three working days., when: always, deadline: first-decision, within: 3 working days, from: receivedAt, clauses: [g-5.1] }\n'
const graveClock =
  '    - { id: grave-clock, says: Level 4 is decided within 4 hours., when: { level: 4 }, deadline: first-decision, within: 4 hours, from: receivedAt, clauses: [g-5.1] }\n'
/** A caller must be rung back at every level, not should. */
const mustCall: Change = ['actions: [call-back], strength: should,', 'actions: [call-back],']
const grave = 'when: { level: 4 }, unless: { socialCareStatus: open }, route'
/** The clock of level 4, where the contact goes to the duty team alone. */
const graveAtHome = 'when: { level: 4, route: social-care }, deadline'
const rare = '{ level: 3, ageYears: 13, referrer: public, channel: email, concerns: trafficking, inHospital: true }'
const ofAge = 'when: { ageYears: at least 16 }, consentFrom: young-person'

describe('a rulebook without faults', () => {
  test('has no findings', () => {
    expect(findingsWith()).toEqual([])
  })
})

describe('each fault is found, with its rule and how it is known', () => {
  test.each([
    // A rule that never decides
    [
      'a clock behind one that is always true',
      [
        [slowClock, ''],
        [graveClock, slowClock + graveClock],
      ],
      [['never-decides', 'grave-clock', 'exhaustive', false]],
    ],
    [
      'a level that a higher one always outdoes',
      [
        [
          'indicators: { level: 2, group: listed, atLeast: 2 } }',
          'is: harm, indicators: { level: 2, group: listed, atLeast: 2 } }',
        ],
      ],
      [['never-decides', 'two-signs', 'exhaustive', false]],
    ],
    [
      'a route for a level that no rule gives there',
      [
        [grave, 'when: { level: 4, entry: none }, unless: { socialCareStatus: open }, route'],
        ['when: { mayBe: { residentInArea: true } }, entry', 'when: always, entry'],
      ],
      [['never-decides', 'grave', 'exhaustive', false]],
    ],
    // Conditions
    [
      'an age that nobody has',
      [[ofAge, 'when: { ageYears: at least 30 }, consentFrom: young-person']],
      [['contradictory-condition', 'of-age', 'exhaustive', false]],
    ],
    [
      'two lines that exclude each other',
      [[ofAge, 'when: { ageYears: at least 16, unborn: true }, consentFrom: young-person']],
      [['contradictory-condition', 'of-age', 'exhaustive', false]],
    ],
    [
      'an alternative that is always true',
      [
        [
          ofAge,
          'when: { any: [{ ageYears: at least 16 }, { mayBe: { any: [{ unborn: true }, { unborn: false }] } }] }, consentFrom: young-person',
        ],
      ],
      [
        ['always-true', 'of-age', 'exhaustive', false],
        ['never-decides', 'not-of-age', 'exhaustive', false],
      ],
    ],
    [
      'an exception that takes everything',
      [[grave, 'when: { level: 4 }, unless: { level: at least 3 }, route']],
      [['contradictory-condition', 'grave', 'exhaustive', false]],
    ],
    // Gaps
    [
      'no clock for a level',
      [[slowClock, ''], mustCall],
      [
        ['no-deadline', 'level-1-to-screening', 'search', false],
        ['no-deadline', 'level-2-to-screening', 'search', false],
        ['no-deadline', 'level-3-to-screening', 'search', false],
        ['no-deadline', 'no-level-to-screening', 'search', false],
      ],
    ],
    [
      'no clock for one place of a level',
      [
        [slowClock, slowClock.replace('when: always', 'when: { level: at most 3 }')],
        ['when: { level: 4 }, deadline', graveAtHome],
        mustCall,
      ],
      [
        ['no-deadline', 'level-4-to-screening', 'search', false],
        ['no-deadline', 'no-level-to-screening', 'search', false],
      ],
    ],
    [
      'no clock for a place that few contacts go to',
      [
        [
          '    - { id: held,',
          `    - { id: rare, says: Rare., when: ${rare}, route: { to: out-of-area }, actions: [plan], clauses: [g-3.1] }\n    - { id: held,`,
        ],
        [slowClock, slowClock.replace('when: always', 'when: always, unless: { route: out-of-area }')],
      ],
      [['no-deadline', 'level-3-to-out-of-area', 'search', false]],
    ],
    [
      'a contact that gets no level',
      [['when: always, level: practitionerLevel', 'when: { ageYears: at least 10 }, level: practitionerLevel']],
      [['no-level', 'no-level', 'search', false]],
    ],
    [
      'a contact that goes nowhere',
      [['when: otherwise, route', 'when: otherwise, unless: { referrer: family }, route']],
      [['no-route', 'no-route', 'search', false]],
    ],
    // What nothing uses
    [
      'an action',
      [
        [
          '  plan: { label: Make a plan, kind: decide, by: duty-team, clauses: [g-3.1] }',
          '  plan: { label: Make a plan, kind: decide, by: duty-team, clauses: [g-3.1] }\n  rest: { label: Rest, kind: record, clauses: [g-3.1] }',
        ],
      ],
      [['unused-action', 'rest', 'exhaustive', false]],
    ],
    [
      'a team',
      [['  police: The police', '  police: The police\n  nobody: Nobody']],
      [['unused-team', 'nobody', 'exhaustive', false]],
    ],
    [
      'a deadline',
      [['  review: Review of the plan', '  review: Review of the plan\n  never: Never']],
      [['unused-deadline', 'never', 'exhaustive', false]],
    ],
    [
      'an entry',
      [['  ours: A contact for us', '  ours: A contact for us\n  theirs: Theirs']],
      [['unused-entry', 'theirs', 'exhaustive', false]],
    ],
    [
      'a source',
      [['teams:\n', '  other: { title: Another }\nteams:\n']],
      [['unused-source', 'other', 'exhaustive', false]],
    ],
    [
      'an indicator',
      [
        ['level: at least 3', 'level: at least 3'],
        ['      home-l2-crowded', '      home-l2-noise: Noise\n      home-l2-crowded'],
        ['group: listed, atLeast: 2', 'group: read, atLeast: 2'],
        ['groups: [listed]\n    listed:', 'listed:'],
        ['label: The home is cold, bullet: 1', 'label: The home is cold, groups: [read], bullet: 1'],
        ['label: The home is damp, bullet: 1', 'label: The home is damp, groups: [read], bullet: 1'],
        ['home-l2-crowded: The home is crowded', 'home-l2-crowded: { label: The home is crowded, groups: [read] }'],
        ['label: Is left alone,', 'label: Is left alone, groups: [read],'],
      ],
      [['unused-indicator', 'home-l2-noise', 'exhaustive', false]],
    ],
    [
      'a definition',
      [['rules:\n', '  idle: { says: Idle., when: { unborn: true }, clauses: [g-2.1] }\nrules:\n']],
      [['unused-definition', 'idle', 'exhaustive', false]],
    ],
    [
      'a reading',
      [[', interpretation: age-of-being-alone', '']],
      [['unused-interpretation', 'age-of-being-alone', 'exhaustive', false]],
    ],
    [
      'a clause',
      [['  g-7.1: {', '  g-8: { source: guide, section: "8", says: More. }\n  g-7.1: {']],
      [['uncited-clause', 'g-8', 'exhaustive', false]],
    ],
    // Clocks, boundaries, teams
    [
      'a clock whose event is never known',
      [
        [
          'when: { given: events.planStartedAt }, deadline: review',
          'when: { notGiven: events.planStartedAt }, deadline: review',
        ],
      ],
      [['event-never-given', 'review-window', 'exhaustive', false]],
    ],
    [
      'a hole between two ages',
      [
        [
          '    - { id: calls,',
          '    - { id: young, says: Young., when: { ageYears: at most 10 }, actions: [plan], clauses: [g-6.1] }\n    - { id: old, says: Old., when: { ageYears: at least 12 }, actions: [call-back], clauses: [g-6.1] }\n    - { id: calls,',
        ],
      ],
      [['boundary-hole', 'young', 'exhaustive', false]],
    ],
    [
      'an overlap of two ages',
      [
        [
          '    - { id: calls,',
          '    - { id: young, says: Young., when: { ageYears: at most 12 }, actions: [plan], clauses: [g-6.1] }\n    - { id: old, says: Old., when: { ageYears: at least 12 }, actions: [call-back], clauses: [g-6.1] }\n    - { id: calls,',
        ],
      ],
      [['boundary-overlap', 'old', 'exhaustive', false]],
    ],
    [
      'a team that is told nothing',
      [
        [
          '    - { id: held,',
          '    - { id: quiet, says: Quiet., when: { inHospital: true, notGiven: channel, riskOfSignificantHarm: false }, route: { to: social-care, team: police }, clauses: [g-3.1] }\n    - { id: held,',
        ],
        ['consentFrom: who-may, actions: [tell-parents]', 'consentFrom: who-may'],
        ['  tell-parents: { label: Tell the parents, kind: tell, clauses: [g-4.1] }\n', ''],
      ],
      [['team-told-nothing', 'police', 'exhaustive', false]],
    ],
  ] as readonly (readonly [string, readonly Change[], readonly unknown[]])[])('%s', (_, changes, expected) => {
    expect(brief(findingsWith(...changes))).toEqual(expected)
  })
})

describe('a witness', () => {
  test('of a missing clock runs and shows it', () => {
    const found = findingsWith([slowClock, ''], mustCall).find(f => f.about === 'level-2-to-screening')
    const book = small([slowClock, ''], mustCall)
    const decision = decided(book, { ...found?.witness })
    expect([decision.level, decision.route.destination]).toEqual([2, 'screening'])
    expect(decision.deadlines.filter(d => d.governs)).toEqual([])
    expect(found?.message).toBe(
      'a contact at level 2 that goes to `screening` must be acted on (`tell-parents`) and has no deadline',
    )
    expect(decision.actions.some(a => a.strength === 'must')).toBe(true)
  })

  test('of a rule that never decides makes it true all the same', () => {
    const [found] = findingsWith([slowClock, ''], [graveClock, slowClock + graveClock])
    const book = small([graveClock, ''], [slowClock, slowClock + graveClock])
    const study = studyOf(book, 1)
    const witness = found?.witness
    if (!witness) throw new Error('no witness')
    const seen = run(book, study.program, witness)
    expect(seen.trace.fired.map(r => r.rule.id)).toContain('grave-clock')
    expect([...seen.deciding]).not.toContain('grave-clock')
    expect(found?.message).toContain('`slow-clock`')
  })

  test('of a hole is of the age that is left out', () => {
    const [found] = findingsWith([
      '    - { id: calls,',
      '    - { id: young, says: Young., when: { ageYears: at most 10 }, actions: [plan], clauses: [g-6.1] }\n    - { id: old, says: Old., when: { ageYears: at least 12 }, actions: [call-back], clauses: [g-6.1] }\n    - { id: calls,',
    ])
    expect(found?.witness?.ageYears).toBe(11)
  })
})

describe('what a rulebook accepts', () => {
  const accept = (text: string): Change => ['examples:\n', `accepted:\n${text}examples:\n`]
  const unused: Change = [
    '  plan: { label: Make a plan, kind: decide, by: duty-team, clauses: [g-3.1] }',
    '  plan: { label: Make a plan, kind: decide, by: duty-team, clauses: [g-3.1] }\n  rest: { label: Rest, kind: record, clauses: [g-3.1] }',
  ]

  test('is marked with its reason', () => {
    const [found] = findingsWith(
      unused,
      accept('  - { finding: unused-action, rule: rest, reason: It is for later. }\n'),
    )
    expect(found).toMatchObject({ code: 'unused-action', accepted: 'It is for later.' })
  })

  const noClock = (rule: string, witness: string): string =>
    `  - { finding: no-deadline, ${rule}reason: The guide sets none., witness: { receivedAt: "2026-01-13T10:00:00+00:00", ${witness} } }\n`
  const acceptedOf = (found: readonly Finding[]) => found.filter(f => f.accepted !== null).map(f => f.about)

  test('is a gap of one level and place, which it names and its witness shows', () => {
    const accepted = (level: number): readonly Finding[] =>
      findingsWith(
        [slowClock, ''],
        mustCall,
        accept(noClock('rule: level-2-to-screening, ', `levelAfterScreening: ${level}, channel: telephone`)),
      )
    expect(acceptedOf(accepted(2))).toEqual(['level-2-to-screening'])
    // At level 4 there is a clock, so this witness shows nothing; at level 3 it shows another gap.
    for (const level of [3, 4]) {
      expect(acceptedOf(accepted(level))).toEqual([])
      expect(accepted(level).at(-1)).toMatchObject({
        code: 'stale-acceptance',
        message: 'the witness accepted for `no-deadline` of `level-2-to-screening` does not show it any more',
      })
    }
  })

  test('hides no clock that is lost on another way of the same level', () => {
    const openCase = accept(
      noClock('rule: level-4-to-screening, ', 'professionalLevel: 4, socialCareStatus: open, channel: telephone'),
    )
    const atLevel4 = (...changes: Change[]) =>
      findingsWith([slowClock, ''], mustCall, openCase, ...changes)
        .filter(f => f.about?.startsWith('level-4'))
        .map(f => [f.about, f.accepted])
    expect(atLevel4(['when: { level: 4 }, deadline', graveAtHome])).toEqual([
      ['level-4-to-screening', 'The guide sets none.'],
    ])
    expect(atLevel4([graveClock, ''])).toEqual([
      ['level-4-to-social-care', null],
      ['level-4-to-screening', 'The guide sets none.'],
    ])
  })

  test.each([
    ['does not name it', noClock('', 'levelAfterScreening: 2, channel: telephone')],
    ['shows no contact', '  - { finding: no-deadline, rule: level-2-to-screening, reason: The guide sets none. }\n'],
  ])('is none that %s', (_, entry) => {
    const found = findingsWith([slowClock, ''], mustCall, accept(entry))
    expect(acceptedOf(found)).toEqual([])
    expect(found.at(-1)).toMatchObject({
      code: 'stale-acceptance',
      message:
        '`no-deadline` is accepted for one level and one place, which the entry has to name and its witness to show',
    })
  })

  test('is a finding itself where it does not apply any more', () => {
    expect(findingsWith(accept('  - { finding: unused-action, rule: plan, reason: Once. }\n'))).toMatchObject([
      {
        code: 'stale-acceptance',
        message: '`unused-action` of `plan` is accepted and is not there any more',
        accepted: null,
      },
    ])
    expect(findingsWith(accept('  - { finding: unused-acton, reason: Once. }\n'))).toMatchObject([
      { code: 'stale-acceptance', hint: expect.stringContaining('unused-action') as string },
    ])
  })
})

describe('an age that is a trapdoor', () => {
  const trapdoor = (more = '') =>
    [
      '    - { id: held,',
      `    - { id: teenagers, says: From 14 on level 2 is signposted., when: { ageYears: 14 to 17, level: 2 }, ${more}route: { to: signpost }, clauses: [g-3.1] }\n    - { id: held,`,
    ] as const
  const ages = (found: readonly Finding[]) => found.filter(f => f.code === 'age-is-no-trapdoor')
  const accept = (more: string): Change => [
    'examples:\n',
    `accepted:\n  - { finding: age-is-no-trapdoor, rule: teenagers, reason: The guide has it so.${more} }\nexamples:\n`,
  ]

  test('is found, once for the rule that causes it, with a contact', () => {
    const [found, ...more] = ages(findingsWith(trapdoor()))
    expect(more).toEqual([])
    expect(found).toMatchObject({
      rule: 'teenagers',
      message: expect.stringContaining(
        'protected less at 14 than at 13 (professionalLevel: 2: Held at the front door',
      ) as string,
      witness: { ageYears: 14, professionalLevel: 2 },
      path: ['rules', 'route', 1],
    })
  })

  test('is none where the grade stays, and none where the law itself ends level and basis', () => {
    expect(findingsWith()).toEqual([])
    const graded: Change = ['promises:\n', 'protection: [[social-care], [screening, signpost]]\npromises:\n']
    expect(ages(findingsWith(trapdoor(), graded))).toEqual([])
  })

  test('at 18 a child in danger whom nobody looks at any more', () => {
    const adults: Change = [
      '    - { id: held,',
      '    - { id: adults, says: Adults are sent back., when: { ageYears: at least 18 }, route: { to: return-to-referrer }, clauses: [g-3.1] }\n    - { id: held,',
    ]
    expect(ages(findingsWith(adults)).map(f => f.rule)).toEqual(['adults'])
  })

  test('is accepted for its rule with the clauses, and not without them', () => {
    const good = findingsWith(trapdoor(), accept(', clauses: [g-3.1]'))
    expect(brief(good)).toEqual([['age-is-no-trapdoor', 'teenagers', 'exhaustive', true]])
    const vague = findingsWith(trapdoor(), accept(''))
    expect(vague.map(f => f.code)).toEqual(['age-is-no-trapdoor', 'stale-acceptance'])
    expect(vague[1]?.message).toContain('is accepted for one rule, by the clauses')
  })

  test('is accepted no more by a witness that does not show it', () => {
    const witness = (age: number): string =>
      `, clauses: [g-3.1], witness: { receivedAt: "2026-01-13T10:00:00+00:00", professionalLevel: 2, ageYears: ${age} }`
    expect(findingsWith(trapdoor(), accept(witness(14))).every(f => f.accepted !== null)).toBe(true)
    expect(findingsWith(trapdoor(), accept(witness(12)))[1]?.message).toBe(
      'the witness accepted for `age-is-no-trapdoor` of `teenagers` does not show it any more',
    )
  })
})

describe('what is accepted of a promise', () => {
  const weak: Change = [
    'when: { riskOfSignificantHarm: true }, consent: seek',
    'when: { riskOfSignificantHarm: true }, consent: required',
  ]
  const accepted = (text: string): Change => [
    'examples:\n',
    `accepted:\n  - { finding: harm-never-waits-for-consent, reason: The guide has it so., ${text} }\nexamples:\n`,
  ]
  const witness = 'witness: { receivedAt: "2026-01-13T10:00:00+00:00", riskOfSignificantHarm: true }'

  test('is no finding where its witness shows it', () => {
    expect(findingsWith(weak, accepted(`rule: ask, clauses: [g-4.1], ${witness}`))).toEqual([])
  })

  test.each([
    ['has no clauses', weak, `rule: ask, ${witness}`, 'has no `clauses`'],
    ['names no rule and no witness', weak, 'clauses: [g-4.1]', 'has no `rule` and no `witness`'],
    ['is not shown', undefined, `rule: ask, clauses: [g-4.1], ${witness}`, 'does not show it any more'],
    ['is of another rule', weak, `rule: needed, clauses: [g-4.1], ${witness}`, 'does not show it any more'],
    [
      'has no contact for a witness',
      weak,
      'rule: ask, clauses: [g-4.1], witness: { receivedAt: now }',
      'the witness for `harm-never-waits-for-consent` of `ask` is no contact',
    ],
  ])('is stale where it %s', (_, change, text, message) => {
    const found = findingsWith(...(change ? [change] : []), accepted(text))
    expect(found).toMatchObject([{ code: 'stale-acceptance', message: expect.stringContaining(message) as string }])
  })
})
