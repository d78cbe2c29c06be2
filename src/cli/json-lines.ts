import type { JsonLine } from '../tools/text/json-text.js'
import { contactsOfLine, isBlank } from '../tools/text/json-text.js'
import { encodingReason, isText } from './replay/encoding.js'

/** The text of one contact; or why it is no text as UTF-8, where nothing is replaced in silence. */
export interface ForeignLine extends JsonLine {
  readonly foreign: string | null
}

/**
 * The contacts of what stands between two newlines; none where it is blank. Each may begin with marks of the byte order, and one
 * that is not UTF-8 spoils no other.
 */
export function contactsInBytes(bytes: Uint8Array, line: number): readonly ForeignLine[] {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (isText(bytes)) return contactsOfLine(withoutMark(buffer.toString()), line).flatMap(c => lineOf(c, null))
  // With one letter for each byte the pieces can be told apart, and each looked at by itself.
  return contactsOfLine(buffer.toString('latin1'), line).flatMap(piece => {
    const own = Buffer.from(piece.text, 'latin1')
    return lineOf({ line: piece.line, text: own.toString() }, isText(own) ? null : encodingReason(own))
  })
}

const withoutMark = (text: string): string => text.replace(/^\uFEFF+/, '')

function lineOf(piece: JsonLine, foreign: string | null): readonly ForeignLine[] {
  const text = withoutMark(piece.text)
  return isBlank(text) ? [] : [{ text, line: piece.line, foreign }]
}
