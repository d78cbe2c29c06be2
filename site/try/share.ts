import { visible } from '../../src/rules/visible.js'
import type { Facts } from './state.js'

/** A contact and the authority whose rules it is put to. */
export interface Shared {
  readonly authority: string
  readonly contact: Facts
}

export type ReadShared =
  | { readonly kind: 'none' }
  | ({ readonly kind: 'contact' } & Shared)
  | { readonly kind: 'wrong'; readonly message: string }

const longest = 100_000
/** A contact is a set of facts, and a fact at most a list or a set: what is nested deeper is no contact. */
const deepest = 3
const wrong = (message: string): ReadShared => ({ kind: 'wrong', message })

function toBase64Url(text: string): string {
  const bytes = Array.from(new TextEncoder().encode(text), b => String.fromCharCode(b)).join('')
  return btoa(bytes).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
}

function fromBase64Url(text: string): string {
  const bytes = Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), c => c.charCodeAt(0))
  return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
}

/** A contact as the fragment of a link. Browsers keep a fragment to themselves: no server is told of it. */
export const writeFragment = ({ authority, contact }: Shared): string =>
  `#authority=${encodeURIComponent(authority)}&contact=${toBase64Url(JSON.stringify(contact))}`

/** Reads a link's fragment; the facts in it are still unchecked. A fragment that speaks of no contact is none. */
export function readFragment(hash: string, authorities: readonly string[]): ReadShared {
  // What is far longer than any contact is not taken apart at all.
  if (hash.length > 2 * longest) return wrong('The link is too long to be a contact.')
  const given = new URLSearchParams(hash.replace(/^#/, ''))
  const text = given.get('contact')
  const authority = given.get('authority')
  if (text === null && authority === null) return { kind: 'none' }
  if (authority === null) return wrong('The link does not say which authority it is for.')
  if (!authorities.includes(authority))
    return wrong(`The link is for "${visible(authority.slice(0, 40))}", and there is no rulebook of that name here.`)
  if (text === null) return wrong('The link holds no contact.')
  if (text.length > longest) return wrong('The link is too long to be a contact.')
  const contact = parseContact(() => fromBase64Url(text))
  return contact === null
    ? wrong('The link is damaged: perhaps a part of it was cut off when it was copied.')
    : { kind: 'contact', authority, contact }
}

/** A contact as the text of a file that the command line decides. */
export const writeFile = (contact: Facts): string => `${JSON.stringify(contact, null, 2)}\n`

/** Reads a file with one contact as JSON; `null` where it is not one. */
export const readFile = (text: string): Facts | null =>
  text.length > longest ? null : parseContact(() => text.replace(/^\uFEFF/, ''))

function parseContact(text: () => string): Facts | null {
  try {
    const value: unknown = JSON.parse(text())
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
    return isObject && isWithin(value, deepest) ? (value as Facts) : null
  } catch {
    return null
  }
}

/** Whether nothing in a value is nested deeper than so many levels. */
const isWithin = (value: unknown, levels: number): boolean =>
  typeof value !== 'object' ||
  value === null ||
  (levels > 0 && Object.values(value).every(v => isWithin(v, levels - 1)))
