import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { RulebookSet } from '../engine/rulebook-set.js'
import { rulebookSet } from '../engine/rulebook-set.js'
import type { Rulebook } from '../rules/language/rulebook.js'
import { didYouMean } from '../rules/suggest.js'
import { Misuse } from './io.js'
import { layerFiles } from './layers-beside.js'
import { mistakesOf } from './mistakes.js'
import { packageFolder } from './package-folder.js'
import { textOfBytes } from './replay/encoding.js'
import { authorities, rulebookFrom, rulebookOf } from './rulebooks.js'

const isFile = (name: string): boolean => /\.ya?ml$/i.test(name) || /[\\/]/.test(name)

/** The rulebook of a YAML file, or of an authority whose rulebook comes with this package. */
export const namedRulebook = (name: string): Rulebook => (isFile(name) ? rulebookFrom(name) : rulebookOf(name))

/** The file of a rulebook that is named so: a YAML file, or that of an authority. */
export function rulebookFile(name: string): string {
  if (isFile(name)) return name
  const known = authorities()
  if (!known.includes(name))
    throw new Misuse(`there is no rulebook for \`${name}\`; ${didYouMean(name, known)}, or give your own YAML file`)
  return join(packageFolder(), 'rules', `${name}.yaml`)
}

/** The files that a rulebook which is named so may be read from, those that it extends among them. */
export const rulebookFiles = (name: string): readonly string[] =>
  isFile(name)
    ? [name, ...layerFiles(name)]
    : [join(packageFolder(), 'rules', `${name}.yaml`), join(packageFolder(), 'dist', 'rules', `${name}.json`)]

/** The text of a file. */
export function textOf(file: string): string {
  try {
    return textOfBytes(readFileSync(file), file)
  } catch (error) {
    if (error instanceof Misuse) throw error
    const { code, message } = error as { code?: string; message: string }
    throw new Misuse(
      code === 'ENOENT'
        ? `there is no file \`${file}\``
        : `cannot read \`${file}\`: ${code === 'EISDIR' ? 'it is a folder' : message}`,
    )
  }
}

/**
 * The versions of a rulebook that a command's options choose: those of a shipped authority, or the user's own files. The one that is in
 * force when a contact is received decides it.
 */
export function chosenVersions(options: {
  readonly authority?: string | undefined
  readonly rules?: readonly string[] | undefined
}): RulebookSet {
  const { authority, rules = [] } = options
  const chosen =
    rules.length > 1 && authority === undefined
      ? rules.map(rulebookFrom)
      : [...(authority === undefined ? [] : earlierVersions(authority)), chosenRulebook({ authority, rules: rules[0] })]
  const set = rulebookSet(chosen)
  if (set.ok) return set.value
  throw mistakesOf(set.diagnostics)
}

/** The earlier versions of an authority's rulebook that come with this package. */
function earlierVersions(authority: string): readonly Rulebook[] {
  const folder = join(packageFolder(), 'rules', 'earlier')
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter(f => f.startsWith(`${authority}-`) && f.endsWith('.yaml'))
    .map(f => rulebookFrom(join(folder, f)))
}

/** The rulebook that a command's options choose: a shipped one by its authority, or the user's own file. */
export function chosenRulebook(options: {
  readonly authority?: string | undefined
  readonly rules?: string | undefined
}): Rulebook {
  const { authority, rules } = options
  if ((authority === undefined) === (rules === undefined))
    throw new Misuse(
      `say whose rules decide: --authority NAME (${authorities().join(', ')}), or --rules FILE.yaml${rules === undefined ? '' : ', not both'}`,
    )
  return rules === undefined ? rulebookOf(String(authority)) : rulebookFrom(rules)
}
