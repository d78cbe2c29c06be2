import type { MessageCode } from '../../../codes.js'
import type { TextFault } from './pasted-text.js'
import { placeOf } from './place.js'

/** Signs by which word processors begin the items of a list. */
export const bullets = '•◦▪▫●○■□‣⁃∙·–—―−'
/** Quotes that open or close a text in a word processor. */
export const curlyQuotes = '“”„‟«»'

interface LineSlip {
  readonly code: MessageCode
  /** The slip, up to its first character; what stands before it is in the first group. */
  readonly pattern: RegExp
  readonly message: (found: string, line: string) => string
  readonly hint: string
  /** Whether one such slip is most likely one of many: they are told once. */
  readonly many: boolean
}

const slips: readonly LineSlip[] = [
  {
    code: 'tab',
    pattern: /^( *)\t/,
    message: () => 'the line begins with a tab',
    hint: 'put spaces in its place, two for each step (most editors can replace all of them at once)',
    many: true,
  },
  {
    code: 'bullet',
    pattern: new RegExp(`^( *(?:- )?)[${bullets}*](?=\\s)`),
    message: found => `\`${found}\` does not begin an item of a list`,
    hint: 'write `- ` (a hyphen and a space) in its place',
    many: true,
  },
  {
    code: 'curly-quotes',
    pattern: new RegExp(`^((?:.*?(?:: |[[{,] ?|- ))? *)[${curlyQuotes}]`),
    message: found => `\`${found}\` is a quote of a word processor, and does not hold a text together`,
    hint: 'write straight quotes `"…"` in place of both',
    many: false,
  },
  {
    code: 'missing-space',
    pattern: /^( *(?:- )?[A-Za-z][\w.-]*):(?=[^\s:/])/,
    message: (_, line) => `there is no space after the colon of \`${/([A-Za-z][\w.-]*):/.exec(line)?.[1] ?? ''}\``,
    hint: 'write a space after the colon',
    many: false,
  },
  {
    code: 'missing-space',
    pattern: /^( *)-(?=[A-Za-z{["'])/,
    message: () => 'there is no space after the hyphen that begins this item',
    hint: 'write `- `, with a space',
    many: false,
  },
  {
    code: 'special-start',
    pattern: /^( *(?:- )?[\w.-]+: +)[&!@%`](?=\S* )/,
    message: found => `a text cannot begin with \`${found}\` here`,
    hint: 'put the text in quotes: `"…"`',
    many: false,
  },
]

/** The slip of pasted or hasty text that a line shows, or `null`; only to be asked of a line that could not be read. */
export function lineSlip(text: string, offset: number): TextFault | null {
  const { line, start } = placeOf(text, offset)
  for (const { code, pattern, message, hint, many } of slips) {
    const match = pattern.exec(line)
    if (!match) continue
    const from = start + (match[1]?.length ?? 0)
    const found = text[from] ?? ''
    const others = many ? countOf(text, pattern) - 1 : 0
    const also = others > 0 ? `; so ${others === 1 ? 'does one other line' : `do ${others} other lines`}` : ''
    return { code, message: `${message(found, line)}${also}`, hint, from, to: from + 1 }
  }
  return null
}

const countOf = (text: string, pattern: RegExp): number =>
  text.split('\n').reduce((count, line) => count + (pattern.test(line) ? 1 : 0), 0)
