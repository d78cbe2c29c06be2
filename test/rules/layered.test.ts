import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Rulebook } from '../../src/rules/language/rulebook.js'
import { readRulebook, serializeRulebook } from '../../src/rules/packed/packed.js'
import type { LoadOptions } from '../../src/rules/reading/load.js'
import { loadRulebook, resolveText } from '../../src/rules/reading/load.js'
import { renderDiagnostics } from '../../src/rules/reading/render-diagnostics.js'
import { parseYaml } from '../../src/rules/reading/yaml-text.js'
import { resolvedLines } from '../../src/tools/authoring/resolved-lines.js'
import { rulebookIds } from '../../src/tools/authoring/rulebook-ids.js'
import { rulebookSchema } from '../../src/tools/authoring/rulebook-schema.js'
import { rulebookChanges } from '../../src/tools/changes/rulebook-changes.js'
import { contacts } from '../../src/tools/contacts/arbitrary.js'
import { checkRulebook } from '../../src/tools/findings/check.js'
import { findFindings } from '../../src/tools/findings/findings.js'
import { studyOf } from '../../src/tools/findings/study.js'
import { documentRulebook } from '../../src/tools/pages/document-rulebook.js'
import { shippedRulebooks } from '../rulebooks.js'
import { runs } from '../runs.js'
import { decided, rulesOf, small, smallText } from '../small.js'

// A borough that adopts its region's guide (the small rulebook), and changes parts of it.

const because = 'because: The borough answers level 4 itself., clauses: [b-1]'
const header = (more = '') =>
  `rulebook: { authority: borough, name: Borough, title: Local supplement, version: "2026", extends: region${more} }\n`
const sources = 'sources:\n  supplement: { title: Local supplement }\n'
const clauses = 'clauses:\n  b-1: { source: supplement, section: "1", says: What the borough does. }\n'
const borough = (...parts: string[]): string => [header(), sources, ...parts, clauses].join('')

const files =
  (texts: Readonly<Record<string, string>>): LoadOptions['find'] =>
  name =>
    Object.hasOwn(texts, name) ? { file: `${name}.yaml`, text: texts[name] ?? '' } : null
const options = (texts: Readonly<Record<string, string>> = { region: smallText }): LoadOptions => ({
  file: 'borough.yaml',
  find: files(texts) ?? (() => null),
})

const load = (text: string, texts?: Readonly<Record<string, string>>) => {
  const loaded = loadRulebook(text, options(texts))
  if (!loaded.ok) throw new Error(renderDiagnostics(loaded.diagnostics, text, 'borough.yaml'))
  return loaded.value
}
const faults = (text: string, texts?: Readonly<Record<string, string>>): readonly string[] => {
  const loaded = loadRulebook(text, options(texts))
  return loaded.ok
    ? []
    : loaded.diagnostics.map(
        d =>
          `${d.layer?.file ?? 'borough.yaml'}:${d.range?.start.line}:${d.range?.start.column} ${d.code} ${d.message}`,
      )
}

const dataOf = (text: string): unknown => {
  const parsed = parseYaml(text)
  return parsed.ok ? parsed.value.data : null
}

const harm = { riskOfSignificantHarm: true }
const overriding = borough(
  `overrides:\n  grave: { ${because} }\n`,
  'teams: { borough-team: The borough team }\n',
  'rules:\n  route:\n    - { id: grave, says: Level 4 goes to the MASH., when: { level: 4 }, route: { to: mash, team: borough-team }, clauses: [b-1] }\n',
)

describe('a rulebook that extends another', () => {
  test('decides by what it inherits', () => {
    const book = load(borough())
    const decision = decided(book, harm)
    expect([decision.authority, decision.level, decision.route.team]).toEqual(['borough', 4, 'duty-team'])
    expect(book.officeHours.weekdays[0]?.closes).toBe(17 * 60 + 30)
    expect(book.layering?.layers).toEqual([
      { id: 'smallshire', name: 'Smallshire', title: 'A guide of two pages', version: '2026' },
    ])
    expect(book.layering?.inherited.grave).toBe('smallshire')
    expect(book.layering?.inherited['indicators.home-l2-cold']).toBe('smallshire')
  })

  test('puts its own rule in the place of one that it overrides, and says why', () => {
    const book = load(overriding)
    expect(decided(book, harm).route).toMatchObject({ destination: 'mash', team: 'borough-team' })
    expect(rulesOf(decided(book, harm), 'route')).toEqual(['grave'])
    expect(book.rules.filter(r => r.stage === 'route').map(r => r.id)).toEqual(['grave', 'held'])
    expect(book.layering?.inherited.grave).toBeUndefined()
    expect(book.layering?.overrides).toEqual([
      { of: 'grave', because: 'The borough answers level 4 itself.', clauses: ['b-1'] },
    ])
  })

  test('adds rules before those that it inherits, or beside the one that it names', () => {
    const rule = (id: string, more: string, channel: string) =>
      `    - { id: ${id}, says: By ${channel}., when: { channel: ${channel} }, ${more}route: { to: screening, team: duty-team }, clauses: [b-1] }\n`
    const book = load(
      borough(
        'rules:\n  route:\n',
        rule('first', '', 'form'),
        rule('second', '', 'email'),
        rule('third', 'after: grave, ', 'telephone'),
      ),
    )
    expect(book.rules.filter(r => r.stage === 'route').map(r => r.id)).toEqual([
      'first',
      'second',
      'grave',
      'third',
      'held',
    ])
  })

  test('leaves the given rating in the first place', () => {
    const book = load(
      borough(
        'rules:\n  rag:\n    - { id: harm-is-red, says: Harm is red., when: { is: harm }, rag: red, clauses: [b-1] }\n',
      ),
    )
    expect(book.rules.filter(r => r.stage === 'rag').map(r => r.id)).toEqual(['as-rated', 'harm-is-red'])
  })

  test('leaves out what it removes: a rule, an indicator, a clock', () => {
    const book = load(
      borough(
        `removes:\n  grave: { ${because} }\n  indicators.home-l2-damp: { ${because} }\n  kept-long: { ${because} }\n  deadlines.kept: { ${because} }\n`,
      ),
    )
    expect(decided(book, harm).route.team).toBe('front-door')
    expect(book.indicators.map(i => i.id)).not.toContain('home-l2-damp')
    expect(Object.keys(book.deadlines)).toEqual(['first-decision', 'review'])
  })

  test('grades places otherwise only where it says so, and by England where it takes the grades out', () => {
    const graded = smallText.replace('rules:\n', 'protection: [[mash, social-care], [screening, signpost]]\nrules:\n')
    const own = 'protection: [[social-care], [mash, screening]]\n'
    expect(faults(borough(own), { region: graded })).toEqual([
      'borough.yaml:4:1 inherited-already `protection` is inherited already',
    ])
    expect(load(borough(`overrides: { protection: { ${because} } }\n`, own), { region: graded }).protection).toEqual([
      ['social-care'],
      ['mash', 'screening'],
    ])
    expect(load(borough(`removes: { protection: { ${because} } }\n`), { region: graded }).protection).toEqual(
      load(borough()).protection,
    )
  })

  test('takes the words of its region and adds its own', () => {
    const region = smallText.replace('sources:', 'facts:\n  noRecourse: { ask: Has the family no recourse? }\nsources:')
    const book = load(
      borough(
        'facts:\n  onTheRoll: { ask: Is the child on the roll? }\n',
        'rules:\n  level:\n    - { id: own, says: Both., when: { noRecourse: true, onTheRoll: true }, level: 3, clauses: [b-1] }\n',
      ),
      { region },
    )
    expect(decided(book, { noRecourse: true, onTheRoll: true }).level).toBe(3)
  })

  test('has a digest over all of it, that of the file read back', () => {
    const book = load(borough())
    const other = load(borough(), { region: smallText.replace('within: 4 hours', 'within: 5 hours') })
    expect(other.digest).not.toBe(book.digest)
    const read = readRulebook(JSON.parse(serializeRulebook(book)))
    expect(read.ok && read.value).toEqual(book)
  })

  test('extends several, one through another, each once', () => {
    const texts = {
      region: smallText,
      service:
        'rulebook: { authority: service, name: Service, extends: region, title: A service, version: "1" }\nteams: { helpers: The helpers }\n',
      law: 'rulebook: { authority: law, name: Law, title: A law, version: "1" }\nteams: { court: The court }\n',
    }
    const book = load(borough().replace('extends: region', 'extends: [service, law, region]'), texts)
    expect(Object.keys(book.teams)).toEqual(['front-door', 'duty-team', 'police', 'helpers', 'court'])
    expect(book.layering?.layers.map(l => l.id)).toEqual(['service', 'smallshire', 'law'])
  })
})

describe('the tools know layers', () => {
  const resolvedText = (text: string, read = options()): readonly { text: string; from: string }[] => {
    const found = resolveText(text, read)
    if (!found.ok) throw new Error('not read')
    return resolvedLines(found.value.resolved, 'borough.yaml').map(l => ({
      text: l.text,
      from: l.origin === null ? '' : `${l.origin.file}:${l.origin.line}`,
    }))
  }

  test('what results is printed with where each line comes from, and decides alike by itself', () => {
    const lines = resolvedText(overriding)
    expect(lines.find(l => l.text === '    - id: grave')?.from).toBe('borough.yaml:9')
    expect(lines.find(l => l.text === '    - id: held')?.from).toBe('region.yaml:64')
    const alone = loadRulebook(lines.map(l => l.text).join('\n'))
    if (!alone.ok) throw new Error(JSON.stringify(alone.diagnostics))
    const both = [load(overriding), alone.value]
    for (const contact of fc.sample(contacts(alone.value), { numRuns: runs(300), seed: 7 })) {
      const [one, other] = both.map(book => {
        const { rulebook: _, ...decision } = decided(book, contact)
        return decision
      })
      expect(one).toEqual(other)
    }
  })

  test.each(shippedRulebooks())('what is printed of $name is $name again', ({ name, rulebook }) => {
    const text = readFileSync(`rules/${name}.yaml`, 'utf8')
    const again = loadRulebook(
      resolvedText(text, {})
        .map(l => l.text)
        .join('\n'),
    )
    const own = (book: Rulebook) => ({ ...book, layering: null, digest: null })
    expect(again.ok && own(again.value)).toEqual(own(rulebook))
  })

  test('pages say what is local, what is inherited, and why', () => {
    const pages = documentRulebook(load(overriding))
    const page = JSON.stringify(pages.find(p => p.name === 'local-and-inherited'))
    expect(page).toContain('The borough answers level 4 itself.')
    expect(page).toContain('From Smallshire')
    const route = JSON.stringify(pages.find(p => p.name === 'where-it-goes'))
    expect(route).toContain('Local, in the place of what is inherited: The borough answers level 4 itself.')
    expect(route).toContain('Inherited from Smallshire.')
    expect(documentRulebook(small()).map(p => p.name)).not.toContain('local-and-inherited')
  })

  test('a difference names what is inherited otherwise', () => {
    const parts = rulebookChanges(load(borough()), load(overriding))
    expect(parts.find(p => p.part === 'What is inherited')?.changes).toEqual([
      { kind: 'added', id: 'overrides grave', says: 'The borough answers level 4 itself.', details: [] },
    ])
  })

  test('an editor takes a file that leaves out what is inherited, and knows its ids', () => {
    const found = resolveText(overriding, options())
    if (!found.ok) throw new Error('not read')
    const ajv = new Ajv2020({ strict: false })
    const fits = ajv.compile(rulebookSchema('2020-12', rulebookIds(found.value.resolved.data)))
    expect(fits(dataOf(overriding))).toBe(true)
    expect(fits(dataOf(overriding.replace('team: borough-team', 'team: police')))).toBe(true)
    expect(fits(dataOf(overriding.replace('team: borough-team', 'team: polcie')))).toBe(false)
  })

  test('findings and promises look at the whole', async () => {
    const report = await checkRulebook(load(overriding), Promise.resolve(findFindings(studyOf(load(overriding), 1))), {
      runs: 200,
      seed: 1,
      from: 'borough.yaml',
    })
    expect(report.promises.broken).toEqual([])
    expect(report.examples.count).toBe(1)
  })
})

describe('what is wrong between layers is told where it stands', () => {
  test.each<[title: string, text: string, said: string, texts?: Record<string, string>]>([
    [
      'a rulebook that is not there',
      borough().replace('extends: region', 'extends: regoin'),
      'borough.yaml:1:99 unknown-rulebook there is no rulebook `regoin` to extend',
    ],
    [
      'a circle',
      borough(),
      'region.yaml:1:89 circular-extends `region` is extended by way of itself: region.yaml extends region.yaml',
      { region: header().replace('authority: borough', 'authority: region') },
    ],
    [
      'something inherited that is written again without a word',
      borough('teams: { police: Police }\n'),
      'borough.yaml:4:10 inherited-already `teams.police` is inherited already',
    ],
    [
      'an override of nothing',
      borough(`overrides:\n  graev: { ${because} }\n`),
      'borough.yaml:5:3 unknown-override nothing that is inherited is called `graev`',
    ],
    [
      'an override with nothing in its place',
      borough(`overrides:\n  grave: { ${because} }\n`),
      'borough.yaml:5:3 nothing-in-its-place `grave` is to be overridden, and nothing stands in its place',
    ],
    [
      'a change without a reason',
      borough('removes:\n  grave: { clauses: [b-1] }\n'),
      'borough.yaml:5:3 missing-key `because` is missing',
    ],
    [
      'a change that cites what is not there',
      borough(`removes:\n  grave: { ${because.replace('b-1', 'b-9')} }\n`),
      'borough.yaml:5:68 unknown-clause there is no clause `b-9`',
    ],
    [
      'a team that is removed and still goes by',
      borough(`removes:\n  teams.police: { ${because} }\n`),
      'region.yaml:63:183 unknown-team there is no team `police`',
    ],
    [
      'a mistake in the region',
      borough(),
      'region.yaml:64:109 unknown-team there is no team `nobody`',
      {
        region: smallText.replace(
          'route: { to: screening, team: front-door }',
          'route: { to: screening, team: nobody }',
        ),
      },
    ],
    [
      'a place that is not in the list',
      borough(
        'rules:\n  route:\n    - { id: own, says: Own., when: { channel: form }, before: graev, route: { to: mash }, clauses: [b-1] }\n',
      ),
      'borough.yaml:6:63 unknown-rule there is no rule `graev` in this list',
    ],
    [
      'two regions that say the same thing otherwise',
      borough().replace('extends: region', 'extends: [region, other]'),
      'borough.yaml:1:108 inherited-twice `Smallshire` and `Other` both have `teams.police`',
      {
        region: smallText,
        other: 'rulebook: { authority: other, name: Other, title: Other, version: "1" }\nteams: { police: Police }\n',
      },
    ],
  ])('%s', (_, text, said, texts) => {
    expect(faults(text, texts)[0]).toBe(said)
  })

  test('a place in the region is shown with its own line', () => {
    const region = smallText.replace('team: front-door }, clauses', 'team: nobody }, clauses')
    const loaded = loadRulebook(borough(), options({ region }))
    expect(loaded.ok).toBe(false)
    const text = loaded.ok ? '' : renderDiagnostics(loaded.diagnostics, borough(), 'borough.yaml')
    expect(text).toMatch(
      /^region\.yaml:\d+:\d+ {2}there is no team `nobody` {2}\[unknown-team\]\n\s*\d+ \| .*team: nobody/,
    )
  })
})
