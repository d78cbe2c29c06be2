import { chartParts } from '../model/flow-chart.js'
import type { Block, FilterEntry } from '../model/page.js'
import { flowDot } from './dot.js'
import type { FindHref } from './html-text.js'
import { escapeHtml, itemHtml, listHtml, textHtml } from './html-text.js'
import { filterWords } from './markdown.js'
import { bareSvg } from './svg.js'
import { timelineSvg } from './timeline-svg.js'

/** As many questions of a flow chart as fit on a sheet. */
const questionsOnPaper = 6

/** Graphviz: a graph in its language DOT as SVG. */
export type Draw = (dot: string) => string

/** What the blocks of one page are written with. */
export interface BlockContext {
  readonly draw: Draw
  readonly findHref: FindHref
  /** A name that nothing else on the page has, made of `wanted`. */
  readonly name: (wanted: string) => string
  /** How many levels deeper than on a page of its own a heading stands. */
  readonly deeper: number
  /** Whether what stands behind a line to open is shown at once, as on paper. */
  readonly open: boolean
}

/** Blocks as HTML, one line each. */
export function blocksHtml(blocks: readonly Block[], context: BlockContext): string {
  // Regions that scroll are told apart by the heading that they stand under.
  let under: Under = { text: '', anchor: null }
  return blocks
    .map(block => {
      if (block.kind === 'heading') under = block
      const html = blockHtml(block, under, context)
      // Of several tables under one heading the first alone has its name.
      if (block.kind === 'table') under = { ...under, anchor: null }
      return `${html}\n`
    })
    .join('')
}

/** The heading that a block stands under. */
interface Under {
  readonly text: string
  readonly anchor: string | null
}

function blockHtml(block: Block, under: Under, context: BlockContext): string {
  const { findHref, deeper, name, open } = context
  switch (block.kind) {
    case 'heading': {
      const tag = `h${block.level + deeper}`
      const id = block.anchor === null ? '' : ` id="${block.anchor}"`
      return `<${tag}${id}>${escapeHtml(block.text)}</${tag}>`
    }
    case 'paragraph':
      return `<p>${textHtml(block.text, findHref)}</p>`
    case 'note':
      return `<p class="note">${textHtml(block.text, findHref)}</p>`
    case 'list':
      return listHtml(block.items, findHref)
    case 'table':
      return tableHtml(block, under, context)
    case 'details':
      return detailsHtml(block.summary, block.blocks, context)
    case 'flow': {
      const charts = open ? chartParts(block.chart, questionsOnPaper) : [block.chart]
      // Its boxes are links, so it is no single picture to those who do not see it.
      const role = `<svg role="group" aria-label="${escapeHtml(block.title)}"`
      const pictures = charts.map(c => bareSvg(context.draw(flowDot(c, findHref))).replace(/^<svg/, role))
      return figureHtml('diagram flow', block.title, pictures, 'The same as a table', block.alternative, context)
    }
    case 'timeline': {
      const svg = timelineSvg(block.timeline, { title: block.title, id: name('timeline') })
      return figureHtml('diagram', block.title, [svg], 'The same as a table', block.alternative, context)
    }
    case 'filter-list':
      return filterListHtml(block.filters, block.entries, findHref, open)
  }
}

const region = (name: string, kind: string, inside: string): string =>
  `<div class="${kind}" tabindex="0" role="region" ${name}>${inside}</div>`

const tableName = ({ text, anchor }: Under, { name }: BlockContext): string =>
  anchor === null
    ? `aria-label="${escapeHtml(name(text === '' ? 'Table' : `Table: ${text}`))}"`
    : `aria-labelledby="${anchor}"`

function tableHtml(block: Extract<Block, { kind: 'table' }>, under: Under, context: BlockContext): string {
  const cell = (text: (typeof block.rows)[number][number]): string => `<td>${textHtml(text, context.findHref)}</td>`
  const head = block.head.map(h => (h === '' ? '<td></td>' : `<th scope="col">${escapeHtml(h)}</th>`)).join('')
  const rows = block.rows.map(cells => `<tr>${cells.map(cell).join('')}</tr>`).join('')
  const table = `<table><thead><tr>${head}</tr></thead><tbody>${rows}</tbody></table>`
  return region(tableName(under, context), 'table-scroll', table)
}

function detailsHtml(summary: string, blocks: readonly Block[], context: BlockContext): string {
  const inside = blocksHtml(blocks, context).trimEnd()
  return context.open
    ? `<p class="summary">${escapeHtml(summary)}</p>\n${inside}`
    : `<details><summary>${escapeHtml(summary)}</summary>${inside}</details>`
}

function figureHtml(
  kind: string,
  title: string,
  pictures: readonly string[],
  summary: string,
  alternative: readonly Block[],
  context: BlockContext,
): string {
  const figures = pictures.map(svg => {
    return `<figure class="${kind}">${region(`aria-label="${escapeHtml(context.name(title))}"`, 'diagram-scroll', svg)}</figure>\n`
  })
  return `${figures.join('')}${detailsHtml(summary, alternative, context)}`
}

function filterListHtml(
  filters: Readonly<Record<string, string>>,
  entries: readonly FilterEntry[],
  findHref: FindHref,
  open: boolean,
): string {
  const entryHtml = (entry: FilterEntry): string => {
    const { anchor, text, items = [] } = entry.item
    const words = filterWords(filters, entry).join(' · ')
    const id = anchor === undefined ? '' : ` id="${anchor}"`
    return `<li${id}>${itemHtml({ text }, findHref)} <small>${escapeHtml(words)}</small>${listHtml(items, findHref)}</li>`
  }
  const box = open ? '' : `<div class="filter" data-filters="${escapeHtml(Object.values(filters).join('|'))}"></div>`
  return `${box}<ul class="filtered">${entries.map(entryHtml).join('\n')}</ul>`
}
