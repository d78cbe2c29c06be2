import type { Path, Result } from '../../diagnostic.js'
import type { Decision } from '../../engine/decide/decision.js'
import { canonicalJson, digestOf } from '../../rules/packed/digest.js'
import { parseInstant } from '../../rules/time/london.js'

export const recordFormat = 'safeguarding-thresholds/record/1'

/** A signature over a record's digest. */
export interface RecordSignature {
  readonly algorithm: 'Ed25519'
  /** Hexadecimal. */
  readonly value: string
}

/** One decision with the contact that it was made of, closed so that a later change shows. Times are ISO 8601 with their offset. */
export interface SealedRecord {
  readonly format: typeof recordFormat
  /** The place in its file, from 1. */
  readonly number: number
  /** The digest of the record before it; `null` for the first. */
  readonly previous: string | null
  /** When it was sealed, as the caller says it; `null` where nobody did. */
  readonly sealedAt: string | null
  /** Facts that were taken out of contact and decision, since they say who somebody is. */
  readonly masked: readonly string[]
  readonly contact: Readonly<Record<string, unknown>>
  readonly decision: Decision
  /** The SHA-256 of the canonical JSON (RFC 8785) of all the rest but the signature, as `sha256-<hex>`. */
  readonly digest: string
  readonly signature?: RecordSignature
}

/** What a record follows: the one before it, as far as its place and digest. */
export type Previous = Pick<SealedRecord, 'number' | 'digest'>

export interface SealOptions {
  /** The record before it in the same file; left out, this is the first. */
  readonly previous?: Previous | null
  /** The instant of sealing, ISO 8601 with its offset. */
  readonly sealedAt?: string | null
  /** Names of facts to take out (`personalFacts(rulebook)` names those that the vocabulary calls personal). */
  readonly mask?: readonly string[]
}

/**
 * Closes a decision and its contact as a record that stands by itself.
 *
 * @param contact the facts that the decision was made of
 * @returns the record; `wrong-value` where something is no JSON (half a character, a number that is none, a function), or where
 * `sealedAt` is no date and time, or `receivedAt` is to be masked
 */
export function seal(decision: Decision, contact: unknown, options: SealOptions = {}): Result<SealedRecord> {
  const { previous = null, sealedAt = null, mask = [] } = options
  if (sealedAt !== null && parseInstant(sealedAt) === null)
    return fault(
      ['sealedAt'],
      `\`${sealedAt}\` is not a date and time`,
      'write it with its offset: `2026-03-27T16:30:00+00:00`',
    )
  if (mask.includes('receivedAt'))
    return fault(['mask'], '`receivedAt` cannot be masked', 'leave it: without it nothing can be decided again')
  const foreign = foreignIn({ contact, decision }, [])
  if (foreign !== null)
    return fault(foreign, 'this cannot be written as JSON', 'give texts, numbers, true, false, null, lists and objects')
  const given = contact as Readonly<Record<string, unknown>>
  const masked = mask.filter(name => Object.hasOwn(given, name) && given[name] !== undefined).sort()
  const open = {
    format: recordFormat,
    number: (previous?.number ?? 0) + 1,
    previous: previous?.digest ?? null,
    sealedAt,
    masked,
    contact: withoutFacts(given, masked),
    decision: maskedDecision(decision, masked),
  } as const
  // What is kept is what was written: nothing that the caller still holds.
  const kept = JSON.parse(canonicalJson(open)) as Omit<SealedRecord, 'digest'>
  return { ok: true, value: { ...kept, digest: digestOfRecord(kept) } }
}

/** A record as a line of a file: its canonical JSON, without the newline. */
export const recordLine = (record: SealedRecord): string => canonicalJson(record)

/** The digest that a record must have. */
export function digestOfRecord(record: object): string {
  const { digest: _, signature: __, ...open } = record as Partial<SealedRecord>
  return digestOf(canonicalJson(open))
}

const withoutFacts = (
  contact: Readonly<Record<string, unknown>>,
  names: readonly string[],
): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(contact).filter(([name]) => !names.includes(name)))

/** A decision without what it says of some facts: the reference, and what its reasons saw. */
export function maskedDecision(decision: Decision, names: readonly string[]): Decision {
  if (names.length === 0) return decision
  const rationale = decision.rationale?.map(reason => ({
    ...reason,
    matched: reason.matched.map(m => (names.includes(m.fact) ? { ...m, observed: null } : m)),
  }))
  return {
    ...decision,
    ...(names.includes('reference') && { reference: null }),
    ...(rationale && { rationale }),
  }
}

const fault = (path: Path, message: string, hint: string): Result<never> => ({
  ok: false,
  diagnostics: [{ code: 'wrong-value', path, message, hint, range: null }],
})

const loneSurrogate = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/

/** Where something stands that JSON cannot hold as it is; a value that is `undefined` is left out. */
function foreignIn(value: unknown, path: Path, within: readonly unknown[] = []): Path | null {
  if (typeof value === 'string') return loneSurrogate.test(value) ? path : null
  if (typeof value === 'number') return Number.isFinite(value) ? null : path
  if (typeof value !== 'object' || value === null)
    return value === null || value === undefined || typeof value === 'boolean' ? null : path
  if (within.includes(value)) return path
  const inner = [...within, value]
  if (Array.isArray(value)) {
    for (const [i, one] of value.entries()) {
      const found = one === undefined ? [...path, i] : foreignIn(one, [...path, i], inner)
      if (found !== null) return found
    }
    return null
  }
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype !== Object.prototype && prototype !== null) return path
  for (const [key, one] of Object.entries(value)) {
    const found = loneSurrogate.test(key) ? [...path, key] : foreignIn(one, [...path, key], inner)
    if (found !== null) return found
  }
  return null
}
