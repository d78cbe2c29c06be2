import type { YAMLMap } from 'yaml'
import { isAlias, isMap, isNode, isPair, isScalar, isSeq, LineCounter, parseAllDocuments, stringify, visit } from 'yaml'
import type { Diagnostic, Path, Range, Result } from '../../diagnostic.js'

/** The largest text that is read, in characters, and the deepest nesting. */
const limits = { characters: 4_000_000, depth: 40 } as const

/** A text read as plain data, with the way back from a path to its place. */
export interface ParsedText {
  readonly data: unknown
  readonly rangeOf: (path: Path, of?: 'key' | 'value') => Range | null
}

/** Reads one YAML document into plain data. Aliases, tags, merge keys and duplicate keys are refused, never expanded. */
export function parseYaml(source: string): Result<ParsedText> {
  const text = source.replace(/^\uFEFF/, '')
  const fail = (code: string, message: string, hint: string, range: Range | null): Result<never> => ({
    ok: false,
    diagnostics: [{ code, message, hint, path: [], range }],
  })
  if (text.length > limits.characters)
    return fail(
      'too-large',
      `the text has ${text.length} characters; ${limits.characters} are the most that is read`,
      'split it, or take out what does not belong in a rulebook',
      null,
    )
  const tooDeep = depthFault(text)
  if (tooDeep !== null)
    return fail('too-deep', `line ${tooDeep} is nested more than ${limits.depth} deep`, 'write it flatter', {
      start: { line: tooDeep, column: 1 },
      end: { line: tooDeep, column: 2 },
    })

  const lines = new LineCounter()
  const documents = parseAllDocuments(text, {
    lineCounter: lines,
    strict: true,
    uniqueKeys: true,
    merge: false,
    version: '1.2',
    prettyErrors: false,
  })
  const at = (from: number, to: number): Range => ({ start: place(from), end: place(Math.max(to, from + 1)) })
  const place = (offset: number) => {
    const { line, col } = lines.linePos(offset)
    return { line: Math.max(line, 1), column: Math.max(col, 1) }
  }
  if (!Array.isArray(documents) || documents.length === 0)
    return fail('empty-text', 'the text is empty', 'write a rulebook, or choose another file', null)
  const [document, second] = documents
  if (!document || second)
    return fail(
      'many-documents',
      'the text holds more than one YAML document',
      'take out the lines `---`',
      second?.range ? at(second.range[0], second.range[0] + 1) : null,
    )

  const diagnostics: Diagnostic[] = [...document.errors, ...document.warnings].map(e => ({
    code: e.code === 'DUPLICATE_KEY' ? 'duplicate-key' : 'yaml',
    message: e.message.replace(/ at line \d+.*$/s, '').toLowerCase(),
    hint:
      e.code === 'DUPLICATE_KEY'
        ? 'each name may stand once here; rename one of the two, or join them'
        : 'check indentation, colons and quotes near this place (a text with `: ` or ` #` in it wants quotes)',
    path: [],
    range: at(e.pos[0], e.pos[1]),
  }))
  visit(document, {
    Alias: (_, node) => {
      if (node.range)
        diagnostics.push({
          code: 'yaml-alias',
          message: `aliases (\`*${node.source}\`) are not used in rulebooks`,
          hint: 'write the value out, or name a condition under `definitions`',
          path: [],
          range: at(node.range[0], node.range[1]),
        })
    },
    Node: (_, node) => {
      if (isAlias(node) || !node.range || !node.tag || (!isScalar(node) && !isMap(node) && !isSeq(node))) return
      if (document.contents && !node.tag.startsWith('tag:yaml.org,2002:'))
        diagnostics.push({
          code: 'yaml-tag',
          message: `the tag \`${node.tag}\` is not used in rulebooks`,
          hint: 'take the tag out',
          path: [],
          range: at(node.range[0], node.range[1]),
        })
    },
    Pair: (_, pair, path) => {
      const key = pair.key
      if (isScalar(key) && typeof key.value === 'number' && isOfLevels(path)) {
        key.value = String(key.value)
        const twins = (path.at(-1) as YAMLMap).items.filter(i => isScalar(i.key) && String(i.key.value) === key.value)
        if (twins.length > 1 && key.range)
          diagnostics.push({
            code: 'duplicate-key',
            message: `the level \`${key.value}\` stands twice`,
            hint: 'each level may stand once here; join the two',
            path: [],
            range: at(key.range[0], key.range[1]),
          })
      }
      const plain = isScalar(key) && typeof key.value === 'string' && key.value !== '__proto__'
      if (plain || !isNode(key) || !key.range) return
      diagnostics.push({
        code: 'yaml-key',
        message: 'names must be plain text',
        hint: 'write the name in letters, or put it in quotes',
        path: [],
        range: at(key.range[0], key.range[1]),
      })
    },
  })
  if (diagnostics.length > 0) return { ok: false, diagnostics }

  const rangeOf = (path: Path, of: 'key' | 'value' = 'value'): Range | null => {
    for (let length = path.length; length >= 0; length--) {
      const parent = length === 0 ? null : document.getIn(path.slice(0, length - 1), true)
      const last = path[length - 1]
      if (isMap(parent)) {
        const pair = parent.items.find(p => isScalar(p.key) && p.key.value === last)
        const wanted = of === 'key' || length < path.length ? pair?.key : (pair?.value ?? pair?.key)
        if (isNode(wanted) && wanted.range) return at(wanted.range[0], wanted.range[1])
      }
      const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true)
      if (isNode(node) && node.range) return at(node.range[0], node.range[1])
    }
    return null
  }
  return { ok: true, value: { data: document.toJS({ maxAliasCount: 0 }), rangeOf } }
}

/** Whether a pair stands in the section `levels`, whose names are numbers. */
function isOfLevels(path: readonly unknown[]): boolean {
  const [section, map] = path.slice(-2)
  return path.length === 4 && isPair(section) && isScalar(section.key) && section.key.value === 'levels' && isMap(map)
}

/** The first line that is nested deeper than allowed, by indentation or by open brackets; `null` where none is. */
function depthFault(text: string): number | null {
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
