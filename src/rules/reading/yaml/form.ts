import type { Document, Node, Pair, Scalar, YAMLMap } from 'yaml'
import { isCollection, isMap, isNode, isPair, isScalar, isSeq, visit } from 'yaml'
import { blockText, filled, folded, scalarText } from './scalar-form.js'

// One form of a file: two spaces for each step, an empty line before each section, and no line that a reader has to scroll for. What
// its author has put between brackets stays there as long as it fits on one line; a list of names goes on over the next lines, and
// everything else gets a line for each entry.

/** The longest line, in characters, but for a single word that is longer. */
export const formWidth = 120

/** A document in the one form, with its comments; `text` is what it was read from. */
export function formOf(document: Document.Parsed, text: string): string {
  const { contents } = document
  keepGaps(document, text)
  const lines = [
    ...remark(document.commentBefore, 0),
    ...(document.commentBefore ? [''] : []),
    ...(isMap(contents) && contents.items.length > 0
      ? sections(contents as YAMLMap)
      : isNode(contents)
        ? nodeLines(contents, 0)
        : []),
    ...(document.comment ? ['', ...remark(document.comment, 0)] : []),
  ]
  return `${lines.join('\n').replace(/\n{3,}/g, '\n\n')}\n`
}

function sections(map: YAMLMap): readonly string[] {
  return [
    ...remark(map.commentBefore, 0),
    ...map.items.flatMap((pair, i) => [
      ...(i > 0 ? [''] : []),
      ...pairLines(pair as Pair<Node, Node | null>, 0, i === 0),
    ]),
    ...ending(map, 0),
  ]
}

/** The spaces before a remark that stands behind a value, or behind a name whose value begins on the next line. */
const gaps = new WeakMap<object, string>()

/** Remarks behind something stay in their column, so that those of several lines stay below each other. */
function keepGaps(document: Document.Parsed, text: string): void {
  const gapAt = (node: Node, from: RegExp): void => {
    const gap = node.range ? from.exec(text.slice(node.range[1], node.range[1] + 200))?.[1] : undefined
    if (gap !== undefined) gaps.set(node, gap)
  }
  visit(document, {
    Node: (_, node) => gapAt(node as Node, /^([ \t]+)#/),
    Pair: (_, { key }) => {
      if (isNode(key)) gapAt(key, /^:([ \t]+)#/)
    },
  })
}

const spaces = (indent: number): string => ' '.repeat(indent)

/** Lines of a remark, as they stood but for where they begin. */
const remark = (text: string | null | undefined, indent: number): readonly string[] =>
  text ? text.split('\n').map(line => (line === '' ? '' : `${spaces(indent)}#${line.trimEnd()}`)) : []

const before = (node: unknown, indent: number, first: boolean): readonly string[] => {
  if (!isNode(node)) return []
  return [...(node.spaceBefore && !first ? [''] : []), ...remark(node.commentBefore, indent)]
}

const ending = (node: Node, indent: number): readonly string[] => (node.comment ? remark(node.comment, indent) : [])

/** The lines of a collection that is not in brackets, or of a scalar, each indented. */
function nodeLines(node: Node, indent: number): readonly string[] {
  if (isCollection(node) && node.items.length === 0) return [flowText(node)]
  if (isMap(node))
    return [
      ...node.items.flatMap((pair, i) => pairLines(pair as Pair<Node, Node | null>, indent, i === 0)),
      ...ending(node, indent),
    ]
  if (isSeq(node))
    return [...node.items.flatMap((item, i) => itemLines(item as Node, indent, i === 0)), ...ending(node, indent)]
  return [`${spaces(indent)}${flowText(node)}`]
}

function pairLines({ key, value }: Pair<Node, Node | null>, indent: number, first: boolean): readonly string[] {
  const name = `${spaces(indent)}${flowText(key)}:`
  const above = before(key, indent, first)
  const gap = gaps.get(key)
  if (gap === undefined || !value?.commentBefore || !isCollection(value))
    return [...above, ...valueLines(name, value, indent)]
  const [behind = '', ...rest] = value.commentBefore.split('\n')
  value.commentBefore = rest.length > 0 ? rest.join('\n') : null
  const [line = '', ...lines] = valueLines(name, value, indent)
  const fits = [gap, ' '].map(space => `${line}${space}#${behind}`).find(one => one.length <= formWidth)
  // A remark behind a name whose value has come to stand on its line stands above it.
  return line === name && fits !== undefined
    ? [...above, fits, ...lines]
    : [...above, ...remark(behind, indent), line, ...lines]
}

function itemLines(item: Node, indent: number, first: boolean): readonly string[] {
  const head = `${spaces(indent)}-`
  const above = before(item, indent, first)
  if (!isCollection(item) || item.items.length === 0 || staysInBrackets(item, head.length + 1))
    return [...above, ...valueLines(head, item, indent, false)]
  // What stands before its first entry cannot stand between the hyphen and the entry.
  const [firstEntry] = item.items
  const firstNode = isPair(firstEntry) ? firstEntry.key : firstEntry
  const hoisted = isNode(firstNode) && firstNode.commentBefore ? remark(firstNode.commentBefore, indent) : []
  if (isNode(firstNode)) firstNode.commentBefore = null
  const [line = '', ...rest] = nodeLines(item, indent + 2)
  return [...above, ...hoisted, `${head} ${line.trimStart()}`, ...rest]
}

/** A name or a hyphen with what belongs to it: on its line where it fits, else over the next lines. */
function valueLines(head: string, value: Node | null, indent: number, withRemarks = true): readonly string[] {
  if (value === null) return [head]
  const remarks = withRemarks ? value.commentBefore : null
  if (isCollection(value) && !staysInBrackets(value, head.length + 1))
    return [head, ...remark(remarks, indent + 2), ...nodeLines(value, indent + 2)]
  const above = remark(remarks, indent)
  const block = isScalar(value) ? blockText(value as Scalar.Parsed, indent + 2) : null
  if (block) return [...above, ...remark(value.comment, indent), `${head} ${block[0]}`, ...block.slice(1)]
  const text = flowText(value)
  const line = text === '' ? head : `${head} ${text}`
  const behind = value.comment ? [gaps.get(value) ?? ' ', ' '].map(gap => `${line}${gap}#${value.comment}`) : [line]
  const fits = behind.find(one => one.length <= formWidth && !one.includes('\n'))
  if (fits !== undefined) return [...above, fits]
  // A remark behind what does not fit beside it stands before it.
  const remarked = [...above, ...remark(value.comment, indent)]
  if (line.length <= formWidth) return [...remarked, line]
  return [...remarked, ...wrapped(head, value, indent + 2)]
}

const wrapped = (head: string, value: Node, indent: number): readonly string[] =>
  isSeq(value)
    ? filled(head, value.items.map(flowText), indent, formWidth)
    : folded(head, flowText(value), indent, formWidth)

/** Whether a collection is written in brackets: its author did so, and it fits on its line or is a list of names. */
function staysInBrackets(node: Node, column: number): boolean {
  if (!isCollection(node)) return false
  if (node.items.length === 0) return true
  if (!node.flow || hasRemarks(node)) return false
  return column + flowText(node).length <= formWidth || (isSeq(node) && node.items.every(isScalar))
}

function hasRemarks(node: Node): boolean {
  let found = false
  visit(node, (_, inner) => {
    if (isNode(inner) && (inner.commentBefore || (inner !== node && inner.comment))) found = true
    return found ? visit.BREAK : undefined
  })
  return found
}

/** A node on one line. */
function flowText(node: unknown): string {
  if (isMap(node)) {
    const entries = node.items.map(pair => pairText(pair as Pair))
    return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`
  }
  if (isSeq(node)) return `[${node.items.map(flowText).join(', ')}]`
  return isScalar(node) ? scalarText(node as Scalar.Parsed) : ''
}

function pairText({ key, value }: Pair): string {
  const text = flowText(value)
  return text === '' && !(isScalar(value) && value.value === '') ? `${flowText(key)}:` : `${flowText(key)}: ${text}`
}
