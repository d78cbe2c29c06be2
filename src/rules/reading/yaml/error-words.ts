import type { ErrorCode } from 'yaml'
import type { MessageCode } from '../../../codes.js'
import { lineSlip } from './line-slips.js'
import type { TextFault } from './pasted-text.js'
import type { Place } from './place.js'
import { placeAbove, placeBelow, placeOf } from './place.js'
import { scanText } from './scan.js'

/** A mistake as the YAML parser tells it, in its own words. */
export interface ParserError {
  readonly code: ErrorCode
  readonly message: string
  readonly pos: readonly [number, number]
}

/** What a mistake of the parser most likely comes from, in a reader's words and at the place to mend. */
export function inReadersWords(error: ParserError, text: string): TextFault {
  const place = placeOf(text, error.pos[0])
  const close = error.code === 'BAD_SCALAR_START' ? null : nearSlip(place)
  return close ?? words[error.code](place, error)
}

/** A slip on the line, or on the one above, which is read on where it was not meant to be. */
function nearSlip(place: Place): TextFault | null {
  const above = placeAbove(place)
  return lineSlip(place.text, place.at) ?? (above && lineSlip(place.text, above.at))
}

type Words = (place: Place, error: ParserError) => TextFault

const fault = (
  code: MessageCode,
  message: string,
  hint: string,
  { at }: { readonly at: number },
  length = 1,
): TextFault => ({ code, message, hint, from: at, to: at + length })

const inQuotes = 'put the whole text in quotes: `"…"`'

/** The mark at a place that has a meaning of its own at the beginning of a text. */
const specialStart: Words = place => {
  const value = place.line.slice(place.at - place.start)
  const compared = /^(>=?) *(\d+(?:\.\d+)?)/.exec(value)
  if (compared)
    return fault(
      'special-start',
      `\`${compared[0]}\` is said in words here`,
      `write \`${compared[1] === '>' ? 'more than' : 'at least'} ${compared[2]}\``,
      place,
      compared[0].length,
    )
  const named = value[0] === '`' ? 'a backtick' : `\`${value[0] ?? ''}\``
  return fault('special-start', `a text cannot begin with ${named} here`, inQuotes, place)
}

const colonInText: Words = place => {
  const below = placeBelow(place)
  const value = place.line.slice(place.at - place.start)
  if (!/\S/.test(value) || (/^ *- /.test(place.line) && place.at === place.start)) return notInLine(below ?? place)
  if (!/:(?:\s|$)/.test(value) && below && below.indent > place.indent) return notInLine(below)
  return fault('colon-in-text', 'a colon and a space stand inside this text', inQuotes, place)
}

const notInLine = (place: Place): TextFault => {
  const own = place.start + place.indent
  const above = [...linesAbove(place)].find(line => line.indent !== place.indent)
  const there = above === undefined ? '' : `; the lines above begin in column ${above.indent + 1}`
  return fault(
    'indentation',
    `the line begins in column ${place.indent + 1}, in line with nothing that it could belong to${there}`,
    'give it as many spaces as the lines that it stands beside',
    { at: own },
  )
}

function* linesAbove(place: Place): Generator<Place> {
  for (let above = placeAbove(place); above; above = placeAbove(above)) yield above
}

/** A bracket that is never closed; where a `#` hides the rest of its line, that is the slip. */
const openBracket: Words = place => {
  const last = scanText(place.text, place.at).open.at(-1)
  if (last === undefined) return unreadable(place, never)
  const opener = placeOf(place.text, last.at)
  const hash = /\s#/.exec(opener.line.slice(last.at - opener.start))
  if (hash)
    return fault(
      'hash-in-text',
      'from ` #` on nothing of this line is read, its closing bracket neither',
      'put the text with the `#` in quotes: `"…"`',
      { at: last.at + hash.index + 1 },
    )
  const closing = last.sign === '{' ? '}' : ']'
  return fault(
    'open-bracket',
    `\`${last.sign}\` is opened here and not closed`,
    `write \`${closing}\` where it ends`,
    opener,
  )
}

const openQuote: Words = place => {
  const { quoted } = scanText(place.text, place.at)
  const last = quoted.at(-1)
  if (last === undefined) return unreadable(place, never)
  return fault(
    'open-quote',
    'the quote that opens here does not close where it should',
    `write ${place.text[last.from] === "'" ? "`'`" : '`"`'} at the end of the text`,
    { at: last.from },
  )
}

/** What stands behind the end of something: often behind a quote that closed too soon, or one that closed too late. */
const leftOver: Words = (place, error) => {
  const before = scanText(place.text, place.at)
  const last = before.quoted.at(-1)
  const between = last ? place.text.slice(last.to, place.at) : 'x'
  if (last && /^\s*$/.test(between)) {
    if (place.text.slice(last.from, last.to).includes('\n')) return openQuote(place, error)
    const sign = place.text[last.from] ?? ''
    const apostrophe = sign === "'"
    return fault(
      'quote-in-text',
      `the text ends at this quote, and more stands behind it`,
      apostrophe
        ? 'put the whole text in double quotes `"…"`; an apostrophe may stand in them'
        : "put the whole text in single quotes `'…'`, or leave the quotes inside it out",
      { at: last.to - 1 },
    )
  }
  const start = /(?:^|[:,[{]\s+|- )([*&!]\S*)\s+$/.exec(place.text.slice(place.start, place.at))
  if (start) return fault('special-start', `a text cannot begin with \`${start[1]?.[0] ?? ''}\` here`, inQuotes, place)
  const bracket = /[\]}]$/.exec(place.text.slice(0, place.at).trimEnd())
  if (bracket)
    return fault('bracket-in-text', `\`${bracket[0]}\` closes the entry here, and more stands behind it`, inQuotes, {
      at: place.text.slice(0, place.at).trimEnd().length - 1,
    })
  if (before.open.length > 0) return missingComma(place, error)
  const above = placeAbove(place)
  if (place.at === place.start && above && !/:(\s|$)/.test(above.line)) return noColon(above, error)
  return unreadable(place, error)
}

const missingComma: Words = place =>
  fault(
    'missing-comma',
    'something is missing before this place: a comma between two entries, or a name and a colon',
    'write the comma, or put a text with such signs in quotes: `"…"`',
    place,
  )

const noColon: Words = place => {
  const name = /^ *(?:- )?(\S+)/.exec(place.line)?.[1] ?? ''
  if (/^ *- /.test(place.line) || /:(\s|$)/.test(place.line)) return notInLine(place)
  return fault(
    'missing-colon',
    `\`${name.slice(0, 60)}\` is no line \`name: value\`, and no item of the list above`,
    'write a colon and a space after the name, or `- ` before an item of a list; or indent the line further where it belongs to the text above',
    { at: place.start + place.indent },
    name.length,
  )
}

const backslash: Words = place =>
  fault(
    'backslash',
    '`\\` in double quotes begins a special sign, and this is none',
    "write `\\\\` for a plain backslash, or put the text in single quotes `'…'`",
    place,
  )

const never: ParserError = { code: 'IMPOSSIBLE', message: '', pos: [0, 0] }
const unreadable: Words = place => {
  const rest = place.line.slice(place.at - place.start).trim()
  return fault(
    'unreadable',
    rest === '' ? 'the lines here cannot be read' : `\`${rest.slice(0, 40)}\` cannot be read here`,
    'look at quotes, brackets, colons and spaces at the beginning of this line and of the one above',
    place,
  )
}

const separator: Words = place =>
  fault('many-rulebooks', 'a line `---` or `...` ends the file before its end', 'take that line out', place)

const sign: Words = place => specialStart(place, never)

const words: Readonly<Record<ErrorCode, Words>> = {
  ALIAS_PROPS: sign,
  BAD_ALIAS: sign,
  BAD_DIRECTIVE: sign,
  BAD_DQ_ESCAPE: backslash,
  BAD_INDENT: (place, error) => {
    if (/end with a [\]}]/.test(error.message)) return openBracket(place, error)
    if (/closing|quote/i.test(error.message)) return openQuote(place, error)
    return /:(\s|$)/.test(place.line) || /^ *- /.test(place.line) ? notInLine(place) : noColon(place, error)
  },
  BAD_PROP_ORDER: sign,
  BAD_SCALAR_START: specialStart,
  BLOCK_AS_IMPLICIT_KEY: (place, error) =>
    /^ *- /.test(place.line) && place.at === place.start ? notInLine(place) : colonInText(place, error),
  BLOCK_IN_FLOW: place =>
    fault(
      'missing-comma',
      'two colons stand in one entry between the brackets',
      'write a comma between the two entries, or put a text with a colon in quotes: `"…"`',
      place,
    ),
  DUPLICATE_KEY: place => {
    const name = /^["']?([^"':,{}[\]]*)/.exec(place.line.slice(place.at - place.start))?.[1] ?? ''
    if (name === '') return unreadable(place, never)
    return fault(
      'duplicate-key',
      `\`${name}\` stands twice`,
      'each name may stand once here; rename one of the two or join them, or begin a new entry with `- ` where one is meant',
      place,
      Math.max(name.length, 1),
    )
  },
  IMPOSSIBLE: unreadable,
  KEY_OVER_1024_CHARS: place =>
    fault('colon-in-text', 'more than 1,024 characters stand before this colon', inQuotes, place),
  MISSING_CHAR: (place, error) => {
    if (/closing/.test(error.message)) return openQuote(place, error)
    if (/Missing ,/.test(error.message)) return leftOver(place, error)
    if (/space after :/.test(error.message))
      return fault('missing-space', 'there is no space after this colon', 'write a space after the colon', place)
    if (/^Comments/.test(error.message))
      return fault(
        'hash-in-text',
        '`#` stands directly behind a text',
        'put the `#` inside the quotes, or a space before it where a remark is meant',
        place,
      )
    if (/Tags and anchors/.test(error.message)) return sign(place, error)
    if (/directives-end|marker/.test(error.message)) return separator(place, error)
    return noColon(place, error)
  },
  MULTILINE_IMPLICIT_KEY: noColon,
  MULTIPLE_ANCHORS: sign,
  MULTIPLE_DOCS: separator,
  MULTIPLE_TAGS: sign,
  NON_STRING_KEY: place => fault('wrong-name', 'a name must be plain text', 'put the name in quotes', place),
  RESOURCE_EXHAUSTION: place => fault('too-deep', 'this is nested too deep', 'write it flatter', place),
  TAB_AS_INDENT: place =>
    fault('tab', 'a tab stands where the line is indented', 'put spaces in its place, two for each step', place),
  TAG_RESOLVE_FAILED: sign,
  UNEXPECTED_TOKEN: (place, error) => {
    const { message } = error
    if (/header|Not a YAML token/.test(message)) {
      const value = /^(.*?: +)[>|]/.exec(place.line)
      return value
        ? specialStart(placeOf(place.text, place.start + (value[1]?.length ?? 0)), error)
        : unreadable(place, error)
    }
    if (/-end token/.test(message)) {
      const closing = place.text[place.at] ?? ''
      const opening = closing === '}' ? '{' : '['
      return fault(
        'stray-bracket',
        `\`${closing}\` closes nothing: no \`${opening}\` is open here`,
        'take one of the closing brackets away',
        place,
      )
    }
    if (/Unexpected (,|empty item)/.test(message))
      return fault('missing-comma', 'a comma stands here with nothing before it', 'take one of the commas away', place)
    if (/same line with key/.test(message))
      return fault(
        'list-on-line',
        'a list with `- ` cannot begin on the line of its name',
        'begin it on the next line, or write `[a, b]`; a text that begins with `- ` wants quotes',
        place,
      )
    return leftOver(place, error)
  },
  BAD_COLLECTION_TYPE: sign,
}
