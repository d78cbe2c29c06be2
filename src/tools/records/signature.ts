import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import type { SealedRecord } from './record.js'

type Bytes = Uint8Array<ArrayBuffer>

/**
 * Signs a record's digest, which covers the record before it as well.
 *
 * @param sign signs bytes by Ed25519; with Web Crypto `bytes => crypto.subtle.sign('Ed25519', privateKey, bytes)`
 * @returns the record with its signature
 */
export async function signRecord(
  record: SealedRecord,
  sign: (bytes: Bytes) => Promise<ArrayBuffer>,
): Promise<SealedRecord> {
  const value = bytesToHex(new Uint8Array(await sign(signedBytes(record))))
  return { ...record, signature: { algorithm: 'Ed25519', value } }
}

/**
 * Says whether a record's signature is by somebody's key.
 *
 * @param verify whether a signature is one of these bytes; with Web Crypto
 * `(signature, bytes) => crypto.subtle.verify('Ed25519', publicKey, signature, bytes)`
 * @returns `false` too where there is no signature, or it is no hexadecimal number
 */
export async function isSignedBy(
  record: SealedRecord,
  verify: (signature: Bytes, bytes: Bytes) => Promise<boolean>,
): Promise<boolean> {
  const value: unknown = record.signature?.value
  if (typeof value !== 'string' || !/^(?:[0-9a-f]{2})+$/.test(value)) return false
  return verify(Uint8Array.from(hexToBytes(value)), signedBytes(record))
}

const signedBytes = ({ digest }: SealedRecord): Bytes => Uint8Array.from(utf8ToBytes(digest))
