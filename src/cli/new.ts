import { lstatSync } from 'node:fs'
import { scaffoldRulebook } from '../tools/authoring/scaffold.js'
import { readArguments } from './arguments.js'
import { writeWhole } from './files.js'
import type { Io } from './io.js'
import { Misuse } from './io.js'
import { mistakesOf } from './mistakes.js'
import { usages } from './usages.js'

/** The command `thresholds new`. */
export async function newCommand(args: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = readArguments('new', args, {
    out: { type: 'string', short: 'o' },
    help: { type: 'boolean', short: 'h' },
  })
  if (values.help) {
    await io.write(usages.new)
    return 0
  }
  const [authority, ...more] = positionals
  if (authority === undefined || more.length > 0)
    throw new Misuse('name one authority: `thresholds new my-county --out my-county.yaml`')
  const scaffold = scaffoldRulebook(authority)
  if (!scaffold.ok) throw mistakesOf(scaffold.diagnostics)
  if (values.out === undefined) {
    await io.write(scaffold.value)
    return 0
  }
  try {
    if (lstatSync(values.out, { throwIfNoEntry: false })) throw Object.assign(new Error(), { code: 'EEXIST' })
    writeWhole(values.out, scaffold.value, { isNew: true })
  } catch (error) {
    const { code, message } = error as { code?: string; message: string }
    throw new Misuse(
      code === 'EEXIST'
        ? `\`${values.out}\` is there already and is left as it is; give another name`
        : code === 'ENOENT'
          ? `cannot write \`${values.out}\`: there is no such folder`
          : `cannot write \`${values.out}\`: ${message}`,
    )
  }
  await io.write(
    `Wrote ${values.out}. It decides as it stands:\n  thresholds decide contact.yaml --rules ${values.out}\n  thresholds test ${values.out}\n`,
  )
  return 0
}
