import { parseInstant } from '../../rules/time/london.js'
import type { SealedRecord } from './record.js'
import { digestOfRecord, recordFormat, recordLine } from './record.js'

/** What a line of a file of records holds, or why it is none. */
export type ReadRecord =
  | { readonly record: SealedRecord; readonly isWhole: boolean }
  | { readonly record: null; readonly reason: string }

/**
 * Reads a record. It is whole where every letter is as it was sealed: its text is canonical, and its digest is that of the rest.
 *
 * @param line one line, without the newline
 */
export function readRecord(line: string): ReadRecord {
  let value: unknown
  try {
    value = JSON.parse(line) as unknown
  } catch {
    return { record: null, reason: 'this is not JSON, or it is cut off' }
  }
  if (typeof value !== 'object' || value === null || !('format' in value))
    return { record: null, reason: 'this is no record: it has no `format`' }
  const found = value as Partial<SealedRecord>
  if (found.format !== recordFormat)
    return { record: null, reason: `this is no record of the format \`${recordFormat}\`` }
  if (!hasShape(found))
    return { record: null, reason: 'this is no record: a part of it is missing or is of another kind' }
  return { record: found, isWhole: recordLine(found) === line && digestOfRecord(found) === found.digest }
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null
const isTextOrNull = (value: unknown): boolean => value === null || typeof value === 'string'

const known = ['format', 'number', 'previous', 'sealedAt', 'masked', 'contact', 'decision', 'digest', 'signature']

const hasShape = (found: Partial<SealedRecord>): found is SealedRecord =>
  Object.keys(found).every(key => known.includes(key)) &&
  Number.isSafeInteger(found.number) &&
  isTextOrNull(found.previous) &&
  (found.sealedAt === null || (typeof found.sealedAt === 'string' && parseInstant(found.sealedAt) !== null)) &&
  typeof found.digest === 'string' &&
  isObject(found.contact) &&
  Array.isArray(found.masked) &&
  // A fact that is masked is not there.
  found.masked.every(name => typeof name === 'string' && !Object.hasOwn(found.contact ?? {}, name)) &&
  isObject(found.decision) &&
  typeof found.decision.engine === 'string' &&
  typeof found.decision.authority === 'string' &&
  isObject(found.decision.rulebook) &&
  typeof found.decision.rulebook.digest === 'string'
