import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import { type SourceFile, sourceFiles, walk } from './source-files.js'

/**
 * What a decision must not depend on, and what a strict content security policy forbids. A line that may do so all the
 * same ends with `// allowed: ` and the reason.
 */
const forbidden = {
  'code made from text': node =>
    isCallOf(node, 'eval') ||
    isCallOf(node, 'Function') ||
    (ts.isNewExpression(node) && isNamed(node.expression, 'Function')),
  'the clock': node =>
    isMember(node, 'Date', 'now') ||
    isMember(node, 'performance', 'now') ||
    isMember(node, 'process', 'hrtime') ||
    isCallOf(node, 'Date') ||
    (ts.isNewExpression(node) && isNamed(node.expression, 'Date') && (node.arguments?.length ?? 0) === 0),
  chance: node => isMember(node, 'Math', 'random') || isMember(node, 'crypto', 'getRandomValues'),
} satisfies Record<string, (node: ts.Node) => boolean>

/** What only the command line may touch. */
const forbiddenBelowTheCommandLine = {
  'the locale': node =>
    (ts.isPropertyAccessExpression(node) && (/^toLocale/.test(node.name.text) || node.name.text === 'localeCompare')) ||
    (ts.isPropertyAccessExpression(node) && isNamed(node.expression, 'Intl')),
  'the process': node => ts.isPropertyAccessExpression(node) && isNamed(node.expression, 'process'),
  'the network': node => isCallOf(node, 'fetch'),
  'the console': node => ts.isPropertyAccessExpression(node) && isNamed(node.expression, 'console'),
} satisfies Record<string, (node: ts.Node) => boolean>

const isNamed = (node: ts.Node, name: string) => ts.isIdentifier(node) && node.text === name
const isCallOf = (node: ts.Node, name: string) => ts.isCallExpression(node) && isNamed(node.expression, name)
const isMember = (node: ts.Node, object: string, member: string) =>
  ts.isPropertyAccessExpression(node) && isNamed(node.expression, object) && node.name.text === member

/** The places in `file` where `test` is true of a node, save those on a line that says why it is allowed. */
function placesOf({ file, tree }: SourceFile, test: (node: ts.Node) => boolean): string[] {
  const lines = tree.text.split('\n')
  const places: string[] = []
  walk(tree, node => {
    if (!test(node)) return
    const { line } = tree.getLineAndCharacterOfPosition(node.getStart())
    if (!/\/\/ allowed: \S/.test(lines[line] ?? '')) places.push(`${file}:${line + 1}: ${lines[line]?.trim()}`)
  })
  return places
}

describe('the source', () => {
  const files = sourceFiles()

  it.each(Object.entries(forbidden))('uses no %s', (_, test) => {
    expect(files.flatMap(file => placesOf(file, test))).toEqual([])
  })

  it.each(Object.entries(forbiddenBelowTheCommandLine))('keeps %s to the command line', (_, test) => {
    expect(files.filter(({ file }) => !file.startsWith('src/cli/')).flatMap(file => placesOf(file, test))).toEqual([])
  })
})

describe('the check itself', () => {
  const source = (text: string): SourceFile => ({
    file: 'src/example.ts',
    imports: [],
    tree: ts.createSourceFile('src/example.ts', text, ts.ScriptTarget.ES2022, true),
  })

  it.each([
    ['code made from text', 'const f = new Function("return 1")'],
    ['code made from text', 'eval("1")'],
    ['the clock', 'const now = new Date()'],
    ['the clock', 'const now = Date.now()'],
    ['chance', 'const x = Math.random()'],
  ] as const)('finds %s in `%s`', (name, text) => {
    expect(placesOf(source(text), forbidden[name])).toHaveLength(1)
  })

  it('leaves alone a date made of a value, and a line that says why', () => {
    expect(placesOf(source('new Date(0)'), forbidden['the clock'])).toEqual([])
    expect(placesOf(source('new Date() // allowed: an example'), forbidden['the clock'])).toEqual([])
  })
})
