import { parseInstant } from '../../rules/time/london.js'
import type { Contact } from '../../rules/vocabulary/contact-type.js'
import { vocabularyOf } from '../../rules/vocabulary/vocabulary.js'
import type { RulebookPromise } from './promise.js'
import { outcome } from './promise.js'
import { heldUp, withFacts } from './protection.js'

let last: { readonly contact: Contact; readonly harm: Contact } | null = null

/** The contact with a risk of significant harm, in a person who is not known to be 18 or over. */
function withHarm(contact: Contact): Contact {
  if (last?.contact === contact) return last.harm
  const adult = (contact.ageYears ?? 0) >= 18 && contact.unborn !== true
  const harm = withFacts(contact, { riskOfSignificantHarm: true, ...(adult && { ageYears: undefined }) })
  last = { contact, harm }
  return harm
}

export const harmIsLevel4: RulebookPromise = {
  id: 'harm-is-level-4',
  says: 'A risk of significant harm is level 4, or the level that the rulebook gives section 47, unless the person is known to be 18 or over.',
  why: 'The one failure that must not happen: a child in danger who is judged less so. An age that is not known is never taken for 18.',
  own: false,
  every: 1,
  changes: () => [null],
  breaks: (rulebook, contact) => {
    const harm = withHarm(contact)
    const { level } = outcome(rulebook, harm)
    const least = vocabularyOf(rulebook).section47Level
    return level !== null && level >= least
      ? null
      : {
          contact: harm,
          against: null,
          says: `a risk of significant harm gives ${level === null ? 'no level' : `level ${level}`}`,
          expect: { level: least },
          stages: ['level'],
        }
  },
}

export const harmNeverWaits: RulebookPromise = {
  id: 'harm-never-waits-for-consent',
  says: 'Where there is a risk of significant harm no consent requirement stops a referral, checks or sharing.',
  why: 'Consent that is refused, missing or unknown never stops those. A service that is voluntary may be asked about first, but is never ruled out.',
  own: false,
  every: 1,
  changes: () => [null],
  breaks: (rulebook, contact) => {
    const harm = withHarm(contact)
    const held = heldUp(outcome(rulebook, harm))
    if (held.length === 0) return null
    const adult = outcome(rulebook, harm).level
    return {
      contact: harm,
      against: null,
      says: `${held.map(p => p.replaceAll('-', ' ')).join(' and ')} may have to wait for consent at ${adult === null ? 'no level' : `level ${adult}`}, with a risk of significant harm`,
      expect: { consents: Object.fromEntries(held.map(p => [p, { mayProceed: true }])) },
      stages: ['givers', 'consent', 'level', 'basis'],
    }
  },
}

const judged = ['levelAfterEnquiries', 'levelAfterScreening', 'professionalLevel'] as const

export const higherIsNotSlower: RulebookPromise = {
  id: 'a-higher-level-never-waits-longer',
  says: 'For one deadline a higher level never has a longer time.',
  why: 'Two contacts alike in all but the level that a practitioner gives are compared, clock by clock, where both clocks start from the same event.',
  own: false,
  every: 4,
  changes: (rulebook, contact, chance) => {
    const fact = judged.find(f => contact[f] !== undefined) ?? 'professionalLevel'
    const now = contact[fact] ?? 1
    const higher = chance.pick(vocabularyOf(rulebook).levels.filter(l => l > now))
    return higher === undefined ? [] : [{ fact, value: higher }]
  },
  breaks: (rulebook, contact, change) => {
    const fact = change?.fact as (typeof judged)[number]
    const lower = contact[fact] === undefined ? withFacts(contact, { [fact]: 1 }) : contact
    const higher = withFacts(contact, { [fact]: change?.value })
    const [slow, quick] = [outcome(rulebook, lower), outcome(rulebook, higher)]
    if (slow.level === null || quick.level === null || quick.level <= slow.level) return null
    const later = quick.deadlines.find(d => {
      const other = slow.deadlines.find(x => x.id === d.id && x.from === d.from)
      if (!d.governs || !other || d.due === null || other.due === null) return false
      return (parseInstant(d.due) ?? 0) > (parseInstant(other.due) ?? 0)
    })
    const other = slow.deadlines.find(d => d.id === later?.id)
    if (!later || !other) return null
    return {
      contact: higher,
      against: lower,
      says: `"${later.label}" has ${later.duration} at level ${quick.level} (\`${later.rule}\`), and ${other.duration} at level ${slow.level} (\`${other.rule}\`)`,
      expect: { deadlines: { [later.id]: { duration: other.duration } } },
      stages: ['deadlines', 'level'],
    }
  },
}
