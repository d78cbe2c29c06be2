import { dateWords } from '../../rules/language/in-force.js'
import type { LayerChange, Layering, Rulebook } from '../../rules/language/rulebook.js'
import type { Block, Inline, Item, Page } from './model/page.js'
import { anchorOf, heading, item, joined, link, list, paragraph } from './model/page.js'
import { clauseLinks, ruleNames } from './model/rule-blocks.js'

/** What is the authority's own and what it takes from others; `null` where it extends no other rulebook. */
export function layersPage(rulebook: Rulebook): Page | null {
  const { layering } = rulebook
  if (layering === null) return null
  const { layers, overrides, removes } = layering
  return {
    name: 'local-and-inherited',
    title: `${rulebook.name}: what is local and what is inherited`,
    blocks: [
      paragraph(
        layers.every(l => l.id === 'england')
          ? `${rulebook.name}'s own rules hold as they stand. England's national law and guidance come beside them, with the clocks that they set.`
          : `${rulebook.name} takes over ${layers.map(l => `${l.name} (${l.title}, version ${l.version})`).join(', then ')}, and changes what is listed here. Where nothing is said, what is inherited holds.`,
      ),
      ...changeBlocks(rulebook, 'In the place of what is inherited', overrides),
      ...changeBlocks(rulebook, 'Inherited, and left out here', removes),
      ...lawBlocks(rulebook),
      ...layers.flatMap(({ id, name }) => ofLayer(rulebook, layering, `From ${name}`, id)),
      // Beside what is the nation's everything is its own, and stands on the other pages.
      ...(layers.every(l => l.id === 'england')
        ? [paragraph(`Everything else is ${rulebook.name}'s own.`)]
        : ofLayer(rulebook, layering, `${rulebook.name}'s own`, null)),
    ],
  }
}

/** Acts and national guidance, the latest first, each with the rules here that it overtakes. */
function lawBlocks(rulebook: Rulebook): readonly Block[] {
  const entries = Object.entries(rulebook.law).sort(([, a], [, b]) => ((a.from ?? '') < (b.from ?? '') ? 1 : -1))
  if (entries.length === 0) return []
  return [
    heading(2, 'Law, and newer guidance'),
    paragraph('None of these changes a rule by itself. Where one overtakes a rule, its decisions say so.'),
    ...list(
      entries.map(([id, { title, from, status, read, says }]): Item => {
        const overtaken = rulebook.rules.filter(r => r.overtakenBy === id)
        return {
          text: [{ strong: title }, ` (${from === undefined ? '' : `${dateWords(from)}, `}${status}): ${says} ${read}`],
          items: overtaken.length === 0 ? [] : [item('Overtakes: ', ...ruleNames(overtaken))],
        }
      }),
    ),
  ]
}

const changeBlocks = (rulebook: Rulebook, title: string, changes: readonly LayerChange[]): readonly Block[] =>
  changes.length === 0
    ? []
    : [
        heading(2, title),
        ...list(
          changes.map(
            ({ of, because, clauses }): Item => ({
              text: [{ strong: nameOf(of) }, `: ${because}`],
              items: [item('Source: ', ...clauseLinks(rulebook, clauses))],
            }),
          ),
        ),
      ]

/** `grave`, `deadlines.first-visit`: the words of a name without its hyphens. */
const nameOf = (of: string): string => of.replace('.', ': ').replaceAll('-', ' ')

/** The rules and signs that come from one layer; `null` is the rulebook itself. */
function ofLayer(rulebook: Rulebook, { inherited }: Layering, title: string, layer: string | null): readonly Block[] {
  const from = (name: string): boolean => (inherited[name] ?? null) === layer
  const rules = rulebook.rules.filter(r => from(r.id)).map(r => [link(r.says, anchorOf.rule(r.id))])
  const signs = rulebook.indicators.filter(i => from(`indicators.${i.id}`))
  const links = joined(
    signs.map((i): readonly Inline[] => [link(i.label, anchorOf.indicator(i.id))]),
    '; ',
  )
  const items = [...rules.map(text => item(...text)), ...(signs.length === 0 ? [] : [item('Indicators: ', ...links)])]
  return items.length === 0 ? [] : [heading(2, title), ...list(items)]
}
