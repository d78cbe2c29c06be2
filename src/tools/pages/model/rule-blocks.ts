import { ruleSentence, sourceName, strengthWords } from '../../../engine/render/decision-words.js'
import type { Condition } from '../../../rules/language/condition.js'
import type { ConditionTree } from '../../../rules/language/condition-words.js'
import { conditionTree } from '../../../rules/language/condition-words.js'
import { isNamedWhereCited } from '../../../rules/language/own-sources.js'
import type { Rule, Rulebook } from '../../../rules/language/rulebook.js'
import { giverPhrase, requirementPhrase } from '../../../rules/vocabulary/phrases.js'
import type { Outcome } from '../../../rules/vocabulary/stages.js'
import { vocabularyOf } from '../../../rules/vocabulary/vocabulary.js'
import { outcomeWords } from '../../changes/rule-words.js'
import { originWords } from './origin-words.js'
import type { Block, Inline, Item } from './page.js'
import { anchorOf, details, heading, item, joined, link, list } from './page.js'
import { termsOf } from './terms.js'

/**
 * Clauses as links to them, by their sections, with the name of the document where a rulebook has several. Of several from one
 * section the first names it.
 */
export function clauseLinks(rulebook: Rulebook, clauses: readonly string[]): readonly Inline[] {
  const bySection = new Map<string, string[]>()
  for (const id of clauses) {
    const { source = '', section = id } = rulebook.clauses[id] ?? {}
    const name = isNamedWhereCited(rulebook, source) ? `${sourceName(rulebook, source)}: ${section}` : section
    bySection.set(name, [...(bySection.get(name) ?? []), id])
  }
  const links = [...bySection].map(([name, ids]) =>
    joined(
      ids.map((id, i): readonly Inline[] => [link(i === 0 ? name : `passage ${i + 1}`, anchorOf.clause(id))]),
      ', ',
    ),
  )
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
    rules.map(r => [link(ruleSentence(r), anchorOf.rule(r.id))]),
    ' ',
  )

/** Rules as links to them, by their short names: where there are many, and each is told in full elsewhere. */
export const ruleNames = (rules: readonly Rule[]): readonly Inline[] =>
  joined(
    rules.map(r => [link(r.id.replaceAll('-', ' '), anchorOf.rule(r.id))]),
    '; ',
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
      return `goes to ${vocabularyOf(rulebook).destinations[outcome.destination]?.label}${team}`
    }
    case 'consent': {
      const list = outcome.giver === null ? '' : `; who may give it: ${listName(outcome.giver)}`
      const says =
        outcome.requirement === null ? 'the source has no rule' : requirementPhrase(outcome.requirement, outcome.from)
      return `consent for ${vocabularyOf(rulebook).purposes[outcome.purpose]}: ${says}${list}`
    }
    case 'givers':
      return `consent comes from ${giverPhrase(outcome.from)}`
    default:
      return outcomeWords(rulebook, outcome)
  }
}

/** Who does an action, to stand behind it; empty where the source does not say. */
const doerWords = (rulebook: Rulebook, id: string): string => {
  const by = rulebook.actions[id]?.by ?? null
  return by === null ? '' : ` (${rulebook.teams[by] ?? by})`
}

/** The actions that a rule asks for, as links to them, each with who does it. */
export const actionLinks = (rulebook: Rulebook, rule: Rule): readonly Inline[] =>
  joined(
    rule.actions.map(({ id, strength }) => [
      link(rulebook.actions[id]?.label ?? id, anchorOf.action(id)),
      doerWords(rulebook, id),
      strengthWords(strength),
    ]),
    '; ',
  )

/** What a rule leads to, and the source that says so: what a first reader needs beside its sentence. */
const outcomeItems = (rulebook: Rulebook, rule: Rule): readonly Item[] => [
  ...(rule.outcome.stage === 'actions' ? [] : [item('Then: ', { strong: outcomePhrase(rulebook, rule.outcome) })]),
  ...(rule.actions.length > 0 ? [item('To do: ', ...actionLinks(rulebook, rule))] : []),
  ...(rule.also.length > 0 ? [item(`Also tell: ${rule.also.map(t => rulebook.teams[t] ?? t).join('; ')}`)] : []),
  item('Source: ', ...clauseLinks(rulebook, rule.clauses.slice(0, sourcesAtOnce))),
]

/** A rule's own clauses come first; where there are many, most are those of the terms that it uses. */
const sourcesAtOnce = 4

/** When exactly a rule applies, and the readings that it rests on. */
const conditionItems = (rulebook: Rulebook, rule: Rule): readonly Item[] => [
  rule.otherwise ? item('When: nothing above decides') : conditionItem('When', rulebook, rule.when),
  ...rule.exceptions.map(e => conditionItem('Unless it is known that', rulebook, e.condition)),
  ...(rule.clauses.length > sourcesAtOnce
    ? [item('Further sources: ', ...clauseLinks(rulebook, rule.clauses.slice(sourcesAtOnce)))]
    : []),
  ...(rule.interpretations.length > 0 ? [item('Reading: ', ...readingLinks(rulebook, rule.interpretations))] : []),
  item('Rule: ', { code: rule.id }),
  ...originItems(rulebook, rule),
]

const originItems = (rulebook: Rulebook, { id }: Rule): readonly Item[] => {
  const words = originWords(rulebook, id)
  return words === null ? [] : [item(`${words}.`)]
}

/** A rule under a heading of its own, at its address. */
export const ruleBlocks = (rulebook: Rulebook, rule: Rule, place: number | null = null): readonly Block[] => [
  heading(3, place === null ? ruleSentence(rule) : `${place}. ${ruleSentence(rule)}`, anchorOf.rule(rule.id)),
  ...list(outcomeItems(rulebook, rule)),
  ...details('When exactly', list(conditionItems(rulebook, rule))),
]

/** Rules in their order, numbered. */
export const orderedRules = (rulebook: Rulebook, rules: readonly Rule[]): readonly Block[] =>
  rules.flatMap((rule, i) => ruleBlocks(rulebook, rule, i + 1))
