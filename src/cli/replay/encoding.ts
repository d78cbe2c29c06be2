import { isAscii, isUtf8 } from 'node:buffer'
import { Misuse } from '../io.js'

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
const nameEncoding = (bytes: Uint8Array): string =>
  otherEncoding(bytes) ?? (bytes.includes(0) ? 'not text: it holds the character NUL' : 'Windows-1252, most likely')

/** Why bytes cannot be read as text. */
export const encodingReason = (bytes: Uint8Array): string => {
  const byte = foreignByte(bytes)
  if (byte === null) return `not UTF-8 (${nameEncoding(bytes)})`
  return byte === 0
    ? 'UTF-8, and the mapping says `encoding: windows-1252`'
    : `not Windows-1252, as the mapping says: it holds the byte 0x${byte.toString(16).toUpperCase()}, which is no letter there`
}

/** What to do about a line of a table that cannot be read as text. */
export const encodingRemedyOf = (bytes: Uint8Array): string =>
  foreignByte(bytes) === null
    ? `${encodingRemedy}, or write \`encoding: windows-1252\` in the mapping if that is what the file is`
    : `${encodingRemedy}, without \`encoding\` in the mapping`

/** The text of a file's bytes; another encoding is a `Misuse` that names it and where it shows, and nothing is replaced. */
export function textOfBytes(bytes: Uint8Array, name: string): string {
  if (!isText(bytes)) {
    const where = otherEncoding(bytes) === null ? placeOfForeign(bytes) : ''
    throw new Misuse(`\`${name}\` is ${encodingReason(bytes)}${where}; ${rulebookRemedy}`)
  }
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString()
}
const rulebookRemedy =
  'save the file as UTF-8 (in Notepad and Word: Save as, and choose the encoding UTF-8; in Excel: "CSV UTF-8") and run again'

/** Where a text stops being UTF-8, and what stands there if it is Windows-1252. */
function placeOfForeign(bytes: Uint8Array): string {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString()
  const at = text.search(/[\0\ufffd]/)
  if (at < 0) return ''
  const byte = bytes[Buffer.byteLength(text.slice(0, at))] ?? 0
  const sign = byte < 0x80 ? '\0' : byte < 0xa0 ? (from0x80[byte - 0x80] ?? '\0') : String.fromCharCode(byte)
  const lines = text
    .slice(0, at)
    .replace(/^\ufeff/, '')
    .split('\n')
  const place = `line ${lines.length}, column ${(lines.at(-1)?.length ?? 0) + 1}`
  return sign === '\0' ? `: see ${place}` : `: the character \`${sign}\` in ${place}`
}

const from0x80 = '€\0‚ƒ„…†‡ˆ‰Š‹Œ\0Ž\0\0‘’“”•–—˜™š›œ\0žŸ'

/**
 * Bytes of Windows-1252 as UTF-8. What cannot be Windows-1252 becomes NUL with a mark of what it was, so that its line is refused:
 * five bytes that stand for nothing there, and in a line that is UTF-8 all that is beyond ASCII.
 */
export function fromWindows1252(bytes: Uint8Array): Uint8Array {
  if (isAscii(bytes)) return bytes
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
  return Buffer.from(
    text.replace(/[^\n]*[\x80-\xff][^\n]*/g, line =>
      isUtf8(Buffer.from(line, 'latin1'))
        ? line.replace(/[\x80-\xff]/g, markOf(0))
        : line.replace(/[\x80-\x9f]/g, sign => {
            const letter = from0x80[sign.charCodeAt(0) - 128] ?? '\0'
            return letter === '\0' ? markOf(sign.charCodeAt(0)) : letter
          }),
    ),
  )
}

/** NUL, and a character without a meaning of its own that keeps the byte; 0 stands for UTF-8. */
const markOf = (byte: number): string => `\0${String.fromCharCode(firstMark + byte)}`
const firstMark = 0xe000

/** The first byte for which there is no letter in what the mapping says is Windows-1252: 0 for UTF-8; `null` where there is none. */
function foreignByte(bytes: Uint8Array): number | null {
  if (!bytes.includes(0)) return null
  const mark = /\0([\uE000-\uE0FF])/.exec(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString())?.[1]
  return mark === undefined ? null : mark.charCodeAt(0) - firstMark
}
