import { visibleText } from '../../rules/visible.js'
import { wrap } from './wrap.js'

/** A piece of a report that can be written as plain text or as Markdown. */
export type Block =
  | { readonly heading: string; readonly level: 1 | 2 | 3 }
  | { readonly text: string }
  /** A point, with what belongs to it. */
  | { readonly item: string; readonly lines: readonly string[] }
  /** The first row holds the heads; the first column holds words and the rest numbers. */
  | { readonly table: readonly (readonly string[])[] }

/** Blocks as plain text. */
export function blocksAsText(blocks: readonly Block[], width: number): string {
  const out: string[] = []
  for (const block of blocks) {
    if ('heading' in block) {
      if (out.length > 0) out.push('')
      out.push(block.heading)
      if (block.level < 3) out.push((block.level === 1 ? '=' : '-').repeat(Math.min(block.heading.length, width)))
    } else if ('text' in block) out.push(...wrap(block.text, width))
    else if ('item' in block) {
      out.push(...wrap(`- ${block.item}`, width, '  '))
      for (const line of block.lines) out.push(...wrap(`    ${line}`, width, '      '))
    } else {
      const widths = (block.table[0] ?? []).map((_, i) => Math.max(...block.table.map(row => (row[i] ?? '').length)))
      for (const row of block.table)
        out.push(
          row
            .map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0)))
            .join('   ')
            .trimEnd(),
        )
    }
  }
  return visibleText(`${out.join('\n')}\n`)
}

const escaped = (text: string): string => text.replace(/[|<>*_]/g, '\\$&')
/** Markdown reads some characters as marks; what stands in backticks is left as it is. */
const safe = (text: string): string =>
  text
    .split('`')
    .map((part, i) => (i % 2 === 0 ? escaped(part) : part))
    .join('`')

/** Blocks as Markdown. */
export function blocksAsMarkdown(blocks: readonly Block[]): string {
  const out: string[] = []
  let inList = false
  for (const block of blocks) {
    const item = 'item' in block
    if (out.length > 0 && !(item && inList)) out.push('')
    inList = item
    if ('heading' in block) out.push(`${'#'.repeat(block.level)} ${safe(block.heading)}`)
    else if ('text' in block) out.push(safe(block.text))
    else if ('item' in block) out.push(`- ${safe(block.item)}`, ...block.lines.map(line => `  - ${safe(line)}`))
    else {
      const rows = block.table.map(row => `| ${row.map(safe).join(' | ')} |`)
      const rule = `| ${(block.table[0] ?? []).map((_, i) => (i === 0 ? '---' : '---:')).join(' | ')} |`
      out.push(rows[0] ?? '', rule, ...rows.slice(1))
    }
  }
  return visibleText(`${out.join('\n')}\n`)
}
