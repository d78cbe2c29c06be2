import { ruleSentence } from '../../engine/render/decision-words.js'
import { always } from '../../rules/language/condition.js'
import { conditionWords } from '../../rules/language/condition-words.js'
import type { Rule, Rulebook } from '../../rules/language/rulebook.js'
import type { Purpose } from '../../rules/vocabulary/fixed.js'
import { giverPhrase, requirementPhrase } from '../../rules/vocabulary/phrases.js'
import type { Outcome } from '../../rules/vocabulary/stages.js'
import { vocabularyOf } from '../../rules/vocabulary/vocabulary.js'
import { agePhrase, withoutAge } from './families/age-words.js'
import type { Block, Inline, Page } from './model/page.js'
import { anchorOf, heading, link, note, paragraph, table } from './model/page.js'
import { clauseLinks, listName, orderedRules } from './model/rule-blocks.js'

type ConsentOutcome = Extract<Outcome, { stage: 'consent' }>

const consentOf = (rule: Rule): ConsentOutcome | null => (rule.outcome.stage === 'consent' ? rule.outcome : null)

/** A decision table by purpose, age and reason, the rules behind it, and who may consent. */
export function consentPage(rulebook: Rulebook): Page {
  const { purposes, purposeNames } = vocabularyOf(rulebook)
  const ruled = purposeNames.filter(p => rulebook.rules.some(r => consentOf(r)?.purpose === p))
  return {
    name: 'consent',
    title: `${rulebook.name}: consent`,
    blocks: [
      note(
        'Consent that is refused, missing or not known never stops a referral, a check or the sharing of information where there is a risk of significant harm.',
      ),
      paragraph(
        'A family that wants to know what it is asked finds it in plain words on the page ',
        link('for families', 'for-families'),
        '.',
      ),
      heading(2, 'At a glance'),
      paragraph('For each purpose the first line that is known to apply decides.'),
      ...table(
        ['Purpose', 'Age', 'Reason', 'Consent', 'Who may give it', 'Source'],
        ruled.flatMap(purpose => purposeRows(rulebook, purpose)),
      ),
      ...ruled.flatMap(purpose => [
        heading(2, `Consent for ${purposes[purpose]}`, `consent-${purpose}`),
        paragraph('The first of these that is known to apply decides.'),
        ...orderedRules(rulebook, rulesFor(rulebook, purpose)),
      ]),
      ...giverBlocks(rulebook),
    ],
  }
}

const rulesFor = (rulebook: Rulebook, purpose: Purpose): readonly Rule[] =>
  rulebook.rules.filter(r => consentOf(r)?.purpose === purpose)

type Row = readonly (readonly Inline[])[]

const purposeRows = (rulebook: Rulebook, purpose: Purpose): readonly Row[] =>
  rulesFor(rulebook, purpose).flatMap((rule, i) => {
    const outcome = consentOf(rule)
    const requirement = outcome?.requirement ?? null
    const asks = requirement === 'required' || requirement === 'seek'
    const first = [`${vocabularyOf(rulebook).purposes[purpose]}, ${i + 1}`]
    const last = [
      [requirement === null ? 'the source has no rule' : requirementPhrase(requirement, null)],
      clauseLinks(rulebook, rule.clauses),
    ] as const
    const reason = [link(ruleSentence(rule), anchorOf.rule(rule.id))]
    const age = [agePhrase(rule.when) ?? 'any']
    if (!asks || outcome === null || outcome.giver === null) {
      const from = asks ? [giverPhrase(outcome?.from ?? null)] : ['']
      return [[first, age, reason, last[0], from, last[1]]]
    }
    return byAge(rulebook, outcome.giver).map(
      ({ ages, also, from }, n): Row => [
        first,
        [ages],
        n === 0
          ? [...reason, also === '' ? '' : ` And: ${also}.`]
          : [also === '' ? 'the same' : `the same, and: ${also}`],
        last[0],
        [from],
        n === 0 ? last[1] : [link(listName(outcome.giver ?? ''), giverAnchor(outcome.giver ?? ''))],
      ],
    )
  })

/** Who may consent by a list of the rulebook: at which age, and on which condition besides. */
const byAge = (rulebook: Rulebook, giver: string) =>
  giversOf(rulebook, giver).map((rule, i) => {
    const rest = rule.otherwise ? always : withoutAge(rule.when)
    return {
      ages: agePhrase(rule.when) ?? (i === 0 ? 'any' : 'any other'),
      also: rest === always ? '' : conditionWords(rulebook, rest),
      from: giverPhrase(rule.outcome.stage === 'givers' ? rule.outcome.from : null),
    }
  })

const giversOf = (rulebook: Rulebook, giver: string): readonly Rule[] =>
  rulebook.rules.filter(r => r.outcome.stage === 'givers' && r.outcome.giver === giver)

const giverAnchor = (giver: string): string => `givers-${giver}`

function giverBlocks(rulebook: Rulebook): readonly Block[] {
  const names = new Set(rulebook.rules.flatMap(r => (r.outcome.stage === 'givers' ? [r.outcome.giver] : [])))
  return [...names].flatMap(name => {
    const rules = giversOf(rulebook, name)
    return [
      heading(2, `Who may consent: ${listName(name)}`, giverAnchor(name)),
      paragraph('The first of these that is known to apply decides.'),
      ...table(
        ['Age', 'Reason', 'Who may consent'],
        rules.map(rule => [
          [agePhrase(rule.when) ?? 'any'],
          [link(ruleSentence(rule), anchorOf.rule(rule.id))],
          [giverPhrase(rule.outcome.stage === 'givers' ? rule.outcome.from : null)],
        ]),
      ),
      ...orderedRules(rulebook, rules),
    ]
  })
}
