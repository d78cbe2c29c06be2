import { atomsOf } from '../../rules/language/condition.js'
import type { Rule, Rulebook } from '../../rules/language/rulebook.js'
import type { Purpose, Requirement } from '../../rules/vocabulary/fixed.js'
import type { Outcome } from '../../rules/vocabulary/stages.js'
import { vocabularyOf } from '../../rules/vocabulary/vocabulary.js'
import { familyGivers, giverName, isSpecial } from './families/family-givers.js'
import { familyCondition, familyWays } from './families/family-words.js'
import type { Block, Item, Page } from './model/page.js'
import { anchorOf, heading, item, link, list, note, paragraph } from './model/page.js'

type ConsentOutcome = Extract<Outcome, { stage: 'consent' }>

const consentOf = (rule: Rule): ConsentOutcome | null => (rule.outcome.stage === 'consent' ? rule.outcome : null)

const titles: Readonly<Record<string, string>> = {
  referral: 'When somebody asks us to help your family',
  'network-checks': 'When we ask others what they know about your family',
  'information-sharing': 'When we tell others what we know about your family',
  service: 'When we offer you help',
}

const abouts: Readonly<Record<string, string>> = {
  referral: 'This is called a referral. A school, a doctor or anyone else may make one.',
  'network-checks': 'We may ask a school, a doctor, the police or others.',
  'information-sharing': 'We may tell a school, a doctor, the police or others who can help.',
  service: 'This is about taking part in an assessment, or taking up help.',
}

const answers: Readonly<Record<Requirement, string>> = {
  required: 'We need you to agree first. You can say no.',
  seek: 'We ask you. We may go on if you say no.',
  inform: 'We tell you. We do not need you to agree.',
  'do-not-seek': 'We do not ask you first.',
  'not-required': 'We do not need you to agree.',
}

/** Consent for a family: who is asked about what, and when nobody is, in plain words made from the rules. */
export function familiesPage(rulebook: Rulebook): Page {
  const ruled = vocabularyOf(rulebook).purposeNames.filter(p => rulebook.rules.some(r => consentOf(r)?.purpose === p))
  return {
    name: 'for-families',
    title: `${rulebook.name}: for families`,
    blocks: [
      paragraph('Who has to ask you before something is done about your family? This page tells you in plain words.'),
      note({ strong: 'If a child is in danger now, call 999.' }),
      ...list([
        item(
          '"We" are children\'s services and those who work with them. "You" are the parent or carer, or the young person.',
        ),
        item('You may be asked several times. You can give a different answer each time.'),
        item(
          'Keeping a child safe comes first. If a child may be seriously harmed, nobody has to wait for your answer.',
        ),
      ]),
      heading(2, 'Who can agree', 'who-can-agree'),
      ...familyGivers(rulebook),
      ...ruled.flatMap(purpose => purposeBlocks(rulebook, purpose)),
      heading(2, 'Where this comes from', 'where-this-comes-from'),
      paragraph(
        `It is made from the rules that the council works by, but no council has written or checked it. The `,
        link('page on consent', 'consent'),
        ' has the rules as professionals read them.',
      ),
    ],
  }
}

function purposeBlocks(rulebook: Rulebook, purpose: Purpose): readonly Block[] {
  const rules = rulebook.rules.filter(r => consentOf(r)?.purpose === purpose)
  const items = rules.flatMap((rule, i) => answerItems(rulebook, rule, i === 0 && rules.length === 1))
  return [
    heading(2, titles[purpose] ?? `About ${vocabularyOf(rulebook).purposes[purpose]}`, `families-${purpose}`),
    ...(abouts[purpose] === undefined ? [] : [paragraph(abouts[purpose])]),
    ...list(items),
  ]
}

function answerItems(rulebook: Rulebook, rule: Rule, alone: boolean): readonly Item[] {
  const when = { strong: situation(rulebook, rule, alone) }
  return [
    {
      text: [when, ` ${answer(rulebook, rule)}${exception(rulebook, rule)} `, link('The rule', anchorOf.rule(rule.id))],
    },
  ]
}

function answer(rulebook: Rulebook, rule: Rule): string {
  const requirement = consentOf(rule)?.requirement ?? null
  if (requirement === null) return 'The rules do not say. Ask the person who works with you.'
  const asks = requirement === 'required' || requirement === 'seek'
  const whom = asks && isSpecial(rulebook, rule) ? ` Here it is ${giverName(consentOf(rule)?.from ?? null)}.` : ''
  return `${answers[requirement]}${whom}`
}

const wordsAtMost = 28

/** When a rule holds, as the beginning of an answer. */
function situation(rulebook: Rulebook, rule: Rule, alone: boolean): string {
  const when = rule.otherwise ? null : familyCondition(rulebook, rule.when)
  if (when !== null) {
    const ways = familyWays(rulebook, rule.when)
    // Too long for one breath: each way by itself.
    if (ways.length > 1 && when.split(' ').length > wordsAtMost)
      return `In each of these cases: ${ways.map(w => `${w.charAt(0).toUpperCase()}${w.slice(1)}.`).join(' ')}`
    return `If ${when}:`
  }
  // What no plain word tells is not for every case all the same.
  if (!rule.otherwise && atomsOf(rule.when).length > 0) return 'In some cases:'
  return alone ? 'Always:' : 'At all other times:'
}

/** When a rule does not hold after all, as a sentence of its own. */
function exception(rulebook: Rulebook, rule: Rule): string {
  const unless = rule.unless === null ? null : familyCondition(rulebook, rule.unless)
  return unless === null ? '' : ` This does not apply if ${unless}.`
}
