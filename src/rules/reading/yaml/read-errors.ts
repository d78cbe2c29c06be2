import type { ParserError } from './error-words.js'
import { inReadersWords } from './error-words.js'
import type { TextFault } from './pasted-text.js'
import { placeOf } from './place.js'

/** How many entries are looked behind for further mistakes. */
const most = 12

/**
 * One fault for each slip of a text that the parser refuses. What stands behind a slip is misread by the parser, so only its first
 * mistake is told; then the entry around it is blanked and the rest read again.
 *
 * @param errorsOf the parser's errors on a text of the same length, in any order
 */
export function readErrors(
  text: string,
  first: readonly ParserError[],
  errorsOf: (text: string) => readonly ParserError[],
): readonly TextFault[] {
  const found: TextFault[] = []
  const told = new Set<string>()
  let rest = text
  let errors = first
  for (let round = 0; round < most && errors.length > 0; round++) {
    const [next] = [...errors].sort((a, b) => a.pos[0] - b.pos[0])
    if (!next) break
    const fault = inReadersWords(next, rest)
    add(fault)
    // Where nothing can be said of it nothing can be said of what follows.
    if (fault.code === 'unreadable') break
    const blanked = withoutEntry(
      rest,
      Math.min(fault.from, next.pos[0]),
      fault.code === 'open-quote' ? fault.from : next.pos[0],
    )
    if (blanked === rest) break
    rest = blanked
    errors = errorsOf(rest)
  }
  return found

  function add(fault: TextFault): void {
    // Of bullets and tabs the first is told, with how many there are.
    const key = fault.code === 'bullet' || fault.code === 'tab' ? fault.code : `${fault.code} ${fault.from}`
    if (told.has(key)) return
    told.add(key)
    found.push(fault)
  }
}

/** The text with the entry around two places blanked: a rule, a definition or a section, from its first line to the next one. */
function withoutEntry(text: string, from: number, to: number): string {
  let start = placeOf(text, from)
  const outermost = Math.max(0, Math.min(4, start.indent - 2))
  while (start.start > 0 && (start.indent > outermost || !/^ *[^\s#]/.test(start.line)))
    start = placeOf(text, start.start - 1)
  let end = start.start
  for (const [i, line] of text.slice(start.start).split('\n').entries()) {
    const indent = /^ */.exec(line)?.[0].length ?? 0
    if (i > 0 && end > to && line.trim() !== '' && indent <= start.indent) break
    end += line.length + 1
  }
  const stop = Math.min(end, text.length)
  return text.slice(0, start.start) + text.slice(start.start, stop).replace(/[^\n]/g, ' ') + text.slice(stop)
}
