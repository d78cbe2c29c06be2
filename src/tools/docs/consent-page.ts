import type { Outcome, Rule, Rulebook } from '../../rules/rulebook.js'
import type { Purpose, Requirement } from '../../rules/vocabulary.js'
import { purposes, requirements } from '../../rules/vocabulary.js'
import { giverPhrase, purposeWords, requirementPhrase } from '../../rules/vocabulary-words.js'
import type { Block, Inline, Page } from './page.js'
import { anchorOf, heading, item, link, list, paragraph, table } from './page.js'
import { clauseLinks, listName, orderedRules } from './rule-blocks.js'

type ConsentOutcome = Extract<Outcome, { stage: 'consent' }>

const consentOf = (rule: Rule): ConsentOutcome | null => (rule.outcome.stage === 'consent' ? rule.outcome : null)

/** A decision table for each purpose, who may consent, and the same in plain words for families. */
export function consentPage(rulebook: Rulebook): Page {
  const ruled = purposes.filter(p => rulebook.rules.some(r => consentOf(r)?.purpose === p))
  return {
    name: 'consent',
    title: `${rulebook.name}: consent`,
    blocks: [
      paragraph(
        'Consent that is refused, missing or not known never stops a referral, a check or the sharing of information where there is a risk of significant harm.',
      ),
      ...ruled.flatMap(purpose => purposeBlocks(rulebook, purpose)),
      ...giverBlocks(rulebook),
      ...familyBlocks(rulebook, ruled),
    ],
  }
}

function purposeBlocks(rulebook: Rulebook, purpose: Purpose): readonly Block[] {
  const rules = rulebook.rules.filter(r => consentOf(r)?.purpose === purpose)
  const row = (rule: Rule, i: number): readonly (readonly Inline[])[] => {
    const outcome = consentOf(rule)
    const requirement = outcome?.requirement ?? null
    return [
      [String(i + 1)],
      [link(rule.says, anchorOf.rule(rule.id))],
      [requirement === null ? 'the source has no rule' : requirementPhrase(requirement, null)],
      [requirement === 'required' || requirement === 'seek' ? whoMay(outcome) : ''],
      clauseLinks(rulebook, rule.clauses),
    ]
  }
  return [
    heading(2, `Consent for ${purposeWords[purpose]}`, `consent-${purpose}`),
    paragraph('The first line that is known to apply decides.'),
    ...table(['', 'Situation', 'Consent', 'Who may give it', 'Source'], rules.map(row)),
    ...orderedRules(rulebook, rules),
  ]
}

const whoMay = (outcome: ConsentOutcome | null): string =>
  outcome === null ? '' : outcome.giver === null ? giverPhrase(outcome.from) : listName(outcome.giver)

function giverBlocks(rulebook: Rulebook): readonly Block[] {
  const names = new Set(rulebook.rules.flatMap(r => (r.outcome.stage === 'givers' ? [r.outcome.giver] : [])))
  return [...names].flatMap(name => [
    heading(2, `Who may consent: ${listName(name)}`),
    paragraph('The first of these that is known to apply decides.'),
    ...orderedRules(
      rulebook,
      rulebook.rules.filter(r => r.outcome.stage === 'givers' && r.outcome.giver === name),
    ),
  ])
}

const familyPurposes: Readonly<Record<Purpose, string>> = {
  referral: "When somebody asks children's services to help your family",
  'network-checks': 'When we ask other services, such as a school or a doctor, what they know',
  'information-sharing': 'When we pass on what we know to other services',
  service: 'When help is offered to you that you may take or leave',
}

const familyWords: Readonly<Record<Requirement, string>> = {
  required: 'We need your agreement before we go on',
  seek: 'We ask whether you agree, and may go on if you do not',
  inform: 'We tell you what we do; you need not agree to it',
  'do-not-seek': 'We do not ask you first, because asking could put a child at risk, spoil an enquiry or lose time',
  'not-required': 'Your agreement is not needed',
}

function familyBlocks(rulebook: Rulebook, ruled: readonly Purpose[]): readonly Block[] {
  return [
    heading(2, 'For families, in plain words', 'for-families'),
    paragraph(
      'You are asked at several points, and you can answer differently each time. ',
      'If a child may be seriously harmed, we act to keep the child safe even without agreement.',
    ),
    heading(3, 'Who can agree'),
    ...list(familyGivers(rulebook).map(says => item(says))),
    ...ruled.flatMap(purpose => [
      heading(3, familyPurposes[purpose]),
      ...list(
        requirements.flatMap(requirement => {
          const rules = rulebook.rules.filter(
            r => consentOf(r)?.purpose === purpose && consentOf(r)?.requirement === requirement,
          )
          if (rules.length === 0) return []
          return [{ text: [{ strong: familyWords[requirement] }, ':'], items: rules.map(r => item(r.says)) }]
        }),
      ),
    ]),
  ]
}

/** Who can agree: by the rules that say so, and otherwise whoever the rules on consent name. */
function familyGivers(rulebook: Rulebook): readonly string[] {
  const rules = rulebook.rules.filter(r => r.stage === 'givers')
  const named = rulebook.rules.flatMap(r => {
    const outcome = consentOf(r)
    const asks = outcome?.requirement === 'required' || outcome?.requirement === 'seek'
    return outcome && asks && outcome.giver === null ? [`${giverPhrase(outcome.from)}.`] : []
  })
  const sentences = named.map(words => `${words.charAt(0).toUpperCase()}${words.slice(1)}`)
  return [...new Set([...rules.map(r => r.says), ...sentences])]
}
