import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { instance } from '@viz-js/viz'
import { describe, expect, test } from 'vitest'
import { documentRulebook } from '../../src/tools/pages/document-rulebook.js'
import { writeHtml } from '../../src/tools/pages/write/html.js'
import { shippedRulebooks } from '../rulebooks.js'
import { siteFolder, sitePages } from './built-site.js'

const viz = await instance()
const draw = (dot: string): string => viz.renderString(dot, { format: 'svg' })
const built = sitePages()

describe.each(shippedRulebooks())('$name', ({ rulebook }) => {
  const pages = writeHtml(documentRulebook(rulebook), { draw })

  test('has the pages that its rulebook makes, and no others', () => {
    const own = built.filter(p => p.startsWith(`${rulebook.authority}/`)).sort()
    expect(own).toEqual(pages.map(p => `${rulebook.authority}/${p.name}.html`).sort())
  })

  test.each(pages.map(p => [p.name, p] as const))('%s says what the YAML says now', (name, page) => {
    const text = readFileSync(join(siteFolder, rulebook.authority, `${name}.html`), 'utf8')
    expect(text.includes(page.body.trim()), `${name}.html differs from its rulebook: run \`npm run docs\``).toBe(true)
  })
})
