import type { Observed } from '../../rules/language/operators.js'
import { mostEarlier } from '../../rules/vocabulary/earlier-contacts.js'
import type { Moment } from '../../rules/vocabulary/fixed.js'
import { moments } from '../../rules/vocabulary/fixed.js'
import type { Vocabulary } from '../../rules/vocabulary/vocabulary.js'
import type { Formula } from './formula.js'
import { every, some } from './formula.js'
import type { Logic } from './logic.js'

const isOpenList = (v: Observed): v is Extract<Observed, { present: unknown }> =>
  typeof v === 'object' && 'present' in v
const holdsSome = (v: Observed): boolean => isOpenList(v) && v.present.length > 0
const known = (v: Observed): boolean => v !== undefined
const unknown = (v: Observed): boolean => v === undefined

/** When a fact, or an event, becomes known. */
function momentOf({ facts, events }: Vocabulary, fact: string): Moment {
  const event = fact.startsWith('events.') ? fact.slice('events.'.length) : null
  return (event === null ? facts[fact] : events[event])?.moment ?? 'receipt'
}

/**
 * What the contract lets one fact say of another, for the facts in question only. It may say too little (then a class is tried
 * that no contact has, and running the contact shows it), but never too much.
 */
export function linksBetween(logic: Logic, used: ReadonlySet<string>): readonly Formula[] {
  const { where, variables, program } = logic
  const { vocabulary } = program
  const inUse = variables.filter(v => used.has(v.name))
  const uses = (fact: string): boolean => used.has(fact)
  const links: Formula[] = []
  /** Where the first is so, the second is so too. */
  const implies = (ifNot: Formula, then: Formula): void => {
    links.push(some([ifNot, then]))
  }

  for (const { fact, member } of inUse) {
    if (member === null) continue
    const open = fact === 'indicators' || fact === 'concerns'
    if (uses(fact)) {
      implies(
        where(fact, member, v => !holdsSome(v)),
        where(fact, null, holdsSome),
      )
      if (fact === 'indicators') implies(where(fact, member, unknown), where(fact, null, known))
      else if (!open) {
        links.push(
          some([
            every([where(fact, null, known), where(fact, member, known)]),
            every([where(fact, null, unknown), where(fact, member, unknown)]),
          ]),
        )
      }
    }
  }
  // A list that is given is complete: of two of its members both are known or neither.
  const listed = inUse.filter(v => v.member !== null && v.fact !== 'indicators' && v.fact !== 'concerns')
  for (const fact of new Set(listed.map(v => v.fact))) {
    const members = listed.filter(v => v.fact === fact)
    links.push(
      some([
        every(members.map(m => where(fact, m.member, known))),
        every(members.map(m => where(fact, m.member, unknown))),
      ]),
    )
  }

  for (const { fact, member } of inUse) {
    const indicator = fact === 'indicators' && member !== null ? program.indicatorPlaces.get(member) : undefined
    if (indicator === undefined || member === null) continue
    const absent = where(fact, member, v => !holdsSome(v))
    for (const concern of program.indicators[indicator]?.concerns ?? [])
      if (used.has(`concerns ${concern}`)) implies(absent, where('concerns', concern, holdsSome))
    for (const count of program.indicatorCounts) {
      const name = program.slotNames[count.slot] ?? ''
      // For how long it is seen is another matter.
      if (!uses(name) || (count.bulletOf[indicator] ?? -1) < 0 || count.lasting !== null) continue
      implies(
        absent,
        where(name, null, v => typeof v === 'object' && 'atLeast' in v && v.atLeast > 0),
      )
    }
  }

  const is = (fact: string, value: Observed): Formula => where(fact, null, v => v === value)
  const isNot = (fact: string, value: Observed): Formula => where(fact, null, v => v !== value)
  for (const i of vocabulary.implications) {
    if (i.kind !== 'follows' || i.when.length === 0) continue
    if (!uses(i.fact) || !i.when.every(p => uses(p.fact))) continue
    const ifNot = some(i.when.map(p => (p.value === null ? where(p.fact, null, unknown) : isNot(p.fact, p.value))))
    if (i.unlessSaid === null) implies(ifNot, is(i.fact, i.value))
    // Said itself it can be anything, but it is known.
    else if (i.unlessSaid === i.fact) implies(ifNot, where(i.fact, null, known))
  }
  if (uses('ageMonths') && uses('ageYears')) implies(where('ageMonths', null, unknown), where('ageYears', null, known))
  if (uses('consent'))
    for (const { fact } of inUse)
      if (fact.startsWith('consentFor.')) implies(where('consent', null, unknown), where(fact, null, known))
  if (uses('moment'))
    for (const { fact, member } of inUse)
      for (const moment of moments)
        if (fact in vocabulary.facts || fact.startsWith('events.'))
          if (moments.indexOf(momentOf(vocabulary, fact)) > moments.indexOf(moment))
            implies(isNot('moment', moment), where(fact, member, unknown))
  // Where earlier contacts were not told of, nothing is known of any count of them.
  if (uses('earlierContacts'))
    for (const { slot } of program.earlierCounts) {
      const name = program.slotNames[slot] ?? ''
      if (uses(name))
        implies(
          where('earlierContacts', null, known),
          where(name, null, v => typeof v === 'object' && 'atMost' in v && v.atLeast === 0 && v.atMost === mostEarlier),
        )
    }
  if (uses('functionalNeeds'))
    for (const { fact } of inUse)
      if (fact.startsWith('functionalNeeds.')) implies(where(fact, null, unknown), is('functionalNeeds', true))
  return links
}
