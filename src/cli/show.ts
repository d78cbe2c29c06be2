import { resolveText } from '../rules/reading/load.js'
import { visibleJson, visibleText } from '../rules/visible.js'
import type { ResolvedLine } from '../tools/authoring/resolved-lines.js'
import { resolvedLines } from '../tools/authoring/resolved-lines.js'
import { oneOf, readArguments } from './arguments.js'
import type { Io } from './io.js'
import { Misuse } from './io.js'
import { layersBeside } from './layers-beside.js'
import { mistakesIn } from './mistakes.js'
import { rulebookFile, textOf } from './named-rulebook.js'
import { rulebookFrom } from './rulebooks.js'
import { usages } from './usages.js'

/** The command `thresholds show`. */
export async function showCommand(args: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = readArguments('show', args, {
    resolved: { type: 'boolean' },
    format: { type: 'string', short: 'f' },
    help: { type: 'boolean', short: 'h' },
  })
  if (values.help) {
    await io.write(usages.show)
    return 0
  }
  const format = oneOf('format', ['text', 'yaml', 'json'], values.format)
  const [name, ...more] = positionals
  if (name === undefined || more.length > 0) throw new Misuse(`name one rulebook\n\n${usages.show}`)
  if (!values.resolved)
    throw new Misuse(
      'say what to show: `--resolved` is the rulebook with all that it inherits, and where each line comes from',
    )
  const file = rulebookFile(name)
  // What does not load is not shown as if it did.
  rulebookFrom(file)
  const text = textOf(file)
  const read = resolveText(text, layersBeside(file))
  if (!read.ok) throw mistakesIn(read.diagnostics, text, file)
  const lines = resolvedLines(read.value.resolved, file)
  if (format === 'json') await io.write(`${visibleJson(lines, 2)}\n`)
  else await io.write(`${visibleText((format === 'yaml' ? lines.map(l => l.text) : withOrigins(lines)).join('\n'))}\n`)
  return 0
}

function withOrigins(lines: readonly ResolvedLine[]): readonly string[] {
  const origins = lines.map(({ origin }) =>
    origin === null ? '' : `${origin.file}${origin.line === null ? '' : `:${origin.line}`}`,
  )
  const width = Math.max(0, ...origins.map(o => o.length))
  return lines.map(({ text }, i) => `${(origins[i] ?? '').padEnd(width)} | ${text}`)
}
