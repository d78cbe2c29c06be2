import { isPlainObject } from '../vocabulary/fact-spec.js'

/** Deeper than any rulebook. */
const deepest = 40

/** A copy of plain JSON data, so that the caller's own is neither kept nor changed. Throws where it is not plain, or too deep. */
export function plainCopy(data: unknown, depth = 0): unknown {
  if (typeof data === 'string' || typeof data === 'boolean' || data === null || Number.isFinite(data)) return data
  if (depth > deepest) throw new Error('too deep')
  if (Array.isArray(data)) return data.map(one => plainCopy(one, depth + 1))
  if (!isPlainObject(data)) throw new Error('not plain')
  const copy: Record<string, unknown> = {}
  for (const key of Object.keys(data)) {
    if (key === '__proto__') throw new Error('not plain')
    const value = (data as Record<string, unknown>)[key]
    if (value !== undefined) copy[key] = plainCopy(value, depth + 1)
  }
  return copy
}
