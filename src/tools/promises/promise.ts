import type { Decision } from '../../engine/decide/decision.js'
import type { Rulebook } from '../../rules/language/rulebook.js'
import type { Contact } from '../../rules/vocabulary/contact-type.js'
import type { Stage } from '../../rules/vocabulary/stages.js'
import type { Trace } from '../cases/trace.js'
import { traceContact } from '../cases/trace.js'
import type { Chance } from '../contacts/chance.js'

/** One change that a promise is tried with: a fact and another value of it, or nothing. */
export interface Change {
  readonly fact: string
  readonly value: unknown
}

/** How a promise was broken. */
export interface Breach {
  /** The contact that is decided as it should not be. */
  readonly contact: Contact
  /** The contact that it is compared with. */
  readonly against: Contact | null
  /** What is wrong, in a sentence. */
  readonly says: string
  /** What a case would expect of the contact. */
  readonly expect: Readonly<Record<string, unknown>>
  /** The stages whose rules are to blame. */
  readonly stages: readonly Stage[]
  /** What is wrong one by one, where an acceptance can excuse some of it and not the rest. */
  readonly parts?: readonly BreachPart[]
}

/** One thing that is wrong, and the rules that cause it. */
export interface BreachPart {
  readonly says: string
  readonly rules: readonly string[]
}

/** Contacts that were built so as to break a promise. */
export interface Built {
  readonly contacts: Iterable<readonly [Contact, Change | null]>
  /** Every kind of contact that the conditions tell apart was gone through, and none breaks it. */
  readonly proved: boolean
}

/** A promise that every rulebook must keep, or that a rulebook makes itself. */
export interface RulebookPromise {
  readonly id: string
  /** One plain sentence. */
  readonly says: string
  /** Why it matters, and what it leaves out. */
  readonly why: string
  /** A promise of the rulebook's own. */
  readonly own: boolean
  /** Tried with every so-manieth contact: 1 is each of them. */
  readonly every: number
  /** Changes worth trying on a contact; `[null]` where the promise is about the contact as it is. */
  readonly changes: (rulebook: Rulebook, contact: Contact, chance: Chance) => readonly (Change | null)[]
  /** Turns a contact into one that the promise speaks of, where few are by themselves. */
  readonly prepare?: (contact: Contact, chance: Chance) => Contact
  /** Contacts that are tried whatever chance brings. */
  readonly always?: (rulebook: Rulebook) => Iterable<readonly [Contact, Change | null]>
  /** Contacts built towards breaking it. */
  readonly build?: (rulebook: Rulebook, near: readonly Contact[]) => Built
  /** Everything that can be compared with a contact so that it shows a breach: what an acceptance's witness is tried with. */
  readonly comparisons?: (rulebook: Rulebook, contact: Contact) => Iterable<readonly [Contact, Change | null]>
  /** It is told once for each rule that breaks it. */
  readonly perRule?: boolean
  readonly breaks: (rulebook: Rulebook, contact: Contact, change: Change | null) => Breach | null
}

interface Remembered {
  readonly rulebook: Rulebook
  readonly contact: Contact
  readonly trace: Trace
}

// The promises look at one contact one after the other, so the last few are enough; a larger memory costs more than it saves.
const remembered: Remembered[] = []
let next = 0
const mostRemembered = 6

/** A contact decided without its reasons: once, however many promises look at it. */
export function traced(rulebook: Rulebook, contact: Contact): Trace {
  for (const r of remembered) if (r.contact === contact && r.rulebook === rulebook) return r.trace
  const trace = traceContact(rulebook, contact)
  remembered[next] = { rulebook, contact, trace }
  next = (next + 1) % mostRemembered
  return trace
}

/** The decision without its reasons. */
export const outcome = (rulebook: Rulebook, contact: Contact): Decision => traced(rulebook, contact).decision

/** The whole decision, reasons and unknowns included. */
export const fullDecision = (rulebook: Rulebook, contact: Contact): Decision =>
  traceContact(rulebook, contact, {}).decision
