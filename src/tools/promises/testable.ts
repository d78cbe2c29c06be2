import type { Rulebook } from '../../rules/language/rulebook.js'
import type { Contact } from '../../rules/vocabulary/contact-type.js'
import { chanceFrom } from '../contacts/chance.js'
import { promisesOf } from './built-in.js'
import type { Change } from './promise.js'
import type { BrokenPromise } from './prove.js'
import { tellBreach } from './prove.js'

/** A promise of a rulebook, to be held against any contact. */
export interface TestablePromise {
  readonly id: string
  /** One plain sentence. */
  readonly says: string
  /** Why it matters, and what it leaves out. */
  readonly why: string
  /** Made by the rulebook itself, and not by every rulebook. */
  readonly own: boolean
  /** Whether the promise is kept for this contact, and for changes of it that the promise speaks of. */
  readonly holds: (contact: Contact) => boolean
  /** How it is broken, or `null` where it is kept. */
  readonly breach: (contact: Contact) => BrokenPromise | null
}

/** How many rounds of changes are tried on one contact. */
const rounds = 6

/**
 * The promises that a rulebook must keep, the built-in ones and its own, for use with `contacts(rulebook)` in a property test.
 *
 * @example
 * for (const promise of promises(rulebook))
 *   test(promise.says, () => fc.assert(fc.property(contacts(rulebook), promise.holds)))
 */
export function promises(rulebook: Rulebook): readonly TestablePromise[] {
  return promisesOf(rulebook).map(promise => {
    const breach = (contact: Contact): BrokenPromise | null => {
      // The same contact is tried with the same changes.
      const chance = chanceFrom(hashOf(JSON.stringify(contact)))
      const tried: readonly [Contact, Change | null][] = Array.from({ length: rounds }, (_, round) => {
        const about = round % 2 === 1 && promise.prepare ? promise.prepare(contact, chance) : contact
        return promise.changes(rulebook, about, chance).map((c): [Contact, Change | null] => [about, c])
      }).flat()
      for (const [about, change] of tried) {
        const found = promise.breaks(rulebook, about, change)
        if (found) return tellBreach(rulebook, promise, found)
      }
      return null
    }
    const { id, says, why, own } = promise
    return { id, says, why, own, holds: contact => breach(contact) === null, breach }
  })
}

function hashOf(text: string): number {
  let hash = 0
  for (let i = 0; i < text.length; i++) hash = (Math.imul(hash, 31) + text.charCodeAt(i)) | 0
  return hash
}
