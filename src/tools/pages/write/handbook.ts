import type { Rulebook } from '../../../rules/language/rulebook.js'
import { notOfficial, shortTitle } from '../model/document-words.js'
import type { Page } from '../model/page.js'
import { placesOf } from '../model/places.js'
import type { Draw } from './html.js'
import { contentsOf, names, withAnchors } from './html.js'
import { blocksHtml } from './html-blocks.js'
import { escapeHtml } from './html-text.js'

const partAnchor = (page: string): string => `part-${page}`

/** All pages of an authority as the body of one document, to be printed: a title page, the contents and a part for each page. */
export function writeHandbook(rulebook: Rulebook, pages: readonly Page[], { draw }: { readonly draw: Draw }): string {
  const findPlace = placesOf(pages)
  const findHref = (to: string): string => {
    const { page, anchor } = findPlace(to)
    return `#${anchor ?? partAnchor(page)}`
  }
  const name = names()
  const parts = pages.map(page => ({ page, blocks: withAnchors(page, `${page.name}-`) }))
  const contents = parts.map(({ page, blocks }) => {
    // Where a part has very many sections, a list of them is no way in.
    const sections = contentsOf(blocks).slice(0, mostSections + 1)
    const entries = sections.map(c => `<li><a href="#${c.anchor}">${escapeHtml(c.text)}</a></li>`).join('')
    const inside = sections.length > mostSections || sections.length < 2 ? '' : `<ul>${entries}</ul>`
    return `<li><a href="#${partAnchor(page.name)}">${escapeHtml(shortTitle(rulebook, page.title))}</a>${inside}</li>`
  })
  const bodies = parts.map(
    ({ page, blocks }) =>
      `<section class="part" id="${partAnchor(page.name)}">\n<h2>${escapeHtml(shortTitle(rulebook, page.title))}</h2>\n${blocksHtml(blocks, { draw, findHref, name, deeper: 1, open: true })}</section>`,
  )
  return `<main class="content">
<div class="title-page"><h1>${escapeHtml(rulebook.name)}: thresholds</h1>
<p>After: ${escapeHtml(rulebook.title)}</p>
<p>Version ${escapeHtml(rulebook.version)}</p>
<p>${escapeHtml(notOfficial)}</p>
<p><strong>If a child is in immediate danger, call 999.</strong></p>
<p class="small">Rulebook: <code>${escapeHtml(rulebook.digest)}</code></p></div>
<nav class="handbook-contents" aria-labelledby="handbook-contents"><h2 id="handbook-contents">Contents</h2><ol>${contents.join('')}</ol></nav>
${bodies.join('\n')}
</main>`
}

const mostSections = 14
