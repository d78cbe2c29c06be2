import type { ParseArgsConfig } from 'node:util'
import { parseArgs } from 'node:util'
import { didYouMean } from '../rules/suggest.js'
import { Misuse } from './io.js'

type Options = NonNullable<ParseArgsConfig['options']>

/** The options and the rest of a command's arguments; a wrong one is a `Misuse` that says what to do. */
export function readArguments<const O extends Options>(command: string, args: readonly string[], options: O) {
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options })
  } catch (error) {
    const { code, message } = error as { code?: string; message: string }
    const known = Object.keys(options).map(name => `--${name}`)
    const option = [...message.matchAll(/--?[a-z][a-z-]*/gi)].map(m => m[0])
    if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION')
      throw new Misuse(
        `\`${option[0] ?? ''}\` is not an option of \`thresholds ${command}\`; ${didYouMean(option[0] ?? '', known)}`,
      )
    const named = option.find(o => known.includes(o)) ?? option[0] ?? ''
    throw new Misuse(
      `\`${named}\` is not used as it should be; see \`thresholds ${command} --help\` (${message.split('\n')[0] ?? ''})`,
    )
  }
}

/** What a user's word names in a table: an entry of its own, and nothing that every object has. */
export const ownEntry = <T>(table: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.hasOwn(table, name) ? table[name] : undefined

/** The value of an option that has a few, the first of them where it is left out. */
export function oneOf<const V extends string>(
  option: string,
  values: readonly [V, ...V[]],
  given: string | undefined,
): V {
  const found = given === undefined ? values[0] : values.find(v => v === given)
  if (found === undefined)
    throw new Misuse(`\`--${option} ${String(given)}\` is not known; ${didYouMean(String(given), values)}`)
  return found
}

/** The value of an option that is a whole number from 1 up. */
export function wholeNumber(option: string, given: string | undefined, otherwise: number): number {
  if (given === undefined) return otherwise
  const number = Number(given)
  if (/^\d+$/.test(given) && number >= 1 && number <= 10_000_000) return number
  throw new Misuse(`\`--${option} ${given}\` is not a number that can stand here; write a whole number from 1 up`)
}
