import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { loadRulebook } from '../../src/rules/load.js'
import { parseYaml } from '../../src/rules/parse.js'
import type { Finding } from '../../src/tools/finding.js'
import { findingCodes } from '../../src/tools/finding.js'
import { findFindings } from '../../src/tools/findings.js'
import { run, studyOf } from '../../src/tools/study.js'
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
        ['no-deadline', 'no-deadline level 1', 'search', false],
        ['no-deadline', 'no-deadline level 2', 'search', false],
        ['no-deadline', 'no-deadline level 3', 'search', false],
        ['no-deadline', 'no-deadline level none', 'search', false],
      ],
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
      [['  plan: Make a plan', '  plan: Make a plan\n  rest: Rest']],
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
        ['  tell-parents: Tell the parents\n', ''],
      ],
      [['team-told-nothing', 'police', 'exhaustive', false]],
    ],
  ] as readonly (readonly [string, readonly Change[], readonly unknown[]])[])('%s', (_, changes, expected) => {
    expect(brief(findingsWith(...changes))).toEqual(expected)
  })
})

describe('a witness', () => {
  test('of a missing clock runs and shows it', () => {
    const found = findingsWith([slowClock, ''], mustCall).find(f => f.about === 'no-deadline level 2')
    const book = small([slowClock, ''], mustCall)
    const decision = decided(book, { ...found?.witness })
    expect([decision.level, decision.deadlines.filter(d => d.governs)]).toEqual([2, []])
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
  const unused: Change = ['  plan: Make a plan', '  plan: Make a plan\n  rest: Rest']

  test('is marked with its reason', () => {
    const [found] = findingsWith(
      unused,
      accept('  - { finding: unused-action, rule: rest, reason: It is for later. }\n'),
    )
    expect(found).toMatchObject({ code: 'unused-action', accepted: 'It is for later.' })
  })

  test('is matched to a gap by its witness', () => {
    const accepted = (level: number): Change =>
      accept(
        `  - { finding: no-deadline, reason: The guide sets none., witness: { receivedAt: "2026-01-13T10:00:00+00:00", levelAfterScreening: ${level}, channel: telephone } }\n`,
      )
    const two = findingsWith([slowClock, ''], mustCall, accepted(2))
    expect(two.filter(f => f.accepted !== null).map(f => f.about)).toEqual(['no-deadline level 2'])
    // At level 4 there is a clock, so this witness shows nothing.
    expect(findingsWith([slowClock, ''], mustCall, accepted(4)).at(-1)).toMatchObject({
      code: 'stale-acceptance',
      message: 'the witness accepted for `no-deadline` does not show it any more',
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

test('every finding is explained in the guide', () => {
  const guide = readFileSync(new URL('../../docs/checking.md', import.meta.url), 'utf8')
  expect(Object.keys(findingCodes).filter(code => !guide.includes(`\`${code}\``))).toEqual([])
})
