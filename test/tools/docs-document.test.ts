import { describe, expect, it } from 'vitest'
import { writeHtmlDocuments } from '../../src/tools/pages/write/html-document.js'
import { attributes, documented, draw, repeated, unbalanced } from './documented.js'

const every = documented.map(d => ({ ...d, files: writeHtmlDocuments(d.rulebook, d.pages, { draw }) }))

describe.each(every)('the documents of $name', ({ rulebook, pages, files }) => {
  const documents = files.filter(f => f.path.endsWith('.html'))
  const handbook = files.find(f => f.path === 'handbook.html')?.text ?? ''

  it('are one for each page, one that holds all, and a style sheet', () => {
    expect(files.map(f => f.path)).toEqual([...pages.map(p => `${p.name}.html`), 'handbook.html', 'pages.css'])
  })

  it('are whole, in British English, and say that they are not official', () => {
    for (const { path, text } of documents) {
      expect(text, path).toMatch(/^<!doctype html>\n<!-- Made from the rulebook/)
      expect(text).toContain('<html lang="en-GB">')
      expect(text).toContain('<meta name="viewport" content="width=device-width, initial-scale=1">')
      expect(text).toContain('Not official guidance: no council has written, checked or endorsed it.')
      expect(text.split('<h1>').length - 1, path).toBe(1)
      expect(unbalanced(text.replace('<!doctype html>', '')), path).toBeNull()
      expect(text.match(/<script|<style| style=/g), path).toBeNull()
    }
  })

  it('link to each other, to their own addresses and to nothing else', () => {
    const there = new Set([
      ...documents.flatMap(({ path, text }) => [path, ...attributes(text, 'id').map(id => `${path}#${id}`)]),
      'pages.css',
    ])
    const broken = documents.flatMap(({ path, text }) =>
      attributes(text, 'href')
        .map(href => (href.startsWith('#') ? `${path}${href}` : href))
        .filter(href => !there.has(href)),
    )
    expect(broken).toEqual([])
    expect(documents.flatMap(({ text }) => repeated(attributes(text, 'id')))).toEqual([])
  })

  it('name each page in the navigation, with a mark on the one that is open', () => {
    for (const page of pages) {
      const text = files.find(f => f.path === `${page.name}.html`)?.text ?? ''
      const navigation = /<nav aria-label="Pages">.*<\/nav>/.exec(text)?.[0] ?? ''
      expect(attributes(navigation, 'href')).toEqual([...pages.map(p => `${p.name}.html`), 'handbook.html'])
      expect(/href="([^"]+)" aria-current="page"/.exec(navigation)?.[1]).toBe(`${page.name}.html`)
    }
  })

  it('are all in the handbook, in order and with every address, its links inside it', () => {
    const parts = attributes(handbook, 'id').filter(id => id.startsWith('part-'))
    expect(parts).toEqual(pages.map(p => `part-${p.name}`))
    expect(attributes(handbook, 'href').filter(href => !href.startsWith('#'))).toEqual(['pages.css'])
    const ids = new Set(attributes(handbook, 'id'))
    const missing = rulebook.rules.filter(r => !ids.has(`rule-${r.id}`)).map(r => r.id)
    expect(missing).toEqual([])
    // Paper opens nothing.
    expect(handbook).not.toContain('<details')
  })
})
