import { availableParallelism } from 'node:os'
import { readArguments } from '../arguments.js'
import { besideOf, checkDistinct, checkStandardOutput, isStream } from '../files.js'
import { Misuse } from '../io.js'
import { rulebookFiles } from '../named-rulebook.js'
import { filesOfCheckpoint } from './checkpoint.js'

const options = {
  authority: { type: 'string', short: 'a' },
  rules: { type: 'string', short: 'r', multiple: true },
  against: { type: 'string' },
  summary: { type: 'boolean' },
  out: { type: 'string', short: 'o' },
  'input-format': { type: 'string' },
  mapping: { type: 'string', short: 'm' },
  rejects: { type: 'string' },
  checkpoint: { type: 'string' },
  workers: { type: 'string', short: 'w' },
  format: { type: 'string', short: 'f' },
  help: { type: 'boolean', short: 'h' },
} as const
/** The options and the rest of the arguments of `thresholds replay`. */
export const readOptions = (args: readonly string[]) => readArguments('replay', args, options)
export type ReplayValues = ReturnType<typeof readOptions>['values']

/** How many threads decide. */
export function workersOf(given: string | undefined): number {
  const workers = Number(given ?? availableParallelism())
  if (!Number.isInteger(workers) || workers < 1 || workers > 256)
    throw new Misuse(`\`--workers ${String(given)}\` is not a number of threads; write a whole number from 1 on`)
  return workers
}

/** No file is read and written at once, and what a checkpoint is to go on with is there to be gone on with. */
export function checkFiles(path: string, values: ReplayValues, summary: boolean): void {
  const { out, rejects, checkpoint, mapping, rules, authority, against } = values
  const rulebooks = [...(rules ?? []), authority, against].flatMap(name =>
    name === undefined ? [] : rulebookFiles(name),
  )
  const read = [path, mapping].flatMap(f => (f === undefined || f === '-' ? [] : [f]))
  checkDistinct(
    [...read, ...rulebooks],
    [
      ...[out, rejects].flatMap(f => (f === undefined ? [] : isStream(f) ? [f] : [f, besideOf(f)])),
      ...(checkpoint === undefined ? [] : filesOfCheckpoint(checkpoint)),
    ],
  )
  if (out === undefined) checkStandardOutput([path])
  if (checkpoint === undefined) return
  if (path === '-') throw new Misuse('standard input cannot be gone back to; name a file to use --checkpoint')
  if (out === undefined && !summary)
    throw new Misuse(
      'what went to standard output cannot be gone on with; add --out FILE or --summary to use --checkpoint',
    )
}
