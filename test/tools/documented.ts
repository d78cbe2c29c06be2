import { instance } from '@viz-js/viz'
import { documentRulebook } from '../../src/tools/pages/document-rulebook.js'
import type { Draw } from '../../src/tools/pages/write/html.js'
import { shippedRulebooks } from '../rulebooks.js'
import { small } from '../small.js'

const viz = await instance()

/** Graphviz itself. */
export const draw: Draw = dot => viz.renderString(dot, { format: 'svg' })

/** Each shipped rulebook and the small one, with their pages as data. */
export const documented = [...shippedRulebooks(), { name: 'small', rulebook: small() }].map(({ name, rulebook }) => ({
  name,
  rulebook,
  pages: documentRulebook(rulebook),
}))

/** Every value of an attribute in a piece of HTML, in order. */
export const attributes = (html: string, name: string): readonly string[] =>
  [...html.matchAll(new RegExp(` ${name}="([^"]*)"`, 'g'))].map(m => m[1] ?? '')

/** What stands more than once. */
export const repeated = (values: readonly string[]): readonly string[] =>
  values.filter((v, i) => values.indexOf(v) !== i)

const empty = /^(meta|link|br|hr|img|input)$/

/** The first tag of a piece of HTML that is not closed where it should be; `null` where all are. */
export function unbalanced(html: string): string | null {
  const open: string[] = []
  for (const [tag, closing, name = '', selfClosed] of html.matchAll(
    /<(\/?)([a-z][a-z0-9]*)\b(?:"[^"]*"|[^">])*?(\/?)>/gi,
  )) {
    if (selfClosed || empty.test(name)) continue
    if (!closing) open.push(name)
    else if (open.pop() !== name) return tag
  }
  return open.at(-1) ?? null
}
