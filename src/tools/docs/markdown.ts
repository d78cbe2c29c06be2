import type { Block, Inline, Item, Page } from './page.js'
import { anchorsOf } from './page.js'

/** A page as a file of text. */
export interface DocumentFile {
  readonly path: string
  readonly text: string
}

/** The first line of every page: by it a page is known as one that may be written anew. */
export const generatedMark = '<!-- Made from the rulebook by `thresholds docs`: change the rulebook, not this page. -->'

/** Pages as Markdown files that link to each other; a link that leads nowhere is a mistake of ours and is thrown. */
export function writeMarkdown(pages: readonly Page[]): readonly DocumentFile[] {
  const places = new Map<string, string>(pages.map(p => [p.name, `${p.name}.md`]))
  for (const page of pages)
    for (const anchor of anchorsOf(page)) {
      if (places.has(anchor)) throw new Error(`the address ${anchor} stands twice`)
      places.set(anchor, `${page.name}.md#${anchor}`)
    }
  return pages.map(page => ({ path: `${page.name}.md`, text: writePage(page, places) }))
}

function writePage(page: Page, places: ReadonlyMap<string, string>): string {
  const inline = (part: Inline): string => {
    if (typeof part === 'string') return escapeInside(part)
    if ('strong' in part) return `**${escapeInside(part.strong)}**`
    if ('code' in part) return `\`${part.code.replaceAll('`', "'")}\``
    const place = places.get(part.to)
    if (place === undefined) throw new Error(`nothing has the address ${part.to}`)
    const own = `${page.name}.md#`
    return `[${escapeInside(part.text)}](${place.startsWith(own) ? place.slice(own.length - 1) : place})`
  }
  const line = (text: readonly Inline[]): string => escapeStart(text.map(inline).join('').trim())
  const address = (anchor: string | null | undefined): string =>
    anchor === null || anchor === undefined ? '' : `<a id="${anchor}"></a>`
  const listOf = (items: readonly Item[], indent = ''): readonly string[] =>
    items.flatMap(i => [`${indent}- ${address(i.anchor)}${line(i.text)}`, ...listOf(i.items ?? [], `${indent}  `)])
  const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  const block = (b: Block): readonly string[] => {
    switch (b.kind) {
      case 'heading':
        return [`${'#'.repeat(b.level)} ${address(b.anchor)}${escapeInside(b.text)}`]
      case 'paragraph':
        return [line(b.text)]
      case 'list':
        return listOf(b.items)
      case 'table':
        return [
          row(b.head.map(escapeInside)),
          row(b.head.map(() => '---')),
          ...b.rows.map(cells => row(cells.map(line))),
        ]
    }
  }
  const blocks = page.blocks.map(b => block(b).join('\n'))
  return `${[generatedMark, `# ${escapeInside(page.title)}`, ...blocks].join('\n\n')}\n`
}

// A text means itself in Markdown, whatever stands in it. Space at its ends parts it from its neighbours and stays.
const escapeInside = (text: string): string => text.replace(/\s+/g, ' ').replace(/[\\`*_[\]<>|~&#]/g, '\\$&')
// At the beginning of a line alone, `-` or `1.` mean a list.
const escapeStart = (text: string): string => text.replace(/^([-+=])/, '\\$1').replace(/^(\d+)([.)])/, '$1\\$2')
