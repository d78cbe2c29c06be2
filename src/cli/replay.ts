import { blocksAsText } from '../tools/blocks.js'
import { emptyChanges } from '../tools/replay-changes.js'
import { replayReport, summariseReplay } from '../tools/replay-summary.js'
import type { Tally } from '../tools/replay-tally.js'
import { emptyTally } from '../tools/replay-tally.js'
import { widthFor } from '../tools/wrap.js'
import { version } from '../version.js'
import { oneOf } from './arguments.js'
import type { Io } from './io.js'
import { Misuse } from './io.js'
import { chosenRulebook, namedRulebook } from './named-rulebook.js'
import type { Checkpoint, RunIdentity } from './replay-checkpoint.js'
import { digestOfText, inputIdentity, readCheckpoint, removeCheckpoint, writeCheckpoint } from './replay-checkpoint.js'
import type { Input } from './replay-input.js'
import { formatOf, inputFormats, openInput } from './replay-input.js'
import type { ReplayValues } from './replay-options.js'
import { checkFiles, readOptions, replayUsage, workersOf } from './replay-options.js'
import type { Output } from './replay-output.js'
import { noOutput, openOutput, textOutput } from './replay-output.js'
import { progressBar } from './replay-progress.js'
import type { ReplayPlan, Standing } from './replay-run.js'
import { replayChunks, standingAfter } from './replay-run.js'

/** The command `thresholds replay`. */
export async function replayCommand(args: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = readOptions(args)
  if (values.help) {
    await io.write(replayUsage)
    return 0
  }
  const format = oneOf('format', ['text', 'json'], values.format)
  const given = values['input-format']
  const inputFormat = given === undefined ? null : oneOf('input-format', inputFormats, given)
  const workers = workersOf(values.workers)
  const [path, ...more] = positionals
  if (path === undefined || more.length > 0)
    throw new Misuse('name one file of contacts, or `-` for standard input: `thresholds replay past.ndjson`')
  const summary = values.summary === true || values.against !== undefined
  checkFiles(path, values, summary)
  const rulebook = chosenRulebook(values)
  const against = values.against === undefined ? null : namedRulebook(values.against)
  const input = await openInput(path, formatOf(path, inputFormat), values.mapping, io)
  try {
    const decisions = values.out !== undefined || !summary
    const plan = { input, path, rulebook, against, decisions, workers }
    const tally = await replay(plan, values, io)
    if (summary) {
      const found = summariseReplay(tally, rulebook, against)
      if (format === 'json') await io.write(`${JSON.stringify(found, null, 2)}\n`)
      else await io.write(blocksAsText(replayReport(found), widthFor(io.columns)))
    } else if (values.out !== undefined)
      await io.write(`${tally.decided} decided, ${tally.rejected} rejected; decisions are in ${values.out}\n`)
    if (tally.rejected > 0 && values.rejects === undefined)
      io.warn(`${tally.rejected} rejected; run again with --rejects FILE for the reasons and remedies\n`)
    return tally.rejected > 0 ? 1 : 0
  } finally {
    await input.close()
  }
}

/** A checkpoint is written after so many milliseconds at the most, counted at the ends of chunks. */
const checkpointEvery = 1000

async function replay(plan: ReplayPlan, values: ReplayValues, io: Io): Promise<Tally> {
  const { checkpoint } = values
  const run = checkpoint === undefined ? {} : identityOf(plan, values)
  const reached = checkpoint === undefined ? null : readCheckpoint(checkpoint, run)
  const out = await decisionsOutput(plan, values.out, reached, io)
  const rejects = values.rejects === undefined ? noOutput : await openOutput(values.rejects, reached?.rejectsBytes ?? 0)
  let standing: Standing = reached ?? {
    ...plan.input.start,
    tally: emptyTally(plan.against === null ? null : emptyChanges()),
  }
  const keep = async (): Promise<void> => {
    if (checkpoint === undefined) return
    await Promise.all([out.sync(), rejects.sync()])
    writeCheckpoint(checkpoint, { run, ...standing, outBytes: out.length(), rejectsBytes: rejects.length() })
  }
  const show = progressOf(plan.input, standing, io)
  // The first chunk shows at once whether a checkpoint can be written.
  let keptAt = Number.NEGATIVE_INFINITY
  try {
    await replayChunks(plan, standing, async done => {
      await out.write(done.answer.decisions)
      await rejects.write(done.answer.rejects)
      standing = standingAfter(standing, done)
      show.show(standing)
      const now = performance.now() // allowed: how often a checkpoint is written, which no decision rests on
      if (now - keptAt < checkpointEvery) return
      keptAt = now
      await keep()
    })
    await Promise.all([out.sync(), rejects.sync()])
  } finally {
    show.clear()
    await Promise.all([out.close(), rejects.close()])
  }
  if (checkpoint !== undefined) removeCheckpoint(checkpoint)
  return standing.tally
}

function decisionsOutput(
  { decisions }: ReplayPlan,
  path: string | undefined,
  reached: Checkpoint | null,
  io: Io,
): Promise<Output> {
  if (!decisions) return Promise.resolve(noOutput)
  return path === undefined ? Promise.resolve(textOutput(io.write)) : openOutput(path, reached?.outBytes ?? 0)
}

const identityOf = (
  { input, path, rulebook, against, decisions }: ReplayPlan,
  { rejects }: ReplayValues,
): RunIdentity => ({
  ...inputIdentity(path),
  'format of the contacts': input.format,
  mapping: digestOfText(JSON.stringify(input.mapping)),
  rulebook: rulebook.digest,
  'rulebook to compare with': against?.digest ?? 'none',
  'package version': version,
  '--out': decisions ? 'given' : 'not given',
  '--rejects': rejects === undefined ? 'not given' : 'given',
})

function progressOf({ length }: Input, begun: Standing, io: Io) {
  const share = (place: number): number | null => (length === null ? null : length === 0 ? 1 : place / length)
  const contacts = ({ tally }: Standing): number => tally.decided + tally.rejected
  const startContacts = contacts(begun)
  const startShare = share(begun.place) ?? 0
  const { show, clear } = progressBar(process.stderr.isTTY === true, io.warn)
  return {
    show: (now: Standing): void =>
      show({ share: share(now.place), contacts: contacts(now), startContacts, startShare }),
    clear,
  }
}
