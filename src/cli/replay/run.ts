import { join } from 'node:path'
import type { RulebookSet } from '../../engine/rulebook-set.js'
import type { Rulebook } from '../../rules/language/rulebook.js'
import { serializeRulebook } from '../../rules/packed/packed.js'
import type { Tally } from '../../tools/replay/tally.js'
import { addTally } from '../../tools/replay/tally.js'
import { packageFolder } from '../package-folder.js'
import type { ChunkAnswer, ChunkSetup } from './chunk.js'
import { chunkReplayer } from './chunk.js'
import { countLines } from './cut.js'
import type { Input, InputChunk } from './input.js'
import type { WorkerSetup } from './worker.js'

/** What a replay decides with. */
export interface ReplayPlan {
  readonly input: Input
  readonly path: string
  readonly versions: RulebookSet
  readonly against: Rulebook | null
  readonly decisions: boolean
  readonly workers: number
}

/** A chunk that has been decided. */
interface Done {
  readonly chunk: InputChunk
  readonly answer: ChunkAnswer
}

/** Chunks that may wait for a thread, or for those before them to be written: more would only fill memory. */
const waitingAtMost = 2

/**
 * Decides an input chunk by chunk: in worker threads, or, where one thread decides, in this one.
 * @param take called with each chunk in the order of the input; no further chunk is read while it has not resolved
 */
export async function replayChunks(
  plan: ReplayPlan,
  from: { readonly place: number; readonly line: number },
  take: (done: Done) => Promise<void>,
): Promise<void> {
  if (plan.workers === 1) {
    const replayChunk = chunkReplayer(setupOf(plan))
    for await (const chunk of plan.input.chunks(from)) await take({ chunk, answer: await replayChunk(chunk.task) })
    return
  }
  const { Tinypool } = await import('tinypool')
  const pool = new Tinypool({
    filename: join(packageFolder(), 'dist', 'replay-worker.js'),
    name: 'replayChunk',
    minThreads: plan.workers,
    maxThreads: plan.workers,
    workerData: workerSetupOf(plan),
  })
  const waiting: Promise<Done>[] = []
  try {
    for await (const chunk of plan.input.chunks(from)) {
      const transferList = 'bytes' in chunk.task ? [chunk.task.bytes.buffer as ArrayBuffer] : []
      const done = pool.run(chunk.task, { transferList }).then((answer: ChunkAnswer) => ({ chunk, answer }))
      // One that fails is told of when its turn comes.
      done.catch(() => undefined)
      waiting.push(done)
      const next = waiting.length >= plan.workers + waitingAtMost ? waiting.shift() : undefined
      if (next) await take(await next)
    }
    for (const next of waiting) await take(await next)
  } finally {
    await pool.destroy()
  }
}

const workerSetupOf = (plan: ReplayPlan): WorkerSetup => ({
  ...setupOf(plan),
  versions: plan.versions.versions.map(serializeRulebook),
  against: plan.against === null ? null : serializeRulebook(plan.against),
})

const setupOf = ({ input, path, versions, against, decisions }: ReplayPlan): ChunkSetup => ({
  versions,
  against,
  decisions,
  mapping: input.mapping,
  columns: input.columns,
  format: input.format,
  path,
})

/** Where a run stands after a chunk. */
export interface Standing {
  readonly place: number
  readonly line: number
  readonly tally: Tally
  /** The contacts found, whatever came of them. */
  readonly rows: number
}

/**
 * The standing after one more chunk. What came of it is held to a count of its contacts that the reader had no part in, so that a
 * contact that is lost, or comes twice, ends the run before anything is written.
 */
export function standingAfter(standing: Standing, { chunk, answer }: Done, decisions: boolean): Standing {
  const { decided, rejected } = answer.tally
  const { least, most } = chunk.count
  const found = decided + rejected
  const fail = (what: string): never => {
    throw new Incomplete(`${what} after line ${standing.line - 1}; please report this: the decisions are not whole`)
  }
  if (chunk.from !== standing.place) fail('a part of the contacts was passed over')
  if (found < least || found > most || answer.rows !== found)
    fail(
      `${least === most ? least : `${least} to ${most}`} contacts stand in the input, ${answer.rows} were read, ${decided} decided and ${rejected} rejected`,
    )
  if (decisions && countLines(answer.decisions) !== decided)
    fail(`${decided} contacts were decided, and ${countLines(answer.decisions)} decisions are there`)
  addTally(standing.tally, answer.tally)
  return { place: chunk.place, line: chunk.line, tally: standing.tally, rows: standing.rows + found }
}

/** At the end of a run every contact of the input is decided or rejected; if not, the run has failed, whatever was written. */
export function checkWhole({ format, length }: Input, { place, rows, tally }: Standing): void {
  const { decided, rejected } = tally
  if (decided + rejected !== rows)
    throw new Incomplete(
      `${rows} contacts were read, but ${decided} decided and ${rejected} rejected; please report this`,
    )
  if (length !== null && place !== length)
    throw new Incomplete(
      `${place} of ${length} ${format === 'parquet' ? 'rows' : 'bytes'} were read: the file was changed meanwhile; run again`,
    )
}

/** A run that did not come to its end. */
export class Incomplete extends Error {}
