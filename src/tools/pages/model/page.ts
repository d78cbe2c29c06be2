/**
 * A piece of running text. A link names the anchor it leads to, and the page is found when the pages are written; `href` is an
 * address as it stands, for what lies outside these pages.
 */
export type Inline =
  | string
  | { readonly text: string; readonly to: string }
  | { readonly text: string; readonly href: string }
  | { readonly strong: string }
  | { readonly code: string }

/** One point of a list, with an address of its own where something leads to it. */
export interface Item {
  readonly text: readonly Inline[]
  readonly anchor?: string
  readonly items?: readonly Item[]
}

/** One box of a flow chart; `to` is the address that it links to. */
export interface FlowNode {
  readonly id: string
  readonly kind: 'start' | 'question' | 'outcome'
  readonly text: string
  readonly to: string | null
}

/** A flow chart as data: how it is drawn is the writer's affair. */
export interface FlowChart {
  readonly nodes: readonly FlowNode[]
  readonly edges: readonly { readonly from: string; readonly to: string; readonly label: string }[]
}

/** Clocks of one contact on an axis of days. Instants are ISO 8601 with London's offset. */
export interface Timeline {
  readonly from: string
  readonly to: string
  /** Weekends and bank holidays between the two, as dates. */
  readonly daysOff: readonly { readonly date: string; readonly name: string | null }[]
  readonly bars: readonly {
    readonly label: string
    readonly start: string
    readonly due: string
    readonly governs: boolean
  }[]
}

/** An indicator, or whatever else can be searched in a long list: what it is filtered by, and how it reads. */
export interface FilterEntry {
  readonly item: Item
  /** By the keys of the block's `filters`; `null` where the filter does not apply to it. */
  readonly values: Readonly<Record<string, string | null>>
}

export type Block =
  | { readonly kind: 'heading'; readonly level: 2 | 3 | 4; readonly text: string; readonly anchor: string | null }
  | { readonly kind: 'paragraph'; readonly text: readonly Inline[] }
  | { readonly kind: 'list'; readonly items: readonly Item[] }
  | {
      readonly kind: 'table'
      readonly head: readonly string[]
      readonly rows: readonly (readonly (readonly Inline[])[])[]
    }
  /** A point that must not be overlooked. */
  | { readonly kind: 'note'; readonly text: readonly Inline[] }
  /** What a first reading can do without, behind a line that says what it is. */
  | { readonly kind: 'details'; readonly summary: string; readonly blocks: readonly Block[] }
  /** A picture; `alternative` is the same in words, and all that a format without pictures shows. */
  | {
      readonly kind: 'flow'
      readonly title: string
      readonly chart: FlowChart
      readonly alternative: readonly Block[]
    }
  | {
      readonly kind: 'timeline'
      readonly title: string
      readonly timeline: Timeline
      readonly alternative: readonly Block[]
    }
  /** A long list that a reader can narrow down: by words, and by each of `filters` (a key and what people call it). */
  | {
      readonly kind: 'filter-list'
      readonly filters: Readonly<Record<string, string>>
      readonly entries: readonly FilterEntry[]
    }

/** One page as data, before it is written in any format. */
export interface Page {
  /** Its name without an ending; also the anchor of its beginning. */
  readonly name: string
  readonly title: string
  readonly blocks: readonly Block[]
}

export const heading = (level: 2 | 3 | 4, text: string, anchor: string | null = null): Block => ({
  kind: 'heading',
  level,
  text,
  anchor,
})
export const paragraph = (...text: Inline[]): Block => ({ kind: 'paragraph', text })
export const list = (items: readonly Item[]): readonly Block[] => (items.length === 0 ? [] : [{ kind: 'list', items }])
export const table = (head: readonly string[], rows: readonly (readonly (readonly Inline[])[])[]): readonly Block[] =>
  rows.length === 0 ? [] : [{ kind: 'table', head, rows }]
export const item = (...text: Inline[]): Item => ({ text })
export const link = (text: string, to: string): Inline => ({ text, to })

/** Several pieces of text with something between them. */
export const joined = (parts: readonly (readonly Inline[])[], between: string): readonly Inline[] =>
  parts.flatMap((p, i) => (i === 0 ? p : [between, ...p]))

/** The addresses of what a rulebook holds: stable, since they are made of its ids. */
export const anchorOf = {
  rule: (id: string) => `rule-${id}`,
  clause: (id: string) => `clause-${id}`,
  reading: (id: string) => `reading-${id}`,
  deadline: (id: string) => `deadline-${id}`,
  action: (id: string) => `action-${id}`,
  indicator: (id: string) => `indicator-${id}`,
  term: (id: string) => `term-${id}`,
  audience: (id: string) => `for-${id}`,
  fact: (name: string) => `fact-${name.replace('.', '-')}`,
} as const satisfies Record<string, (id: string) => string>

export const note = (...text: Inline[]): Block => ({ kind: 'note', text })
export const details = (summary: string, blocks: readonly Block[]): readonly Block[] =>
  blocks.length === 0 ? [] : [{ kind: 'details', summary, blocks }]

/** The addresses that a page holds, in order. */
export const anchorsOf = (page: Page): readonly string[] => page.blocks.flatMap(anchorsOfBlock)

const anchorsOfItem = (i: Item): readonly string[] => [
  ...(i.anchor === undefined ? [] : [i.anchor]),
  ...(i.items ?? []).flatMap(anchorsOfItem),
]

function anchorsOfBlock(block: Block): readonly string[] {
  switch (block.kind) {
    case 'heading':
      return block.anchor === null ? [] : [block.anchor]
    case 'list':
      return block.items.flatMap(anchorsOfItem)
    case 'details':
      return block.blocks.flatMap(anchorsOfBlock)
    case 'flow':
    case 'timeline':
      return block.alternative.flatMap(anchorsOfBlock)
    case 'filter-list':
      return block.entries.flatMap(e => anchorsOfItem(e.item))
    case 'paragraph':
    case 'note':
    case 'table':
      return []
  }
}
