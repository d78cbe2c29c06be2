import type { Decision } from '../../engine/decide/decision.js'
import type { Rulebook } from '../../rules/language/rulebook.js'
import type { Contact } from '../../rules/vocabulary/contact-type.js'
import type { Destination, Purpose } from '../../rules/vocabulary/fixed.js'
import { england } from '../../rules/vocabulary/vocabulary.js'

/** How far a decision protects, part by part: a higher number is more protective (the contract's term). */
export type Protection = Readonly<Record<string, number>>

const bases = ['no statutory basis', 'section 17', 'section 47']
const proceeding = ['must not go ahead', 'may or may not go ahead', 'may go ahead']

export function protectionOf(decision: Decision): Protection {
  return {
    // Nothing stands below level 1, and where no rule can say a level nothing rests on it.
    level: decision.level ?? 1,
    basis: decision.basis === 'section-47' ? 2 : decision.basis === 'section-17' ? 1 : 0,
    ...Object.fromEntries(purposesIn(decision).map(p => [`consent for ${p}`, proceeds(decision, p)])),
  }
}

/** England's purposes, and those of its own on which an authority has a rule. */
const purposesIn = ({ consents }: Decision): readonly Purpose[] => [
  ...new Set([...england.purposeNames, ...consents.map(c => c.purpose)]),
]

/** A purpose on which the source has no rule is not held up by consent. */
function proceeds(decision: Decision, purpose: Purpose): number {
  const consent = decision.consents.find(c => c.purpose === purpose)
  return consent === undefined || consent.mayProceed === true ? 2 : consent.mayProceed === null ? 1 : 0
}

/**
 * What one more sign must not lower; of the consents only those on which the source has a rule already. The first sign can show a
 * level at which consent is needed; from then on no sign makes it harder to act.
 */
export function standing(decision: Decision, consents: boolean): Protection {
  const kept = ['level', 'basis', ...(consents ? decision.consents.map(c => `consent for ${c.purpose}`) : [])]
  return Object.fromEntries(Object.entries(protectionOf(decision)).filter(([part]) => kept.includes(part)))
}

const unruled = (part: string): number => (part.startsWith('consent for ') ? 2 : 0)

/** The parts in which a decision protects less than it must. */
export const lowered = (must: Protection, decision: Decision): readonly string[] => {
  const have = protectionOf(decision)
  return Object.keys(must).filter(part => (have[part] ?? unruled(part)) < (must[part] ?? 0))
}

/** One part of a protection in words; of a decision, where it is one's own: a level that it does not have is none. */
export function inWords(part: string, degree: number, decision?: Decision): string {
  if (part === 'level') return decision?.level === null ? 'no level' : `level ${degree}`
  if (part === 'basis') return bases[degree] ?? ''
  return `${part.replace('consent for ', '').replaceAll('-', ' ')} ${proceeding[degree] ?? ''}`
}

/** What a case would expect so that these parts are held. */
export function expectationOf(must: Protection, parts: readonly string[]): Readonly<Record<string, unknown>> {
  const consents = Object.fromEntries(
    parts
      .filter(p => p.startsWith('consent for '))
      .map(p => [p.slice('consent for '.length), { mayProceed: [false, null, true][must[p] ?? 0] }]),
  )
  return {
    ...(parts.includes('level') && { level: must.level }),
    ...(parts.includes('basis') && { basis: [null, 'section-17', 'section-47'][must.basis ?? 0] }),
    ...(Object.keys(consents).length > 0 && { consents }),
  }
}

/** What protects a child: it may not wait for consent where harm is at risk. */
const vital: readonly string[] = ['referral', 'network-checks', 'information-sharing']

/** What waits for consent though a child is at risk of significant harm; help that is voluntary may be asked about first. */
export const heldUp = (decision: Decision): readonly Purpose[] =>
  decision.consents
    .filter(c =>
      vital.includes(c.purpose) ? c.requirement === 'required' || c.mayProceed !== true : c.mayProceed === false,
    )
    .map(c => c.purpose)

/** The grade of a destination: 0 is the most protective; one that is not graded stands below all. */
export function gradeOf({ protection }: Rulebook, destination: Destination): number {
  const grade = protection.findIndex(row => row.includes(destination))
  return grade < 0 ? protection.length : grade
}

/** A contact with some facts set, or left out where `undefined`. */
export function withFacts(contact: Contact, facts: Readonly<Record<string, unknown>>): Contact {
  const out: Record<string, unknown> = {}
  for (const name in contact) if (!(name in facts)) out[name] = contact[name as keyof Contact]
  for (const name in facts) if (facts[name] !== undefined) out[name] = facts[name]
  return out as unknown as Contact
}
