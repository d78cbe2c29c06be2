import type { FactKind } from '../../rules/vocabulary/fact-spec.js'
import { isPlainObject } from '../../rules/vocabulary/fact-spec.js'
import type { Vocabulary } from '../../rules/vocabulary/vocabulary.js'

/** A contact as it was read: what it said of each fact at that moment, in plain data of its own. */
export interface PlainContact {
  readonly facts: Readonly<Record<string, unknown>>
  /** How many names it holds beyond those that are looked at. */
  readonly more: number
}

// One more than a contact may hold, so that too many are still too many.
const mostOfList = 2001
const mostOfMap = 101
export const mostUnknown = 20

/**
 * Copies a contact, each place of it read once: whatever a getter or a proxy says next, this is what is decided, and no list of the
 * caller's gets into a decision. What no fact can be, such as a list in a list, is left as a mark of what it was, however large or
 * deep it is. Throws only what reading throws.
 */
export function plainContact(vocabulary: Vocabulary, raw: object): PlainContact {
  const facts: Record<string, unknown> = {}
  let unknown = 0
  for (const name of namesIn(vocabulary, raw)) {
    const kind = vocabulary.facts[name]?.kind
    if (kind === undefined && ++unknown > mostUnknown) continue
    const value = (raw as Record<string, unknown>)[name]
    put(facts, name, typeof value === 'object' && value !== null ? plainValue(value, kind) : value)
  }
  return { facts, more: Math.max(0, unknown - mostUnknown) }
}

/** Of an object with a class of its own also the facts that it answers for, as by a getter; else what it holds itself. */
export function namesIn({ factNames }: Vocabulary, raw: object): readonly string[] {
  const own = Object.keys(raw)
  if (isPlainObject(raw)) return own
  const answered = factNames.filter(name => name in raw && !(name in Object.prototype) && !Object.hasOwn(raw, name))
  return [...own, ...answered]
}

export function plainValue(value: object, kind: FactKind | undefined): unknown {
  if ((kind === 'list' || kind === 'indicators') && Array.isArray(value)) {
    const length = Math.min(value.length, mostOfList)
    const copy: unknown[] = []
    for (let i = 0; i < length; i++) copy.push(flat(value[i]))
    return copy
  }
  if (kind === 'earlier-contacts' && Array.isArray(value)) {
    const length = Math.min(value.length, mostOfMap)
    const copy: unknown[] = []
    for (let i = 0; i < length; i++) copy.push(plainEarlier(value[i]))
    return copy
  }
  if ((kind !== 'map' && kind !== 'dates-by-indicator') || !isPlainObject(value)) return markOf(value)
  const copy: Record<string, unknown> = {}
  for (const key of Object.keys(value).slice(0, kind === 'map' ? mostOfMap : mostOfList))
    put(copy, key, flat((value as Record<string, unknown>)[key]))
  return copy
}

/** One earlier contact: a few parts, of which one is a list. */
function plainEarlier(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !isPlainObject(value)) return flat(value)
  const copy: Record<string, unknown> = {}
  for (const key of Object.keys(value).slice(0, mostOfMap)) {
    const part = (value as Record<string, unknown>)[key]
    put(copy, key, Array.isArray(part) ? plainValue(part, 'list') : flat(part))
  }
  return copy
}

const flat = (value: unknown): unknown => (typeof value === 'object' && value !== null ? markOf(value) : value)

/** A symbol can stand for no fact, and is described by what stood there. */
const markOf = (value: object): symbol =>
  Symbol(
    Array.isArray(value) ? '[…]' : isPlainObject(value) ? '{…}' : Object.prototype.toString.call(value).slice(0, 40),
  )

/** Sets a key of the object's own, whatever it is called. */
export function put(into: Record<string, unknown>, key: string, value: unknown): void {
  if (key === '__proto__') Object.defineProperty(into, key, { value, enumerable: true })
  else into[key] = value
}
