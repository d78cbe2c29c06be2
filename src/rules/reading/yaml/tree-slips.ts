import type { Document, Pair, Scalar, YAMLMap } from 'yaml'
import { isAlias, isCollection, isMap, isNode, isPair, isScalar, visit } from 'yaml'
import type { MessageCode } from '../../../codes.js'
import { keptFor } from '../../../kept-for.js'
import { bullets, curlyQuotes } from './line-slips.js'
import type { TextFault } from './pasted-text.js'
import { endOfLine } from './scan.js'

/** Slips that read without an error and say something else than was meant, and whatever of YAML a rulebook has no use for. */
export function treeSlips(document: Document.Parsed, text: string): readonly TextFault[] {
  const found: TextFault[] = []
  const add = (
    code: MessageCode,
    message: string,
    hint: string,
    node: { readonly range?: Range | null | undefined },
  ): void => {
    if (node.range)
      found.push({ code, message, hint, from: node.range[0], to: Math.max(node.range[1], node.range[0] + 1) })
  }
  visit(document, {
    Alias: (_, node) => {
      add(
        'special-start',
        `\`*${node.source}\` stands for nothing in a rulebook`,
        'put a text with `*` in quotes; begin an item of a list with `- `',
        node,
      )
    },
    Node: (_, node) => {
      if (isAlias(node)) return
      if (node.tag && !node.tag.startsWith('tag:yaml.org,2002:'))
        add(
          'special-start',
          `\`${node.tag}\` says nothing in a rulebook`,
          'take it out, or put a text that begins with `!` in quotes',
          node,
        )
      if ('anchor' in node && typeof node.anchor === 'string' && isCollection(node)) return
      if (isScalar(node)) scalarSlip(node as Scalar.Parsed, text, found)
    },
    Pair: (_, pair, path) => pairSlip(pair, path, text, add),
  })
  return firstOfLines(found, text)
}

/**
 * One slip of each line: what follows it there is often made by it. Of names that stand twice line after line the first: there a
 * `- ` is missing, or an entry was pasted twice.
 */
function firstOfLines(found: readonly TextFault[], text: string): readonly TextFault[] {
  let end = -1
  let twin = false
  return [...found]
    .sort((a, b) => a.from - b.from)
    .filter(({ from, code }) => {
      const isSame = from < end
      const isNext = twin && code === 'duplicate-key' && from <= endOfLine(text, end + 1)
      end = endOfLine(text, from)
      twin = code === 'duplicate-key'
      return !isSame && !isNext
    })
}

type Range = readonly [number, number, number]
type Add = (
  code: MessageCode,
  message: string,
  hint: string,
  node: { readonly range?: Range | null | undefined },
) => void

function pairSlip(pair: Pair, path: readonly unknown[], text: string, add: Add): void {
  const { key, value } = pair
  if (!isNode(key) || !key.range) return
  const map = path.at(-1)
  if (isScalar(key) && isMap(map) && isTwin(map, String(key.value))) {
    add(
      'duplicate-key',
      `\`${String(key.value)}\` stands twice`,
      'each name may stand once here; rename one of the two or join them, or begin a new entry with `- ` where one is meant',
      key,
    )
    return
  }
  if (isScalar(key) && typeof key.value === 'number' && isOfLevels(path)) return
  const isName = isScalar(key) && typeof key.value === 'string' && key.value !== '__proto__'
  if (!isName) {
    add('wrong-name', 'names must be plain text', 'write the name in letters, or put it in quotes', key)
    return
  }
  // In `{ says: First, second }` the comma has begun an entry that has no colon.
  const bare = value === null || (isScalar(value) && value.value === null && value.source === '')
  const inBrackets = isMap(map) && map.flow === true
  if (!inBrackets || !bare || /^\s*:/.test(text.slice(key.range[1], key.range[1] + 200))) return
  const glued = /^([A-Za-z][\w.]*):\S/.exec(String(key.value))
  if (glued)
    add('missing-space', `there is no space after the colon of \`${glued[1]}\``, 'write a space after the colon', key)
  else
    add(
      'comma-in-text',
      `\`${String(key.value)}\` stands between the brackets without a colon: a comma inside \`{ }\` begins the next entry`,
      'put a text with a comma in quotes: `"…, …"`',
      key,
    )
}

/** The names that were met in a set of lines. */
const namesIn = keptFor((_: YAMLMap) => new Set<string>())

/** Whether a name was met before in its set of lines; it is met now. */
function isTwin(map: YAMLMap, name: string): boolean {
  const names = namesIn(map)
  if (names.has(name)) return true
  names.add(name)
  return false
}

/** Whether a pair stands in the section `levels`, whose names are numbers. */
export function isOfLevels(path: readonly unknown[]): boolean {
  const [section, map] = path.slice(-2)
  return path.length === 4 && isPair(section) && isScalar(section.key) && section.key.value === 'levels' && isMap(map)
}

const bulleted = new RegExp(`^[${bullets}] `)
const curly = new RegExp(`^[${curlyQuotes}][^${curlyQuotes}]*[${curlyQuotes}]$`)

/** A text without quotes that was meant to be a list, or to have quotes, or that ends before a `#` of its own. */
function scalarSlip(node: Scalar.Parsed, text: string, found: TextFault[]): void {
  if (node.type !== 'PLAIN' || typeof node.value !== 'string') return
  const [from, to] = node.range
  const add = (code: MessageCode, message: string, hint: string, at: number, end: number): void => {
    found.push({ code, message, hint, from: at, to: end })
  }
  const { source } = node
  if (bulleted.test(source)) {
    const many = text.slice(from, to).split('\n').length - 1
    const also = many === 0 ? '' : many === 1 ? '; so does the next line' : `; so do the next ${many} lines`
    add(
      'bullet',
      `\`${source[0]}\` does not begin an item of a list${also}`,
      'write `- ` (a hyphen and a space) in its place',
      from,
      from + 1,
    )
  } else if (curly.test(source))
    add(
      'curly-quotes',
      `\`${source[0]}\` is a quote of a word processor, and would be read as a part of the text`,
      'write straight quotes `"…"` in place of both',
      from,
      to,
    )
  const hash = /^[ \t]+#(?=[^\s#])/.exec(text.slice(to, to + 40))
  if (hash && source.includes(' '))
    add(
      'hash-in-text',
      'the text ends before ` #`: what follows is read as a remark',
      'put the whole text in quotes `"…"`, or write a space after the `#` of a remark',
      to + hash[0].length - 1,
      to + hash[0].length,
    )
}
