import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import { root } from './source-files.js'

// These look at what is published, so they read dist; `npm test` builds it.
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  readonly version: string
  readonly engines: { readonly node: string }
  readonly bin: { readonly thresholds: string }
  readonly dependencies: Readonly<Record<string, string>>
  readonly devDependencies: Readonly<Record<string, string>>
}
interface Lock {
  readonly packages: Readonly<
    Record<
      string,
      {
        readonly version: string
        readonly resolved?: string
        readonly optionalDependencies?: Readonly<Record<string, string>>
      }
    >
  >
}
/** What is installed by a lock file of its own. */
const installed = ['.', 'examples/bullmq']
const jsonOf = <T>(folder: string, file: string): T => JSON.parse(readFileSync(join(root, folder, file), 'utf8')) as T
const entries = [
  'safeguarding-thresholds',
  'safeguarding-thresholds/yaml',
  'safeguarding-thresholds/json-rules-engine',
  'safeguarding-thresholds/testing',
  'safeguarding-thresholds/schema',
  'safeguarding-thresholds/records',
  'safeguarding-thresholds/questions',
  'safeguarding-thresholds/rulebooks',
  'safeguarding-thresholds/rulebooks/camden',
]
const rulebooks = readdirSync(join(root, 'rules'))
  .filter(name => name.endsWith('.yaml') && name !== 'england.yaml')
  .map(name => name.replace(/\.yaml$/, ''))

const evaluate = (kind: 'module' | 'commonjs', text: string): unknown =>
  JSON.parse(
    execFileSync(process.execPath, ['--no-warnings', `--input-type=${kind}`, '--eval', text], {
      cwd: root,
      encoding: 'utf8',
      maxBuffer: 2 ** 28,
    }),
  )

/** The text of a built file and of every file of dist that it imports. */
function bundleText(file: string, seen = new Set<string>()): string {
  if (seen.has(file)) return ''
  seen.add(file)
  const text = readFileSync(join(root, 'dist', file), 'utf8')
  const imports = [...text.matchAll(/(?:from|import|require)\s*\(?\s*["']\.\/([^"']+)["']/g)].map(
    ([, name = '']) => name,
  )
  return [text, ...imports.map(name => bundleText(name, seen))].join('\n')
}

/** The names of all values, types left out, that a declaration file exports. */
function valuesDeclaredIn(file: string): string[] {
  const options = { module: ts.ModuleKind.NodeNext, target: ts.ScriptTarget.ES2022, types: [], skipLibCheck: true }
  const program = ts.createProgram([file], options)
  const checker = program.getTypeChecker()
  const source = program.getSourceFile(file)
  const module = source && checker.getSymbolAtLocation(source)
  if (!module) throw new Error(`${file} is no module`)
  return checker
    .getExportsOfModule(module)
    .filter(symbol => isValue(symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol, symbol))
    .map(symbol => symbol.name)
    .sort()
}

const isValue = (symbol: ts.Symbol, exported: ts.Symbol): boolean =>
  (symbol.flags & ts.SymbolFlags.Value) !== 0 &&
  !exported.declarations?.some(
    declaration => ts.isExportSpecifier(declaration) && ts.isTypeOnlyExportDeclaration(declaration),
  )

describe('what is published', () => {
  it.each(entries)('%s exports the same names to import and to require', name => {
    const imported = evaluate('module', `console.log(JSON.stringify(Object.keys(await import('${name}')).sort()))`)
    const required = evaluate('commonjs', `console.log(JSON.stringify(Object.keys(require('${name}')).sort()))`)
    expect(required).toEqual(imported)
    expect(imported).not.toEqual([])
  })

  it.each([
    ['safeguarding-thresholds', 'index'],
    ['safeguarding-thresholds/yaml', 'yaml'],
    ['safeguarding-thresholds/json-rules-engine', 'json-rules-engine'],
    ['safeguarding-thresholds/testing', 'testing'],
    ['safeguarding-thresholds/schema', 'schema'],
    ['safeguarding-thresholds/records', 'records'],
    ['safeguarding-thresholds/questions', 'questions'],
    ['safeguarding-thresholds/rulebooks', 'rulebooks/index'],
  ])('the types of %s promise the values that are there', (name, file) => {
    const there = evaluate('module', `console.log(JSON.stringify(Object.keys(await import('${name}')).sort()))`)
    expect(valuesDeclaredIn(join(root, 'dist', `${file}.d.ts`))).toEqual(there)
  })

  it('decides alike by import, by require and with json-rules-engine', () => {
    const body = `
      const rulebook = readRulebook(compiled).value
      const contact = { receivedAt: '2026-03-27T16:30:00+00:00', ageYears: 7, professionalLevel: 4, riskOfSignificantHarm: true, consent: 'refused' }
      const all = async () => [decide(rulebook, contact), await decideWithEngine(rulebook, contact)]
      all().then(decisions => console.log(JSON.stringify(decisions)))`
    const imported = evaluate(
      'module',
      `import { decide, readRulebook } from 'safeguarding-thresholds'
       import { decideWithEngine } from 'safeguarding-thresholds/json-rules-engine'
       import compiled from 'safeguarding-thresholds/rules/lancashire' with { type: 'json' }
       ${body}`,
    )
    const required = evaluate(
      'commonjs',
      `const { decide, readRulebook } = require('safeguarding-thresholds')
       const { decideWithEngine } = require('safeguarding-thresholds/json-rules-engine')
       const compiled = require('safeguarding-thresholds/rules/lancashire')
       ${body}`,
    )
    expect(imported).toMatchObject([{ ok: true, value: { level: 4, basis: 'section-47' } }, { ok: true }])
    expect((imported as unknown[])[1]).toEqual((imported as unknown[])[0])
    expect(required).toEqual(imported)
  })

  it.each(rulebooks)('the compiled rulebook %s is the YAML file, read', name => {
    const [compiled, loaded] = evaluate(
      'module',
      `import { readFileSync } from 'node:fs'
       import { readRulebook } from 'safeguarding-thresholds'
       import { loadRulebook } from 'safeguarding-thresholds/yaml'
       import compiled from 'safeguarding-thresholds/rules/${name}' with { type: 'json' }
       console.log(JSON.stringify([readRulebook(compiled), loadRulebook(readFileSync('rules/${name}.yaml', 'utf8'))]))`,
    ) as [unknown, unknown]
    expect(compiled).toMatchObject({ ok: true })
    expect(compiled).toEqual(loaded)
  })

  it.each(['index.js', 'index.cjs'])(
    'dist/%s holds no YAML parser, no json-rules-engine and nothing of Node alone',
    file => {
      const text = bundleText(file)
      const packages = [...text.matchAll(/(?:from|import|require)\s*\(?\s*["']([^."'][^"']*)["']/g)].map(
        ([, name]) => name,
      )
      // The hash is bundled: it is an ES module alone, which Jest cannot load.
      expect([...new Set(packages)].filter(name => name !== 'zod')).toEqual([])
    },
  )

  it('the command is a file that a shell can start', () => {
    expect(readFileSync(join(root, manifest.bin.thresholds), 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/)
  })

  it('stamps decisions with its own version', () => {
    expect(
      evaluate('module', `import { version } from 'safeguarding-thresholds'; console.log(JSON.stringify(version))`),
    ).toBe(manifest.version)
  })

  it.each(installed)('pins every dependency, and the lock file agrees: %s', folder => {
    const { dependencies, devDependencies } = jsonOf<typeof manifest>(folder, 'package.json')
    const { packages } = jsonOf<Lock>(folder, 'package-lock.json')
    for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies })) {
      if (version === 'file:../..') continue
      // A second version of a package stands under a name of its own: `npm:typescript@5.4.5`.
      const pinned = version.replace(/^npm:[^@]+@/, '')
      // DuckDB's client ends the number of each version with that of its own release: `1.5.6-r.1`.
      expect(pinned, name).toMatch(/^\d+\.\d+\.\d+(?:-r\.\d+)?$/)
      expect(packages[`node_modules/${name}`]?.version, name).toBe(pinned)
    }
    // Where a package comes from is up to the registry of whoever installs it.
    expect(Object.values(packages).flatMap(p => (p.resolved?.includes('://') ? [p.resolved] : []))).toEqual([])
  })

  it.each(installed)(
    'the lock file holds every optional package of other systems, so that `npm ci` runs on all: %s',
    folder => {
      const { packages } = jsonOf<Lock>(folder, 'package-lock.json')
      const wanted = Object.entries(packages).flatMap(([place, { optionalDependencies = {} }]) =>
        Object.keys(optionalDependencies).map(name => [place, name] as const),
      )
      const missing = wanted.filter(
        ([place, name]) => !packages[`${place}/node_modules/${name}`] && !packages[`node_modules/${name}`],
      )
      expect(missing).toEqual([])
    },
  )

  it('packs what is needed and nothing else', () => {
    const npm = process.env.npm_execpath
    const [command, args] = npm ? [process.execPath, [npm]] : ['npm', []]
    const output = execFileSync(command, [...args, 'pack', '--dry-run', '--json', '--ignore-scripts'], {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    const [pack] = JSON.parse(output) as [
      { readonly size: number; readonly files: readonly { readonly path: string }[] },
    ]
    const paths = pack.files.map(file => file.path)
    const needed = [
      'LICENSE',
      'README.md',
      'CHANGELOG.md',
      'package.json',
      'dist/cli.js',
      ...rulebooks.flatMap(name => [`rules/${name}.yaml`, `dist/rules/${name}.json`, `test/cases/${name}.yaml`]),
    ]
    expect(needed.filter(path => !paths.includes(path) || !existsSync(join(root, path)))).toEqual([])
    // Maps stay here for the bill of materials: half of what would be packed.
    expect(paths.filter(path => path.endsWith('.map'))).toEqual([])
    const pointing = paths.filter(
      path => /\.c?js$/.test(path) && readFileSync(join(root, path), 'utf8').includes('\n//# sourceMappingURL='),
    )
    expect(pointing).toEqual([])
    expect(pack.size).toBeLessThan(2_500_000)
    expect(
      paths.filter(
        path =>
          !/^(dist|rules|docs|test\/cases)\/|^(LICENSE|README\.md|CHANGELOG\.md|SECURITY\.md|package\.json)$/.test(
            path,
          ),
      ),
    ).toEqual([])
  })
})
