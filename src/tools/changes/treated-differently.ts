import { contactError, decide } from '../../engine/decide/decide.js'
import type { Decision } from '../../engine/decide/decision.js'
import { ruleSentence } from '../../engine/render/decision-words.js'
import type { Rulebook } from '../../rules/language/rulebook.js'
import type { Contact } from '../../rules/vocabulary/contact-type.js'
import { knownTo } from '../authorities/known-words.js'
import { smallestContact } from '../contacts/smaller-contacts.js'
import type { Area, DecisionChange, Direction } from './decision-changes.js'
import { areas, decisionComparer } from './decision-changes.js'

/** A rule that decided, with its sentence. */
export interface Said {
  readonly rule: string
  readonly says: string
}

/** One way in which contacts are treated differently. */
export interface Kind {
  readonly area: Area
  readonly direction: Direction
  readonly says: string
  readonly contacts: number
  /** References of the first few contacts, where they have one. */
  readonly references: readonly string[]
  /** The smallest contact found that is treated so. */
  readonly witness: Readonly<Record<string, unknown>>
  readonly before: readonly Said[]
  readonly after: readonly Said[]
}

export type Counts = Readonly<Record<Direction, number>>

/** What a change of rulebooks means for contacts. */
export interface TreatedDifferently {
  readonly source: 'past' | 'generated'
  readonly contacts: number
  /** Contacts that one of the rulebooks refuses, with the reason. */
  readonly refused: readonly { readonly contact: number; readonly message: string }[]
  /** Contacts of which anything is decided otherwise. */
  readonly different: number
  /** Contacts by the area and direction of what changes; one contact can count under several. */
  readonly counts: Readonly<Record<Area, Counts>>
  /** Less protective first, then sideways, then more protective; within each levels and deadlines first. */
  readonly kinds: readonly Kind[]
}

const directions: readonly Direction[] = ['down', 'sideways', 'up']
const referencesAtMost = 5

/** Decides contacts under two rulebooks and gathers the ways in which the decisions differ. */
export function treatedDifferently(
  before: Rulebook,
  after: Rulebook,
  contacts: Iterable<unknown>,
  source: TreatedDifferently['source'],
): TreatedDifferently {
  const compare = decisionComparer(before, after)
  const changesOf = (contact: unknown, rationale = false): readonly DecisionChange[] | string => {
    const [old, now] = [decideKnown(before, after, contact, rationale), decideKnown(after, before, contact, rationale)]
    if (typeof old === 'string') return old
    return typeof now === 'string' ? now : compare(old, now)
  }
  const found = new Map<string, { change: DecisionChange; contacts: number; references: string[]; smallest: Contact }>()
  const counts = Object.fromEntries(areas.map(a => [a, { down: 0, sideways: 0, up: 0 }])) as Record<
    Area,
    Record<Direction, number>
  >
  const refused: { contact: number; message: string }[] = []
  let number = 0
  let different = 0
  for (const contact of contacts) {
    number++
    const changes = changesOf(contact)
    if (typeof changes === 'string') {
      refused.push({ contact: number, message: changes })
      continue
    }
    if (changes.length > 0) different++
    for (const key of new Set(changes.map(c => `${c.area} ${c.direction}`))) {
      const [area, direction] = key.split(' ') as [Area, Direction]
      counts[area][direction]++
    }
    for (const change of changes) {
      const kind = found.get(keyOf(change))
      const { reference } = contact as Contact
      if (!kind) {
        const references = reference === undefined ? [] : [reference]
        found.set(keyOf(change), { change, contacts: 1, references, smallest: contact as Contact })
        continue
      }
      kind.contacts++
      if (reference !== undefined && kind.references.length < referencesAtMost) kind.references.push(reference)
      if (sizeOf(contact) < sizeOf(kind.smallest)) kind.smallest = contact as Contact
    }
  }
  const kinds = [...found.values()].map(({ change, contacts: n, references, smallest }): Kind => {
    const isSo = (contact: Contact, rationale = false): DecisionChange | undefined => {
      const changes = changesOf(contact, rationale)
      return typeof changes === 'string' ? undefined : changes.find(c => keyOf(c) === keyOf(change))
    }
    const witness = smallestContact(smallest, contact => isSo(contact) !== undefined)
    const last = isSo(witness, true) ?? change
    const { area, direction, says } = change
    return {
      ...{ area, direction, says, contacts: n, references, witness },
      before: said(before, last.before),
      after: said(after, last.after),
    }
  })
  return { source, contacts: number, refused, different, counts, kinds: kinds.sort(inOrder) }
}

const keyOf = (c: DecisionChange): string => `${c.area} ${c.direction} ${c.says}`
const sizeOf = (contact: unknown): number => JSON.stringify(contact).length

const inOrder = (a: Kind, b: Kind): number =>
  directions.indexOf(a.direction) - directions.indexOf(b.direction) ||
  areas.indexOf(a.area) - areas.indexOf(b.area) ||
  b.contacts - a.contacts ||
  (a.says < b.says ? -1 : 1)

const said = (rulebook: Rulebook, ids: readonly string[]): readonly Said[] =>
  ids.flatMap(id => rulebook.rules.find(r => r.id === id) ?? []).map(r => ({ rule: r.id, says: ruleSentence(r) }))

/** Decides a contact; an indicator that only the other rulebook knows is nothing that this one can have been told. */
function decideKnown(rulebook: Rulebook, other: Rulebook, contact: unknown, rationale: boolean): Decision | string {
  const known = knownTo(rulebook, [other], contact).contact
  const result = decide(rulebook, known, { unknowns: false, rationale })
  return result.ok ? result.value : contactError(result.diagnostics).message
}
