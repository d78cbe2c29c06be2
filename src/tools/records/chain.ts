import type { Previous, SealedRecord } from './record.js'

/** How a record stands to the one before it. */
export type Link =
  /** It follows. */
  | { readonly is: 'next' }
  /** The numbers between are not there. */
  | { readonly is: 'missing'; readonly from: number; readonly to: number }
  /** Its number does not come after that of the one before it. */
  | { readonly is: 'out-of-order'; readonly after: number }
  /** The one before it is not the one that it was sealed after: that was changed, or another was put in its place. */
  | { readonly is: 'another-before' }

/**
 * Says whether a record follows another. A record that was changed and sealed again is seen here: the next one names another digest.
 *
 * @param before the record before it in the file; `null` where it is the first
 */
export function linkBetween(before: Previous | null, record: SealedRecord): Link {
  const expected = (before?.number ?? 0) + 1
  if (record.number < expected) return { is: 'out-of-order', after: expected - 1 }
  if (record.number > expected) return { is: 'missing', from: expected, to: record.number - 1 }
  return record.previous === (before?.digest ?? null) ? { is: 'next' } : { is: 'another-before' }
}
