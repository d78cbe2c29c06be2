import type { Rulebook } from '../../rules/language/rulebook.js'
import type { Contact } from '../../rules/vocabulary/contact-type.js'
import { witnessReceivedAt } from '../contacts/realise.js'
import type { AgeChange } from './ages.js'
import { ageChanges, ageChangesOf, givenWords } from './ages.js'
import type { Finding } from './finding.js'
import { finding } from './finding.js'
import type { Study } from './study.js'

/** The rules by which a contact is protected less at its age (or, where it has none, at any) than a year before. */
export function fallsShownBy(rulebook: Rulebook, contact: Contact): readonly string[] {
  const { ageYears } = contact
  return ageChangesOf(rulebook, contact)
    .filter(c => ageYears === undefined || c.age === ageYears)
    .flatMap(c => c.falls.map(f => f.rule))
}

/** Where a contact is protected less than it was a year younger: once for each rule that causes it. */
export function findTrapdoors({ rulebook, paths }: Study): readonly Finding[] {
  const byRule = new Map<string, { readonly change: AgeChange; readonly says: string; contacts: number }>()
  for (const change of ageChanges(rulebook))
    for (const { rule, says } of change.falls) {
      const known = byRule.get(rule)
      if (known) known.contacts++
      else byRule.set(rule, { change, says, contacts: 1 })
    }
  return [...byRule].map(([rule, { change, says, contacts }]) => {
    const others = contacts > 1 ? `, and ${contacts - 1} more such ${contacts === 2 ? 'fall' : 'falls'}` : ''
    return finding({
      code: 'age-is-no-trapdoor',
      message: `by \`${rule}\` a contact is protected less at ${change.age} than at ${change.age - 1} (${givenWords(change.facts)}: ${says}${others})`,
      hint: 'let the rule protect as before, or accept it for this rule with the clauses by which the source causes it',
      path: paths.get(rule) ?? ['rules'],
      rule,
      witness: { receivedAt: witnessReceivedAt, ...change.facts, ageYears: change.age } as unknown as Contact,
    })
  })
}
