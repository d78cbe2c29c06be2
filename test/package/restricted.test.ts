import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { decide } from '../../src/engine/decide/decide.js'
import { readRulebook } from '../../src/rules/packed/packed.js'
import { casesOf } from '../case-files.js'
import { root } from './source-files.js'

// The published core decides where nothing but its own files can be read, nothing can be written or started, and no code can be
// made from text. These look at dist; `npm test` builds it.

const authorities = readdirSync(join(root, 'dist', 'rules')).map(file => file.replace(/\.json$/, ''))
interface Given {
  readonly authority: string
  readonly contacts: readonly unknown[]
}
const all: readonly Given[] = authorities.map(authority => ({
  authority,
  contacts: casesOf(authority).map(c => c.contact),
}))
/** Contacts of the cases, one in so many of each authority. */
const oneIn = (n: number): readonly Given[] =>
  all.map(({ authority, contacts }) => ({ authority, contacts: contacts.filter((_, i) => i % n === 0) }))

const packages = ['zod']
/** What the lock file says json-rules-engine needs, itself included. */
const enginePackages = [
  ...['json-rules-engine', 'clone', 'eventemitter2', 'hash-it', 'jsonpath-plus'],
  ...['jsep', '@jsep-plugin/assignment', '@jsep-plugin/regex'],
]

const permission = process.allowedNodeEnvironmentFlags.has('--permission')
  ? '--permission'
  : '--experimental-permission'

/** Runs a program of one kind under the restrictions; what it printed, read as JSON. */
function restricted(
  kind: 'module' | 'commonjs',
  program: string,
  contacts: readonly Given[],
  readable: readonly string[],
): unknown {
  const allowed = ['package.json', 'dist/*', ...readable.map(name => `node_modules/${name}/*`)]
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [
      ...['--no-warnings', permission, ...allowed.map(path => `--allow-fs-read=${join(root, path)}`)],
      ...['--disallow-code-generation-from-strings', `--input-type=${kind}`, '--eval', program],
    ],
    { cwd: root, encoding: 'utf8', input: JSON.stringify(contacts), maxBuffer: 2 ** 28, env: {} },
  )
  if (status !== 0) throw new Error(stderr)
  return JSON.parse(stdout)
}

/** How a program of each kind reaches a built file, a rulebook and a module of Node. */
const reach = {
  module: { end: 'js', of: (path: string) => `(await import('${path}'))` },
  commonjs: { end: 'cjs', of: (path: string) => `require('${path}')` },
} as const
const dist = (file: string): string => join(root, 'dist', file)

type Decider = 'decide' | 'decideWithEngine'

/** Decides every contact, then tries what must fail. */
const programOf = (kind: keyof typeof reach, decider: Decider): string => {
  const { end, of } = reach[kind]
  return `
  const main = async () => {
    const { decide, readRulebook } = ${of(dist(`index.${end}`))}
    const { decideWithEngine } = ${decider === 'decide' ? '{}' : of(dist(`json-rules-engine.${end}`))}
    const fs = ${of('node:fs')}
    const processes = ${of('node:child_process')}
    const threads = ${of('node:worker_threads')}
    const codeOf = attempt => { try { attempt(); return 'allowed' } catch (error) { return error.code ?? error.name } }
    const rulebooks = Object.fromEntries(${JSON.stringify(authorities)}.map(name => {
      const text = fs.readFileSync('dist/rules/' + name + '.json', 'utf8')
      return [name, readRulebook(JSON.parse(text)).value]
    }))
    const decisions = []
    for (const { authority, contacts } of JSON.parse(fs.readFileSync(0, 'utf8')))
      for (const contact of contacts) decisions.push(await ${decider}(rulebooks[authority], contact))
    const refused = {
      write: codeOf(() => fs.writeFileSync('written-under-restrictions', '')),
      read: codeOf(() => fs.readFileSync('README.md')),
      process: codeOf(() => processes.execFileSync(process.execPath, ['--version'])),
      thread: codeOf(() => new threads.Worker('', { eval: true })),
      function: codeOf(() => new Function('return 1')),
      eval: codeOf(() => (0, eval)('1')),
    }
    console.log(JSON.stringify({ decisions, refused }))
  }
  main()`
}

const denied = 'ERR_ACCESS_DENIED'
const refused = {
  ...{ write: denied, read: denied, process: denied, thread: denied },
  ...{ function: 'EvalError', eval: 'EvalError' },
}

function decidedHere(contacts: readonly Given[]): readonly { readonly ok: boolean }[] {
  const decisions = contacts.flatMap(({ authority, contacts: given }) => {
    const rulebook = readRulebook(JSON.parse(readFileSync(dist(`rules/${authority}.json`), 'utf8')))
    if (!rulebook.ok) throw new Error(rulebook.diagnostics[0]?.message)
    return given.map(contact => decide(rulebook.value, contact))
  })
  return JSON.parse(JSON.stringify(decisions)) as readonly { readonly ok: boolean }[]
}

describe('under the permission model, and with no code from text', () => {
  const many = oneIn(10)
  // json-rules-engine looks at every rule, a hundred times as long.
  const few = oneIn(40)

  test('there is enough to decide', () => {
    expect(authorities.length).toBeGreaterThanOrEqual(4)
    for (const { authority, contacts } of few) expect(contacts.length, authority).toBeGreaterThanOrEqual(5)
    const here = decidedHere(many)
    expect(here.filter(d => d.ok).length).toBeGreaterThan(here.length * 0.9)
  })

  test.each([
    ['the core, imported', 'module', 'decide', many, packages],
    ['the core, required', 'commonjs', 'decide', many, packages],
    ['with json-rules-engine, imported', 'module', 'decideWithEngine', few, [...packages, ...enginePackages]],
    ['with json-rules-engine, required', 'commonjs', 'decideWithEngine', few, [...packages, ...enginePackages]],
  ] as const)(
    'decides as without: %s',
    (_, kind, decider, contacts, readable) => {
      const found = restricted(kind, programOf(kind, decider), contacts, readable)
      expect(found).toEqual({ decisions: decidedHere(contacts), refused })
    },
    60_000,
  )
})
