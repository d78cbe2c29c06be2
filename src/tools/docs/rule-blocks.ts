import type { Condition } from '../../rules/condition.js'
import type { ConditionTree } from '../../rules/condition-words.js'
import { conditionTree } from '../../rules/condition-words.js'
import type { Indicator, Outcome, Rule, Rulebook } from '../../rules/rulebook.js'
import { destinationWords, giverPhrase, purposeWords, requirementPhrase } from '../../rules/vocabulary-words.js'
import { outcomeWords } from '../rule-words.js'
import type { Block, Inline, Item } from './page.js'
import { anchorOf, heading, item, joined, link, list } from './page.js'
import { termsOf } from './terms.js'

/** A clause's section as a link to it, with the year of its document where a rulebook has several. */
export function clauseLinks(rulebook: Rulebook, clauses: readonly string[]): readonly Inline[] {
  const several = Object.keys(rulebook.sources).length > 1
  const links = clauses.map((id): readonly Inline[] => {
    const { source = '', section = id } = rulebook.clauses[id] ?? {}
    const year = /\d{4}/.exec(rulebook.sources[source]?.published ?? source)?.[0] ?? source
    return [link(several ? `${year}: ${section}` : section, anchorOf.clause(id))]
  })
  return joined(links, '; ')
}

/** The questions of readings, as links to them. */
export const readingLinks = (rulebook: Rulebook, ids: readonly string[]): readonly Inline[] =>
  joined(
    ids.map(id => [link(rulebook.interpretations.find(i => i.id === id)?.question ?? id, anchorOf.reading(id))]),
    ' ',
  )

/** Rules as links to them. */
export const ruleLinks = (rules: readonly Rule[]): readonly Inline[] =>
  joined(
    rules.map(r => [link(r.says, anchorOf.rule(r.id))]),
    ' ',
  )

/** A condition as points of a list, after a word that says what they are; terms in it are links, save `own`. */
export const conditionItem = (
  word: string,
  rulebook: Rulebook,
  condition: Condition,
  own: string | null = null,
): Item => treeItem(rulebook, `${word}: `, conditionTree(rulebook, condition, termsOf(rulebook, own)))

function treeItem(rulebook: Rulebook, before: string, tree: ConditionTree): Item {
  if (typeof tree === 'string') return item(`${before}${tree}`)
  if ('term' in tree) {
    const says = rulebook.definitions.find(d => d.id === tree.term)?.says ?? tree.term
    return item(`${before}${tree.holds ? '' : 'it is known not to hold that: '}`, link(says, anchorOf.term(tree.term)))
  }
  const parts = 'all' in tree ? tree.all : tree.any
  return {
    text: [`${before}${'all' in tree ? 'all of these' : 'any of these'}`],
    items: parts.map(part => treeItem(rulebook, '', part)),
  }
}

/** A list of those who may consent, by its name. */
export const listName = (giver: string): string => `"${giver.replaceAll('-', ' ')}"`

/** What a rule sets, as a practitioner says it. */
export function outcomePhrase(rulebook: Rulebook, outcome: Outcome): string {
  switch (outcome.stage) {
    case 'route': {
      const team = outcome.team === null ? '' : `: ${rulebook.teams[outcome.team] ?? outcome.team}`
      return `goes to ${destinationWords[outcome.destination]}${team}`
    }
    case 'consent': {
      const list = outcome.giver === null ? '' : `; who may give it: ${listName(outcome.giver)}`
      const says =
        outcome.requirement === null ? 'the source has no rule' : requirementPhrase(outcome.requirement, outcome.from)
      return `consent for ${purposeWords[outcome.purpose]}: ${says}${list}`
    }
    case 'givers':
      return `consent comes from ${giverPhrase(outcome.from)}`
    default:
      return outcomeWords(rulebook, outcome)
  }
}

/** The actions that a rule asks for, as links to them. */
export const actionLinks = (rulebook: Rulebook, rule: Rule): readonly Inline[] =>
  joined(
    rule.actions.map(({ id, strength }) => [
      link(rulebook.actions[id] ?? id, anchorOf.action(id)),
      strength === 'must' ? '' : ` (${strength})`,
    ]),
    '; ',
  )

/** Everything that a rule says, as points of a list. */
export function ruleItems(rulebook: Rulebook, rule: Rule): readonly Item[] {
  return [
    rule.otherwise ? item('When: nothing above decides') : conditionItem('When', rulebook, rule.when),
    ...(rule.unless ? [conditionItem('Unless it is known that', rulebook, rule.unless)] : []),
    ...(rule.outcome.stage === 'actions' ? [] : [item('Then: ', { strong: outcomePhrase(rulebook, rule.outcome) })]),
    ...(rule.actions.length > 0 ? [item('To do: ', ...actionLinks(rulebook, rule))] : []),
    ...(rule.also.length > 0 ? [item(`Also tell: ${rule.also.map(t => rulebook.teams[t] ?? t).join('; ')}`)] : []),
    item('Source: ', ...clauseLinks(rulebook, rule.clauses)),
    ...(rule.interpretations.length > 0 ? [item('Reading: ', ...readingLinks(rulebook, rule.interpretations))] : []),
    item('Rule: ', { code: rule.id }),
  ]
}

/** A rule under a heading of its own, at its address. */
export const ruleBlocks = (rulebook: Rulebook, rule: Rule, place: number | null = null): readonly Block[] => [
  heading(3, place === null ? rule.says : `${place}. ${rule.says}`, anchorOf.rule(rule.id)),
  ...list(ruleItems(rulebook, rule)),
]

/** Rules in their order, numbered. */
export const orderedRules = (rulebook: Rulebook, rules: readonly Rule[]): readonly Block[] =>
  rules.flatMap((rule, i) => ruleBlocks(rulebook, rule, i + 1))

/** An indicator as a point of a list, at its address. */
export function indicatorItem(rulebook: Rulebook, indicator: Indicator): Item {
  const { when, unless, note, concerns, groups, clauses, interpretations } = indicator
  const plain = (ids: readonly string[]): string => ids.map(id => id.replaceAll('-', ' ')).join(', ')
  const together = rulebook.indicators.filter(i => i.bullet === indicator.bullet && i.id !== indicator.id)
  const details: Item[] = [
    ...(note === null ? [] : [item(`The source: ${note}`)]),
    ...(when ? [conditionItem('Counts only when', rulebook, when)] : []),
    ...(unless ? [conditionItem('Counts unless it is known that', rulebook, unless)] : []),
    ...(concerns.length > 0 ? [item(`Counts as the concern: ${plain(concerns)}`)] : []),
    ...(together.length > 0 ? [item(`Counts once together with: ${together.map(i => i.label).join('; ')}`)] : []),
    ...(groups.length > 0 ? [item(`Group: ${plain(groups)}`)] : []),
    ...(clauses.length > 0 ? [item('Source: ', ...clauseLinks(rulebook, clauses))] : []),
    ...(interpretations.length > 0 ? [item('Reading: ', ...readingLinks(rulebook, interpretations))] : []),
  ]
  return {
    text: [indicator.label, ' ', { code: indicator.id }],
    anchor: anchorOf.indicator(indicator.id),
    items: details,
  }
}
