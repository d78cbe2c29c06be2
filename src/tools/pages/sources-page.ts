import { sourceName } from '../../engine/render/decision-words.js'
import { isNamedWhereCited } from '../../rules/language/own-sources.js'
import type { Rulebook } from '../../rules/language/rulebook.js'
import type { Block, Item, Page } from './model/page.js'
import { anchorOf, heading, item, joined, link, list, paragraph } from './model/page.js'
import { ruleNames } from './model/rule-blocks.js'

/** Each clause of the sources with the rules that carry it, or why none does. */
export const sourcesPage = (rulebook: Rulebook): Page => ({
  name: 'sources',
  title: `${rulebook.name}: sources`,
  blocks: Object.keys(rulebook.sources).flatMap(id => sourceBlocks(rulebook, id)),
})

function sourceBlocks(rulebook: Rulebook, source: string): readonly Block[] {
  const about = rulebook.sources[source]
  const clauses = Object.entries(rulebook.clauses).filter(([, c]) => c.source === source)
  const cited = isNamedWhereCited(rulebook, source) ? `cited as "${sourceName(rulebook, source)}"` : undefined
  const published = [about?.publisher, about?.published, cited].filter(x => x !== undefined).join(', ')
  return [
    heading(2, about?.title ?? source),
    ...(published === '' ? [] : [paragraph(published)]),
    ...list(
      clauses.map(([id, { section, says }]) => ({
        anchor: anchorOf.clause(id),
        text: [{ strong: section }, ` ${says}`],
        items: carriedBy(rulebook, id),
      })),
    ),
  ]
}

function carriedBy(rulebook: Rulebook, clause: string): readonly Item[] {
  const rules = rulebook.rules.filter(r => r.clauses.includes(clause))
  const indicators = rulebook.indicators.filter(i => i.clauses.includes(clause))
  const terms = rulebook.definitions.filter(d => d.clauses.includes(clause))
  const audiences = rulebook.appliesTo.filter(a => a.clauses.includes(clause))
  const readings = rulebook.interpretations.filter(i => i.passages.includes(clause)).map(i => i.id)
  const judged = rulebook.leftToJudgement.filter(l => l.clauses.includes(clause))
  const outside = rulebook.outOfScope.filter(o => o.clauses.includes(clause))
  return [
    ...(rules.length > 0 ? [item('Carried by: ', ...ruleNames(rules))] : []),
    ...(terms.length > 0
      ? [
          item(
            'Term: ',
            ...joined(
              terms.map(d => [link(d.id.replaceAll('-', ' '), anchorOf.term(d.id))]),
              '; ',
            ),
          ),
        ]
      : []),
    ...(audiences.length > 0
      ? [
          item(
            'Whom the rules are for: ',
            ...joined(
              audiences.map(a => [link(a.id.replaceAll('-', ' '), anchorOf.audience(a.id))]),
              '; ',
            ),
          ),
        ]
      : []),
    ...(indicators.length > 0
      ? [
          item(
            'Indicators: ',
            ...joined(
              indicators.map(i => [link(i.label, anchorOf.indicator(i.id))]),
              '; ',
            ),
          ),
        ]
      : []),
    ...(readings.length > 0
      ? [
          item(
            'Read: ',
            ...joined(
              readings.map(r => [link(r.replaceAll('-', ' '), anchorOf.reading(r))]),
              '; ',
            ),
          ),
        ]
      : []),
    ...judged.map(l => item(`Left to judgement: ${l.reason}`)),
    ...outside.map(o => item(`Decides nothing for one contact: ${o.reason}`)),
  ]
}
