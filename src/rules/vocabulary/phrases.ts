import type { ConsentGiver, Requirement } from './fixed.js'
import { soleGivers } from './fixed.js'

const giverWords: Readonly<Record<ConsentGiver, string>> = {
  'parental-responsibility': 'somebody with parental responsibility',
  'young-person': 'the young person',
  both: 'both somebody with parental responsibility and the young person',
}

/** Who may consent, in words; `null` is where the source does not say. */
export const giverPhrase = (from: ConsentGiver | null): string => (from === null ? 'anyone' : giverWords[from])

/** How a rulebook says that consent comes from both. */
export const bothGivers = `{ all: [${soleGivers.join(', ')}] }`

/** Who may consent, by the ids that a rulebook names them by. */
export const giverIds = (from: ConsentGiver | null): string =>
  from === 'both' ? soleGivers.join(' and ') : (from ?? 'anyone')

/** What consent asks of the worker. */
export function requirementPhrase(requirement: Requirement, from: ConsentGiver | null): string {
  const giver = from === null ? '' : ` from ${giverWords[from]}`
  switch (requirement) {
    case 'required':
      return `required${giver} before going on`
    case 'seek':
      return `ask for it${giver}; may go on without`
    case 'do-not-seek':
      return 'do not ask for it'
    case 'inform':
      return 'tell those with parental responsibility; no consent needed'
    case 'not-required':
      return 'not required'
  }
}
