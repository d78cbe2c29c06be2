import { createHash } from 'node:crypto'
import {
  closeSync,
  fsyncSync,
  lstatSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs'
import type { Tally } from '../../tools/replay/tally.js'
import { createFile, placeOf } from '../files.js'
import { Misuse } from '../io.js'

/** What a run rests on: a checkpoint of another run is no use to it. Each part is compared as a text. */
export type RunIdentity = Readonly<Record<string, string>>

/** How far a run has come, at a boundary between chunks. */
export interface Checkpoint {
  readonly format: 'safeguarding-thresholds/replay-2'
  readonly run: RunIdentity
  /** The place in the input: bytes, or rows of Parquet. */
  readonly place: number
  /** The line that comes next. */
  readonly line: number
  /** Lengths of the files written, in bytes. */
  readonly outBytes: number
  readonly rejectsBytes: number
  readonly tally: Tally
  /** The contacts found so far, whatever came of them. */
  readonly rows: number
  /** All is written, and only to be moved into its place. */
  readonly isWhole: boolean
}

const format: Checkpoint['format'] = 'safeguarding-thresholds/replay-2'
const digestedBytes = 65_536

/** What tells one input file from another: its size, when it was changed, and a digest of its first bytes. */
export function inputIdentity(path: string): RunIdentity {
  const { size, mtimeMs } = statSync(path)
  const file = openSync(path, 'r')
  const bytes = Buffer.alloc(Math.min(size, digestedBytes))
  const count = readSync(file, bytes, 0, bytes.length, 0)
  closeSync(file)
  const digest = createHash('sha256').update(bytes.subarray(0, count)).digest('hex')
  return { 'size of the contacts': `${size} bytes`, 'time of the contacts': String(mtimeMs), 'first contacts': digest }
}

/** A short name of a text. */
export const digestOfText = (text: string): string => createHash('sha256').update(text).digest('hex')

/** The files that a checkpoint needs: itself, the next one beside it, and its lock. */
export const filesOfCheckpoint = (path: string): readonly string[] => {
  const place = placeOf(path)
  return [path, `${place}.new`, `${place}.lock`]
}

/** Writes a checkpoint so that there is always a whole one: beside the old one, then in its place. */
export function writeCheckpoint(path: string, checkpoint: Omit<Checkpoint, 'format'>): void {
  const place = placeOf(path)
  clearNext(place, path)
  const file = createFile(`${place}.new`, place)
  writeSync(file, `${JSON.stringify({ format, ...checkpoint })}\n`)
  fsyncSync(file)
  closeSync(file)
  renameSync(`${place}.new`, place)
}

/** A run that is done needs no checkpoint. */
export function removeCheckpoint(path: string): void {
  rmSync(placeOf(path), { force: true })
}

/** Takes away what a run that was killed left of its next checkpoint, and nothing else that has its name. */
function clearNext(place: string, path: string): void {
  const next = `${place}.new`
  const found = lstatSync(next, { throwIfNoEntry: false })
  if (!found) return
  const isOwn = found.isFile() && (found.size === 0 || readFileSync(next, 'utf8').startsWith(`{"format":"${format}"`))
  if (!isOwn)
    throw new Misuse(
      `\`${next}\`, where the checkpoint \`${path}\` is written, is a file of another kind; move it away`,
    )
  rmSync(next)
}

/** The checkpoint that a run goes on from, or `null` to begin; one of another run is a `Misuse` that says what differs. */
export function readCheckpoint(path: string, run: RunIdentity): Checkpoint | null {
  const remedy = `go on with the run that it belongs to, or delete \`${path}\` to begin again`
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    const { code, message } = error as { code?: string; message: string }
    if (code === 'ENOENT') return null
    throw new Misuse(`cannot read the checkpoint \`${path}\`: ${message}`)
  }
  const found = parsed(text)
  if (found?.format !== format)
    throw new Misuse(`\`${path}\` is not a checkpoint of \`thresholds replay\`; give another file with --checkpoint`)
  const names = [...new Set([...Object.keys(run), ...Object.keys(found.run)])]
  const other = names.filter(name => run[name] !== found.run[name])
  if (other.length > 0)
    throw new Misuse(`the checkpoint \`${path}\` belongs to another run: not the same ${other.join(', ')}; ${remedy}`)
  return found
}

function parsed(text: string): Checkpoint | null {
  try {
    return JSON.parse(text) as Checkpoint | null
  } catch {
    return null
  }
}
