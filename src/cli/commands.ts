import { didYouMean } from '../rules/suggest.js'
import { visibleText } from '../rules/visible.js'
import { version } from '../version.js'
import { ownEntry } from './arguments.js'
import type { Io } from './io.js'
import { Misuse } from './io.js'
import type { CommandName } from './usages.js'
import { usages } from './usages.js'

type Command = (args: readonly string[], io: Io) => Promise<number>

/** Each command is loaded when it is called: asking for help waits for none. */
const commands: Readonly<Record<CommandName, () => Promise<Command>>> = {
  decide: async () => (await import('./decide.js')).decideCommand,
  explain: async () => (await import('./explain.js')).explainCommand,
  ask: async () => (await import('./ask/ask.js')).askCommand,
  check: async () => (await import('./check.js')).checkCommand,
  format: async () => (await import('./format.js')).formatCommand,
  mutate: async () => (await import('./mutate.js')).mutateCommand,
  coverage: async () => (await import('./coverage.js')).coverageCommand,
  test: async () => (await import('./test.js')).testCommand,
  diff: async () => (await import('./diff.js')).diffCommand,
  replay: async () => (await import('./replay/replay.js')).replayCommand,
  sql: async () => (await import('./sql.js')).sqlCommand,
  compare: async () => (await import('./compare.js')).compareCommand,
  new: async () => (await import('./new.js')).newCommand,
  docs: async () => (await import('./docs.js')).docsCommand,
  facts: async () => (await import('./facts.js')).factsCommand,
  verify: async () => (await import('./verify.js')).verifyCommand,
  show: async () => (await import('./show.js')).showCommand,
  codes: async () => (await import('./codes.js')).codesCommand,
  schema: async () => (await import('./schema.js')).schemaCommand,
  types: async () => (await import('./types.js')).typesCommand,
}

const usage = `thresholds: threshold guidance of children's services as rules that decide and explain

${Object.values(usages).join('\n')}
  thresholds --version   the version of this package
`

/** Runs the command line: 0 done, 1 some input could not be dealt with, 2 wrong use. */
export async function run(args: readonly string[], io: Io): Promise<number> {
  const [name, ...rest] = args
  try {
    if (name === '--version' || name === '-v') {
      await io.write(`${version}\n`)
      return 0
    }
    if (name === '--help' || name === '-h' || name === 'help') {
      await io.write(usage)
      return 0
    }
    if (name === undefined)
      throw new Misuse(`say what to do, for instance \`thresholds decide contact.yaml --authority camden\`\n\n${usage}`)
    const load = ownEntry(commands, name)
    if (!load) throw new Misuse(`there is no command \`${name}\`; ${didYouMean(name, Object.keys(commands))}`)
    const command = await load()
    return await command(rest, io)
  } catch (error) {
    if (!(error instanceof Misuse)) throw error
    io.warn(`${visibleText(error.message.trimEnd())}\n`)
    return 2
  }
}
