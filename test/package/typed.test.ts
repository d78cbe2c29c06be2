import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { afterAll, describe, expect, test } from 'vitest'
import { rulebookTypes } from '../../src/tools/authoring/rulebook-types.js'
import { shippedRulebooks } from '../rulebooks.js'
import { small } from '../small.js'

const root = fileURLToPath(new URL('../..', import.meta.url))
const folder = join(root, '.tmp', 'typed')
mkdirSync(folder, { recursive: true })
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** What somebody writes against the package; the lines marked are mistakes that the compiler must find. */
const program = `
import { decide, explain } from 'safeguarding-thresholds'
import type { Contact, Decision, Rulebook } from 'safeguarding-thresholds'
import { camden, lancashire, towerHamlets } from 'safeguarding-thresholds/rulebooks'
import { bucks } from 'safeguarding-thresholds/rulebooks/bucks'
import { ContactSchema, contactJsonSchema } from 'safeguarding-thresholds/schema'

declare global {
  // Of what browsers and servers have, this program reads the first, and zod's declarations the second.
  var console: { log(...shown: readonly unknown[]): void }
  interface URL { readonly href: string }
}
const receivedAt = '2026-01-13T10:00:00+00:00'
const result = decide(camden, { receivedAt, riskOfSignificantHarm: true, concerns: ['trafficking'] })
if (result.ok) {
  const level: 1 | 2 | 3 | 4 | null = result.value.level
  for (const reason of result.value.rationale ?? [])
    if (reason.stage === 'route') console.log(reason.outcome.destination, reason.rule, level)
  // @ts-expect-error no team of Camden's
  console.log(result.value.route.team === 'first-response')
  // @ts-expect-error no deadline of Camden's
  console.log(result.value.deadlines.some(d => d.id === 'pass-to-early-help-panel'))
  const plain: Decision = result.value
  console.log(plain)
}
// @ts-expect-error a misspelt fact
decide(camden, { receivedAt, riskOfSignificantHram: true })
// @ts-expect-error a fact of another authority
decide(camden, { receivedAt, serviceRequested: 'cfw' })
// @ts-expect-error a choice that there is not
decide(camden, { receivedAt, contactType: 'pigeon' })
// @ts-expect-error an indicator that there is not
decide(towerHamlets, { receivedAt, indicators: ['nowhere-listed'] })
// @ts-expect-error when it came is missing
explain(camden, { ageYears: 4 })
decide(lancashire, { receivedAt, serviceRequested: 'cfw' })
decide(bucks, { receivedAt, stepForwardOption: 'early-help-panel', events: { transferMeetingAt: receivedAt } })
const untyped: Rulebook = lancashire
const common: Contact = { receivedAt, ageYears: 4 }
console.log(decide(untyped, common).ok, contactJsonSchema({ rulebook: untyped, draft: '7' }), ContactSchema.safeParse(common))
// @ts-expect-error in England's words there is no such fact
decide(untyped, { receivedAt, serviceRequested: 'cfw' })
`
/** A rulebook that was required, and one that was imported, are of one type. */
const both = `
import type { Rulebook as Required_, TypedRulebook as RequiredTyped } from 'safeguarding-thresholds' with { 'resolution-mode': 'require' }
import type { Rulebook, TypedRulebook } from 'safeguarding-thresholds' with { 'resolution-mode': 'import' }
import type { CamdenTypes } from 'safeguarding-thresholds/rulebooks/camden' with { 'resolution-mode': 'import' }
declare const required: Required_
declare const imported: Rulebook
declare const typed: RequiredTyped<CamdenTypes>
export const there: [Rulebook, Required_, TypedRulebook<CamdenTypes>] = [required, imported, typed]
`
const compilers = [
  ['typescript-5.4', 'node16', 'node16'],
  ['typescript-5.4', 'esnext', 'bundler'],
  ['typescript-5.9', 'nodenext', 'nodenext'],
  ['typescript', 'nodenext', 'nodenext'],
  ['typescript', 'esnext', 'bundler'],
] as const

describe('the types of the package', () => {
  test.each(compilers)(
    'hold with %s, module %s, resolution %s',
    (compiler, module, moduleResolution) => {
      const files = { 'probe.mts': program, 'probe.cts': program, 'both.mts': both }
      for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
      const isBundler = moduleResolution === 'bundler'
      const options = {
        module,
        moduleResolution,
        target: 'es2022',
        strict: true,
        exactOptionalPropertyTypes: true,
        skipLibCheck: false,
        noEmit: true,
        types: [],
        // Without what browsers have: checking that takes longer than all the rest.
        lib: ['es2022'],
      }
      const config = join(folder, `tsconfig.${compiler}.${module}.json`)
      writeFileSync(
        config,
        JSON.stringify({ compilerOptions: options, files: isBundler ? ['probe.mts'] : Object.keys(files) }),
      )
      const tsc = join(root, 'node_modules', compiler, 'bin', 'tsc')
      let said = ''
      try {
        execFileSync(process.execPath, [tsc, '-p', config], { encoding: 'utf8', cwd: folder })
      } catch (error) {
        said = (error as { stdout: string }).stdout
      }
      expect(said).toBe('')
    },
    60_000,
  )

  test('of a rulebook of one’s own are written by `thresholds types`', () => {
    const text = rulebookTypes(small())
    expect(text).toContain('export interface SmallshireContact {')
    expect(text).toContain("readonly destination: 'screening' | 'social-care'")
    expect(text).toMatch(/readonly level: 'two-signs' \| 'one-grave-sign' \| 'harm-is-four' \| 'as-judged' \| 'needs'/)
    expect(text).toMatch(/^export type SmallshireIndicator = 'home-l2-cold' \|/m)
  })

  test.each(shippedRulebooks())('of $name are those that are shipped', ({ name, rulebook }) => {
    const shipped = readFileSync(join(root, 'dist', 'rulebooks', `${name}.d.ts`), 'utf8')
    expect(shipped.startsWith(rulebookTypes(rulebook, { from: '../index.js' }))).toBe(true)
  })
})

// Where somebody types, and some of what an editor must offer there.
const places: readonly (readonly [what: string, code: string, offered: readonly string[]])[] = [
  ['facts', "decide(camden, { receivedAt: '', ¦ })", ['riskOfSignificantHarm', 'functionalNeeds']],
  ['facts of its own', "decide(lancashire, { receivedAt: '', ¦ })", ['serviceRequested']],
  ['choices', "decide(camden, { receivedAt: '', contactType: '¦' })", ['police-notification', 'step-down']],
  ['entries of a list', "decide(camden, { receivedAt: '', concerns: ['¦'] })", ['trafficking']],
  ['indicators', "decide(camden, { receivedAt: '', indicators: ['¦'] })", ['development-l4-unborn-serious-risk']],
  ['events', "decide(bucks, { receivedAt: '', events: { ¦ } })", ['strategyDiscussionAt', 'transferMeetingAt']],
  ['purposes', "decide(camden, { receivedAt: '', consentFor: { ¦ } })", ['network-checks']],
  ['destinations', "if (camdens.route.destination === '¦') {}", ['mash', 'disability-service']],
  ['teams', "if (camdens.route.team === '¦') {}", ['mash-manager']],
  ['deadlines', "camdens.deadlines.find(d => d.id === '¦')", ['mash-partner-information']],
  ['actions', "camdens.actions.find(a => a.id === '¦')", ['give-initial-rag']],
  [
    'rules of a stage',
    "for (const r of camdens.rationale ?? []) if (r.stage === 'consent') if (r.rule === '¦') {}",
    ['referral-with-consent'],
  ],
  [
    'the outcome of a stage',
    "for (const r of camdens.rationale ?? []) if (r.stage === 'deadlines') r.outcome.¦",
    ['duration', 'deadline'],
  ],
]

describe('an editor completes', () => {
  const head = `import { decide } from 'safeguarding-thresholds'
import { bucks, camden, lancashire } from 'safeguarding-thresholds/rulebooks'
const decision = decide(camden, { receivedAt: '' })
if (!decision.ok) throw new Error()
const camdens = decision.value
bucks; lancashire;
`
  const file = join(folder, 'editor.mts')
  let text = head
  let version = 0
  const options: ts.CompilerOptions = {
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    strict: true,
    types: [],
    noEmit: true,
  }
  const service = ts.createLanguageService({
    getCompilationSettings: () => options,
    getScriptFileNames: () => [file],
    getScriptVersion: name => (name === file ? String(version) : '0'),
    getScriptSnapshot: name => {
      const found = name === file ? text : ts.sys.readFile(name)
      return found === undefined ? undefined : ts.ScriptSnapshot.fromString(found)
    },
    getCurrentDirectory: () => root,
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    fileExists: name => name === file || ts.sys.fileExists(name),
    readFile: ts.sys.readFile,
    readDirectory: ts.sys.readDirectory,
    directoryExists: ts.sys.directoryExists,
    getDirectories: ts.sys.getDirectories,
  })

  test.each(places)(
    '%s',
    (_, code, offered) => {
      text = head + code.replace('¦', '')
      version++
      const found = service.getCompletionsAtPosition(file, head.length + code.indexOf('¦'), undefined)
      const names = (found?.entries ?? []).map(e => e.name.replace(/^"|"$/g, ''))
      expect(names).toEqual(expect.arrayContaining([...offered]))
      expect(names.length).toBeGreaterThan(0)
      // Only what fits: no names of the surroundings.
      expect(names).not.toContain('Array')
    },
    30_000,
  )
})
