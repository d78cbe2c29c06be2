import type { Rulebook } from '../../rules/language/rulebook.js'
import { chanceFrom } from '../contacts/chance.js'
import { drawContact } from '../contacts/draw-contact.js'
import { promisesOf } from './built-in.js'

/** The first promise that a rulebook breaks on so many generated contacts; `null` where it keeps them all. */
export function breaksPromise(rulebook: Rulebook, contacts: number, seed = 1): string | null {
  const promises = promisesOf(rulebook)
  for (let n = 0; n < contacts; n++) {
    const chance = chanceFrom(seed * 7_919 + n)
    const drawn = drawContact(rulebook, seed * 1_000_003 + n)
    for (const promise of promises) {
      if (n % promise.every !== 0) continue
      const contact = promise.prepare ? promise.prepare(drawn, chance) : drawn
      for (const change of promise.changes(rulebook, contact, chance))
        if (promise.breaks(rulebook, contact, change)) return promise.id
    }
  }
  return null
}
