import type { Rulebook } from '../../rules/language/rulebook.js'
import type { Contact } from '../../rules/vocabulary/contact-type.js'
import { sampleContacts } from '../contacts/arbitrary.js'
import { chanceFrom } from '../contacts/chance.js'
import { drawNear } from '../contacts/draw-contact.js'
import { smallestContact } from '../contacts/smaller-contacts.js'
import { flowYaml } from '../text/flow-yaml.js'
import { promisesOf } from './built-in.js'
import type { Breach, Change, RulebookPromise } from './promise.js'
import { fullDecision } from './promise.js'

/** A promise that was tried, and how often. */
export interface KeptPromise {
  readonly id: string
  readonly promise: string
  /** Made by the rulebook itself, and not by every rulebook. */
  readonly own: boolean
  readonly tried: number
  /** `exhaustive`: every kind of contact that the conditions tell apart was gone through; `search`: contacts were built and drawn. */
  readonly proof: 'exhaustive' | 'search'
}

/** A promise that is broken, with the smallest contact found that breaks it. */
export interface BrokenPromise {
  readonly id: string
  readonly promise: string
  readonly why: string
  readonly own: boolean
  readonly says: string
  readonly contact: Contact
  /** The contact that it is compared with, where two are compared. */
  readonly against: Contact | null
  /** The rules that led there. */
  readonly fired: readonly { readonly rule: string; readonly says: string; readonly outcome: string }[]
  /** The rules that led to the decision on the other contact. */
  readonly firedAgainst: BrokenPromise['fired']
  /** A case to paste into a case file. */
  readonly case: string
}

export interface Proof {
  readonly contacts: number
  readonly kept: readonly KeptPromise[]
  readonly broken: readonly BrokenPromise[]
}

export interface ProofOptions {
  /** How many contacts are drawn. */
  readonly runs: number
  readonly seed: number
  /** Contacts that each show a rule at work: every third contact is drawn near one of them. */
  readonly near?: readonly Contact[]
  /** Other promises than those of the rulebook. */
  readonly promises?: readonly RulebookPromise[]
  /** Told now and then how many contacts are done. */
  readonly progress?: (done: number) => void
}

/** Tries every promise on many contacts; of each broken one the smallest contact found. */
export function provePromises(rulebook: Rulebook, options: ProofOptions): Proof {
  const { runs, seed, near = [], promises = promisesOf(rulebook), progress } = options
  const chance = chanceFrom(seed)
  const tried = new Map<RulebookPromise, number>()
  const broken = new Map<RulebookPromise, BrokenPromise[]>()
  const blamed = new Set<string>()
  const proved = new Set<RulebookPromise>()
  const own = promises.filter(i => i.prepare !== undefined)
  // Those that look at the contact as it is come first, so that it is decided once for all of them.
  const inTurn = [...own, ...promises.filter(i => i.prepare === undefined)]
  const isDone = (promise: RulebookPromise): boolean => {
    const found = broken.get(promise)?.length ?? 0
    return found >= (promise.perRule ? mostPerPromise : 1)
  }
  const attempt = (promise: RulebookPromise, contact: Contact, change: Change | null): void => {
    tried.set(promise, (tried.get(promise) ?? 0) + 1)
    const breach = promise.breaks(rulebook, contact, change)
    if (breach === null) return
    const rule = promise.perRule ? newlyBlamed(breach, blamed) : null
    if (promise.perRule && rule === null) return
    if (rule !== null) blamed.add(rule)
    broken.set(promise, [...(broken.get(promise) ?? []), shrunk(rulebook, promise, contact, change, rule)])
  }
  for (const promise of promises)
    for (const [contact, change] of promise.always?.(rulebook) ?? [])
      if (!isDone(promise)) attempt(promise, contact, change)
  for (const promise of promises) {
    const built = isDone(promise) ? undefined : promise.build?.(rulebook, near)
    if (built?.proved) proved.add(promise)
    for (const [contact, change] of built?.contacts ?? []) if (!isDone(promise)) attempt(promise, contact, change)
  }

  sampleContacts(rulebook, runs, seed).forEach((drawn, n) => {
    const base = n % 3 === 0 ? near[(n / 3) % Math.max(1, near.length)] : undefined
    const contact = base === undefined ? drawn : drawNear(rulebook, base, seed * 7919 + n)
    inTurn.forEach((promise, place) => {
      if (isDone(promise) || (n + place) % promise.every !== 0) return
      // One promise of the rulebook's own at a time gets a contact made for it.
      const turn = promise.prepare !== undefined && n % (2 * own.length) === own.indexOf(promise)
      const about = turn && promise.prepare ? promise.prepare(contact, chance) : contact
      for (const change of promise.changes(rulebook, about, chance))
        if (!isDone(promise)) attempt(promise, about, change)
    })
    if (n % 250 === 249) progress?.(n + 1)
  })
  return {
    contacts: runs,
    kept: promises.flatMap(i =>
      broken.has(i)
        ? []
        : [
            {
              id: i.id,
              promise: i.says,
              own: i.own,
              tried: tried.get(i) ?? 0,
              proof: proved.has(i) ? ('exhaustive' as const) : ('search' as const),
            },
          ],
    ),
    broken: promises.flatMap(i => broken.get(i) ?? []),
  }
}

/** How many breaches of one promise are told, where each rule that breaks it is. */
const mostPerPromise = 20

/** The first rule of a breach that was not blamed before. */
const newlyBlamed = ({ parts = [] }: Breach, blamed: ReadonlySet<string>): string | null =>
  parts.flatMap(p => p.rules).find(r => !blamed.has(r)) ?? null

/** @param rule the rule whose breach is told, where each rule's is */
function shrunk(
  rulebook: Rulebook,
  promise: RulebookPromise,
  contact: Contact,
  change: Change | null,
  rule: string | null,
): BrokenPromise {
  const breachOf = (c: Contact): Breach | null => {
    const breach = promise.breaks(rulebook, c, change)
    return rule === null || breach?.parts?.some(p => p.rules.includes(rule)) ? breach : null
  }
  const smallest = smallestContact(contact, c => breachOf(c) !== null)
  const breach = breachOf(smallest)
  if (breach === null) throw new Error(`${promise.id} is broken and kept by one contact`)
  return tellBreach(rulebook, promise, breach, rule)
}

/** A breach with the rules that led there and a case to paste. */
export function tellBreach(
  rulebook: Rulebook,
  promise: RulebookPromise,
  breach: Breach,
  rule: string | null = null,
): BrokenPromise {
  const firedFor = (contact: Contact): BrokenPromise['fired'] =>
    (fullDecision(rulebook, contact).rationale ?? [])
      .filter(r => breach.stages.includes(r.stage))
      .map(r => ({ rule: r.rule, says: r.says, outcome: flowYaml(r.outcome) }))
  return {
    id: promise.id,
    promise: promise.says,
    why: promise.why,
    own: promise.own,
    says: breach.says,
    contact: breach.contact,
    against: breach.against,
    fired: firedFor(breach.contact),
    firedAgainst: breach.against === null ? [] : firedFor(breach.against),
    case: [
      `- id: ${rulebook.authority}-${promise.id}${rule === null ? '' : `-${rule}`}`,
      `  title: ${flowYaml(promise.says)}`,
      `  contact: ${flowYaml(breach.contact)}`,
      `  expect: ${flowYaml(breach.expect)}`,
    ].join('\n'),
  }
}
