import type { Block, Page } from '../model/page.js'
import { anchorsOf } from '../model/page.js'
import type { FindPlace } from '../model/places.js'
import { hrefOf, placesOf } from '../model/places.js'
import type { BlockContext, Draw } from './html-blocks.js'
import { blocksHtml } from './html-blocks.js'
import { slug } from './html-text.js'

export type { Draw }

/** A heading of a page that a list of contents can lead to. */
export interface ContentsEntry {
  readonly text: string
  readonly anchor: string
}

/** One page in HTML, to be put into a layout. */
export interface HtmlPage {
  readonly name: string
  readonly title: string
  /** Without the heading of the page. */
  readonly body: string
  /** The headings of the second level, in order. */
  readonly contents: readonly ContentsEntry[]
}

/** Pages as fragments of HTML that link to each other; a link that leads nowhere is a mistake of ours and is thrown. */
export function writeHtml(pages: readonly Page[], options: { readonly draw: Draw }): readonly HtmlPage[] {
  const findPlace = placesOf(pages)
  return pages.map(page => writePage(page, findPlace, options.draw))
}

function writePage(page: Page, findPlace: FindPlace, draw: Draw): HtmlPage {
  const blocks = withAnchors(page)
  const context: BlockContext = {
    draw,
    findHref: to => hrefOf(findPlace(to), page.name, '.html'),
    name: names(),
    deeper: 0,
    open: false,
  }
  return { name: page.name, title: page.title, body: blocksHtml(blocks, context), contents: contentsOf(blocks) }
}

/** The headings of the second level that have an address. */
export const contentsOf = (blocks: readonly Block[]): readonly ContentsEntry[] =>
  blocks.flatMap(b =>
    b.kind === 'heading' && b.level === 2 && b.anchor !== null ? [{ text: b.text, anchor: b.anchor }] : [],
  )

/** A page's blocks, each heading of the second level with an address; `prefix` keeps made ones apart from another page's. */
export function withAnchors(page: Page, prefix = ''): readonly Block[] {
  const name = names(anchorsOf(page))
  return page.blocks.map(b =>
    b.kind === 'heading' && b.level === 2 && b.anchor === null
      ? { ...b, anchor: name(`${prefix}${slug(b.text)}`, '-') }
      : b,
  )
}

/** Gives each name once: what is asked for again gets a number. */
export function names(taken: readonly string[] = []): (wanted: string, between?: string) => string {
  const given = new Set(taken)
  return (wanted, between = ' ') => {
    let name = wanted
    for (let i = 2; given.has(name); i++) name = `${wanted}${between}${i}`
    given.add(name)
    return name
  }
}
