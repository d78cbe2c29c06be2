import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { loadRulebook } from '../../src/rules/reading/load.js'
import { renderDiagnostics } from '../../src/rules/reading/render-diagnostics.js'

const good = readFileSync(fileURLToPath(new URL('../good/small.yaml', import.meta.url)), 'utf8')

/** The good rulebook with one piece of its text replaced, and where the replacement stands. */
function broken(from: string, to: string, mark: string): { text: string; line: number; column: number } {
  expect(good.split(from).length - 1, `\`${from}\` stands once in the good rulebook`).toBe(1)
  const start = good.indexOf(from)
  const text = good.slice(0, start) + to + good.slice(start + from.length)
  const at = start + to.indexOf(mark)
  expect(to).toContain(mark)
  const before = text.slice(0, at).split('\n')
  return { text, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 }
}

test('the good rulebook loads', () => {
  const loaded = loadRulebook(good)
  if (!loaded.ok) throw new Error(renderDiagnostics(loaded.diagnostics, good, 'small.yaml'))
  expect(loaded.value.rules.map(r => r.id)).toContain('needs')
  expect(loaded.value.digest).toMatch(/^sha256-[0-9a-f]{64}$/)
})

// What is broken, the code, where the mistake is marked, and a piece of the hint.
const faults: [string, { from: string; to: string; at: string; code: string; hint: RegExp | string }][] = [
  [
    'a mistyped key',
    { from: 'teams:\n', to: 'taems:\n', at: 'taems', code: 'unknown-key', hint: 'did you mean `teams`' },
  ],
  [
    'a section under the name that it had',
    {
      from: '\npromises:\n',
      to: '\ninvariants:\n',
      at: 'invariants',
      code: 'renamed-key',
      hint: 'write `promises`',
    },
  ],
  [
    'a mistyped key of a rule',
    {
      from: 'within: 4 hours',
      to: 'wihtin: 4 hours',
      at: 'wihtin',
      code: 'unknown-key',
      hint: 'did you mean `within`',
    },
  ],
  [
    'a missing key',
    { from: 'level: 2, clauses: [g-2.1] }', to: 'clauses: [g-2.1] }', at: '', code: 'missing-key', hint: '' },
  ],
  [
    'consent of two, written as a list',
    {
      from: 'consentFrom: who-may, actions',
      to: 'consentFrom: [parental-responsibility, young-person], actions',
      at: '[parental',
      code: 'wrong-value',
      hint: 'where both are needed, `{ all: [parental-responsibility, young-person] }`',
    },
  ],
  [
    'consent of both, written as a word',
    {
      from: 'consentFrom: who-may, actions',
      to: 'consentFrom: both, actions',
      at: 'both',
      code: 'unknown-giver',
      hint: 'write `{ all: [parental-responsibility, young-person] }`',
    },
  ],
  [
    'consent of two, of whom one is missing',
    {
      from: 'consentFrom: who-may, actions',
      to: 'consentFrom: { all: [young-person] }, actions',
      at: '[young-person]',
      code: 'wrong-value',
      hint: 'or the one who is needed without `all`',
    },
  ],
  [
    'a protective group with a level',
    {
      from: '    level: 4\n    domain: health\n',
      to: '    level: 4\n    protective: true\n    domain: health\n',
      at: '4\n',
      code: 'level-of-protective',
      hint: 'take `level` out',
    },
  ],
  [
    'a group without a level',
    {
      from: '    level: 4\n    domain: health\n',
      to: '    domain: health\n',
      at: '',
      code: 'missing-key',
      hint: 'or `protective: true`',
    },
  ],
  [
    'an unknown fact',
    {
      from: 'socialCareStatus: open',
      to: 'socialCareStatsu: open',
      at: 'socialCareStatsu',
      code: 'unknown-fact',
      hint: 'did you mean `socialCareStatus`',
    },
  ],
  [
    'an unknown value',
    {
      from: 'socialCareStatus: open',
      to: 'socialCareStatus: opne',
      at: 'opne',
      code: 'wrong-value',
      hint: 'did you mean `open`',
    },
  ],
  [
    'a text for yes or no',
    {
      from: 'residentInArea: true',
      to: 'residentInArea: "perhaps"',
      at: '"perhaps"',
      code: 'wrong-value',
      hint: '`true` or `false`',
    },
  ],
  [
    'a mistyped number phrase',
    {
      from: 'ageYears: at least 16',
      to: 'ageYears: at leats 16',
      at: 'at leats',
      code: 'wrong-value',
      hint: 'did you mean `at least 16`',
    },
  ],
  [
    'a range that runs backwards',
    { from: 'ageYears: at least 16', to: 'ageYears: 17 to 16', at: '17 to', code: 'wrong-value', hint: '`16 to 17`' },
  ],
  [
    'a level that does not exist',
    {
      from: 'when: { level: 4 }, unless',
      to: 'when: { level: 5 }, unless',
      at: '5',
      code: 'wrong-value',
      hint: '1, 2, 3, 4',
    },
  ],
  [
    'an unknown operator',
    {
      from: 'level: 2, group: listed, atLeast: 2',
      to: 'level: 2, group: listed, atLaest: 2',
      at: 'atLaest',
      code: 'unknown-operator',
      hint: 'did you mean `atLeast`',
    },
  ],
  [
    'an unknown group of indicators',
    { from: 'group: listed', to: 'group: lsited', at: 'lsited', code: 'wrong-value', hint: 'did you mean `listed`' },
  ],
  [
    'an unknown indicator',
    {
      from: 'when: { indicators: { level: 4 } }',
      to: 'when: { indicators: health-l4-hurts }',
      at: 'health-l4-hurts',
      code: 'unknown-indicator',
      hint: 'did you mean `health-l4-hurt`',
    },
  ],
  [
    'an unknown team',
    { from: 'also: [police]', to: 'also: [polcie]', at: 'polcie', code: 'unknown-team', hint: 'did you mean `police`' },
  ],
  [
    'an unknown team in a route',
    {
      from: 'team: duty-team }',
      to: 'team: dutyteam }',
      at: 'dutyteam',
      code: 'unknown-team',
      hint: 'did you mean `duty-team`',
    },
  ],
  [
    'an unknown destination',
    {
      from: 'to: social-care',
      to: 'to: socialcare',
      at: 'socialcare',
      code: 'wrong-value',
      hint: 'did you mean `social-care`',
    },
  ],
  [
    'an unknown action',
    {
      from: 'actions: [plan]',
      to: 'actions: [plant]',
      at: 'plant',
      code: 'unknown-action',
      hint: 'did you mean `plan`',
    },
  ],
  [
    'an unknown clause',
    { from: 'clauses: [g-6.2]', to: 'clauses: [g-6.3]', at: 'g-6.3', code: 'unknown-clause', hint: 'did you mean' },
  ],
  [
    'an unknown interpretation',
    {
      from: 'interpretation: age-of-being-alone',
      to: 'interpretation: age-of-being-lone',
      at: 'age-of-being-lone',
      code: 'unknown-interpretation',
      hint: 'did you mean `age-of-being-alone`',
    },
  ],
  [
    'an unknown definition',
    {
      from: 'when: { is: harm, seeking',
      to: 'when: { is: harms, seeking',
      at: 'harms',
      code: 'unknown-definition',
      hint: 'did you mean `harm`',
    },
  ],
  [
    'a definition that needs itself',
    {
      from: 'when: { riskOfSignificantHarm: true }\n',
      to: 'when: { is: harm }\n',
      at: 'harm',
      code: 'circular-definition',
      hint: 'without',
    },
  ],
  [
    'an unknown giver of consent',
    {
      from: 'consent: seek, consentFrom: who-may',
      to: 'consent: seek, consentFrom: who-mai',
      at: 'who-mai',
      code: 'unknown-giver',
      hint: 'did you mean `who-may`',
    },
  ],
  [
    'an unknown deadline',
    {
      from: 'deadline: review,',
      to: 'deadline: reviews,',
      at: 'reviews',
      code: 'unknown-deadline',
      hint: 'did you mean `review`',
    },
  ],
  [
    'an unknown event',
    { from: 'from: planStartedAt', to: 'from: planBegunAt', at: 'planBegunAt', code: 'unknown-event', hint: '' },
  ],
  [
    'an unknown entry',
    { from: 'entry: ours', to: 'entry: our', at: 'our', code: 'unknown-entry', hint: 'did you mean `ours`' },
  ],
  [
    'an unknown source',
    { from: '"7.1", says', to: '"7.1", extra: 1, says', at: 'extra', code: 'unknown-key', hint: '' },
  ],
  [
    'a length of time that is none',
    {
      from: 'within: 3 working days',
      to: 'within: 3 school days',
      at: '3 school days',
      code: 'wrong-duration',
      hint: '`3 working days`',
    },
  ],
  [
    'a duplicate rule id',
    { from: 'id: grave-calls', to: 'id: calls', at: 'calls', code: 'duplicate-id', hint: 'another id' },
  ],
  [
    'a duplicate name',
    {
      from: 'police: The police\n',
      to: 'police: The police\n  police: The other police\n',
      at: 'police: The other',
      code: 'duplicate-key',
      hint: 'rename',
    },
  ],
  [
    'an empty any',
    {
      from: 'unless: { socialCareStatus: open }',
      to: 'unless: { any: [] }',
      at: '[]',
      code: 'empty-any',
      hint: 'at least one',
    },
  ],
  [
    'an empty condition',
    {
      from: 'unless: { socialCareStatus: open }',
      to: 'unless: {}',
      at: '{}',
      code: 'empty-condition',
      hint: 'at least one line',
    },
  ],
  [
    'any beside all',
    {
      from: 'unless: { socialCareStatus: open }',
      to: 'unless: { any: [{ level: 4 }], all: [{ level: 4 }] }',
      at: '{ any',
      code: 'any-beside-all',
      hint: 'inside the other',
    },
  ],
  [
    'a list without its default',
    {
      from: '    - { id: held, says: The rest is held at the front door., when: otherwise, route: { to: screening, team: front-door }, clauses: [g-3.1] }\n',
      to: '',
      at: '',
      code: 'missing-default',
      hint: 'when: otherwise',
    },
  ],
  [
    'a default that is not last',
    {
      from: 'when: { ageYears: at least 16 }',
      to: 'when: otherwise',
      at: 'otherwise',
      code: 'misplaced-default',
      hint: 'end of its list',
    },
  ],
  [
    'two rules with identical conditions',
    {
      from: 'when: { channel: telephone, level: 4 }',
      to: 'when: { channel: telephone }',
      at: '{ channel',
      code: 'identical-conditions',
      hint: 'join them',
    },
  ],
  [
    'two rules with conditions that come to the same',
    {
      from: 'when: { channel: telephone, level: 4 }',
      to: 'when: { not: { channel: [form, email] } }',
      at: '{ not',
      code: 'identical-conditions',
      hint: 'join them',
    },
  ],
  [
    'an exception that may be',
    {
      from: 'unless: { ageYears: at least 18 }\n',
      to: 'unless: { mayBe: { ageYears: at least 18 } }\n',
      at: '{ ageYears',
      code: 'may-be-in-unless',
      hint: '`unless: { mayBe: { X } }` is `when: { not: { X } }`',
    },
  ],
  [
    'ratings without the one that is given',
    { from: 'rag: rating, clauses', to: 'rag: red, clauses', at: '', code: 'missing-rating', hint: 'rag: rating' },
  ],
  [
    'an outcome read too early',
    {
      from: 'when: { is: harm }, basis',
      to: 'when: { route: screening }, basis',
      at: '{ route',
      code: 'outcome-too-early',
      hint: 'fact of the contact',
    },
  ],
  [
    'an indicator that depends on indicators',
    {
      from: 'when: { ageYears: at most 12 }',
      to: 'when: { indicators: home-l2-cold }',
      at: '{ indicators',
      code: 'indicator-on-indicators',
      hint: 'other facts',
    },
  ],
  [
    'a choice that can be read two ways',
    {
      from: 'unless: { socialCareStatus: open }',
      to: 'unless: { socialCareStatus: not known }',
      at: 'not known',
      code: 'ambiguous-value',
      hint: 'not-known',
    },
  ],
  [
    'a concern that is none',
    {
      from: 'concerns: [trafficking]',
      to: 'concerns: [traficking]',
      at: 'traficking',
      code: 'wrong-value',
      hint: 'did you mean `trafficking`',
    },
  ],
  [
    'an action rule that asks for nothing',
    {
      from: 'actions: [call-back], strength: should, ',
      to: '',
      at: '',
      code: 'missing-key',
      hint: 'give it `actions`',
    },
  ],
  [
    'an alias',
    {
      from: 'groups: [listed]',
      to: 'groups: &g [listed]\n    note: *g',
      at: '*g',
      code: 'special-start',
      hint: 'in quotes',
    },
  ],
  [
    'a tag',
    { from: 'level: 4\n', to: 'level: !!js/function 4\n', at: '!!js', code: 'special-start', hint: 'in quotes' },
  ],
  [
    'a quote that does not end',
    { from: 'version: "2026"', to: 'version: "2026', at: '"2026', code: 'open-quote', hint: 'at the end of the text' },
  ],
]

// The second edition's constructs.
const newFaults: typeof faults = [
  [
    'an action that is not declared whole',
    {
      from: '  tell-parents: { label: Tell the parents, kind: tell, clauses: [g-4.1] }\n',
      to: '  tell-parents: Tell the parents\n',
      at: 'Tell the parents',
      code: 'wrong-value',
      hint: '`label`, `kind`, `by`, `clauses`',
    },
  ],
  [
    'an unknown kind of action',
    {
      from: 'label: Make a plan, kind: decide',
      to: 'label: Make a plan, kind: decied',
      at: 'decied',
      code: 'wrong-value',
      hint: 'did you mean `decide`',
    },
  ],
  [
    'an action without a kind',
    {
      from: 'plan: { label: Make a plan, kind: decide, by',
      to: 'plan: { label: Make a plan, by',
      at: 'plan: { label',
      code: 'missing-key',
      hint: '`protect`',
    },
  ],
  [
    'an action done by nobody who exists',
    {
      from: 'kind: decide, by: duty-team',
      to: 'kind: decide, by: duty-taem',
      at: 'duty-taem',
      code: 'unknown-team',
      hint: 'did you mean `duty-team`',
    },
  ],
  [
    'an action that cites nothing there is',
    {
      from: 'by: duty-team, clauses: [g-3.1]',
      to: 'by: duty-team, clauses: [g-3.2]',
      at: 'g-3.2',
      code: 'unknown-clause',
      hint: 'did you mean',
    },
  ],
  [
    'an exception without words',
    {
      from: 'unless: { socialCareStatus: open }, route',
      to: 'unless: [{ when: { socialCareStatus: open } }], route',
      at: '{ when',
      code: 'missing-key',
      hint: 'write it: a text',
    },
  ],
  [
    'an exception without a condition',
    {
      from: 'unless: { socialCareStatus: open }, route',
      to: 'unless: [{ says: the case is open }], route',
      at: '{ says',
      code: 'missing-key',
      hint: 'write it: a set of lines',
    },
  ],
  [
    'an unknown fact in an exception',
    {
      from: 'unless: { socialCareStatus: open }, route',
      to: 'unless: [{ says: the case is open, when: { socialCareStatsu: open } }], route',
      at: 'socialCareStatsu',
      code: 'unknown-fact',
      hint: 'did you mean `socialCareStatus`',
    },
  ],
  [
    'a notice of no known code',
    {
      from: 'also: [police], clauses: [g-3.1]',
      to: 'also: [police], notice: { at-odds: Odd. }, clauses: [g-3.1]',
      at: 'at-odds',
      code: 'unknown-key',
      hint: '`facts-at-odds`',
    },
  ],
  [
    'a destination graded twice',
    {
      from: 'promises:\n',
      to: 'protection: [[social-care, screening], [screening]]\npromises:\n',
      at: 'screening]]',
      code: 'duplicate-id',
      hint: 'one of the rows',
    },
  ],
  [
    'a destination that a route leads to without a grade',
    {
      from: 'promises:\n',
      to: 'protection: [[social-care]]\npromises:\n',
      at: '[[social-care]]',
      code: 'missing-key',
      hint: 'the row of those that protect as much',
    },
  ],
  [
    'an opposite side that names nothing',
    {
      from: 'promises:\n',
      to: 'opposites: [{ id: odd, says: Odd., one: {}, other: { routes: [mash] } }]\npromises:\n',
      at: '{}',
      code: 'missing-key',
      hint: 'name `routes`',
    },
  ],
  [
    'an opposite of an unknown clock',
    {
      from: 'promises:\n',
      to: 'opposites: [{ id: odd, says: Odd., one: { deadlines: [first-decison] }, other: { routes: [mash] } }]\npromises:\n',
      at: 'first-decison',
      code: 'unknown-deadline',
      hint: 'did you mean `first-decision`',
    },
  ],
  [
    'one of them always, of an unknown action',
    {
      from: 'promises:\n',
      to: 'alwaysOneOf: [{ id: one, says: One., when: always, actions: [plant] }]\npromises:\n',
      at: 'plant',
      code: 'unknown-action',
      hint: 'did you mean `plan`',
    },
  ],
  [
    'an acceptance that cites nothing there is',
    {
      from: 'promises:\n',
      to: 'accepted: [{ finding: no-level, reason: So it is., clauses: [g-9.9] }]\npromises:\n',
      at: 'g-9.9',
      code: 'unknown-clause',
      hint: 'did you mean',
    },
  ],
]

describe('a broken rulebook names the place and the remedy', () => {
  test.each([...faults, ...newFaults])('%s', (_, { from, to, at, code, hint }) => {
    const { text, line, column } = broken(from, to, at)
    const loaded = loadRulebook(text)
    if (loaded.ok) throw new Error('it loads')
    const found = loaded.diagnostics.find(d => d.code === code)
    expect(found, renderDiagnostics(loaded.diagnostics, text, 'broken.yaml')).toBeDefined()
    expect(found?.hint).toMatch(hint === '' ? /./ : hint)
    expect(found?.range, 'it has a place').not.toBeNull()
    if (at !== '') expect([found?.range?.start.line, found?.range?.start.column]).toEqual([line, column])
  })

  test('all mistakes come at once, in the order of the text', () => {
    const text = good
      .replace('police: The police', 'police: 7')
      .replace('to: social-care', 'to: nowhere')
      .replace('clauses: [g-6.2]', 'clauses: [g-9]')
      .replace('within: 4 hours', 'within: soon')
    const loaded = loadRulebook(text)
    if (loaded.ok) throw new Error('it loads')
    expect(loaded.diagnostics.map(d => d.code)).toEqual([
      'wrong-value',
      'wrong-value',
      'wrong-duration',
      'unknown-clause',
    ])
  })
})

describe('hostile YAML is refused, not expanded', () => {
  const refuses = (text: string, codes: readonly string[]) => {
    const loaded = loadRulebook(text)
    if (loaded.ok) throw new Error('it loads')
    expect(codes).toContain(loaded.diagnostics[0]?.code)
  }
  test('a billion laughs', () => {
    const rows = Array.from({ length: 20 }, (_, i) => `l${i + 1}: &l${i + 1} [${Array(10).fill(`*l${i}`).join(', ')}]`)
    refuses(`l0: &l0 ha\n${rows.join('\n')}\n`, ['special-start'])
  })
  test('nesting without end', () => refuses(`a: ${'['.repeat(100_000)}`, ['too-deep']))
  test('block nesting without end', () =>
    refuses(Array.from({ length: 500 }, (_, i) => `${' '.repeat(i)}a:`).join('\n'), ['too-deep']))
  test('a text without end', () => refuses('a'.repeat(5_000_000), ['too-large']))
  test('a second document', () => refuses('a: 1\n---\nb: 2\n', ['many-rulebooks']))
  test('nothing at all', () => refuses('', ['empty-text', 'wrong-value']))
  test('a list', () => refuses('- 1\n- 2\n', ['wrong-value']))
  test('prototype keys', () => refuses('__proto__: { polluted: true }\n', ['wrong-name', 'unknown-key']))
})
