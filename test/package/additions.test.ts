import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { build } from 'esbuild'
import ts from 'typescript'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { smallText } from '../small.js'
import { root } from './source-files.js'

// What CONTRIBUTING says of where a change goes, done to a copy of the source: these lines, and no others, are what it takes.

const copy = join(root, '.tmp/additions')

/** The files of the copy that lines were put into. */
const touched = new Set<string>()

/** Puts lines into a file of the copy, before a text that stands there once. */
function insert(file: string, before: string, lines: string): void {
  const path = join(copy, file)
  const parts = readFileSync(path, 'utf8').split(before)
  if (parts.length !== 2) throw new Error(`\`${before}\` stands ${parts.length - 1} times in ${file}`)
  writeFileSync(path, parts.join(`${lines}${before}`))
  touched.add(path)
}

/** The small rulebook with lines put in before others. */
const withLines = (...insertions: readonly (readonly [before: string, lines: string])[]): string =>
  insertions.reduce((text, [before, lines]) => {
    const parts = text.split(before)
    if (parts.length !== 2) throw new Error(`\`${before}\` stands ${parts.length - 1} times in the small rulebook`)
    return parts.join(`${lines}${before}`)
  }, smallText)

type Grown = typeof import('../../src/index.js') &
  typeof import('../../src/yaml.js') & {
    readonly studyOf: typeof import('../../src/tools/findings/study.js').studyOf
    readonly findFindings: typeof import('../../src/tools/findings/findings.js').findFindings
    readonly conditionWords: typeof import('../../src/rules/language/condition-words.js').conditionWords
    readonly decideWithEngine: typeof import('../../src/json-rules-engine.js').decideWithEngine
  }
let grown: Grown

beforeAll(async () => {
  rmSync(copy, { recursive: true, force: true })
  mkdirSync(copy, { recursive: true })
  cpSync(join(root, 'src'), join(copy, 'src'), { recursive: true })

  // An operator: its entry and that of its opposite.
  insert(
    'src/rules/language/operators.ts',
    '  contains: { test: contains',
    `  multipleOf: { test: (x, v) => (x === undefined ? UNKNOWN : truth(Number(x) % Number(v) === 0)), opposite: 'notMultipleOf', operand: 'number', bound: 'a multiple of', byClass: false },
  notMultipleOf: { test: (x, v) => (x === undefined ? UNKNOWN : truth(Number(x) % Number(v) !== 0)), opposite: 'multipleOf', operand: 'number', bound: 'no multiple of', byClass: false },
`,
  )

  // A kind of duration: its type, its entry and its compiled shape.
  const durations = 'src/rules/time/durations.ts'
  insert(
    durations,
    '/** How long after an event, or before it,',
    "export interface ShiftsDuration {\n  readonly kind: 'shifts'\n  readonly shifts: number\n}\n\n",
  )
  insert(durations, '\n\n/** An instant in milliseconds since', ' | ShiftsDuration')
  insert(
    durations,
    "  'time-of-day': {\n    parse",
    `  shifts: {
    parse: text => (/^[1-9] shifts$/.test(text) ? { kind: 'shifts', shifts: Number(text[0]) } : null),
    format: ({ shifts }) => \`\${shifts} shifts\`,
    describe: ({ shifts }) => \`within \${shifts} shifts\`,
    counted: 'shifts',
    roughly: ({ shifts }) => shifts * 480,
    due: ({ shifts }, start, _closes, clock) => ({ due: start + shifts * 8 * 60 * MINUTE, day: clock.day(start + shifts * 8 * 60 * MINUTE) }),
  },
`,
  )
  insert('src/rules/packed/check-packed.ts', "  'time-of-day': shape({", '  shifts: shape({ shifts: wholeTo(9) }),\n')

  // A finding: its code, its function and its line.
  insert('src/tools/findings/finding.ts', "  'stale-acceptance':", "  'long-sentence': 'a rule that says too much',\n")
  writeFileSync(
    join(copy, 'src/tools/findings/findings-sentences.ts'),
    `import type { Finding } from './finding.js'
import { finding } from './finding.js'
import type { Study } from './study.js'

export const findLongSentences = ({ rulebook }: Study): readonly Finding[] =>
  rulebook.rules
    .filter(r => r.says.length > 90)
    .map(r => finding({ code: 'long-sentence', message: \`the rule \\\`\${r.id}\\\` says too much\`, hint: 'say less', path: ['rules'], rule: r.id }))
`,
  )
  const findings = 'src/tools/findings/findings.ts'
  insert(findings, '  findTrapdoors,\n] as const', '  findLongSentences,\n')
  insert(findings, 'import { findUnused }', "import { findLongSentences } from './findings-sentences.js'\n")

  // A stage whose outcome is one value: its outcome and its entry.
  const stages = 'src/rules/vocabulary/stages.ts'
  insert(
    stages,
    "  | { readonly stage: 'route'; readonly destination",
    "  | { readonly stage: 'urgency'; readonly urgency: string | null }\n",
  )
  insert(
    stages,
    "  route: {\n    hits: 'first'",
    `  urgency: {
    hits: 'first',
    listOf: null,
    section: underItsName('urgency'),
    says: { key: 'urgency', values: () => ['today', 'this-week', null], tells: 'deciding', unruled: null },
    otherwise: 'may',
    sets: { urgency: o => o?.urgency ?? 'none' },
    takes: takesNothing,
    toldAs: 'urgency',
    heading: 'Urgency',
    part: 'Urgency',
  },
`,
  )

  writeFileSync(
    join(copy, 'src/grown.ts'),
    `export * from './index.js'
export { decideWithEngine } from './json-rules-engine.js'
export { conditionWords } from './rules/language/condition-words.js'
export { findFindings } from './tools/findings/findings.js'
export { studyOf } from './tools/findings/study.js'
export { loadRulebook, renderDiagnostics, serializeRulebook } from './yaml.js'
`,
  )
  const outfile = join(copy, 'grown.mjs')
  await build({
    entryPoints: [join(copy, 'src/grown.ts')],
    bundle: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    outfile,
    logLevel: 'silent',
  })
  grown = (await import(outfile)) as Grown
}, 60_000)

afterAll(() => rmSync(copy, { recursive: true, force: true }))

const receivedAt = '2026-03-27T16:30:00+00:00'

function loaded(text: string) {
  const result = grown.loadRulebook(text)
  if (!result.ok) throw new Error(JSON.stringify(result.diagnostics))
  return result.value
}

function decidedBy(text: string, contact: Readonly<Record<string, unknown>>) {
  const result = grown.decide(loaded(text), { receivedAt, ...contact })
  if (!result.ok) throw new Error(JSON.stringify(result.diagnostics))
  return result.value
}

function renderedBy(text: string, contact: Readonly<Record<string, unknown>>): string {
  const rulebook = loaded(text)
  const result = grown.explain(rulebook, { receivedAt, ...contact })
  if (!result.ok) throw new Error(JSON.stringify(result.diagnostics))
  return grown.renderExplanation(result.value, rulebook)
}

describe('to a copy of the source is added', () => {
  it('an operator, which rulebooks write, both evaluators know, and sentences say', async () => {
    const text = withLines([
      '    - { id: two-signs',
      '    - { id: every-fifth, says: Every fifth year is looked at., when: { ageYears: a multiple of 5 }, level: 3, clauses: [g-2.1] }\n',
    ])
    expect([10, 11].map(ageYears => decidedBy(text, { ageYears }).level)).toEqual([3, null])
    expect(decidedBy(text, {}).unknowns?.map(u => u.fact)).toContain('ageYears')
    const rulebook = loaded(text)
    const contact = { receivedAt, ageYears: 10 }
    expect(JSON.stringify(await grown.decideWithEngine(rulebook, contact))).toBe(
      JSON.stringify(grown.decide(rulebook, contact)),
    )
    const rule = rulebook.rules.find(r => r.id === 'every-fifth')
    expect(rule && grown.conditionWords(rulebook, rule.when)).toBe('the age is a multiple of 5')
    expect(grown.readRulebook(JSON.parse(grown.serializeRulebook(rulebook))).ok).toBe(true)
  })

  it('a kind of duration, which clocks count, decisions write, and compiled rulebooks hold', () => {
    const text = withLines([
      '    - { id: slow-clock',
      '    - { id: by-shifts, says: A child of five is seen within two shifts., when: { ageYears: 5 }, deadline: first-decision, within: 2 shifts, from: receivedAt, clauses: [g-5.1] }\n',
    ])
    expect(decidedBy(text, { ageYears: 5 }).deadline).toMatchObject({
      duration: '2 shifts',
      due: '2026-03-28T08:30:00+00:00',
    })
    expect(grown.readRulebook(JSON.parse(grown.serializeRulebook(loaded(text)))).ok).toBe(true)
  })

  it('a finding', () => {
    const long = 'A rule that says far more than anybody who reads it at the end of a long day will ever remember.'
    const text = withLines([
      '    - { id: two-signs',
      `    - { id: wordy, says: ${long}, when: { ageYears: 9 }, level: 3, clauses: [g-2.1] }\n`,
    ])
    const found = grown.findFindings(grown.studyOf(loaded(text), 0))
    expect(found.filter(f => (f.code as string) === 'long-sentence').map(f => f.rule)).toEqual(['wordy'])
  })

  it('a fact, which takes no line of the source at all', () => {
    const text = withLines(
      ['sources:\n', 'facts:\n  noRecourse: { ask: Has the family no recourse to public funds? }\n'],
      [
        '    - { id: two-signs',
        '    - { id: no-funds, says: A family without recourse is at level 3., when: { noRecourse: true }, level: 3, clauses: [g-2.1] }\n',
      ],
    )
    expect(decidedBy(text, { noRecourse: true }).level).toBe(3)
    expect(decidedBy(text, {}).unknowns?.map(u => u.fact)).toContain('noRecourse')
  })

  it('a stage, which rules are written for, settles a fact, gives its reasons, and is looked ahead of', async () => {
    const text = withLines(
      [
        '  route:\n    - { id: grave',
        `  urgency:
    - { id: babies-today, says: A baby is seen today., when: { ageYears: 0 }, urgency: today, clauses: [g-2.1] }
    - { id: else-this-week, says: Anybody else is seen this week., when: otherwise, urgency: this-week, clauses: [g-2.1] }
`,
      ],
      [
        '    - { id: grave, ',
        '    - { id: urgent-ones, says: Who is seen today goes to the duty team., when: { urgency: today }, route: { to: social-care, team: duty-team }, clauses: [g-3.1] }\n',
      ],
    )
    const rulebook = loaded(text)
    const baby = decidedBy(text, { ageYears: 0 })
    expect(baby.route.destination).toBe('social-care')
    expect(baby.rationale?.find(r => r.rule === 'babies-today')).toMatchObject({
      stage: 'urgency',
      outcome: { urgency: 'today' },
    })
    const unknown = decidedBy(text, {})
    expect(unknown.route.destination).toBe('screening')
    expect(unknown.unknowns?.find(u => u.fact === 'ageYears')?.couldChange).toContain('route')
    for (const contact of [{ receivedAt }, { receivedAt, ageYears: 0 }, { receivedAt, ageYears: 7 }])
      expect(JSON.stringify(await grown.decideWithEngine(rulebook, contact))).toBe(
        JSON.stringify(grown.decide(rulebook, contact)),
      )
    expect(grown.readRulebook(JSON.parse(grown.serializeRulebook(rulebook))).ok).toBe(true)
    const rule = rulebook.rules.find(r => r.id === 'urgent-ones')
    expect(rule && grown.conditionWords(rulebook, rule.when)).toBe('the urgency is today')
    expect(renderedBy(text, { ageYears: 0 })).toContain('Urgency')
    const early = grown.loadRulebook(
      text.replace('when: { ageYears: 0 }, urgency', 'when: { urgency: today }, urgency'),
    )
    expect(early.ok ? [] : early.diagnostics.map(d => d.code)).toEqual(['outcome-too-early'])
  })

  it('what the compiler has nothing against, in the files that were touched and in the core that imports them', () => {
    const { options } = ts.parseJsonConfigFileContent(
      ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile).config,
      ts.sys,
      root,
    )
    const files = ts.sys.readDirectory(join(copy, 'src'), ['.ts'])
    const program = ts.createProgram(files, { ...options, noEmit: true })
    const isLong = process.env.THRESHOLDS_LONG === '1'
    const looked = files
      .flatMap(file => program.getSourceFile(file) ?? [])
      .filter(
        source =>
          isLong || isTouched(source.fileName) || (isCore(source.fileName) && importsOf(source).some(isTouched)),
      )
    expect(looked.length).toBeGreaterThan(20)
    const faults = looked.flatMap(source => [
      ...program.getSyntacticDiagnostics(source),
      ...program.getSemanticDiagnostics(source),
    ])
    expect(
      ts.formatDiagnostics(faults, {
        ...ts.sys,
        getCanonicalFileName: n => n,
        getNewLine: () => '\n',
        getCurrentDirectory: () => copy,
      }),
    ).toBe('')
  }, 120_000)
})

/** The tools that import what was touched, and all else, are looked at in the long run: they take twice as long as the rest. */
const isCore = (file: string): boolean => /\/src\/(rules|engine)\//.test(file)

const isTouched = (file: string): boolean => touched.has(file)

/** The files of the copy that a file imports. */
const importsOf = (source: ts.SourceFile): readonly string[] =>
  ts
    .preProcessFile(source.text)
    .importedFiles.map(({ fileName }) => join(dirname(source.fileName), fileName.replace(/\.js$/, '.ts')))
