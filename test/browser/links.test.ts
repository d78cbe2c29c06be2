import { readFileSync, statSync } from 'node:fs'
import { join, posix } from 'node:path'
import { describe, expect, test } from 'vitest'
import { siteFiles, siteFolder, sitePages } from './built-site.js'

const files = new Set(siteFiles())
const pages = sitePages()
const textOf = new Map(pages.map(p => [p, readFileSync(join(siteFolder, p), 'utf8')]))
const idsOf = new Map([...textOf].map(([p, text]) => [p, [...text.matchAll(/\sid="([^"]*)"/g)].map(m => m[1] ?? '')]))
const linksOf = (text: string): readonly string[] =>
  [...text.matchAll(/\s(?:href|src|xlink:href)="([^"]*)"/g)].map(m => (m[1] ?? '').replaceAll('&amp;', '&'))

/** Where a link of a page leads: a file of the site, and an address in it. */
function target(page: string, link: string): { readonly file: string; readonly anchor: string } {
  const [path = '', anchor = ''] = link.split('#')
  const file = path === '' ? page : posix.join(posix.dirname(page), path)
  return { file: file.endsWith('/') ? `${file}index.html` : file, anchor: decodeURIComponent(anchor) }
}

describe('the built pages', () => {
  test('are those of four authorities, guides, reference and tools', () => {
    expect(pages.length).toBeGreaterThan(50)
    for (const authority of ['bucks', 'camden', 'lancashire', 'tower-hamlets'])
      for (const name of ['index', 'levels', 'where-it-goes', 'consent', 'for-families', 'timescales', 'what-to-do'])
        expect(pages).toContain(`${authority}/${name}.html`)
  })

  test.each(pages)('%s: every link and address in it resolves', page => {
    const wrong = linksOf(textOf.get(page) ?? '').filter(link => {
      if (/^(https?:|data:|mailto:)/.test(link)) return false
      const { file, anchor } = target(page, link)
      // *Try a contact* reads a contact there, and no address.
      const isContact = file === 'try/index.html' && anchor.startsWith('authority=')
      return !files.has(file) || (anchor !== '' && !isContact && !idsOf.get(file)?.includes(anchor))
    })
    expect(wrong).toEqual([])
  })

  test.each(pages)('%s: loads nothing from another site, and gives each address once', page => {
    const loaded = [...(textOf.get(page) ?? '').matchAll(/<(?!a\s)[^>]*\s(?:href|src)="((?:https?:)?\/\/[^"]*)"/g)]
    expect(loaded.map(m => m[1])).toEqual([])
    const ids = idsOf.get(page) ?? []
    expect(ids.filter((id, i) => ids.indexOf(id) < i)).toEqual([])
  })

  test.each(pages)('%s: states its policy, its language, one heading, and that it is not official', page => {
    const text = textOf.get(page) ?? ''
    expect(text).toMatch(/<html lang="en-GB"/)
    expect(text).toMatch(
      /http-equiv="Content-Security-Policy" content="default-src &#39;none&#39;; script-src &#39;self&#39;/,
    )
    expect(text).not.toMatch(/unsafe-(inline|eval)(?<!wasm-unsafe-eval)/)
    expect(text.match(/<h1/g)).toHaveLength(1)
    expect(text).toContain('No council has written, checked or endorsed')
    expect(text.match(/\sstyle="[^"]*"|<style|<script(?![^>]*\ssrc=)[^>]*>|\son\w+="[^"]*"/g)).toBeNull()
  })

  test('use no mark that is not ours', () => {
    const all = [...textOf.values(), readFileSync(join(siteFolder, 'assets/site.css'), 'utf8')].join('\n')
    expect(all).not.toMatch(/GDS Transport|govuk-crest|footer__crown|licence-logo|Crown copyright/i)
  })
})

describe('the budget', () => {
  const bytes = (names: readonly string[]): number =>
    names.reduce((sum, name) => sum + statSync(join(siteFolder, name)).size, 0)

  test('the whole site is under 4.3 MB besides search', () => {
    expect(bytes([...files].filter(f => !f.startsWith('pagefind/')))).toBeLessThan(4_300_000)
  })

  test('the first page is under 150 kB with all that it loads', () => {
    const loaded = linksOf(textOf.get('index.html') ?? '').filter(l => /\.(css|js|svg|webmanifest)$/.test(l))
    expect(loaded.length).toBeGreaterThan(2)
    expect(bytes(['index.html', ...loaded])).toBeLessThan(150_000)
  })
})
