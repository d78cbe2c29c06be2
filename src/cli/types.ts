import { rulebookTypes } from '../tools/authoring/rulebook-types.js'
import { readArguments } from './arguments.js'
import type { Io } from './io.js'
import { Misuse } from './io.js'
import { rulebookFrom, rulebookOf } from './rulebooks.js'
import { usages } from './usages.js'

/** The command `thresholds types`. */
export async function typesCommand(args: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = readArguments('types', args, { help: { type: 'boolean', short: 'h' } })
  if (values.help) {
    await io.write(usages.types)
    return 0
  }
  const [name, ...more] = positionals
  if (name === undefined || more.length > 0) throw new Misuse(`name one rulebook\n\n${usages.types}`)
  await io.write(rulebookTypes(/\.ya?ml$/.test(name) ? rulebookFrom(name) : rulebookOf(name)))
  return 0
}
