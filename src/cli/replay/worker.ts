import { Tinypool } from 'tinypool'
import type { RulebookSet } from '../../engine/rulebook-set.js'
import { rulebookSet } from '../../engine/rulebook-set.js'
import type { Rulebook } from '../../rules/language/rulebook.js'
import { readRulebook } from '../../rules/packed/packed.js'
import type { ChunkSetup } from './chunk.js'
import { chunkReplayer } from './chunk.js'

/** What a thread is given: as whatever decides chunks, but the rulebooks in their compiled form. */
export interface WorkerSetup extends Omit<ChunkSetup, 'versions' | 'against'> {
  readonly versions: readonly string[]
  readonly against: string | null
}

const setup = Tinypool.workerData as WorkerSetup

function rulebookOf(compiled: string): Rulebook {
  const read = readRulebook(JSON.parse(compiled) as unknown)
  if (!read.ok) throw new Error(read.diagnostics[0]?.message)
  return read.value
}

function versionsOf(compiled: readonly string[]): RulebookSet {
  const set = rulebookSet(compiled.map(rulebookOf))
  if (!set.ok) throw new Error(set.diagnostics[0]?.message)
  return set.value
}

/** Decides one chunk on a thread of its own. */
export const replayChunk = chunkReplayer({
  ...setup,
  versions: versionsOf(setup.versions),
  against: setup.against === null ? null : rulebookOf(setup.against),
})
