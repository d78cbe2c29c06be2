import type { Rule, Rulebook } from '../../../rules/language/rulebook.js'
import type { ConsentGiver, Purpose } from '../../../rules/vocabulary/fixed.js'
import { vocabularyOf } from '../../../rules/vocabulary/vocabulary.js'
import type { Block } from '../model/page.js'
import { item, list } from '../model/page.js'
import { agePhrase, withoutAge } from './age-words.js'
import { familyCondition } from './family-words.js'

const purposeNames: Readonly<Record<string, string>> = {
  referral: 'asking us to help you',
  'network-checks': 'asking others about you',
  'information-sharing': 'telling others about you',
  service: 'help that you are offered',
}

const who: Readonly<Record<ConsentGiver, string>> = {
  'parental-responsibility': 'a parent, or somebody else with the legal rights of a parent (parental responsibility)',
  'young-person': 'the young person',
  both: 'both of you: a parent, or somebody else with the legal rights of a parent (parental responsibility), and the young person',
}

/** Who can agree, to what: by the rules on who may consent, and by the rules on consent that name somebody themselves. */
export function familyGivers(rulebook: Rulebook): readonly Block[] {
  const found = new Map<string, Set<Purpose>>()
  for (const rule of rulebook.rules) {
    const { outcome } = rule
    if (outcome.stage !== 'consent' || !/^(required|seek)$/.test(outcome.requirement ?? '')) continue
    const key = outcome.giver ?? outcome.from ?? ''
    if (isSpecial(rulebook, rule)) continue
    found.set(key, (found.get(key) ?? new Set()).add(outcome.purpose))
  }
  if (found.size === 0) return list([item('The rules do not say.')])
  return list(
    [...found].map(([key, purposes]) => ({
      text: [`For ${[...purposes].map(p => purposeNames[p] ?? vocabularyOf(rulebook).purposes[p]).join('; ')}:`],
      items: giverItems(rulebook, key),
    })),
  )
}

/** Whether a rule names somebody itself where others on its purpose leave it to a list: then its own answer says who. */
export function isSpecial(rulebook: Rulebook, rule: Rule): boolean {
  const { outcome } = rule
  if (outcome.stage !== 'consent' || outcome.giver !== null || outcome.from === null) return false
  return rulebook.rules.some(
    r => r.outcome.stage === 'consent' && r.outcome.purpose === outcome.purpose && r.outcome.giver !== null,
  )
}

/** Those who may consent, for a family. */
export const giverName = (from: ConsentGiver | null): string => (from === null ? 'anyone in the family' : who[from])

function giverItems(rulebook: Rulebook, key: string) {
  if (key === '') return [item('The rules do not say who in the family it is.')]
  const rules = rulebook.rules.filter(r => r.outcome.stage === 'givers' && r.outcome.giver === key)
  if (rules.length === 0) return [item(sentence(who[key as ConsentGiver]))]
  return rules.map(rule => item(giverSentence(rulebook, rule)))
}

function giverSentence(rulebook: Rulebook, rule: Rule): string {
  const name = giverName(rule.outcome.stage === 'givers' ? rule.outcome.from : null)
  if (rule.otherwise) return sentence(`otherwise ${name}`)
  const age = agePhrase(rule.when)
  const rest = familyCondition(rulebook, withoutAge(rule.when))
  const unless = rule.unless === null ? null : familyCondition(rulebook, rule.unless)
  const limits = `${rest === null ? '' : `, if ${rest}`}${unless === null ? '' : `, unless ${unless}`}`
  return sentence(`${age === null ? '' : `${age}: `}${name}${limits}`)
}

const sentence = (words: string): string => `${words.charAt(0).toUpperCase()}${words.slice(1)}.`
