import type { Contact } from '../../rules/vocabulary/contact-type.js'

const isMap = (x: unknown): x is Readonly<Record<string, unknown>> =>
  typeof x === 'object' && x !== null && !Array.isArray(x)

/** A working day in winter: no change of clocks, weekend or bank holiday is near. */
const plainDay = '2026-01-13T10:00:00+00:00'

/** Every contact that says a little less: facts left out, many at a time before one by one, then parts of lists and maps. */
export function* smallerContacts(contact: Contact): Generator<Contact> {
  const entries = Object.entries(contact)
  const names = entries.map(([k]) => k).filter(k => k !== 'receivedAt')
  const without = (left: ReadonlySet<string>): Contact =>
    Object.fromEntries(entries.filter(([k]) => !left.has(k))) as unknown as Contact
  for (let size = names.length; size >= 1; size = Math.floor(size / 2))
    for (let from = 0; from < names.length; from += size) yield without(new Set(names.slice(from, from + size)))
  for (const [key, value] of entries) {
    if (Array.isArray(value) && value.length > 1)
      for (let i = 0; i < value.length; i++) yield { ...contact, [key]: value.filter((_, n) => n !== i) } as Contact
    else if (isMap(value) && Object.keys(value).length > 1)
      for (const inner of Object.keys(value))
        yield { ...contact, [key]: Object.fromEntries(Object.entries(value).filter(([k]) => k !== inner)) } as Contact
  }
  if (contact.receivedAt !== plainDay) yield { ...contact, receivedAt: plainDay }
}

/** The smallest contact found of which something is still true: nothing more can be left out of it. */
export function smallestContact(contact: Contact, stillTrue: (contact: Contact) => boolean): Contact {
  let smallest = contact
  for (let tries = 0; tries < 3000; ) {
    let next: Contact | null = null
    for (const candidate of smallerContacts(smallest)) {
      tries++
      if (stillTrue(candidate)) {
        next = candidate
        break
      }
    }
    if (next === null) return smallest
    smallest = next
  }
  return smallest
}
