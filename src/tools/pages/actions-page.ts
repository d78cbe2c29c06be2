import { ruleSentence } from '../../engine/render/decision-words.js'
import type { Rule, Rulebook } from '../../rules/language/rulebook.js'
import type { ActionKind, Moment } from '../../rules/vocabulary/fixed.js'
import { actionKinds, moments } from '../../rules/vocabulary/fixed.js'
import { vocabularyOf } from '../../rules/vocabulary/vocabulary.js'
import type { Inline, Item, Page } from './model/page.js'
import { anchorOf, heading, link, list, paragraph } from './model/page.js'
import { actionLinks, clauseLinks, orderedRules, ruleNames } from './model/rule-blocks.js'
import { isOnDisagreement, momentOf, situationNames, situationOf } from './model/situations.js'

const momentWords: Readonly<Record<Moment, string>> = {
  receipt: 'When a contact comes in',
  screening: 'At screening',
  enquiries: 'During enquiries and after them',
  later: 'Later: plans, panels, reviews, closing',
}

/** What is to be done, by the situation that asks for it. */
export function actionsPage(rulebook: Rulebook): Page {
  const rules = rulebook.rules.filter(r => r.stage === 'actions' && !isOnDisagreement(r))
  const others = rulebook.rules.filter(r => r.stage !== 'actions' && r.actions.length > 0)
  return {
    name: 'what-to-do',
    title: `${rulebook.name}: what to do`,
    blocks: [
      paragraph('All that apply to a contact are to be done. Where a strength stands in brackets, it is not a must.'),
      ...moments.flatMap(moment =>
        situationNames.flatMap(situation => {
          const found = rules.filter(
            r => momentOf(vocabularyOf(rulebook), r.when) === moment && situationOf(r) === situation,
          )
          return found.length === 0
            ? []
            : [heading(2, `${momentWords[moment]} · ${situation}`), ...orderedRules(rulebook, found)]
        }),
      ),
      ...(others.length === 0
        ? []
        : [
            heading(2, 'With where it goes, consent and timescales'),
            ...list(others.map(rule => besides(rulebook, rule))),
          ]),
      heading(2, 'Every action, who does it, and what asks for it'),
      paragraph('A decision gives its actions in this order. Where nobody is named, the source does not say who.'),
      ...actionKinds.flatMap(kind => {
        const ids = Object.keys(rulebook.actions).filter(id => rulebook.actions[id]?.kind === kind)
        return ids.length === 0 ? [] : [heading(3, kindTitles[kind]), ...list(ids.map(id => actionItem(rulebook, id)))]
      }),
    ],
  }
}

const kindTitles: Readonly<Record<ActionKind, string>> = {
  protect: 'To protect the child',
  tell: 'To tell somebody',
  ask: 'To ask for consent or information',
  assess: 'To assess',
  decide: 'To decide',
  offer: 'To offer help',
  record: 'To record',
}

/** Who does an action, and the clauses of its own. */
function doneBy(rulebook: Rulebook, id: string): readonly Inline[] {
  const { by = null, clauses = [] } = rulebook.actions[id] ?? {}
  return [
    by === null ? '' : `, by ${rulebook.teams[by] ?? by}`,
    ...(clauses.length === 0 ? [] : [' [', ...clauseLinks(rulebook, clauses), ']']),
  ]
}

const besides = (rulebook: Rulebook, rule: Rule): Item => ({
  text: [link(ruleSentence(rule), anchorOf.rule(rule.id)), ' To do: ', ...actionLinks(rulebook, rule)],
})

const actionItem = (rulebook: Rulebook, id: string): Item => ({
  anchor: anchorOf.action(id),
  text: [
    { strong: rulebook.actions[id]?.label ?? id },
    ...doneBy(rulebook, id),
    ': ',
    ...ruleNames(rulebook.rules.filter(r => r.actions.some(a => a.id === id))),
  ],
})
