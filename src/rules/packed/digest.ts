import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'

/** JSON with every object's keys in order, so that equal content has equal text. */
export function canonicalJson(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  if (Array.isArray(value)) {
    // Most lists are of texts and numbers alone.
    if (value.every(one => typeof one !== 'object' || one === null)) return JSON.stringify(value)
    return `[${value.map(canonicalJson).join(',')}]`
  }
  let text = '{'
  for (const key of Object.keys(value).sort()) {
    const one = (value as Readonly<Record<string, unknown>>)[key]
    if (one !== undefined) text += `${text === '{' ? '' : ','}${JSON.stringify(key)}:${canonicalJson(one)}`
  }
  return `${text}}`
}

/** The SHA-256 of the text that a compiled rulebook holds as its content, as `sha256-<hex>`. */
export const digestOf = (text: string): string => `sha256-${hexDigest(text)}`

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
