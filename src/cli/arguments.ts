import type { ParseArgsConfig } from 'node:util'
import { parseArgs } from 'node:util'
import { didYouMean } from '../rules/suggest.js'
import { Misuse } from './io.js'

type Options = NonNullable<ParseArgsConfig['options']>

/** Reads the arguments of a command; an option that it has not is a misuse, with the one that may have been meant. */
export function readArguments<const O extends Options>(command: string, args: readonly string[], options: O) {
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options })
  } catch (error) {
    const { message } = error as Error
    const option = /'?(--?[a-z0-9-]+)/i.exec(message)?.[1]
    const known = Object.keys(options).map(name => `--${name}`)
    throw new Misuse(
      option === undefined || known.includes(option)
        ? message
        : `\`${option}\` is not an option of \`thresholds ${command}\`; ${didYouMean(option, known)}`,
    )
  }
}

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
