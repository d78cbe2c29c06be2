import type { Rulebook } from '../../rules/language/rulebook.js'
import type { Page } from './model/page.js'
import { heading, paragraph } from './model/page.js'
import { orderedRules, ruleLinks } from './model/rule-blocks.js'
import { isOnDisagreement } from './model/situations.js'

/** What is to be done where professionals disagree; `null` where no rule is on it. */
export function disagreementsPage(rulebook: Rulebook): Page | null {
  const rules = rulebook.rules.filter(isOnDisagreement)
  if (rules.length === 0) return null
  const others = rules.filter(r => r.stage !== 'actions')
  return {
    name: 'disagreements',
    title: `${rulebook.name}: disagreements between professionals`,
    blocks: [
      ...orderedRules(
        rulebook,
        rules.filter(r => r.stage === 'actions'),
      ),
      ...(others.length === 0
        ? []
        : [heading(2, 'Timescales and more that turn on a disagreement'), paragraph(...ruleLinks(others))]),
    ],
  }
}
