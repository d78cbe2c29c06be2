import type { ConsentGiver, Level, Purpose, Requirement } from '../../rules/vocabulary/fixed.js'
import type { Decision } from '../decide/decision.js'

/** Where a contact goes, as far as an answer could change it. */
export interface OutcomePlace {
  readonly destination: string
  readonly team: string | null
}

/** What is asked of consent for one purpose. */
export interface OutcomeConsent {
  readonly requirement: Requirement
  readonly from: ConsentGiver | null
  /** `null`: not known. */
  readonly mayProceed: boolean | null
}

/** The clock that governs; `due` is ISO 8601 with London's offset. */
export interface OutcomeClock {
  readonly id: string
  readonly due: string | null
}

/** One part of the outcome, as it is and as an answer would make it. */
export type Change =
  | { readonly part: 'level'; readonly now: Level | null; readonly then: Level | null }
  | { readonly part: 'route'; readonly now: OutcomePlace; readonly then: OutcomePlace }
  | {
      readonly part: 'consent'
      readonly purpose: Purpose
      readonly now: OutcomeConsent | null
      readonly then: OutcomeConsent | null
    }
  | { readonly part: 'clock'; readonly now: OutcomeClock | null; readonly then: OutcomeClock | null }

/** The parts of a decision that an interview settles. */
export type Decided = Pick<Decision, 'level' | 'route' | 'consents' | 'deadline'>

const placeOf = ({ route: { destination, team } }: Decided): OutcomePlace => ({ destination, team })

const consentOf = ({ consents }: Decided, purpose: string): OutcomeConsent | null => {
  const found = consents.find(c => c.purpose === purpose)
  return found ? { requirement: found.requirement, from: found.from, mayProceed: found.mayProceed } : null
}

const clockOf = ({ deadline }: Decided): OutcomeClock | null =>
  deadline === null ? null : { id: deadline.id, due: deadline.due }

/** What tells two outcomes apart: the level, the place, each consent and the clock that governs. */
export const outcomeKey = (decided: Decided): string =>
  `${decided.level} ${decided.route.destination} ${decided.route.team} ${decided.deadline?.id} ${decided.deadline?.due} ${decided.consents
    .map(c => `${c.purpose} ${c.requirement} ${c.from} ${c.mayProceed}`)
    .join(' ')}`

const differ = (a: unknown, b: unknown): boolean => JSON.stringify(a) !== JSON.stringify(b)

/** What changes from one decision to another on the same contact; empty where the outcome stays. */
export function changesBetween(before: Decided, after: Decided): readonly Change[] {
  const changes: Change[] = []
  if (before.level !== after.level) changes.push({ part: 'level', now: before.level, then: after.level })
  const [place, goesTo] = [placeOf(before), placeOf(after)]
  if (differ(place, goesTo)) changes.push({ part: 'route', now: place, then: goesTo })
  const purposes = [...new Set([...before.consents, ...after.consents].map(c => c.purpose))]
  for (const purpose of purposes) {
    const [now, then] = [consentOf(before, purpose), consentOf(after, purpose)]
    if (differ(now, then)) changes.push({ part: 'consent', purpose, now, then })
  }
  const [clock, other] = [clockOf(before), clockOf(after)]
  if (differ(clock, other)) changes.push({ part: 'clock', now: clock, then: other })
  return changes
}
