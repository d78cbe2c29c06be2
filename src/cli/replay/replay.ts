import { latestOf } from '../../engine/rulebook-set.js'
import { visibleJson } from '../../rules/visible.js'
import { vocabularyOf } from '../../rules/vocabulary/vocabulary.js'
import { emptyChanges } from '../../tools/replay/changes.js'
import { replayReport, summariseReplay } from '../../tools/replay/summary.js'
import type { Tally } from '../../tools/replay/tally.js'
import { emptyTally } from '../../tools/replay/tally.js'
import { blocksAsText } from '../../tools/text/blocks.js'
import { widthFor } from '../../tools/text/wrap.js'
import { version } from '../../version.js'
import { oneOf } from '../arguments.js'
import { isStream, lock } from '../files.js'
import type { Io } from '../io.js'
import { Misuse, say } from '../io.js'
import { chosenVersions, namedRulebook } from '../named-rulebook.js'
import { usages } from '../usages.js'
import type { Checkpoint, RunIdentity } from './checkpoint.js'
import { digestOfText, inputIdentity, readCheckpoint, removeCheckpoint, writeCheckpoint } from './checkpoint.js'
import type { Input } from './input.js'
import { formatOf, inputFormats, openInput } from './input.js'
import type { ReplayValues } from './options.js'
import { checkFiles, readOptions, workersOf } from './options.js'
import type { Output } from './output.js'
import { moveFinished, noOutput, openOutput, textOutput } from './output.js'
import { progressBar } from './progress.js'
import type { ReplayPlan, Standing } from './run.js'
import { checkWhole, Incomplete, replayChunks, standingAfter } from './run.js'

/** The command `thresholds replay`. */
export async function replayCommand(args: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = readOptions(args)
  if (values.help) {
    await io.write(usages.replay)
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
  const versions = chosenVersions(values)
  const vocabulary = vocabularyOf(latestOf(versions))
  const against = values.against === undefined ? null : namedRulebook(values.against)
  const input = await openInput(path, formatOf(path, inputFormat), values.mapping, vocabulary, io)
  try {
    const decisions = values.out !== undefined || !summary
    const plan = { input, path, versions, against, decisions, workers }
    const tally = await replay(plan, values, io)
    if (summary) {
      const found = summariseReplay(tally, versions, against)
      if (format === 'json') await io.write(`${visibleJson(found, 2)}\n`)
      else await io.write(blocksAsText(replayReport(found, vocabulary), widthFor(io.columns)))
    } else if (values.out !== undefined)
      await say(io, `${tally.decided} decided, ${tally.rejected} rejected; decisions are in ${values.out}\n`)
    if (tally.rejected > 0 && values.rejects === undefined)
      io.warn(`${tally.rejected} rejected; run again with --rejects FILE for the reasons and remedies\n`)
    return tally.rejected > 0 ? 1 : 0
  } catch (error) {
    if (!(error instanceof Incomplete)) throw error
    io.warn(`${error.message}\n`)
    return 3
  } finally {
    await input.close()
  }
}

/** How a process is told to end. */
const ends = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** A checkpoint is written after so many milliseconds at the most, counted at the ends of chunks. */
const checkpointEvery = 1000

async function replay(plan: ReplayPlan, values: ReplayValues, io: Io): Promise<Tally> {
  const { checkpoint, out, rejects } = values
  if (checkpoint === undefined) return replayFrom(plan, values, null, io)
  const written = [checkpoint, plan.decisions ? out : undefined, rejects].flatMap(f =>
    f === undefined || isStream(f) ? [] : [f],
  )
  const unlock: (() => void)[] = []
  try {
    for (const file of written) unlock.push(lock(file))
    return await replayFrom(plan, values, readCheckpoint(checkpoint, identityOf(plan, values)), io)
  } finally {
    for (const release of unlock) release()
  }
}

async function replayFrom(plan: ReplayPlan, values: ReplayValues, reached: Checkpoint | null, io: Io): Promise<Tally> {
  const { checkpoint } = values
  if (reached?.isWhole && checkpoint !== undefined) {
    if (plan.decisions && values.out !== undefined) await moveFinished(values.out, reached.outBytes)
    if (values.rejects !== undefined) await moveFinished(values.rejects, reached.rejectsBytes)
    removeCheckpoint(checkpoint)
    return reached.tally
  }
  const run = checkpoint === undefined ? {} : identityOf(plan, values)
  const out = await decisionsOutput(plan, values.out, reached, io)
  const rejects =
    values.rejects === undefined
      ? noOutput
      : await openOutput(values.rejects, reached?.rejectsBytes ?? null).catch(async (error: unknown) => {
          await out.abandon(reached !== null)
          throw error
        })
  let standing: Standing = reached ?? {
    ...plan.input.start,
    tally: emptyTally(plan.against === null ? null : emptyChanges()),
    rows: 0,
  }
  let isKept = reached !== null
  const write = (isWhole: boolean): void => {
    const bytes = { outBytes: out.length(), rejectsBytes: rejects.length() }
    if (checkpoint !== undefined) writeCheckpoint(checkpoint, { run, ...standing, ...bytes, isWhole })
  }
  const keep = async (isWhole = false): Promise<void> => {
    if (checkpoint === undefined) return
    await Promise.all([out.sync(), rejects.sync()])
    write(isWhole)
    isKept = true
  }
  const forget = (): void => {
    if (!isKept && checkpoint !== undefined) removeCheckpoint(checkpoint)
  }
  const stop = (signal: NodeJS.Signals): void => {
    if (!isKept) for (const output of [out, rejects]) output.discard()
    forget()
    // With nobody left who listens, it ends the process.
    process.kill(process.pid, signal)
  }
  for (const signal of ends) process.once(signal, stop)
  const show = progressOf(plan.input, standing, io)
  let keptAt = Number.NEGATIVE_INFINITY
  try {
    // Until the first chunk is done it only says whose the files are that were opened.
    if (!isKept) write(false)
    await replayChunks(plan, standing, async done => {
      standing = standingAfter(standing, done, plan.decisions)
      await out.write(done.answer.decisions)
      await rejects.write(done.answer.rejects)
      show.show(standing)
      const now = performance.now() // allowed: how often a checkpoint is written, which no decision rests on
      if (now - keptAt < checkpointEvery) return
      keptAt = now
      await keep()
    })
    checkWhole(plan.input, standing)
    await Promise.all([out.sync(), rejects.sync()])
    await keep(true)
    await out.finish()
    await rejects.finish()
  } catch (error) {
    await Promise.all([out.abandon(isKept), rejects.abandon(isKept)])
    forget()
    throw error
  } finally {
    show.clear()
    for (const signal of ends) process.off(signal, stop)
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
  return path === undefined ? Promise.resolve(textOutput(io.write)) : openOutput(path, reached?.outBytes ?? null)
}

const identityOf = (
  { input, path, versions, against, decisions }: ReplayPlan,
  { rejects }: ReplayValues,
): RunIdentity => ({
  ...inputIdentity(path),
  'format of the contacts': input.format,
  mapping: digestOfText(JSON.stringify(input.mapping)),
  rulebook: versions.versions.map(v => v.digest).join(' '),
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
