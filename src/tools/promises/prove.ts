import type { Rulebook } from '../../rules/language/rulebook.js'
import type { Contact } from '../../rules/vocabulary/facts.js'
import { sampleContacts } from '../contacts/arbitrary.js'
import { chanceFrom } from '../contacts/chance.js'
import { drawNear } from '../contacts/draw-contact.js'
import { smallestContact } from '../contacts/smaller-contacts.js'
import { flowYaml } from '../text/flow-yaml.js'
import { invariantsOf } from './built-in.js'
import type { Breach, Change, Invariant } from './promise.js'
import { fullDecision } from './promise.js'

/** A promise that was tried, and how often. */
export interface KeptInvariant {
  readonly id: string
  readonly promise: string
  /** Made by the rulebook itself, and not by every rulebook. */
  readonly own: boolean
  readonly tried: number
  /** `exhaustive`: every kind of contact that the conditions tell apart was gone through; `search`: contacts were built and drawn. */
  readonly proof: 'exhaustive' | 'search'
}

/** A promise that is broken, with the smallest contact found that breaks it. */
export interface BrokenInvariant {
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
  readonly firedAgainst: BrokenInvariant['fired']
  /** A case to paste into a case file. */
  readonly case: string
}

export interface Proof {
  readonly contacts: number
  readonly kept: readonly KeptInvariant[]
  readonly broken: readonly BrokenInvariant[]
}

export interface ProofOptions {
  /** How many contacts are drawn. */
  readonly runs: number
  readonly seed: number
  /** Contacts that each show a rule at work: every third contact is drawn near one of them. */
  readonly near?: readonly Contact[]
  /** Other promises than those of the rulebook. */
  readonly promises?: readonly Invariant[]
  /** Told now and then how many contacts are done. */
  readonly progress?: (done: number) => void
}

/** Tries every promise on many contacts; of each broken one the smallest contact found. */
export function proveInvariants(rulebook: Rulebook, options: ProofOptions): Proof {
  const { runs, seed, near = [], promises: invariants = invariantsOf(rulebook), progress } = options
  const chance = chanceFrom(seed)
  const tried = new Map<Invariant, number>()
  const broken = new Map<Invariant, BrokenInvariant[]>()
  const blamed = new Set<string>()
  const proved = new Set<Invariant>()
  const own = invariants.filter(i => i.prepare !== undefined)
  // Those that look at the contact as it is come first, so that it is decided once for all of them.
  const inTurn = [...own, ...invariants.filter(i => i.prepare === undefined)]
  const isDone = (invariant: Invariant): boolean => {
    const found = broken.get(invariant)?.length ?? 0
    return found >= (invariant.perRule ? mostPerPromise : 1)
  }
  const attempt = (invariant: Invariant, contact: Contact, change: Change | null): void => {
    tried.set(invariant, (tried.get(invariant) ?? 0) + 1)
    const breach = invariant.breaks(rulebook, contact, change)
    if (breach === null) return
    const rule = invariant.perRule ? newlyBlamed(breach, blamed) : null
    if (invariant.perRule && rule === null) return
    if (rule !== null) blamed.add(rule)
    broken.set(invariant, [...(broken.get(invariant) ?? []), shrunk(rulebook, invariant, contact, change, rule)])
  }
  for (const invariant of invariants)
    for (const [contact, change] of invariant.always?.(rulebook) ?? [])
      if (!isDone(invariant)) attempt(invariant, contact, change)
  for (const invariant of invariants) {
    const built = isDone(invariant) ? undefined : invariant.build?.(rulebook, near)
    if (built?.proved) proved.add(invariant)
    for (const [contact, change] of built?.contacts ?? []) if (!isDone(invariant)) attempt(invariant, contact, change)
  }

  sampleContacts(rulebook, runs, seed).forEach((drawn, n) => {
    const base = n % 3 === 0 ? near[(n / 3) % Math.max(1, near.length)] : undefined
    const contact = base === undefined ? drawn : drawNear(rulebook, base, seed * 7919 + n)
    inTurn.forEach((invariant, place) => {
      if (isDone(invariant) || (n + place) % invariant.every !== 0) return
      // One promise of the rulebook's own at a time gets a contact made for it.
      const turn = invariant.prepare !== undefined && n % (2 * own.length) === own.indexOf(invariant)
      const about = turn && invariant.prepare ? invariant.prepare(contact, chance) : contact
      for (const change of invariant.changes(rulebook, about, chance))
        if (!isDone(invariant)) attempt(invariant, about, change)
    })
    if (n % 250 === 249) progress?.(n + 1)
  })
  return {
    contacts: runs,
    kept: invariants.flatMap(i =>
      broken.has(i)
        ? []
        : [
            {
              id: i.id,
              promise: i.promise,
              own: i.own,
              tried: tried.get(i) ?? 0,
              proof: proved.has(i) ? ('exhaustive' as const) : ('search' as const),
            },
          ],
    ),
    broken: invariants.flatMap(i => broken.get(i) ?? []),
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
  invariant: Invariant,
  contact: Contact,
  change: Change | null,
  rule: string | null,
): BrokenInvariant {
  const breachOf = (c: Contact): Breach | null => {
    const breach = invariant.breaks(rulebook, c, change)
    return rule === null || breach?.parts?.some(p => p.rules.includes(rule)) ? breach : null
  }
  const smallest = smallestContact(contact, c => breachOf(c) !== null)
  const breach = breachOf(smallest)
  if (breach === null) throw new Error(`${invariant.id} is broken and kept by one contact`)
  return tellBreach(rulebook, invariant, breach, rule)
}

/** A breach with the rules that led there and a case to paste. */
export function tellBreach(
  rulebook: Rulebook,
  invariant: Invariant,
  breach: Breach,
  rule: string | null = null,
): BrokenInvariant {
  const firedFor = (contact: Contact): BrokenInvariant['fired'] =>
    (fullDecision(rulebook, contact).rationale ?? [])
      .filter(r => breach.stages.includes(r.stage))
      .map(r => ({ rule: r.rule, says: r.says, outcome: flowYaml(r.outcome) }))
  return {
    id: invariant.id,
    promise: invariant.promise,
    why: invariant.why,
    own: invariant.own,
    says: breach.says,
    contact: breach.contact,
    against: breach.against,
    fired: firedFor(breach.contact),
    firedAgainst: breach.against === null ? [] : firedFor(breach.against),
    case: [
      `- id: ${rulebook.authority}-${invariant.id}${rule === null ? '' : `-${rule}`}`,
      `  title: ${flowYaml(invariant.promise)}`,
      `  contact: ${flowYaml(breach.contact)}`,
      `  expect: ${flowYaml(breach.expect)}`,
    ].join('\n'),
  }
}
