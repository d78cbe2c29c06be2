import { isAscii, isUtf8 } from 'node:buffer'
import { Misuse } from './io.js'

/** How to make it text that can be read. */
export const encodingRemedy = 'save it as UTF-8 (in Excel: "CSV UTF-8") and run again'

const starts = (bytes: Uint8Array, ...mark: readonly number[]): boolean => mark.every((byte, i) => bytes[i] === byte)

/** The encoding, other than UTF-8, in which a text begins, so far as its first bytes tell; `null` where they tell of none. */
export function otherEncoding(start: Uint8Array): string | null {
  if (starts(start, 0xff, 0xfe, 0, 0) || starts(start, 0, 0, 0xfe, 0xff)) return 'UTF-32'
  if (starts(start, 0xff, 0xfe) || starts(start, 0xfe, 0xff)) return 'UTF-16'
  const some = start.subarray(0, 4096)
  const nulls = some.reduce((count, byte) => count + (byte === 0 ? 1 : 0), 0)
  if (nulls === 0 || some.length < 4) return null
  return nulls * 8 > some.length * 5 ? 'UTF-32' : nulls * 4 > some.length ? 'UTF-16' : null
}

/** Whether some bytes are text as UTF-8. The character NUL stands in no text, but all over UTF-16. */
export const isText = (bytes: Uint8Array): boolean => isUtf8(bytes) && !bytes.includes(0)

/** What bytes that are no text as UTF-8 are, as near as can be told. */
export const nameEncoding = (bytes: Uint8Array): string =>
  otherEncoding(bytes) ?? (bytes.includes(0) ? 'not text: it holds the character NUL' : 'Windows-1252, most likely')

/** Why bytes cannot be read as text. */
export const encodingReason = (bytes: Uint8Array): string => `not UTF-8 (${nameEncoding(bytes)})`

/** The text of a file's bytes; another encoding is a `Misuse` that names it, and nothing is replaced. */
export function textOfBytes(bytes: Uint8Array, name: string): string {
  if (!isText(bytes)) throw new Misuse(`\`${name}\` is ${encodingReason(bytes)}; ${encodingRemedy}`)
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString()
}

const from0x80 = '€\0‚ƒ„…†‡ˆ‰Š‹Œ\0Ž\0\0‘’“”•–—˜™š›œ\0žŸ'

/**
 * Bytes of Windows-1252 as UTF-8. What cannot be Windows-1252 becomes NUL, so that its line is refused: five bytes that stand
 * for nothing there, and all that is beyond ASCII where it is UTF-8.
 */
export function fromWindows1252(bytes: Uint8Array): Uint8Array {
  if (isAscii(bytes)) return bytes
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
  if (isUtf8(bytes)) return Buffer.from(text.replace(/[\x80-\xff]/g, '\0'))
  return Buffer.from(text.replace(/[\x80-\x9f]/g, sign => from0x80[sign.charCodeAt(0) - 128] ?? '\0'))
}
