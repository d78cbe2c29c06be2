import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Ajv2020 } from 'ajv/dist/2020.js'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decide } from '../../src/engine/decide/decide.js'
import { explain } from '../../src/engine/explain/explain.js'
import { decideWithEngine } from '../../src/engine/json-rules-engine.js'
import { renderExplanation } from '../../src/engine/render/explanation.js'
import type { Rulebook } from '../../src/rules/language/rulebook.js'
import { readRulebook, serializeRulebook } from '../../src/rules/packed/packed.js'
import { loadRulebook } from '../../src/rules/reading/load.js'
import type { RulebookFile } from '../../src/rules/reading/schema.js'
import { england, extendedVocabulary, vocabularyOf } from '../../src/rules/vocabulary/vocabulary.js'
import { contactSchema as contactZod } from '../../src/schema/contact-schema.js'
import { factList } from '../../src/tools/authoring/fact-list.js'
import { rulebookIds } from '../../src/tools/authoring/rulebook-ids.js'
import { contactSchema, decisionSchema } from '../../src/tools/authoring/rulebook-schema.js'
import { compareAuthorities } from '../../src/tools/authorities/compare-authorities.js'
import { decisionComparer } from '../../src/tools/changes/decision-changes.js'
import { rulebookChanges } from '../../src/tools/changes/rulebook-changes.js'
import { contacts } from '../../src/tools/contacts/arbitrary.js'
import { chanceFrom } from '../../src/tools/contacts/chance.js'
import { findFindings } from '../../src/tools/findings/findings.js'
import { studyOf } from '../../src/tools/findings/study.js'
import { every } from '../../src/tools/logic/formula.js'
import { ask, logicOf } from '../../src/tools/logic/logic.js'
import { mutantsOf } from '../../src/tools/mutants/mutants.js'
import { orderIsNothing } from '../../src/tools/promises/decisions.js'
import { harmIsLevel4, higherIsNotSlower } from '../../src/tools/promises/harm.js'
import { anotherConcern } from '../../src/tools/promises/signs.js'
import { mappingOfColumns } from '../../src/tools/replay/mapping.js'
import { parseYaml } from '../../src/yaml.js'
import { rulebookFrom } from '../rulebooks.js'
import { runs } from '../runs.js'
import { decided, receivedAt, rulesOf, small } from '../small.js'

const text = readFileSync(fileURLToPath(new URL('../good/own-words.yaml', import.meta.url)), 'utf8')
const own = rulebookFrom(text, 'own-words.yaml')
const words = vocabularyOf(own)

/** A contact that uses every word of the rulebook's own. */
const everything = {
  concerns: ['criminal-exploitation', 'disability'],
  helpRequested: 'cfw',
  referrer: 'police',
  noRecourse: true,
  previousContacts: 7,
  contextualHarm: ['online', 'peers'],
  initialRag: 'blue',
  policeRag: 'purple',
  levelAfterScreening: 2.5,
  consentFor: { photographs: 'given' },
  consentGivenBy: 'parental-responsibility',
  events: { conferenceAt: '2026-04-01T10:00:00+01:00' },
}

describe('words that a rulebook declares for itself', () => {
  test('are decided by, and told in their own words', () => {
    const decision = decided(own, everything)
    expect(decision).toMatchObject({ level: 2.5, rag: 'blue', route: { destination: 'hub' } })
    expect(decision.consents.map(c => [c.purpose, c.mayProceed])).toContainEqual(['photographs', true])
    expect(decision.deadline).toMatchObject({ from: 'conferenceAt', dueDate: '2026-04-17' })
    expect(rulesOf(decision, 'route')).toEqual(['to-hub'])
    const explained = explain(own, { receivedAt, ...everything })
    if (!explained.ok) throw new Error(JSON.stringify(explained.diagnostics))
    const told = renderExplanation(explained.value, own)
    for (const says of [
      'Goes to       The Support Hub',
      'the answer to "Has the family no recourse to public funds?" is yes',
      'the contact raises disability and child criminal exploitation',
      'from the child protection conference',
      'taking photographs',
    ])
      expect(told.replace(/\s+/g, ' ')).toContain(says.replace(/\s+/g, ' '))
  })

  test('are asked for where they are not known, and unknown is not no', () => {
    const asked = (decided(own, {}).unknowns ?? []).map(u => u.fact)
    for (const fact of ['helpRequested', 'contextualHarm', 'previousContacts']) expect(asked).toContain(fact)
    // At receipt nobody can know yet what is learned at screening.
    expect(asked).not.toContain('noRecourse')
    expect((decided(own, { levelAfterScreening: 1 }).unknowns ?? []).map(u => u.fact)).toContain('noRecourse')
    expect(rulesOf(decided(own, { noRecourse: false }), 'route')).toEqual(['held'])
  })

  test('are checked by their kinds, with a remedy', () => {
    const refused = (contact: object): readonly string[] => {
      const result = decide(own, { receivedAt, ...contact })
      return result.ok ? [] : result.diagnostics.map(d => `${d.path.join('.')}: ${d.hint}`)
    }
    expect(refused({ previousContacts: 101 })).toEqual(['previousContacts: write at most 100'])
    expect(refused({ helpRequested: 'cwf' })).toEqual(['helpRequested: did you mean `cfw`?'])
    expect(refused({ contextualHarm: ['schools'] })).toEqual(['contextualHarm.0: did you mean `school`?'])
    expect(refused({ events: { conferenceAt: 'soon' } })).toEqual([
      expect.stringMatching(/^events.conferenceAt: .*offset/),
    ])
    expect(refused({ levelAfterScreening: 3.5 })).toEqual([expect.stringContaining('`2.5`')])
  })

  test('are no words of another rulebook, which says so', () => {
    const result = decide(small(), { receivedAt, noRecourse: true })
    expect(result.ok ? [] : result.diagnostics.map(d => d.code)).toEqual(['unknown-fact'])
    expect(england.facts.noRecourse).toBeUndefined()
    const [here, there] = compareAuthorities([own, small()], { receivedAt, ...everything, levelAfterScreening: 2 })
    expect(here?.droppedFacts).toEqual([])
    expect(there?.error).toBeNull()
    expect(there?.droppedFacts).toEqual([
      'concerns: criminal-exploitation',
      'helpRequested',
      'referrer: police',
      'noRecourse',
      'previousContacts',
      'contextualHarm',
      'initialRag: blue',
      'policeRag: purple',
      'consentFor.photographs',
      'events.conferenceAt',
    ])
  })

  test('a fact of a shipped rulebook is refused elsewhere with whose it is', () => {
    const result = decide(small(), { receivedAt, stepForwardOption: 'early-help-panel' })
    expect(result.ok ? '' : result.diagnostics[0]?.hint).toBe(
      'it is a fact of Buckinghamshire; take it out for this authority',
    )
  })

  test('survive compiling', () => {
    const read = readRulebook(JSON.parse(serializeRulebook(own)))
    if (!read.ok) throw new Error(JSON.stringify(read.diagnostics))
    expect(read.value).toEqual(own)
    expect(decided(read.value, everything)).toEqual(decided(own, everything))
  })

  test('stand in the lists, the schemas and the mappings', () => {
    const listed = new Map(factList([own]).map(f => [f.name, f]))
    expect(listed.get('previousContacts')).toMatchObject({
      takes: 'a whole number from 0 to 100',
      readBy: ['smallshire'],
    })
    expect(listed.get('concerns')?.choices.map(c => c.value)).toContain('criminal-exploitation')
    expect(listed.get('events.conferenceAt')?.moment).toBe('later')
    expect(listed.get('consentFor.photographs')?.question).toContain('taking photographs')
    const parsed = parseYaml(text)
    const ids = rulebookIds(parsed.ok ? parsed.value.data : null)
    const ajv = new Ajv2020({ strict: false })
    const contact = { receivedAt, ...everything }
    expect(ajv.validate(contactSchema('2020-12', ids), contact)).toBe(true)
    expect(ajv.validate(contactSchema('2020-12'), contact)).toBe(false)
    expect(contactZod(words).safeParse(contact).success).toBe(true)
    expect(ajv.validate(decisionSchema('2020-12', ids), JSON.parse(JSON.stringify(decided(own, everything))))).toBe(
      true,
    )
    expect(mappingOfColumns(['receivedAt', 'previousContacts', 'events.conferenceAt'], words).ok).toBe(true)
    expect(mappingOfColumns(['receivedAt', 'previousContacts'], england).ok).toBe(false)
  })

  test("are looked at by what check finds and promises, as England's are", () => {
    const bounds = ['at most 3', 'at least 5'].map(
      (n, i) =>
        `    - { id: many-${String(i)}, says: Contacts., when: { previousContacts: ${n} }, actions: [${i === 0 ? 'plan' : 'call-back'}], clauses: [g-6.1] }\n`,
    )
    const holed = text.replace('    - { id: calls,', `${bounds.join('')}    - { id: calls,`)
    const parsed = parseYaml(holed)
    if (!parsed.ok) throw new Error('the text is no YAML')
    const found = findFindings(studyOf(rulebookFrom(holed, 'holed.yaml'), 1), parsed.value.data)
    expect(found.filter(f => f.code === 'boundary-hole').map(f => [f.rule, f.message])).toEqual([
      ['many-0', expect.stringContaining('leave 4 out')],
    ])
    const [always] = orderIsNothing().always?.(own) ?? []
    expect(always?.[0]).toMatchObject({ contextualHarm: ['online', 'school', 'peers'] })
    const tried = new Set(
      Array.from({ length: 400 }, (_, n) => anotherConcern.changes(own, { receivedAt }, chanceFrom(n))[0]?.value),
    )
    expect(tried).toContain('criminal-exploitation')
  })

  test('levels are weighed by their numbers, and section 47 gives the one that says so', () => {
    const halved = text.replace(
      '    - { id: calls,',
      '    - { id: halfway, says: Halfway., when: { level: 2.5 }, actions: [plan], clauses: [g-6.1] }\n    - { id: calls,',
    )
    const about = (book: Rulebook) =>
      findFindings(studyOf(book, 1), undefined)
        .filter(f => f.rule === 'halfway')
        .map(f => f.code)
    expect(about(rulebookFrom(halved, 'halved.yaml'))).toEqual([])
    const logic = logicOf(own)
    const halfLevel = logic.where('level', null, v => v === 2.5)
    expect(ask(logic, halfLevel).status).toBe('satisfiable')
    const half = logic.program.rules.find(r => r.rule.id === 'half')
    const isTwo = logic.where('level', null, v => v === 2)
    expect(half && ask(logic, every([logic.fires(half), isTwo])).status).toBe('unsatisfiable')
    const harmed = { receivedAt, riskOfSignificantHarm: true }
    expect(harmIsLevel4.breaks(own, harmed, null)).toBeNull()
    const five = rulebookFrom(
      text.replace('2.5: Partnership plus', '2.5: Partnership plus, 5: { name: Critical, basis: section-47 }'),
    )
    expect(harmIsLevel4.breaks(five, harmed, null)).toMatchObject({ expect: { level: 5 } })
    const higher = Array.from(
      { length: 200 },
      (_, n) => higherIsNotSlower.changes(five, harmed, chanceFrom(n))[0]?.value,
    )
    expect(higher).toEqual(expect.arrayContaining([2.5, 5]))
    const read = readRulebook(JSON.parse(serializeRulebook(five)))
    expect(read.ok && vocabularyOf(read.value).section47Level).toBe(5)
  })

  test('are told by diff where they change, and by check where nothing uses them', () => {
    const without = rulebookFrom(text.replace(/^ {2}noRecourse: .*\n/m, '').replace('{ noRecourse: true }, ', ''))
    const part = rulebookChanges(without, own).find(p => p.part === 'Words')
    expect(part?.changes).toEqual([
      { kind: 'added', id: 'facts noRecourse', says: 'Has the family no recourse to public funds?', details: [] },
    ])
    const unread = rulebookFrom(text.replace('{ noRecourse: true }, ', ''))
    const found = findFindings(studyOf(unread, 1), undefined).filter(f => f.code === 'unused-word')
    expect(found.map(f => f.path)).toEqual([['facts', 'noRecourse']])
    expect(findFindings(studyOf(own, 1), undefined).filter(f => f.code === 'unused-word')).toEqual([])
  })

  test('are read by both evaluators alike', async () => {
    await fc.assert(
      fc.asyncProperty(contacts(own), async contact => {
        expect(await decideWithEngine(own, contact)).toEqual(decide(own, contact))
      }),
      { numRuns: runs(150) },
    )
  })
})

// What stands wrong, the code, what is marked, and a piece of the hint.
const faults: readonly [string, string, string, string, string, RegExp][] = [
  ['a fact of England', 'noRecourse: {', 'ageYears: {', 'fact-declared-twice', 'ageYears', /another name/],
  ['a word of conditions', 'noRecourse: {', 'route: {', 'reserved-name', 'route', /another name/],
  ['a name with a hyphen', 'noRecourse: {', 'no-recourse: {', 'wrong-name', 'no-recourse', /letters/],
  ['no range', 'number: 0 to 100', 'number: up to 100', 'wrong-fact', 'up to 100', /0 to 100/],
  [
    'two kinds',
    'previousContacts: { ask',
    'previousContacts: { choices: { many: many }, ask',
    'wrong-fact',
    '{ choices: { many',
    /leave one/,
  ],
  [
    'a choice that is there',
    'concerns: { criminal',
    'concerns: { disability: x, criminal',
    'duplicate-id',
    'disability',
    /another name/,
  ],
  [
    'a destination that is there',
    'destinations: { hub',
    'destinations: { mash: x, hub',
    'duplicate-id',
    'mash',
    /another name/,
  ],
  [
    'two levels that section 47 gives',
    '2.5: Partnership plus',
    '2.5: Partnership plus, 4: { name: Acute, basis: section-47 }, 5: { name: Critical, basis: section-47 }',
    'wrong-value',
    'section-47 } }',
    /leave `basis` at one of them; 4 and 5/,
  ],
  ['a rating graver than none', 'graver than: red', 'graver than: rde', 'wrong-value', 'rde', /did you mean `red`/],
  [
    'a sentence without its denial',
    'moment: screening }',
    'moment: screening, says: it is so }',
    'wrong-sentence',
    'it is so',
    /`~`/,
  ],
  [
    'a sentence without its choice',
    'severalOf: {',
    'says: "it is~ there", severalOf: {',
    'wrong-sentence',
    '"it is~',
    /`\*`/,
  ],
  ['a level twice', '2: Universal plus', '2: Universal plus, "2": Other', 'duplicate-key', '"2": Other', /join/],
  ['no level', '2.5: Partnership', '2.7: Partnership', 'wrong-name', '2.7', /halves/],
  [
    'a key that facts do not have',
    'noRecourse: { ask',
    'noRecourse: { kind: text, ask',
    'unknown-key',
    'kind',
    /take the line out/,
  ],
]

describe('words that cannot be are refused where they stand', () => {
  test.each(faults)('%s', (_, from, to, code, at, hint) => {
    expect(text.split(from).length - 1).toBe(1)
    const wrong = text.replace(from, to)
    const loaded = loadRulebook(wrong)
    if (loaded.ok) throw new Error('it loads')
    const found = loaded.diagnostics.find(d => d.code === code && hint.test(d.hint))
    if (!found)
      throw new Error(
        JSON.stringify(
          loaded.diagnostics.map(d => [d.code, d.message, d.hint]),
          null,
          1,
        ),
      )
    const place = wrong.indexOf(at, wrong.indexOf(to))
    const before = wrong.slice(0, place).split('\n')
    expect([found.range?.start.line, found.range?.start.column]).toEqual([
      before.length,
      (before.at(-1)?.length ?? 0) + 1,
    ])
  })

  test('a destination without a grade that a route leads to', () => {
    const loaded = loadRulebook(text.replace('[hub, early-help]', '[early-help]'))
    expect(loaded.ok ? [] : loaded.diagnostics.map(d => [d.code, d.path])).toEqual([['missing-key', ['protection']]])
  })
})

test('levels of its own are mistaken for those next to them, half ones and those above 4 too', () => {
  const leveled = (
    parseYaml(
      text
        .replace('levels: { 2: Universal plus, 2.5: Partnership plus }', 'levels: { 2.5: Partnership plus, 5: Crisis }')
        .replace('when: { channel: telephone, level: 4 }', 'when: { level: at least 2.5, levelAfterScreening: 3 to 5 }')
        .replace('    level: 4\n    domain: health', '    level: 5\n    domain: health'),
    ) as { ok: true; value: { data: RulebookFile } }
  ).value.data
  const says = mutantsOf(leveled).map(m => m.says)
  for (const said of [
    'rule `half`: `level` has become `2`; it was `2.5`',
    'rule `half`: `level` has become `3`; it was `2.5`',
    'rule `one-grave-sign`: `level` has become `5`; it was `4`',
    'rule `grave-calls`: `level: at least 2.5` has become `level: at least 2`',
    'rule `grave-calls`: `level: at least 2.5` has become `level: at most 2.5`',
    'rule `grave-calls`: `levelAfterScreening: 3 to 5` has become `levelAfterScreening: 2.5 to 5`',
    'rule `grave-calls`: `levelAfterScreening: 3 to 5` has become `levelAfterScreening: 3 to 4`',
    'indicator `health-l4-hurt`: the level is 4 and not 5',
    'indicator `home-l2-cold`: the level is 2.5 and not 2',
    'rule `half`: `previousContacts: at least 5` has become `previousContacts: at least 6`',
  ])
    expect(says).toContain(said)
  // Levels that there are not are faults and no slips.
  expect(says.filter(s => /level` has become `(1\.5|6)`|level is 6/.test(s))).toEqual([])
})

test('words of its own are told by `diff` as people say them, and not by their names', () => {
  const after = rulebookFrom(
    [
      ['when: otherwise, route: { to: screening, team: front-door }', 'when: otherwise, route: { to: hub }'],
      ['level: 2.5, clauses', 'level: 2, clauses'],
      ['when: always, rag: rating', 'when: { given: rating }, rag: rating'],
      [
        '  route:\n',
        '    - { id: blue, says: Else blue., when: { noRecourse: true }, rag: blue, clauses: [g-2.1] }\n  route:\n',
      ],
      [
        'when: otherwise, consent: required, consentFrom: who-may, clauses: [g-4.1] }\n  deadlines',
        'when: otherwise, consent: seek, consentFrom: who-may, clauses: [g-4.1] }\n  deadlines',
      ],
      ['concerns: [trafficking]', 'concerns: [trafficking, criminal-exploitation]'],
      ['from: conferenceAt', 'from: planStartedAt'],
    ].reduce((t, [from = '', to = '']) => {
      expect(t.split(from)).toHaveLength(2)
      return t.replace(from, to)
    }, text),
    'own-words.yaml',
  )
  const lines = rulebookChanges(own, after).flatMap(p => p.changes.flatMap(c => c.details))
  for (const said of [
    "now to the Support Hub; it was to the front door's own screening: The front door",
    'now level 2 (Universal plus); it was level 2.5 (Partnership plus)',
    'rated blue',
    'now consent for taking photographs: seek, from who-may; it was consent for taking photographs: required, from who-may',
    'now also counts as the concern: child criminal exploitation',
    'now "First decision" within 10 working days from the start of the plan; it was "First decision" within 10 working days from the child protection conference',
  ])
    expect(lines).toContain(said)
  const moved = decisionComparer(own, after)(
    decided(own, { previousContacts: 5 }),
    decided(after, { previousContacts: 5 }),
  )
  expect(moved.map(c => c.says)).toContain('level 2.5 (Partnership plus) → level 2 (Universal plus)')
})

test('facts of its own are asked for where their group and moment put them', () => {
  const own = (group: string | undefined, moment?: 'screening' | 'later') => ({
    ask: 'Is it so?',
    ...(group === undefined ? {} : { group }),
    ...(moment === undefined ? {} : { moment }),
  })
  const { factNames } = extendedVocabulary({
    facts: {
      first: own('Levels and ratings given'),
      second: own('Levels and ratings given', 'screening'),
      third: own('The contact'),
      fourth: own('The contact'),
      alone: own(undefined),
      elsewhere: own('A group of its own'),
    },
  })
  const before = (name: string): string | undefined => factNames[factNames.indexOf(name) - 1]
  // What is known at receipt comes before what England asks for at screening.
  expect(before('first')).toBe('policeRag')
  expect(before('second')).toBe('informationSufficient')
  expect([before('third'), before('fourth')]).toEqual(['specificAdviceRequired', 'third'])
  expect(factNames.slice(-5)).toEqual(['alone', 'elsewhere', 'events', 'receivedAt', 'reference'])
  expect(factNames.filter(name => name in england.facts)).toEqual(england.factNames)
})
