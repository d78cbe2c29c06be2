import { visibleText } from '../../../rules/visible.js'
import type { Block, FilterEntry, Inline, Item, Page } from '../model/page.js'
import type { FindPlace } from '../model/places.js'
import { hrefOf, placesOf } from '../model/places.js'

/** A page as a file of text. */
export interface DocumentFile {
  readonly path: string
  readonly text: string
}

/** The first line of every page: by it a page is known as one that may be written anew. */
export const generatedMark = '<!-- Made from the rulebook by `thresholds docs`: change the rulebook, not this page. -->'

/** Pages as Markdown files that link to each other; a link that leads nowhere is a mistake of ours and is thrown. */
export function writeMarkdown(pages: readonly Page[]): readonly DocumentFile[] {
  const places = placesOf(pages)
  return pages.map(page => ({ path: `${page.name}.md`, text: writePage(page, places) }))
}

function writePage(page: Page, findPlace: FindPlace): string {
  const inline = (part: Inline): string => {
    if (typeof part === 'string') return escapeInside(part)
    if ('strong' in part) return `**${escapeInside(part.strong)}**`
    if ('code' in part) return `\`${part.code.replaceAll('`', "'")}\``
    const href = 'href' in part ? part.href : hrefOf(findPlace(part.to), page.name, '.md')
    return `[${escapeInside(part.text)}](${href})`
  }
  const line = (text: readonly Inline[]): string => escapeStart(text.map(inline).join('').trim())
  const address = (anchor: string | null | undefined): string =>
    anchor === null || anchor === undefined ? '' : `<a id="${anchor}"></a>`
  const listOf = (items: readonly Item[], indent = ''): readonly string[] =>
    items.flatMap(i => [`${indent}- ${address(i.anchor)}${line(i.text)}`, ...listOf(i.items ?? [], `${indent}  `)])
  const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  const blocksOf = (blocks: readonly Block[]): readonly string[] => blocks.flatMap(block)
  /** One text for each paragraph, list or table. */
  const block = (b: Block): readonly string[] => {
    switch (b.kind) {
      case 'heading':
        return [`${'#'.repeat(b.level)} ${address(b.anchor)}${escapeInside(b.text)}`]
      case 'paragraph':
        return [line(b.text)]
      case 'note':
        return [`> ${line(b.text)}`]
      case 'list':
        return [listOf(b.items).join('\n')]
      case 'table':
        return [
          [
            row(b.head.map(escapeInside)),
            row(b.head.map(() => '---')),
            ...b.rows.map(cells => row(cells.map(line))),
          ].join('\n'),
        ]
      case 'details':
        return [`**${escapeInside(b.summary)}**`, ...blocksOf(b.blocks)]
      case 'flow':
      case 'timeline':
        return blocksOf(b.alternative)
      case 'filter-list':
        return grouped(b.filters, b.entries).flatMap(({ title, entries }) => [
          ...(title === '' ? [] : [`#### ${escapeInside(title)}`]),
          listOf(entries.map(e => e.item)).join('\n'),
        ])
    }
  }
  return visibleText(`${[generatedMark, `# ${escapeInside(page.title)}`, ...blocksOf(page.blocks)].join('\n\n')}\n`)
}

/** Entries that agree in every filter under one title, in the order in which they come first. */
function grouped(
  filters: Readonly<Record<string, string>>,
  entries: readonly FilterEntry[],
): readonly { readonly title: string; readonly entries: readonly FilterEntry[] }[] {
  const groups = new Map<string, FilterEntry[]>()
  for (const entry of entries) {
    const title = filterWords(filters, entry).join(', ')
    groups.set(title, [...(groups.get(title) ?? []), entry])
  }
  return [...groups].map(([title, found]) => ({ title, entries: found }))
}

/** What an entry is filtered by, in words: `Level 4`, `Ages 5 to 10`. */
export const filterWords = (filters: Readonly<Record<string, string>>, entry: FilterEntry): readonly string[] =>
  Object.entries(filters).flatMap(([key, name]) => {
    const value = entry.values[key] ?? null
    return value === null ? [] : [`${name} ${value}`]
  })

// A text means itself in Markdown, whatever stands in it. Space at its ends parts it from its neighbours and stays.
const escapeInside = (text: string): string => text.replace(/\s+/g, ' ').replace(/[\\`*_[\]<>|~&#]/g, '\\$&')
// At the beginning of a line alone, `-` or `1.` mean a list.
const escapeStart = (text: string): string => text.replace(/^([-+=])/, '\\$1').replace(/^(\d+)([.)])/, '$1\\$2')
