import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decide } from '../../src/engine/decide/decide.js'
import { decideWithEngine } from '../../src/engine/json-rules-engine.js'
import type { Rulebook } from '../../src/rules/language/rulebook.js'
import { readRulebook, serializeRulebook } from '../../src/rules/packed/packed.js'
import { loadRulebook } from '../../src/rules/reading/load.js'
import type { RulebookFile } from '../../src/rules/reading/schema.js'
import { parseYaml } from '../../src/rules/reading/yaml-text.js'
import { rulebookIds } from '../../src/tools/authoring/rulebook-ids.js'
import { rulebookSchema } from '../../src/tools/authoring/rulebook-schema.js'
import { rulebookChanges } from '../../src/tools/changes/rulebook-changes.js'
import { contacts } from '../../src/tools/contacts/arbitrary.js'
import { findFindings } from '../../src/tools/findings/findings.js'
import { studyOf } from '../../src/tools/findings/study.js'
import { mutantsOf } from '../../src/tools/mutants/mutants.js'
import { documentRulebook } from '../../src/tools/pages/document-rulebook.js'
import { runs } from '../runs.js'
import { decided, rulesOf, small, smallText } from '../small.js'

type Change = readonly [from: string, to: string]

const outside = 'outside: { says: the person is 18 or over, when: { ageYears: at least 18 } }'
const audience = (more = ''): Change => [
  'definitions:\n',
  `appliesTo:\n  children: { ${outside}${more} }\ndefinitions:\n`,
]
const atDefinition: Change = ['    unless: { ageYears: at least 18 }\n', '    appliesTo: children\n']
const openCase = 'unless: { socialCareStatus: open }, route:'
const isOpen = 'says: the case is open, when: { socialCareStatus: open }'
const everyAction: Change = [
  'channel: telephone, level: 4 }, ',
  'channel: telephone, level: 4 }, appliesTo: everyone, ',
]

/** The small rulebook with whom its rules are for. */
const forChildren = small(
  audience(', throughout: [actions], clauses: [g-4.1]'),
  atDefinition,
  [openCase, `appliesTo: children, unless: [{ ${isOpen} }], route:`],
  everyAction,
)
/** The same with each exception written where it limits. */
const byHand = small(
  [
    '    unless: { ageYears: at least 18 }\n    clauses: [g-2.1]',
    '    unless: { ageYears: at least 18 }\n    clauses: [g-2.1, g-4.1]',
  ],
  [openCase, `unless: [{ ${isOpen} }, { says: the person is 18 or over, when: { ageYears: at least 18 } }], route:`],
  [
    'when: { channel: telephone }, ',
    'when: { channel: telephone }, unless: [{ says: the person is 18 or over, when: { ageYears: at least 18 } }], ',
  ],
)

const dataOf = (text: string): RulebookFile => {
  const parsed = parseYaml(text)
  if (!parsed.ok) throw new Error('no YAML')
  return parsed.value.data as RulebookFile
}
const textWith = (...changes: readonly Change[]): string =>
  changes.reduce((text, [from, to]) => {
    expect(text.split(from)).toHaveLength(2)
    return text.replace(from, to)
  }, smallText)

describe('`appliesTo`', () => {
  test('decides, and says why, as the exceptions do that it stands for', () => {
    const said = (rulebook: Rulebook, contact: object): unknown => {
      const result = decide(rulebook, contact as never)
      return result.ok ? { ...result.value, rulebook: null } : result.diagnostics
    }
    fc.assert(
      fc.property(contacts(byHand), contact => {
        expect(said(forChildren, contact)).toEqual(said(byHand, contact))
      }),
      { numRuns: runs(300) },
    )
  })

  test('holds back only where somebody is known to be outside, and says so while that is not known', () => {
    const called = { channel: 'telephone', professionalLevel: 4 }
    expect(rulesOf(decided(forChildren, called), 'route')).toEqual(['grave'])
    expect(rulesOf(decided(forChildren, { ...called, ageYears: 17 }), 'route')).toEqual(['grave'])
    expect(rulesOf(decided(forChildren, { ...called, ageYears: 18 }), 'route')).toEqual(['held'])
    expect(decided(forChildren, called).rationale?.find(r => r.rule === 'grave')?.unless).toEqual([
      { says: 'the case is open', facts: ['socialCareStatus'] },
      { says: 'the person is 18 or over', facts: ['ageYears', 'unborn'] },
    ])
  })

  test('holds a whole stage back, save the rules for everyone', () => {
    const called = { channel: 'telephone', professionalLevel: 4 }
    expect(rulesOf(decided(forChildren, called), 'actions')).toEqual(['calls', 'grave-calls'])
    expect(rulesOf(decided(forChildren, { ...called, ageYears: 18 }), 'actions')).toEqual(['grave-calls'])
  })

  test('leaves what takes in whoever is left to everyone', () => {
    const basis = small(audience(', throughout: [basis]'))
    expect(rulesOf(decided(basis, { riskOfSignificantHarm: true, ageYears: 18 }), 'basis')).toEqual(['no-basis'])
  })

  test('is read by both evaluators alike, and from the compiled form', async () => {
    const again = readRulebook(JSON.parse(serializeRulebook(forChildren)))
    if (!again.ok) throw new Error(JSON.stringify(again.diagnostics))
    expect(again.value.appliesTo).toEqual(forChildren.appliesTo)
    await fc.assert(
      fc.asyncProperty(contacts(forChildren), async contact => {
        const decision = decide(forChildren, contact)
        expect(await decideWithEngine(forChildren, contact)).toEqual(decision)
        expect(decide(again.value, contact)).toEqual(decision)
      }),
      { numRuns: runs(100) },
    )
  })

  const faults: readonly [string, readonly Change[], code: string, at: string, hint: RegExp][] = [
    [
      'somebody whom nothing names so',
      [audience(), ['    unless: { ageYears: at least 18 }\n', '    appliesTo: childern\n']],
      'unknown-audience',
      'childern',
      /did you mean `children`/,
    ],
    [
      'somebody at a rule whom nothing names so',
      [audience(), [openCase, 'appliesTo: childern, route:']],
      'unknown-audience',
      'childern',
      /did you mean `children`/,
    ],
    [
      '`everyone` where nobody is held back',
      [audience(', throughout: [basis]'), everyAction],
      'idle-applies-to',
      'everyone',
      /take `appliesTo` out/,
    ],
    [
      'those for whom the whole stage is',
      [audience(', throughout: [route]'), [openCase, 'appliesTo: children, route:']],
      'idle-applies-to',
      'children, route:',
      /take `appliesTo` out/,
    ],
    [
      'a rule for whoever is left',
      [audience(), ['when: otherwise, basis: none', 'when: otherwise, appliesTo: children, basis: none']],
      'idle-applies-to',
      'children, basis',
      /take `appliesTo` out/,
    ],
    [
      'a name that means all',
      [['definitions:\n', `appliesTo:\n  everyone: { ${outside} }\ndefinitions:\n`]],
      'reserved-name',
      'everyone: {',
      /another name/,
    ],
    [
      'an outcome, which not every stage knows',
      [
        ['definitions:\n', 'appliesTo:\n  children: { outside: { says: x, when: { level: 4 } } }\ndefinitions:\n'],
        [openCase, 'appliesTo: children, route:'],
      ],
      'outcome-too-early',
      '{ level: 4 } } }\ndefinitions',
      /use a fact of the contact/,
    ],
    [
      '`mayBe`',
      [
        [
          'definitions:\n',
          'appliesTo:\n  children: { outside: { says: x, when: { mayBe: { unborn: false } } } }\ndefinitions:\n',
        ],
        [openCase, 'appliesTo: children, route:'],
      ],
      'may-be-in-unless',
      '{ unborn: false }',
      /under `when`/,
    ],
    ['a stage that there is not', [audience(', throughout: [bases]')], 'wrong-value', 'bases', /did you mean `basis`/],
    [
      'a definition that needs itself',
      [
        ['definitions:\n', 'appliesTo:\n  children: { outside: { says: x, when: { is: harm } } }\ndefinitions:\n'],
        atDefinition,
      ],
      'circular-definition',
      'harm } } }\ndefinitions',
      /without itself/,
    ],
  ]
  test.each(faults)('%s is refused, with the place', (_, changes, code, at, hint) => {
    const text = textWith(...changes)
    const loaded = loadRulebook(text)
    const diagnostics = loaded.ok ? [] : loaded.diagnostics
    expect(diagnostics.map(d => d.code)).toEqual([code])
    const before = text.slice(0, text.indexOf(at)).split('\n')
    expect(diagnostics[0]?.range?.start).toEqual({ line: before.length, column: (before.at(-1)?.length ?? 0) + 1 })
    expect(diagnostics[0]?.hint).toMatch(hint)
  })

  test('is found by `check` where no rule is for them', () => {
    const text = textWith(audience())
    const loaded = loadRulebook(text)
    if (!loaded.ok) throw new Error('faulty')
    const found = findFindings(studyOf(loaded.value, 1), dataOf(text)).filter(f => f.code === 'unused-audience')
    expect(found.map(f => [f.about, f.path])).toEqual([['children', ['appliesTo', 'children']]])
    const used = textWith(audience(), atDefinition)
    const good = loadRulebook(used)
    if (!good.ok) throw new Error('faulty')
    expect(findFindings(studyOf(good.value, 1), dataOf(used)).filter(f => f.code === 'unused-audience')).toEqual([])
  })

  test('is told once by `diff`, and named at the rules', () => {
    const older = small(audience(', throughout: [actions]'))
    const later = small(['definitions:\n', audience(', throughout: [actions]')[1].replace('least 18', 'least 19')])
    const changed = rulebookChanges(older, later).map(p => [p.part, p.changes.map(c => [c.id, c.details])])
    expect(changed).toEqual([
      ['Actions', ['calls', 'grave-calls'].map(id => [id, ['changed through `appliesTo: children`']])],
      ['Whom the rules are for', [['children', ['now wants: the age is at least 19; it was: the age is at least 18']]]],
    ])
    const added = rulebookChanges(small(), older)
    expect(added.map(p => [p.part, p.changes.map(c => c.kind)])).toEqual([
      ['Actions', ['changed', 'changed']],
      ['Whom the rules are for', ['added']],
    ])
  })

  test('is broken by mutants: forgotten at a rule, at a definition and for a stage, and in its condition', () => {
    const data = dataOf(textWith(audience(', throughout: [actions]'), atDefinition, everyAction))
    const says = mutantsOf(data).map(m => m.says)
    expect(says).toEqual(
      expect.arrayContaining([
        'definition `harm`: `appliesTo: children` was dropped',
        'rule `grave-calls`: `appliesTo: everyone` was dropped',
        '`appliesTo: children`: `throughout: actions` was dropped',
        '`appliesTo: children`: `ageYears: at least 18` has become `ageYears: at least 19`',
      ]),
    )
  })

  test('is completed in an editor', () => {
    const ids = rulebookIds(dataOf(textWith(audience(), atDefinition)))
    expect(ids.audiences).toEqual(['children'])
    const text = JSON.stringify(rulebookSchema('7', ids))
    expect(text).toContain('"enum":["children","everyone"]')
    expect(text).toContain('"enum":["children"]')
  })

  test('stands on the first page, with its passage leading there', () => {
    const pages = documentRulebook(forChildren)
    const told = (name: string): string => {
      const page = pages.find(p => p.name === name)
      return page ? JSON.stringify(page.blocks) : ''
    }
    expect(told('index')).toContain('Rules for children: not where the person is 18 or over')
    expect(told('index')).toContain('Every rule under \\"What to do\\" is for these alone')
    expect(told('sources')).toContain('for-children')
  })
})
