import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import type { CompactContent } from './compact.js'

/** JSON with every object's keys in order, so that equal content has equal text. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  const entries = Object.entries(value)
    .filter(([, v]) => v !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${entries.map(([k, v]) => `${JSON.stringify(k)}:${canonicalJson(v)}`).join(',')}}`
}

/** The SHA-256 of a rulebook's content as its compiled form holds it, as `sha256-<hex>`. */
export const digestOf = (content: CompactContent): string => `sha256-${hexDigest(JSON.stringify(content))}`

/** What a server has that browsers have not: a hash function that is several times as fast as one written in JavaScript. */
interface Native {
  readonly getBuiltinModule?: (name: 'node:crypto') => {
    readonly createHash: (algorithm: 'sha256') => {
      readonly update: (text: string, encoding: 'utf8') => { readonly digest: (encoding: 'hex') => string }
    }
  }
}

function hexDigest(text: string): string {
  const native = (globalThis as { readonly process?: Native }).process?.getBuiltinModule?.('node:crypto')
  return native ? native.createHash('sha256').update(text, 'utf8').digest('hex') : bytesToHex(sha256(utf8ToBytes(text)))
}
