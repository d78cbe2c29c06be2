import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import ts from 'typescript'
import type { GuideBlock } from './guide-blocks.js'
import { root } from './source-files.js'

/** What a block left behind. */
interface Printed {
  readonly status: number | null
  readonly out: string
  readonly err: string
}

// Inside the project, so that the package also finds itself by its own name.
const base = join(root, '.tmp', 'guides')
const tools = join(base, 'bin')

/** An empty folder for what a guide writes, with the package in it as in a reader's project. */
export function emptyGuideFolder(name: string): string {
  const folder = join(base, name)
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(join(folder, 'node_modules'), { recursive: true })
  symlinkSync(root, join(folder, 'node_modules/safeguarding-thresholds'), 'junction')
  return folder
}

/** Puts the built command on the path under the name by which readers call it. */
export function installCommand(): void {
  mkdirSync(tools, { recursive: true })
  const file = join(tools, 'thresholds')
  writeFileSync(file, `#!/bin/sh\nexec "${process.execPath}" "${join(root, 'dist/cli.js')}" "$@"\n`)
  chmodSync(file, 0o755)
}

const extensions: Readonly<Record<string, string>> = { js: 'mjs', cjs: 'cjs', ts: 'mts' }

/**
 * Runs a block as a reader would, in `cwd`.
 * @param scripts the folder that programs are written to
 */
export function runBlock(block: GuideBlock, cwd: string, scripts: string): Printed {
  if (block.language === 'sh') return start('bash', ['-e', '-o', 'pipefail', '-c', block.text], cwd)
  const extension = extensions[block.language]
  if (extension === undefined) throw new Error(`line ${block.line}: a block of ${block.language} cannot be run`)
  const file = join(scripts, block.marks.file ?? `line-${block.line}.${extension}`)
  writeFileSync(file, block.text)
  if (extension !== 'mts') return start(process.execPath, [file], cwd)
  const errors = typeErrors(file)
  if (errors.length > 0) return { status: null, out: '', err: errors.join('\n') }
  const { outputText } = ts.transpileModule(block.text, {
    compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 },
  })
  writeFileSync(file.replace(/\.mts$/, '.mjs'), outputText)
  return start(process.execPath, [file.replace(/\.mts$/, '.mjs')], cwd)
}

function start(command: string, args: readonly string[], cwd: string): Printed {
  const path = [tools, join(root, 'node_modules/.bin'), process.env.PATH ?? ''].join(delimiter)
  const env = { ...process.env, PATH: path, NODE_OPTIONS: '--no-warnings', FORCE_COLOR: undefined }
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd, env, encoding: 'utf8', timeout: 60_000 })
  if (error) throw error
  return { status, out: stdout, err: stderr }
}

const strictest: ts.CompilerOptions = {
  module: ts.ModuleKind.NodeNext,
  target: ts.ScriptTarget.ES2022,
  lib: ['lib.es2022.d.ts', 'lib.dom.d.ts'],
  types: ['node'],
  skipLibCheck: true,
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noEmit: true,
}

/** What was read for one block serves the next: only the blocks differ, and reading the rest takes most of the time. */
const read = new Map<string, ts.SourceFile>()
let before: ts.Program | undefined

/** What TypeScript says of a file under the strictest settings that a reader may have. */
function typeErrors(file: string): string[] {
  const host = ts.createCompilerHost(strictest)
  const { getSourceFile } = host
  host.getSourceFile = (name, ...how) => {
    const found = read.get(name) ?? getSourceFile.call(host, name, ...how)
    if (found !== undefined && !name.startsWith(base)) read.set(name, found)
    return found
  }
  before = ts.createProgram([file], strictest, host, before)
  return ts.getPreEmitDiagnostics(before).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))
}
