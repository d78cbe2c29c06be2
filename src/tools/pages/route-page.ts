import type { Rule, Rulebook } from '../../rules/language/rulebook.js'
import { flowBlocks } from './model/flow-chart.js'
import type { Block, Page } from './model/page.js'
import { heading, paragraph } from './model/page.js'
import { orderedRules } from './model/rule-blocks.js'

/** The rules on where a contact goes, in the order in which it meets them. */
export function routePage(rulebook: Rulebook): Page {
  const entries = rulebook.rules.filter(r => r.stage === 'eligibility')
  const routes = rulebook.rules.filter(r => r.stage === 'route')
  return {
    name: 'where-it-goes',
    title: `${rulebook.name}: where it goes`,
    blocks: [
      paragraph(
        'Go from the top: the first rule that is known to apply decides. Ask for what is not known, since the answer may send the contact elsewhere.',
      ),
      ...(entries.length === 0
        ? []
        : [
            heading(2, 'First: what the contact is'),
            ...flowBlocks(rulebook, entries, 'What the contact is', 'A contact comes in.'),
          ]),
      heading(2, entries.length === 0 ? 'The way of a contact' : 'Then: where it goes'),
      ...flowBlocks(
        rulebook,
        routes,
        'Where a contact goes',
        entries.length === 0 ? 'A contact comes in.' : 'Whatever the contact is, it goes on from here.',
      ),
      ...rulesUnder('The rules on what the contact is', entries, rulebook),
      ...rulesUnder('The rules on where it goes', routes, rulebook),
    ],
  }
}

const rulesUnder = (title: string, rules: readonly Rule[], rulebook: Rulebook): readonly Block[] =>
  rules.length === 0 ? [] : [heading(2, title), ...orderedRules(rulebook, rules)]
