import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import { usages } from '../../src/cli/usages.js'
import { root, sourceFiles, walk } from './source-files.js'

/** Every text of the sources that somebody may read, with `…` where a value stands in it. */
const texts = sourceFiles().flatMap(({ file, tree }) => {
  const found: { file: string; text: string }[] = []
  walk(tree, node => {
    if (ts.isStringLiteralLike(node)) found.push({ file, text: node.text })
    else if (ts.isTemplateExpression(node))
      found.push({ file, text: node.head.text + node.templateSpans.map(s => `…${s.literal.text}`).join('') })
  })
  return found
})
/** Commands that a text names, with their arguments: `thresholds facts RULES`. */
const named = texts.flatMap(({ file, text }) =>
  [...text.matchAll(/`thresholds ([^`]+)`/g)]
    .map(([, command = '']) => ({ file, command }))
    .filter(({ command }) => !command.startsWith('…')),
)
const pages = texts.flatMap(({ file, text }) =>
  [...text.matchAll(/\bdocs\/[a-z-]+\.md(?:#[a-z-]+)?/g)].map(([page]) => ({ file, page })),
)

describe('what a hint points to is there', () => {
  it('there are hints that do', () => {
    expect(named.length).toBeGreaterThan(20)
    expect(pages.length).toBeGreaterThan(0)
  })

  it.each(named.map(({ file, command }) => [command, file]))('`thresholds %s` (%s)', command => {
    const [name = '', ...rest] = command.split(' ')
    expect(Object.keys(usages)).toContain(name)
    const usage = usages[name as keyof typeof usages]
    for (const option of rest.filter(word => word.startsWith('--'))) expect(usage).toContain(option)
  })

  it.each(pages.map(({ file, page }) => [page, file]))('%s (%s)', page => {
    const [path = '', anchor] = page.split('#')
    expect(existsSync(join(root, path))).toBe(true)
    if (anchor === undefined) return
    const headings = readFileSync(join(root, path), 'utf8').match(/^#+ .*$/gm) ?? []
    expect(
      headings.map(h =>
        h
          .replace(/^#+ /, '')
          .toLowerCase()
          .replace(/[^\w\s-]/g, '')
          .replace(/\s+/g, '-'),
      ),
    ).toContain(anchor)
  })

  it('whoever is sent to a list is told which', () => {
    const lists = texts.filter(({ text }) =>
      /\b(see|lists|listed|stand|stands) (it|them|what|which|the list|England's)\b/.test(text),
    )
    const homeless = lists.filter(({ text }) => !/`thresholds |docs\/|under `|--[a-z]+|\.yaml|`\S+` lists/.test(text))
    expect(homeless.map(({ file, text }) => `${file}: ${text.slice(0, 120)}`)).toEqual([])
  })
})
