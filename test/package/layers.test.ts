import { describe, expect, it } from 'vitest'
import { isBuiltin, packageOf, sourceFiles } from './source-files.js'

const files = sourceFiles()
const layers = ['diagnostic', 'rules', 'engine', 'schema', 'tools', 'cli'] as const
// What stands below every layer: it imports nothing.
const ground = ['src/version.ts', 'src/kept-for.ts', 'src/codes.ts']
const entries = [
  'src/index.ts',
  'src/yaml.ts',
  'src/json-rules-engine.ts',
  'src/testing.ts',
  'src/schema.ts',
  'src/records.ts',
  'src/questions.ts',
]

const layerOf = (file: string): number => layers.findIndex(layer => new RegExp(`^src/${layer}[./]`).test(file))
const importersOf = (name: string) =>
  files.filter(({ imports }) => imports.some(({ specifier }) => packageOf(specifier) === name)).map(({ file }) => file)

/** Every file that `entry` reaches at run time, itself included. */
function reachedFrom(entry: string): ReadonlySet<string> {
  const reached = new Set<string>()
  const waiting = [entry]
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (reached.has(file)) continue
    reached.add(file)
    const imports = files.find(source => source.file === file)?.imports ?? []
    waiting.push(...imports.flatMap(({ target, typeOnly }) => (target === null || typeOnly ? [] : [target])))
  }
  return reached
}

const packagesReachedFrom = (entry: string) => {
  const reached = reachedFrom(entry)
  const imports = files.filter(({ file }) => reached.has(file)).flatMap(source => source.imports)
  return new Set(imports.filter(i => i.target === null && !i.typeOnly).map(i => packageOf(i.specifier)))
}

describe('layers', () => {
  it('every source file belongs to a layer, is an entry, or stands below them all', () => {
    const homeless = files.filter(({ file }) => layerOf(file) < 0 && ![...entries, ...ground].includes(file))
    expect(homeless.map(({ file }) => file)).toEqual([])
    expect(files.filter(({ file }) => ground.includes(file)).flatMap(({ imports }) => imports)).toEqual([])
  })

  it('imports run one way: cli, tools, schema, engine, rules, diagnostic', () => {
    const upward = files.flatMap(({ file, imports }) =>
      imports
        .filter(({ target }) => target !== null && layerOf(file) >= 0 && layerOf(target) > layerOf(file))
        .map(({ target }) => `${file} imports ${target}`),
    )
    expect(upward).toEqual([])
  })

  it('only the command line imports the entries, and the entries do not import the command line', () => {
    const wrong = files.flatMap(({ file, imports }) =>
      imports
        .filter(({ target }) =>
          target === null
            ? false
            : entries.includes(target)
              ? !file.startsWith('src/cli/') && !entries.includes(file)
              : entries.includes(file) && target.startsWith('src/cli/'),
        )
        .map(({ target }) => `${file} imports ${target}`),
    )
    expect(wrong).toEqual([])
  })
})

describe('packages', () => {
  it('json-rules-engine is imported in one file', () => {
    expect(importersOf('json-rules-engine')).toHaveLength(1)
  })

  it('yaml is imported where the text of a file is read or written', () => {
    expect(importersOf('yaml').filter(file => !file.startsWith('src/rules/reading/yaml'))).toEqual([])
  })

  it('fast-check is imported in one file at most, and not below the tools', () => {
    const importers = importersOf('fast-check')
    expect(importers.length).toBeLessThanOrEqual(1)
    expect(importers.filter(file => layerOf(file) < layers.indexOf('tools'))).toEqual([])
  })

  it('files, processes and the network are for the command line alone', () => {
    const outside = files
      .filter(({ file }) => !file.startsWith('src/cli/'))
      .flatMap(({ file, imports }) =>
        imports.filter(({ specifier }) => isBuiltin(specifier)).map(({ specifier }) => `${file} imports ${specifier}`),
      )
    expect(outside).toEqual([])
  })

  it('zod is imported as a namespace, so that bundlers drop what is not used', () => {
    const others = files.flatMap(({ file, tree }) =>
      [...tree.text.matchAll(/^import (.*) from ['"]zod['"]$/gm)]
        .filter(([, clause]) => !/^(type )?\* as z$/.test(clause ?? ''))
        .map(([line]) => `${file}: ${line}`),
    )
    expect(others).toEqual([])
  })

  it('the core reaches neither zod, nor the YAML parser, nor json-rules-engine', () => {
    const reached = packagesReachedFrom('src/index.ts')
    expect([...reached].filter(name => name !== '@noble/hashes')).toEqual([])
  })
})
