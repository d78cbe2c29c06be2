import type { Page } from './page.js'
import { anchorsOf } from './page.js'

/** Where an anchor stands: its page, and the place on it, or `null` where the page itself is meant. */
export interface Place {
  readonly page: string
  readonly anchor: string | null
}

/** Finds the place of an anchor; what stands nowhere is a mistake of ours and is thrown. */
export type FindPlace = (anchor: string) => Place

/** The places of all anchors of pages that are written together; an anchor that stands twice is thrown. */
export function placesOf(pages: readonly Page[]): FindPlace {
  const places = new Map<string, Place>(pages.map(p => [p.name, { page: p.name, anchor: null }]))
  for (const page of pages)
    for (const anchor of anchorsOf(page)) {
      if (places.has(anchor)) throw new Error(`the address ${anchor} stands twice`)
      places.set(anchor, { page: page.name, anchor })
    }
  return anchor => {
    const place = places.get(anchor)
    if (place === undefined) throw new Error(`nothing has the address ${anchor}`)
    return place
  }
}

/** An address as a page links to it; `ending` is that of the files. On a page itself the file is left out. */
export function hrefOf({ page, anchor }: Place, from: string, ending: string): string {
  if (anchor === null) return `${page}${ending}`
  return page === from ? `#${anchor}` : `${page}${ending}#${anchor}`
}
