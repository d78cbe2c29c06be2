import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import { root } from './source-files.js'

// A code block is run where its fence says `run`; a block after it whose fence says `output` is what it prints, or, where
// it says `output=part`, a part of that. A block whose fence says `from=FILE` stands in that file word for word.
interface Block {
  readonly language: string
  readonly flags: readonly string[]
  readonly text: string
  readonly line: number
}

const readme = readFileSync(join(root, 'README.md'), 'utf8')
const blocks: readonly Block[] = [...readme.matchAll(/^```(\w+) ?(.*)\n([\s\S]*?)^```$/gm)].map(
  ([, language = '', flags = '', text = ''], i, all) => ({
    language,
    flags: flags.split(' ').filter(Boolean),
    text,
    line: readme.slice(0, all[i]?.index).split('\n').length,
  }),
)
const examples = blocks.flatMap((block, i) => (block.flags.includes('run') ? [{ block, output: outputAfter(i) }] : []))

function outputAfter(i: number): Block | null {
  const next = blocks[i + 1]
  return next?.flags.some(flag => flag.startsWith('output')) ? next : null
}

// Inside the project, so that the package finds itself by its own name.
const folder = join(root, '.tmp', 'readme')

function write({ line, text }: Block, extension: string): string {
  mkdirSync(folder, { recursive: true })
  const file = join(folder, `line-${line}.${extension}`)
  writeFileSync(file, text)
  return file
}

const node = (...args: string[]) =>
  execFileSync(process.execPath, ['--no-warnings', ...args], { cwd: root, encoding: 'utf8' })

function run(block: Block): string {
  switch (block.language) {
    case 'js':
      return node(write(block, 'mjs'))
    case 'cjs':
      return node(write(block, 'cjs'))
    case 'ts': {
      expect(typeErrors(write(block, 'mts'))).toEqual([])
      const { outputText } = ts.transpileModule(block.text, {
        compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 },
      })
      return node(write({ ...block, text: outputText }, 'mjs'))
    }
    case 'sh': {
      const commands = block.text.trim().split('\n')
      return commands.map(command => node('dist/cli.js', ...command.split(/\s+/).slice(1))).join('')
    }
    default:
      throw new Error(`line ${block.line}: a block of ${block.language} cannot be run`)
  }
}

function typeErrors(file: string): string[] {
  const program = ts.createProgram([file], {
    module: ts.ModuleKind.NodeNext,
    target: ts.ScriptTarget.ES2022,
    lib: ['lib.es2022.d.ts', 'lib.dom.d.ts'],
    types: [],
    skipLibCheck: true,
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    noEmit: true,
  })
  return ts.getPreEmitDiagnostics(program).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))
}

describe('README', () => {
  it('holds examples of every kind', () => {
    expect(new Set(examples.map(({ block }) => block.language))).toEqual(new Set(['sh', 'ts', 'js', 'cjs']))
  })

  it.each(examples.map(e => [e.block.language, e.block.line, e] as const))(
    'the %s example at line %i does what it says',
    (_, __, { block, output }) => {
      const printed = run(block)
      if (output?.flags.includes('output')) expect(printed).toBe(output.text)
      else if (output) expect(printed).toContain(output.text.trimEnd())
    },
    60_000,
  )

  it.each(
    blocks.flatMap(block => block.flags.filter(f => f.startsWith('from=')).map(f => [f.slice(5), block] as const)),
  )('quotes %s as it is', (file, block) => {
    expect(readFileSync(join(root, file), 'utf8')).toContain(block.text)
  })

  it('lists every rulebook', () => {
    const listed = [...readme.matchAll(/^\| `([a-z-]+)` \|/gm)].map(([, name]) => name)
    const there = ts.sys.readDirectory(join(root, 'rules'), ['.yaml']).map(file => basename(file, '.yaml'))
    expect(listed.sort()).toEqual(there.sort())
  })

  it('links only to files that there are', () => {
    const targets = [...readme.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, target = '']) => target)
    expect(targets.filter(target => !ts.sys.fileExists(join(root, target)))).toEqual([])
  })
})
