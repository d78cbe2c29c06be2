import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Result } from '../diagnostic.js'
import type { Rulebook } from '../rules/language/rulebook.js'
import { readRulebook } from '../rules/packed/packed.js'
import { loadRulebook } from '../rules/reading/load.js'
import { didYouMean } from '../rules/suggest.js'
import { Misuse } from './io.js'
import { layersBeside } from './layers-beside.js'
import { mistakesIn } from './mistakes.js'
import { packageFolder } from './package-folder.js'
import { textOfBytes } from './replay/encoding.js'

/** The authorities whose rulebooks are shipped. */
export function authorities(): readonly string[] {
  const folder = join(packageFolder(), 'rules')
  return existsSync(folder)
    ? readdirSync(folder)
        .filter(f => f.endsWith('.yaml') && f !== 'england.yaml')
        .map(f => f.slice(0, -5))
        .sort()
    : []
}

/** The rulebook of a shipped authority: its compiled form, or its YAML file where that was edited since. */
export function rulebookOf(authority: string): Rulebook {
  const known = authorities()
  if (!known.includes(authority))
    throw new Misuse(
      `there is no rulebook for \`${authority}\`; ${didYouMean(authority, known)}, or give your own file with --rules FILE.yaml`,
    )
  const yaml = join(packageFolder(), 'rules', `${authority}.yaml`)
  const compiled = join(packageFolder(), 'dist', 'rules', `${authority}.json`)
  if (existsSync(compiled) && statSync(compiled).mtimeMs >= statSync(yaml).mtimeMs) {
    const read = readOnce(readFileSync(compiled, 'utf8'), text => readRulebook(jsonOf(text)))
    if (read.ok) return read.value
  }
  return rulebookFrom(yaml)
}

/** Rulebooks by their text, the last ones: whoever names one twice in a process means the same. */
const kept = new Map<string, Rulebook>()
const mostKept = 8

function readOnce(text: string, read: (text: string) => Result<Rulebook>): Result<Rulebook> {
  const before = kept.get(text)
  if (before !== undefined) return { ok: true, value: before }
  const found = read(text)
  if (!found.ok) return found
  // What it extends may change while its own text stays the same.
  if (found.value.layering?.layers.some(l => l.id !== 'england')) return found
  const [oldest] = kept.keys()
  if (kept.size >= mostKept && oldest !== undefined) kept.delete(oldest)
  kept.set(text, found.value)
  return found
}

/** `null` where a text is no JSON: half a file is no rulebook, and its YAML file is read instead. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** The rulebook of a YAML file. */
export function rulebookFrom(file: string): Rulebook {
  let text: string
  try {
    text = textOfBytes(readFileSync(file), file)
  } catch (error) {
    if (error instanceof Misuse) throw error
    const missing = (error as { code?: string }).code === 'ENOENT'
    throw new Misuse(missing ? `there is no file \`${file}\`` : `cannot read \`${file}\`: ${(error as Error).message}`)
  }
  const loaded = readOnce(text, () => loadRulebook(text, layersBeside(file)))
  if (loaded.ok) return loaded.value
  const count = loaded.diagnostics.length
  throw mistakesIn(
    loaded.diagnostics,
    text,
    file,
    `${count} ${count === 1 ? 'mistake' : 'mistakes'}; the rulebook was not loaded.`,
  )
}
