import { firstDifferentLine, formatText } from '../rules/reading/format-text.js'
import { loadRulebook } from '../rules/reading/load.js'
import { readArguments } from './arguments.js'
import { writeWhole } from './files.js'
import type { Io } from './io.js'
import { Misuse, say } from './io.js'
import { layersBeside } from './layers-beside.js'
import { mistakesIn } from './mistakes.js'
import { rulebookFile, textOf } from './named-rulebook.js'
import { usages } from './usages.js'

/** The command `thresholds format`. */
export async function formatCommand(args: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = readArguments('format', args, {
    check: { type: 'boolean' },
    write: { type: 'boolean', short: 'w' },
    help: { type: 'boolean', short: 'h' },
  })
  if (values.help) {
    await io.write(usages.format)
    return 0
  }
  if (positionals.length === 0) throw new Misuse('name a rulebook: `thresholds format my-rulebook.yaml --write`')
  if (values.check && values.write) throw new Misuse('say `--check` or `--write`, not both')
  if (positionals.length > 1 && !values.check && !values.write)
    throw new Misuse('several rulebooks cannot be printed at once; say `--write` or `--check`, or name one')
  // All are read before one is written.
  const files = positionals.map(rulebookFile).map(file => {
    const text = textOf(file)
    return { file, text, formed: formed(text, file) }
  })
  const others = files.filter(({ text, formed }) => text !== formed)
  if (values.check) {
    const told = others.map(
      ({ file, text, formed }) =>
        `${file}:${firstDifferentLine(text, formed) ?? 1}  not in the one form from this line on; \`thresholds format ${file} --write\` writes it so\n`,
    )
    await say(io, told.join('') || `${files.length === 1 ? 'It is' : 'All are'} in the one form.\n`)
    return others.length > 0 ? 1 : 0
  }
  if (!values.write) {
    await io.write(files[0]?.formed ?? '')
    return 0
  }
  for (const { file, text, formed } of files) {
    if (text !== formed) write(file, formed)
    await say(io, text === formed ? `${file} is in the one form already.\n` : `Wrote ${file}.\n`)
  }
  return 0
}

/** The text of a rulebook in the one form; one that does not load is left alone. */
function formed(text: string, file: string): string {
  const loaded = loadRulebook(text, layersBeside(file))
  const result = loaded.ok ? formatText(text) : loaded
  if (result.ok) return result.value
  throw mistakesIn(result.diagnostics, text, file, `${file} is left as it is.`)
}

function write(file: string, text: string): void {
  try {
    writeWhole(file, text)
  } catch (error) {
    throw new Misuse(`cannot write \`${file}\`: ${(error as Error).message}; it is left as it was`)
  }
}
