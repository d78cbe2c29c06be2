import { formatPath } from '../diagnostic.js'
import { decide } from '../engine/decide.js'
import type { Contact } from '../rules/facts.js'
import type { Rulebook } from '../rules/rulebook.js'
import { comparisonWith, emptyChanges } from './replay-changes.js'
import type { Mistake, ReadLine } from './replay-rows.js'
import type { Tally } from './replay-tally.js'
import { emptyTally, tallyDecision } from './replay-tally.js'

/** What came of some contacts, in their order. */
export interface Replayed {
  /** Decisions as JSON, one a line; empty where none are wanted. */
  readonly decisions: string
  /** One line of JSON for each mistake. */
  readonly rejects: string
  readonly tally: Tally
}

export interface ReplayOptions {
  /** Decisions in full, with reasons and open questions; without them contacts are only counted, which is faster. */
  readonly decisions: boolean
  /** An older rulebook to compare with. */
  readonly against: Rulebook | null
}

/** Decides contacts and counts what came out; a line that cannot be decided is rejected and the rest goes on. */
export function replayer(
  rulebook: Rulebook,
  { decisions, against }: ReplayOptions,
): (lines: Iterable<ReadLine>) => Replayed {
  const comparison = against === null ? null : comparisonWith(against, rulebook)
  const wanted = decisions ? {} : { rationale: false, unknowns: false }
  return lines => {
    const tally = emptyTally(comparison ? emptyChanges() : null)
    let out = ''
    let rejects = ''
    const reject = (line: number, contact: unknown, mistakes: readonly Mistake[]): void => {
      tally.rejected++
      for (const mistake of mistakes)
        rejects += `${JSON.stringify({ line, reference: referenceOf(contact), ...mistake })}\n`
    }
    for (const read of lines) {
      if ('mistakes' in read) {
        reject(read.line, null, read.mistakes)
        continue
      }
      const result = decide(rulebook, comparison ? comparison.known(read.contact) : read.contact, wanted)
      if (!result.ok) {
        const mistakes = result.diagnostics.map(d => ({
          code: d.code,
          path: formatPath(d.path),
          reason: d.message,
          remedy: d.hint,
        }))
        reject(read.line, read.contact, mistakes)
        continue
      }
      // What was decided has been checked.
      const contact = read.contact as Contact
      tallyDecision(tally, result.value, contact.receivedAt)
      if (comparison && tally.changes) comparison.tally(tally.changes, read.line, contact, result.value)
      if (decisions) out += `${JSON.stringify(result.value)}\n`
    }
    return { decisions: out, rejects, tally }
  }
}

const referenceOf = (contact: unknown): string | null => {
  const reference = typeof contact === 'object' && contact !== null && 'reference' in contact ? contact.reference : null
  return typeof reference === 'string' ? reference : null
}

/** The contacts of a text with one contact a line; empty lines are passed over. */
export function* readJsonLines(text: string, firstLine: number): Generator<{ line: number } & ReadLine> {
  let line = firstLine
  // A mark of the byte order, as some programs write it, is no part of the first contact.
  for (let from = text.startsWith('\uFEFF') ? 1 : 0; from < text.length; line++) {
    const next = text.indexOf('\n', from)
    const to = next < 0 ? text.length : next
    const piece = text.slice(from, to)
    from = to + 1
    if (piece.trim() === '') continue
    try {
      yield { line, contact: JSON.parse(piece) as unknown }
    } catch (error) {
      const reason = `this is not JSON: ${(error as Error).message}`
      yield { line, mistakes: [{ code: 'not-json', path: '', reason, remedy: 'write one contact a line, as JSON' }] }
    }
  }
}
