/** A piece of running text. A link names the anchor it leads to; the page is found when the pages are written. */
export type Inline =
  | string
  | { readonly text: string; readonly to: string }
  | { readonly strong: string }
  | { readonly code: string }

/** One point of a list, with an address of its own where something leads to it. */
export interface Item {
  readonly text: readonly Inline[]
  readonly anchor?: string
  readonly items?: readonly Item[]
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
} as const satisfies Record<string, (id: string) => string>

/** The addresses that a page holds, in order. */
export function anchorsOf(page: Page): readonly string[] {
  const ofItems = (items: readonly Item[]): readonly string[] =>
    items.flatMap(i => [...(i.anchor === undefined ? [] : [i.anchor]), ...ofItems(i.items ?? [])])
  return page.blocks.flatMap(b =>
    b.kind === 'heading' && b.anchor !== null ? [b.anchor] : b.kind === 'list' ? ofItems(b.items) : [],
  )
}
