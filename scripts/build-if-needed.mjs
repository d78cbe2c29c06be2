// Builds where dist is missing or older than what it is built from; `--quiet`: without a word, unless it fails.
import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const sources = ['src', 'rules', 'scripts', 'package.json', 'tsup.config.ts', 'tsconfig.json']

/**
 * @param {string} path
 * @returns {string[]}
 */
const filesUnder = path =>
  statSync(path).isDirectory() ? readdirSync(path).flatMap(name => filesUnder(join(path, name))) : [path]

/** @param {string} path */
const changedAt = path => statSync(path).mtimeMs

const rulebooks = readdirSync(join(root, 'rules')).filter(name => name.endsWith('.yaml') && name !== 'england.yaml')
const outputs = [
  ...['cli.js', 'index.js', 'index.cjs', 'index.d.ts', 'yaml.js', 'json-rules-engine.js', 'testing.js'],
  ...['check-worker.js', 'replay-worker.js', 'entry/worker.js'],
  ...rulebooks.map(name => `rules/${name.replace(/\.yaml$/, '.json')}`),
  ...rulebooks.map(name => `schema/${name.replace(/\.yaml$/, '.schema.json')}`),
].map(name => join(root, 'dist', name))

const newestSource = Math.max(...sources.flatMap(name => filesUnder(join(root, name))).map(changedAt))
const isFresh = outputs.every(path => existsSync(path) && changedAt(path) >= newestSource)

if (!isFresh) {
  const npm = process.env.npm_execpath
  const [command, args] = npm ? [process.execPath, [npm, 'run', 'build']] : ['npm', ['run', 'build']]
  const quiet = process.argv.includes('--quiet')
  try {
    execFileSync(command, args, { cwd: root, stdio: quiet ? 'pipe' : ['ignore', 'inherit', 'inherit'] })
  } catch (error) {
    // What was kept quiet is told where the build fails.
    if (quiet) process.stderr.write(`${error.stdout ?? ''}${error.stderr ?? ''}`)
    process.exit(1)
  }
}
