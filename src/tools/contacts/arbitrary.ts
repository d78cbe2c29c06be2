import * as fc from 'fast-check'
import type { Rulebook } from '../../rules/language/rulebook.js'
import type { Contact } from '../../rules/vocabulary/contact-type.js'
import { drawContact } from './draw-contact.js'
import { smallerContacts } from './smaller-contacts.js'

/** Contacts drawn from a rulebook's vocabulary, which shrink to contacts that say less. */
class ContactArbitrary extends fc.Arbitrary<Contact> {
  readonly #rulebook: Rulebook

  constructor(rulebook: Rulebook) {
    super()
    this.#rulebook = rulebook
  }

  override generate(random: fc.Random): fc.Value<Contact> {
    return new fc.Value(drawContact(this.#rulebook, random.nextInt()), undefined)
  }

  override canShrinkWithoutContext(value: unknown): value is Contact {
    return typeof value === 'object' && value !== null && 'receivedAt' in value
  }

  override shrink(value: Contact): fc.Stream<fc.Value<Contact>> {
    return fc.stream(smallerContacts(value)).map(contact => new fc.Value(contact, undefined))
  }
}

/**
 * Contacts that a rulebook can tell apart: facts that its rules read, with values on both sides of every bound they draw.
 * Some say little and some almost everything, so that what is unknown is tried as well.
 */
export function contacts(rulebook: Rulebook): fc.Arbitrary<Contact> {
  return new ContactArbitrary(rulebook)
}

/** The same contacts every time. */
export function sampleContacts(rulebook: Rulebook, count: number, seed = 1): readonly Contact[] {
  return fc.sample(contacts(rulebook), { seed, numRuns: count })
}
