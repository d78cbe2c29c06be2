import { visible } from '../../../rules/visible.js'
import type { Inline, Item } from '../model/page.js'

/** Text that means itself in HTML, in an attribute too; what would not be seen is shown as a mark. */
export const escapeHtml = (text: string): string =>
  visible(text.replace(/\s+/g, ' '))
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')

/** Finds the address to link to, from the anchor that a link names. */
export type FindHref = (anchor: string) => string

/** Running text as HTML. */
export const textHtml = (text: readonly Inline[], findHref: FindHref): string =>
  text
    .map(part => {
      if (typeof part === 'string') return escapeHtml(part)
      if ('strong' in part) return `<strong>${escapeHtml(part.strong)}</strong>`
      if ('code' in part) return `<code>${escapeHtml(part.code)}</code>`
      const href = 'href' in part ? part.href : findHref(part.to)
      return `<a href="${escapeHtml(href)}">${escapeHtml(part.text)}</a>`
    })
    .join('')
    .trim()

const idOf = (anchor: string | undefined): string => (anchor === undefined ? '' : ` id="${anchor}"`)

/** What stands inside a point of a list. */
export const itemHtml = (item: Item, findHref: FindHref): string =>
  `${textHtml(item.text, findHref)}${listHtml(item.items ?? [], findHref)}`

/** Points as a list, those below a point inside it; nothing where there are none. */
export const listHtml = (items: readonly Item[], findHref: FindHref): string =>
  items.length === 0 ? '' : `<ul>${items.map(i => `<li${idOf(i.anchor)}>${itemHtml(i, findHref)}</li>`).join('')}</ul>`

/** An identifier made of a text: small letters, digits and hyphens. */
export const slug = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60)
