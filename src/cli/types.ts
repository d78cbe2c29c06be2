import { rulebookTypes } from '../tools/authoring/rulebook-types.js'
import { readArguments } from './arguments.js'
import type { Io } from './io.js'
import { Misuse } from './io.js'
import { rulebookFrom, rulebookOf } from './rulebooks.js'

export const typesUsage = `thresholds types RULES

Prints the types of a rulebook as TypeScript: the contact that it takes, with its own facts, choices and indicators, and the
teams, deadlines, actions and rules of its decisions. RULES is a YAML file or the name of an authority.

With them an editor completes a contact, and the compiler refuses a misspelt one:
  thresholds types my-county.yaml > my-county.types.ts

Exit status: 0 printed, 2 wrong use or a rulebook that does not load.
`

/** The command `thresholds types`. */
export async function typesCommand(args: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = readArguments('types', args, { help: { type: 'boolean', short: 'h' } })
  if (values.help) {
    await io.write(typesUsage)
    return 0
  }
  const [name, ...more] = positionals
  if (name === undefined || more.length > 0) throw new Misuse(`name one rulebook\n\n${typesUsage}`)
  await io.write(rulebookTypes(/\.ya?ml$/.test(name) ? rulebookFrom(name) : rulebookOf(name)))
  return 0
}
