import type { Document, Pair, YAMLMap } from 'yaml'
import { isMap, isNode, isScalar, isSeq, LineCounter, parseAllDocuments, stringify, visit } from 'yaml'
import type { Diagnostic, Path, Range, Result } from '../../diagnostic.js'
import { keptFor } from '../../kept-for.js'
import type { ParserError } from './yaml/error-words.js'
import type { TextFault } from './yaml/pasted-text.js'
import { seenText } from './yaml/pasted-text.js'
import { readErrors } from './yaml/read-errors.js'
import { isOfLevels, treeSlips } from './yaml/tree-slips.js'

/** The largest text that is read, in characters, and the deepest nesting. */
const limits = { characters: 4_000_000, depth: 40 } as const

/** A text read as plain data, with the way back from a path to its place. */
export interface ParsedText {
  readonly data: unknown
  readonly rangeOf: (path: Path, of?: 'key' | 'value') => Range | null
}

/** Reads one YAML document into plain data. Aliases, tags, merge keys and duplicate keys are refused, never expanded. */
export function parseYaml(source: string): Result<ParsedText> {
  const given = source.replace(/^\uFEFF/, '')
  const size = sizeFault(given)
  if (size) return { ok: false, diagnostics: [size] }
  const seen = seenText(given)
  if (seen.faults.some(f => f.code === 'wrong-encoding')) return failed(seen.faults, rangesIn(given))
  const { document, faults } = documentOf(seen.text)
  const rangeAt = rangesIn(given, seen.original)
  if (seen.faults.length + faults.length > 0 || document === null) {
    const [unseen, other] = [failed(seen.faults, rangesIn(given)), failed(faults, rangeAt)]
    return { ok: false, diagnostics: [...unseen.diagnostics, ...other.diagnostics] }
  }
  nameLevels(document)
  return { ok: true, value: { data: document.toJS({ maxAliasCount: 0 }), rangeOf: rangesOf(document, rangeAt) } }
}

function sizeFault(text: string): Diagnostic | null {
  if (text.length > limits.characters)
    return {
      code: 'too-large',
      message: `the text has ${text.length} characters; ${limits.characters} are the most that is read`,
      hint: 'split it, or take out what does not belong in a rulebook',
      path: [],
      range: null,
    }
  const line = tooDeep(text)
  if (line === null) return null
  const range = { start: { line, column: 1 }, end: { line, column: 2 } }
  const message = `line ${line} is nested more than ${limits.depth} deep`
  return { code: 'too-deep', message, hint: 'write it flatter', path: [], range }
}

// Names that stand twice are looked for in the tree: the parser compares each with all the others.
const options = { strict: true, uniqueKeys: false, merge: false, version: '1.2', prettyErrors: false } as const

/** The one document of a text, with whatever of it cannot be taken as it is. */
export function documentOf(text: string): {
  readonly document: Document.Parsed | null
  readonly faults: readonly TextFault[]
} {
  const documents = parseAllDocuments(text, options)
  const [document] = documents
  if (!document) return { document: null, faults: [emptyText] }
  if (documents.length > 1) return { document: null, faults: [secondRulebook(text)] }
  const errors = errorsOf(document)
  const faults = errors.length > 0 ? readErrors(text, errors, rest => errorsIn(rest)) : treeSlips(document, text)
  return { document, faults }
}

const errorsOf = (document: Document.Parsed): readonly ParserError[] => [...document.errors, ...document.warnings]

function errorsIn(text: string): readonly ParserError[] {
  const [document] = parseAllDocuments(text, options)
  return document ? errorsOf(document) : []
}

const emptyText: TextFault = {
  code: 'empty-text',
  message: 'the text is empty',
  hint: 'write a rulebook, or choose another file',
  from: 0,
  to: 1,
}

/** A line of hyphens or dots ends a text, and begins another. */
function secondRulebook(text: string): TextFault {
  const begins = text.search(/^(?!---)[^\s#]/m)
  const line = text.slice(begins).search(/^(?:---|\.\.\.)(?=\s|$)/m)
  const from = begins + Math.max(line, 0)
  return {
    code: 'many-rulebooks',
    message: `the line \`${text.slice(from, from + 3)}\` ends the text, and more stands behind it`,
    hint: 'take that line out',
    from,
    to: from + 3,
  }
}

type RangeAt = (from: number, to: number) => Range

/** From offsets to lines and columns of a text; `original` leads from an offset of the text as it was read to one of the text as it was given. */
function rangesIn(given: string, original: (offset: number) => number = offset => offset): RangeAt {
  const lines = new LineCounter()
  lines.addNewLine(0)
  for (const end of given.matchAll(/\r\n|\r|\n/g)) lines.addNewLine(end.index + end[0].length)
  const place = (offset: number) => {
    const { line, col } = lines.linePos(original(offset))
    return { line: Math.max(line, 1), column: Math.max(col, 1) }
  }
  return (from, to) => ({ start: place(from), end: place(Math.max(to, from + 1)) })
}

const failed = (faults: readonly TextFault[], rangeAt: RangeAt) => ({
  ok: false as const,
  diagnostics: faults.map(
    ({ code, message, hint, from, to }): Diagnostic => ({ code, message, hint, path: [], range: rangeAt(from, to) }),
  ),
})

/** Levels are named by numbers, which stand for their text. */
function nameLevels(document: Document.Parsed): void {
  visit(document, {
    Pair: (_, { key }, path) => {
      if (isScalar(key) && typeof key.value === 'number' && isOfLevels(path)) key.value = String(key.value)
    },
  })
}

/** The pairs of a set of lines by their names, looked up once for each set. */
const pairsOf = keptFor(
  (map: YAMLMap): ReadonlyMap<unknown, Pair> =>
    new Map(map.items.flatMap((p): [unknown, Pair][] => (isScalar(p.key) ? [[p.key.value, p]] : []))),
)

function rangesOf(document: Document.Parsed, rangeAt: RangeAt): ParsedText['rangeOf'] {
  return (path, of = 'value') => {
    let [node, place]: [unknown, unknown] = [document.contents, document.contents]
    for (const [i, key] of path.entries()) {
      if (isMap(node)) {
        const pair = pairsOf(node).get(key)
        if (!pair) break
        const isLast = i === path.length - 1
        place = isLast && of === 'value' && isNode(pair.value) && pair.value.range ? pair.value : pair.key
        node = pair.value
      } else if (isSeq(node) && isNode(node.items[Number(key)]))
        [node, place] = [node.items[Number(key)], node.items[Number(key)]]
      else break
    }
    return isNode(place) && place.range ? rangeAt(place.range[0], place.range[1]) : null
  }
}

/** The first line that is nested deeper than allowed, by indentation or by open brackets; `null` where none is. */
function tooDeep(text: string): number | null {
  let brackets = 0
  let line = 0
  for (const row of text.split('\n')) {
    line++
    const indent = /^[ -]*/.exec(row)?.[0].length ?? 0
    // Brackets inside quotes or comments are counted too: harmless, since real rulebooks hold few of either.
    for (const c of row) brackets += c === '[' || c === '{' ? 1 : c === ']' || c === '}' ? -1 : 0
    if (brackets < 0) brackets = 0
    if (brackets > limits.depth || indent > limits.depth * 4) return line
  }
  return null
}

/** Plain data as YAML, two spaces a level, one line a text. */
export const yamlText = (value: unknown): string => stringify(value, { lineWidth: 0, aliasDuplicateObjects: false })
