import { didYouMean } from '../rules/suggest.js'
import { visibleText } from '../rules/visible.js'
import { version } from '../version.js'
import { ownEntry } from './arguments.js'
import { checkCommand, checkUsage } from './check.js'
import { compareCommand, compareUsage } from './compare.js'
import { coverageCommand, coverageUsage } from './coverage.js'
import { decideCommand, decideUsage } from './decide.js'
import { diffCommand, diffUsage } from './diff.js'
import { docsCommand, docsUsage } from './docs.js'
import { explainCommand, explainUsage } from './explain.js'
import { factsCommand, factsUsage } from './facts.js'
import type { Io } from './io.js'
import { Misuse } from './io.js'
import { newCommand, newUsage } from './new.js'
import { replayUsage } from './replay/options.js'
import { replayCommand } from './replay/replay.js'
import { schemaCommand, schemaUsage } from './schema.js'
import { sqlCommand, sqlUsage } from './sql.js'
import { testCommand, testUsage } from './test.js'
import { typesCommand, typesUsage } from './types.js'

const commands: Readonly<Record<string, (args: readonly string[], io: Io) => Promise<number>>> = {
  decide: decideCommand,
  explain: explainCommand,
  diff: diffCommand,
  replay: replayCommand,
  sql: sqlCommand,
  check: checkCommand,
  coverage: coverageCommand,
  facts: factsCommand,
  schema: schemaCommand,
  types: typesCommand,
  test: testCommand,
  compare: compareCommand,
  new: newCommand,
  docs: docsCommand,
}

const usage = `thresholds: threshold guidance of children's services as rules that decide and explain

${decideUsage}
${explainUsage}
${checkUsage}
${coverageUsage}
${testUsage}
${diffUsage}
${replayUsage}
${sqlUsage}
${compareUsage}
${newUsage}
${docsUsage}
${factsUsage}
${schemaUsage}
${typesUsage}
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
    const command = ownEntry(commands, name)
    if (!command) throw new Misuse(`there is no command \`${name}\`; ${didYouMean(name, Object.keys(commands))}`)
    return await command(rest, io)
  } catch (error) {
    if (!(error instanceof Misuse)) throw error
    io.warn(`${visibleText(error.message.trimEnd())}\n`)
    return 2
  }
}
