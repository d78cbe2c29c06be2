import { resolveText } from '../rules/reading/load.js'
import { didYouMean } from '../rules/suggest.js'
import { visibleJson } from '../rules/visible.js'
import type { RulebookIds } from '../tools/authoring/rulebook-ids.js'
import { rulebookIds } from '../tools/authoring/rulebook-ids.js'
import type { Draft } from '../tools/authoring/rulebook-schema.js'
import { contactSchema, decisionSchema, rulebookSchema } from '../tools/authoring/rulebook-schema.js'
import { oneOf, ownEntry, readArguments } from './arguments.js'
import type { Io } from './io.js'
import { Misuse } from './io.js'
import { layersBeside } from './layers-beside.js'
import { mistakesIn } from './mistakes.js'
import { rulebookFile, textOf } from './named-rulebook.js'
import { usages } from './usages.js'

const schemas: Readonly<Record<string, (draft: Draft, ids: RulebookIds | null) => object>> = {
  rulebook: rulebookSchema,
  contact: contactSchema,
  decision: decisionSchema,
}

/** The command `thresholds schema`. */
export async function schemaCommand(args: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = readArguments('schema', args, {
    draft: { type: 'string', short: 'd' },
    rules: { type: 'string', short: 'r' },
    help: { type: 'boolean', short: 'h' },
  })
  if (values.help) {
    await io.write(usages.schema)
    return 0
  }
  const draft = oneOf('draft', ['2020-12', '7'], values.draft)
  const [name, ...more] = positionals
  if (name === undefined || more.length > 0)
    throw new Misuse(`say of what: \`thresholds schema rulebook\`, \`contact\` or \`decision\`\n\n${usages.schema}`)
  const schema = ownEntry(schemas, name)
  if (!schema) throw new Misuse(`there is no schema of \`${name}\`; ${didYouMean(name, Object.keys(schemas))}`)
  if (name === 'decision' && values.rules !== undefined)
    throw new Misuse('a decision has one schema for all rulebooks; leave `--rules` out')
  const ids = values.rules === undefined ? null : idsOf(values.rules)
  await io.write(`${visibleJson(schema(draft, ids), 2)}\n`)
  return 0
}

function idsOf(name: string): RulebookIds {
  const file = rulebookFile(name)
  const text = textOf(file)
  const read = resolveText(text, layersBeside(file))
  if (!read.ok) throw mistakesIn(read.diagnostics, text, file)
  return rulebookIds(read.value.resolved.data)
}
