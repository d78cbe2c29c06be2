import type { MessageCode } from '../../../codes.js'

// What comes along when text is pasted from a word processor and cannot be seen: all of it is read as a reader sees it, and what a
// reader could see two ways is told.

/** A place in a text that cannot be read, before it has a line and a column. */
export interface TextFault {
  readonly code: MessageCode
  readonly message: string
  readonly hint: string
  /** Offsets in the text as it was given. */
  readonly from: number
  readonly to: number
}

/** A text with what cannot be seen taken out, and the way back. */
export interface SeenText {
  readonly text: string
  /** The offset, in the text as it was given, of an offset in `text`. */
  readonly original: (offset: number) => number
  readonly faults: readonly TextFault[]
}

/** Spaces of every kind but the plain one; each is one column wide, as a space is. */
const spaces = /[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/g
/** What takes no room: zero-width spaces, joins, soft hyphens, and byte order marks in the middle of a text. */
const unseen = /[\u00ad\u200b\u2060\ufeff]+/g
const namesOfUnseen: Readonly<Record<string, string>> = {
  '\u00ad': 'a soft hyphen',
  '\u200b': 'a zero-width space',
  '\u2060': 'a word joiner',
  '\ufeff': 'a byte order mark',
}
/** Line ends of other programs, and what stands where a byte could not be read. */
const never = /[\0\v\f\u0085\u2028\u2029\ufffd]/
const wordly = /[\p{L}\p{N}]/u

/** Reads a text as it is seen: spaces of any kind are spaces, and what takes no room is not there unless it stands inside a word. */
export function seenText(given: string): SeenText {
  const faults = neverFaults(given)
  // A byte order mark at the beginning, spaces and line ends change no place after them.
  const spaced = given.replace(spaces, ' ').replace(/\r(?!\n)/g, '\n')
  const cuts: { readonly at: number; readonly length: number }[] = []
  for (const match of spaced.matchAll(unseen)) {
    const at = match.index
    const [before, after] = [spaced[at - 1] ?? '', spaced[at + match[0].length] ?? '']
    if (wordly.test(before) && wordly.test(after) && !isText(spaced, at)) faults.push(insideWord(spaced, at, match[0]))
    cuts.push({ at, length: match[0].length })
  }
  if (cuts.length === 0) return { text: spaced, original: offset => offset, faults }
  const original = (offset: number): number => {
    let shift = 0
    for (const { at, length } of cuts) {
      if (at - shift > offset) break
      shift += length
    }
    return offset + shift
  }
  return { text: spaced.replace(unseen, ''), original, faults }
}

/** Whether a place lies in a sentence: there a word reads the same without what cannot be seen in it. An id or a number is no sentence. */
function isText(text: string, at: number): boolean {
  const line = text.slice(text.lastIndexOf('\n', at) + 1, at)
  const before = /[^,:"[\]{}]*$/.exec(line)?.[0].replace(/^ *- /, '') ?? ''
  const after = /^[^,:"[\]{}\n]*/.exec(text.slice(at, at + 200))?.[0] ?? ''
  return !/\d$/.test(line) && `${before}${after}`.trim().split(/\s+/).length >= 3
}

function insideWord(text: string, at: number, found: string): TextFault {
  const before = /[^\s,:[\]{}"']*$/.exec(text.slice(Math.max(0, at - 60), at))?.[0] ?? ''
  const after = /^[^\s,:[\]{}"']*/.exec(text.slice(at + found.length, at + 60))?.[0] ?? ''
  return {
    code: 'unseen-character',
    message: `${namesOfUnseen[found[0] ?? ''] ?? 'a character'} that cannot be seen stands inside \`${before}${after}\``,
    hint: `type the word again: \`${before}${after}\` if it is one, or \`${before} ${after}\` if it is two`,
    from: at,
    to: at + found.length,
  }
}

/** Characters that stand in no text: the first of each kind is told, with how many there are. */
function neverFaults(text: string): TextFault[] {
  if (!never.test(text)) return []
  const places = new Map<string, number[]>()
  for (let at = 0; at < text.length; at++) {
    const character = text[at] ?? ''
    if (never.test(character)) places.set(character, [...(places.get(character)?.slice(0, 1) ?? []), at])
  }
  return [...places].map(([character, [from = 0]]): TextFault => {
    const count = text.split(character).length - 1
    const times = count === 1 ? '' : `, here and in ${count - 1} more ${count === 2 ? 'place' : 'places'}`
    const place = { from, to: from + 1 }
    if (character === '\0')
      return {
        code: 'wrong-encoding',
        message: 'the text holds the character NUL, as UTF-16 does that is read as something else',
        hint: 'save the file as UTF-8 and try again',
        ...place,
      }
    if (character === '\ufffd')
      return {
        code: 'lost-character',
        message: `\`\ufffd\` stands where a letter or a sign was lost when the file was saved or copied${times}`,
        hint: 'type it again, and save the file as UTF-8 (not ANSI or Windows-1252)',
        ...place,
      }
    return {
      code: 'pasted-line-end',
      message: `a line end of another program stands here${times} (U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')})`,
      hint: 'delete it, and press Enter where a new line is meant',
      ...place,
    }
  })
}
