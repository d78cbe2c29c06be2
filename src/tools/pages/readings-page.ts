import type { Interpretation, Rulebook } from '../../rules/language/rulebook.js'
import type { Block, Page } from './model/page.js'
import { anchorOf, heading, item, joined, link, list, paragraph } from './model/page.js'
import { clauseLinks, ruleNames } from './model/rule-blocks.js'

/** Every place where the source is silent or contradicts itself: both sides, and what rests on the reading chosen. */
export const readingsPage = (rulebook: Rulebook): Page => ({
  name: 'readings',
  title: `${rulebook.name}: readings`,
  blocks: [
    paragraph(
      'Where the source is silent, open or contradicts itself, one reading is chosen. Each is open to question.',
    ),
    ...rulebook.interpretations.flatMap(i => readingBlocks(rulebook, i)),
  ],
})

function readingBlocks(rulebook: Rulebook, interpretation: Interpretation): readonly Block[] {
  const { id, question, passages, reading, notChosen, why } = interpretation
  const rules = rulebook.rules.filter(r => r.interpretations.includes(id))
  const indicators = rulebook.indicators.filter(i => i.interpretations.includes(id))
  const terms = rulebook.definitions.filter(d => d.interpretations.includes(id))
  const audiences = rulebook.appliesTo.filter(a => a.interpretations.includes(id))
  const rests = [
    ...audiences.map(a => [link(`whom the rules are for: ${a.id.replaceAll('-', ' ')}`, anchorOf.audience(a.id))]),
    ...terms.map(d => [link(d.id.replaceAll('-', ' '), anchorOf.term(d.id))]),
    ...(rules.length > 0 ? [ruleNames(rules)] : []),
    ...indicators.map(i => [link(i.label, anchorOf.indicator(i.id))]),
  ]
  return [
    heading(2, question, anchorOf.reading(id)),
    ...list([
      item({ strong: 'Read here as' }, `: ${reading}`),
      item({ strong: 'Not as' }, `: ${notChosen}`),
      item({ strong: 'Why' }, `: ${why}`),
      item('Passages: ', ...clauseLinks(rulebook, passages)),
      ...(rests.length > 0 ? [item('What rests on it: ', ...joined(rests, '; '))] : []),
    ]),
  ]
}
