import type { Rule, Rulebook } from '../../rules/rulebook.js'
import { destinationWords } from '../../rules/vocabulary-words.js'
import type { Inline, Page } from './page.js'
import { anchorOf, heading, link, paragraph, table } from './page.js'
import { orderedRules } from './rule-blocks.js'

/** The rules on where a contact goes, in the order in which it meets them. */
export function routePage(rulebook: Rulebook): Page {
  const entries = rulebook.rules.filter(r => r.stage === 'eligibility')
  const routes = rulebook.rules.filter(r => r.stage === 'route')
  const order = 'A contact meets the rules from the top; the first that is known to apply decides.'
  return {
    name: 'where-it-goes',
    title: `${rulebook.name}: where it goes`,
    blocks: [
      paragraph(order),
      ...(entries.length === 0
        ? []
        : [heading(2, 'What the contact is'), paragraph(order), ...orderedRules(rulebook, entries)]),
      heading(2, 'At a glance'),
      ...table(
        ['', 'Which contact', 'Goes to', 'Team', 'Also told'],
        routes.map((r, i) => [[String(i + 1)], ...routeRow(rulebook, r)]),
      ),
      heading(2, 'The rules'),
      ...orderedRules(rulebook, routes),
    ],
  }
}

function routeRow(rulebook: Rulebook, rule: Rule): readonly (readonly Inline[])[] {
  if (rule.outcome.stage !== 'route') return []
  const { destination, team } = rule.outcome
  return [
    [link(rule.says, anchorOf.rule(rule.id))],
    [destinationWords[destination]],
    [team === null ? '' : (rulebook.teams[team] ?? team)],
    [rule.also.map(t => rulebook.teams[t] ?? t).join('; ')],
  ]
}
