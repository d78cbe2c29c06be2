import type { Diagnostic, Path, Result } from '../../diagnostic.js'
import { formatPath } from '../../diagnostic.js'
import { decide } from '../../engine/decide/decide.js'
import type { Decision } from '../../engine/decide/decision.js'
import type { RulebookSet } from '../../engine/rulebook-set.js'
import { decideInForce, latestOf } from '../../engine/rulebook-set.js'
import type { Rulebook } from '../../rules/language/rulebook.js'
import { excerpt, visible, visibleJson } from '../../rules/visible.js'
import type { Contact } from '../../rules/vocabulary/contact-type.js'
import { cutMessage, cutQuoted, cutReference } from '../text/cut-text.js'
import { decisionLine } from '../text/decision-line.js'
import type { JsonFault, JsonLine } from '../text/json-text.js'
import { canParse, faultReason, faultRemedy, numbersAsTexts, readJsonText, shortPath } from '../text/json-text.js'
import { comparisonWith, emptyChanges } from './changes.js'
import type { Mistake, ReadLine } from './rows.js'
import type { Tally } from './tally.js'
import { emptyTally, tallyDecision } from './tally.js'

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

/**
 * Decides contacts, of several versions each by the one in force when it came in, and counts what came out; a line that cannot be decided is rejected
 * and the rest goes on.
 */
export function replayer(
  versions: RulebookSet,
  { decisions, against }: ReplayOptions,
): (lines: Iterable<ReadLine>) => Replayed {
  const comparison = against === null ? null : comparisonWith(against, latestOf(versions))
  const wanted = decisions ? {} : { rationale: false, unknowns: false }
  const [only, ...others] = versions.versions
  // One alone is asked what it makes of contacts that may have come before it was in force.
  const decided = (contact: unknown): Result<Decision> =>
    only !== undefined && others.length === 0 ? decide(only, contact, wanted) : decideInForce(versions, contact, wanted)
  const answer = (contact: unknown): Result<Decision> & { readonly asked: unknown } => {
    let asked: unknown = null
    try {
      asked = comparison ? comparison.known(contact) : contact
      return { ...decided(asked), asked }
    } catch {
      // One contact that nobody foresaw does not end the run for all others.
      return { ok: false, diagnostics: [notDecided], asked }
    }
  }
  return lines => {
    const tally = emptyTally(comparison ? emptyChanges() : null)
    let out = ''
    let rejects = ''
    const reject = (line: number, reference: string | null, mistakes: readonly Mistake[]): void => {
      tally.rejected++
      for (const mistake of mistakes) rejects += `${visibleJson({ line, reference, ...mistake })}\n`
    }
    for (const read of lines) {
      if ('mistakes' in read) {
        reject(read.line, read.reference, read.mistakes)
        continue
      }
      const result = answer(read.contact)
      if (!result.ok) {
        const mistakes = result.diagnostics.map(d => mistakeIn(result.asked, d))
        reject(read.line, referenceOf(read.contact), mistakes)
        continue
      }
      // What was decided has been checked.
      const contact = read.contact as Contact
      tallyDecision(tally, result.value, contact.receivedAt)
      if (comparison && tally.changes) comparison.tally(tally.changes, read.line, contact, result.value)
      if (decisions) out += `${decisionLine(result.value)}\n`
    }
    return { decisions: out, rejects, tally }
  }
}

/** A mistake as the file of rejects tells it: with its place, and without what somebody wrote there. */
function mistakeIn(contact: unknown, { code, path, message, hint }: Diagnostic): Mistake {
  const prefix = visible(`${formatPath(path).slice(0, 200)}: `)
  const rest = message.startsWith(prefix) ? message.slice(prefix.length) : message
  const names = path.filter(part => typeof part === 'string').flatMap(name => [excerpt(name), visible(name)])
  const values = valuesAlong(contact, path).flatMap(value => [
    excerpt(value),
    ...(typeof value === 'string' ? [visible(value)] : []),
  ])
  const reason = cutMessage(rest, names, values)
  const place = shortPath(path)
  return { code, path: place, reason: rest === message ? reason : `${place}: ${reason}`, remedy: cutQuoted(hint) }
}

/** What stands at a path, and above it. */
function valuesAlong(contact: unknown, path: Path): readonly unknown[] {
  const found: unknown[] = []
  let at = contact
  for (const part of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, part)) break
    at = (at as Readonly<Record<string | number, unknown>>)[part]
    found.push(at)
  }
  return found
}

const notDecided: Diagnostic = {
  code: 'not-decided',
  path: [],
  message: 'no decision could be made of it',
  hint: 'look at its values: a contact is flat, and no text or list in it is long',
  range: null,
}

const referenceOf = (contact: unknown, key = 'reference'): string | null => {
  const reference =
    typeof contact === 'object' && contact !== null && Object.hasOwn(contact, key)
      ? (contact as Readonly<Record<string, unknown>>)[key]
      : null
  return typeof reference === 'string' ? cutReference(reference) : null
}

/**
 * The contact of one line, or the row of an export: of a row a number stays the text that it is written as.
 * @param key the name that the reference has there; `null` where it has none
 */
export function readJsonLine(
  { text, line }: JsonLine,
  { isRow, key }: { readonly isRow: boolean; readonly key: string | null },
): ReadLine {
  const read = readJsonText(isRow && canParse(text) ? numbersAsTexts(text) : text)
  if (read.ok) return { line, contact: read.value }
  if ('reason' in read) {
    const reason = `this is not JSON: ${read.reason}`
    const mistake: Mistake = { code: 'not-json', path: '', reason, remedy: 'write one contact a line, as JSON' }
    return { line, reference: key === null ? null : referenceIn(text, key), mistakes: [mistake] }
  }
  const isSettled = key !== null && read.faults.every(({ path }) => path.at(-1) !== key)
  return { line, reference: isSettled ? referenceOf(read.value, key) : null, mistakes: read.faults.map(mistakeOf) }
}

const mistakeOf = (fault: JsonFault): Mistake => ({
  code: fault.code,
  path: shortPath(fault.path),
  reason: faultReason(fault),
  remedy: faultRemedy(fault),
})

/** The reference in a line that is no JSON, where it can be told: the name stands once, with a short text. */
function referenceIn(text: string, key: string): string | null {
  const name = JSON.stringify(key)
  const at = text.indexOf(name)
  if (at < 0 || text.indexOf(name, at + 1) >= 0) return null
  return /^\s*:\s*"(?<reference>[^"\\]{1,100})"/.exec(text.slice(at + name.length))?.groups?.reference ?? null
}
