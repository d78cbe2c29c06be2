import { visibleJson } from '../rules/visible.js'
import { factGuide } from '../tools/authoring/fact-guide.js'
import type { ListedFact } from '../tools/authoring/fact-list.js'
import { factList } from '../tools/authoring/fact-list.js'
import { widthFor, wrap } from '../tools/text/wrap.js'
import { oneOf, readArguments } from './arguments.js'
import type { Io } from './io.js'
import { say } from './io.js'
import { authorities, rulebookFrom, rulebookOf } from './rulebooks.js'
import { usages } from './usages.js'

/** The command `thresholds facts`. */
export async function factsCommand(args: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = readArguments('facts', args, {
    format: { type: 'string', short: 'f' },
    help: { type: 'boolean', short: 'h' },
  })
  if (values.help) {
    await io.write(usages.facts)
    return 0
  }
  const format = oneOf('format', ['text', 'json', 'markdown'], values.format)
  const names = positionals.length > 0 ? positionals : authorities()
  const rulebooks = names.map(name => (/\.ya?ml$/.test(name) ? rulebookFrom(name) : rulebookOf(name)))
  const all = factList(rulebooks)
  const listed =
    positionals.length > 0 ? all.filter(f => f.readBy.length + f.declaredBy.length > 0 || always.has(f.name)) : all
  if (format === 'json') await io.write(`${visibleJson(listed, 2)}\n`)
  else if (format === 'markdown') await io.write(factGuide(listed, rulebooks))
  else await say(io, render(listed, rulebooks.length, widthFor(io.columns)))
  return 0
}

/** What every contact has or may have, whatever the rules turn on. */
const always: ReadonlySet<string> = new Set(['receivedAt', 'reference'])

function render(facts: readonly ListedFact[], rulebooks: number, width: number): string {
  const told = ({ name, question, takes, choices, moment, readBy }: ListedFact): string[] => {
    const column = Math.max(0, ...choices.map(c => String(c.value).length))
    const notes = [moment === 'receipt' ? '' : `Known at: ${moment}.`, readers(name, readBy, rulebooks)]
    return [
      name,
      ...wrap(`  ${question}`, width, '  '),
      ...wrap(`  Takes ${takes}${choices.length > 0 ? ':' : '.'}`, width, '  '),
      ...choices.flatMap(c => wrap(`    ${String(c.value).padEnd(column)}  ${c.words}`, width, ' '.repeat(column + 6))),
      ...notes.filter(n => n !== '').flatMap(n => wrap(`  ${n}`, width, '  ')),
      '',
    ]
  }
  return `${[...facts.flatMap(told), `${facts.length} facts.`].join('\n')}\n`
}

function readers(name: string, readBy: readonly string[], rulebooks: number): string {
  if (always.has(name)) return name === 'receivedAt' ? 'Every contact has it.' : 'Comes back with the decision.'
  if (readBy.length === 0) return 'No rule turns on it.'
  if (readBy.length === rulebooks) return rulebooks === 1 ? '' : 'Every rulebook turns on it.'
  return `Rules that turn on it: ${readBy.join(', ')}.`
}
