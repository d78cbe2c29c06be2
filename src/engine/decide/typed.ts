import type { Result } from '../../diagnostic.js'
import type { Rulebook } from '../../rules/language/rulebook.js'
import type { Contact } from '../../rules/vocabulary/contact-type.js'
import type { Explanation } from '../explain/explain.js'
import { explain as explainAny } from '../explain/explain.js'
import { decide as decideAny } from './decide.js'
import type { Action, Assumed, Consent, Deadline, Decision, Reason, Route, Unknown } from './decision.js'
import type { DecideOptions } from './steps.js'

/**
 * What the types of one rulebook say: its contact, and its own ids as unions of literals. The build writes them for the rulebooks of
 * the package, and `thresholds types` for any other.
 */
export interface RulebookTypes {
  readonly contact: object
  readonly level: number
  readonly basis: string
  readonly rating: string
  readonly destination: string
  readonly team: string
  readonly purpose: string
  readonly deadline: string
  readonly action: string
  readonly entry: string
  /** Facts that can be unknown, events among them. */
  readonly fact: string
  /** The ids of the rules by the stage in which they speak. */
  readonly rule: Readonly<Record<Reason['stage'], string>>
}

/** A rulebook with its types. The types are for the compiler alone: nothing of them is there when the program runs. */
export type TypedRulebook<T extends RulebookTypes> = Rulebook & { readonly '~types': T }

/** The contact that a rulebook takes: its own where its types are known, else one in England's common words. */
export type ContactOf<R extends Rulebook> = R extends { readonly '~types': infer T extends RulebookTypes }
  ? T['contact']
  : Contact

/** The decision that a rulebook gives, with its own ids where its types are known. */
export type DecisionOf<R extends Rulebook> = R extends { readonly '~types': infer T extends RulebookTypes }
  ? TypedDecision<T>
  : Decision

type With<Base, Own> = Omit<Base, keyof Own> & Readonly<Own>

/** What a rule asks for beside its outcome. */
interface Riders<T extends RulebookTypes> {
  readonly actions?: readonly T['action'][]
  readonly also?: readonly T['team'][]
}

/** What each stage sets. */
interface Outcomes<T extends RulebookTypes> {
  readonly eligibility: { readonly entry: T['entry'] } & Riders<T>
  readonly level: { readonly level: T['level'] }
  readonly basis: { readonly basis: T['basis'] | null }
  readonly rag: { readonly rag: T['rating'] | null }
  readonly route: { readonly destination: T['destination']; readonly team: T['team'] | null } & Riders<T>
  readonly consent:
    | ({
        readonly purpose: T['purpose']
        readonly requirement: Consent['requirement'] | null
        readonly from?: Consent['from']
      } & Riders<T>)
    /** A rule on who may consent. */
    | { readonly from: Consent['from']; readonly purpose?: undefined }
  readonly deadlines: { readonly deadline: T['deadline']; readonly duration: string; readonly from: string } & Riders<T>
  readonly actions: Riders<T>
}

type OutcomeIn<T extends RulebookTypes, S extends Reason['stage']> = S extends keyof Outcomes<T>
  ? Outcomes<T>[S]
  : Reason['outcome']

/** One reason: `stage` tells what its outcome is. */
export type TypedReason<T extends RulebookTypes> = {
  [S in Reason['stage']]: With<Reason, { stage: S; rule: T['rule'][S]; outcome: OutcomeIn<T, S> }>
}[Reason['stage']]

export type TypedDeadline<T extends RulebookTypes> = With<Deadline, { id: T['deadline']; rule: T['rule']['deadlines'] }>

/** A decision with the ids of one rulebook. */
export type TypedDecision<T extends RulebookTypes> = With<
  Decision,
  {
    level: T['level'] | null
    basis: T['basis'] | null
    rag: T['rating'] | null
    route: With<Route, { destination: T['destination']; team: T['team'] | null; also: readonly T['team'][] }>
    consents: readonly With<Consent, { purpose: T['purpose']; rule: T['rule']['consent'] }>[]
    deadline: TypedDeadline<T> | null
    deadlines: readonly TypedDeadline<T>[]
    actions: readonly With<Action, { id: T['action']; by: T['team'] | null; rule: T['rule'][Reason['stage']] }>[]
    assumed: readonly With<Assumed, { fact: T['fact'] }>[]
  }
> & {
  readonly rationale?: readonly TypedReason<T>[]
  readonly unknowns?: readonly With<Unknown, { fact: T['fact']; highestLevel: T['level'] | null }>[]
}

/**
 * Decides one contact under a rulebook: pure and synchronous, the same contact always gives the same decision.
 *
 * @param rulebook with types of its own (those of `safeguarding-thresholds/rulebooks`, or written by `thresholds types`) the contact
 * is checked by the compiler and the decision's ids are literals; any other takes a contact in England's common words
 * @param contact the facts; one left out is unknown. It is checked again when the program runs, whatever its type
 * @returns the decision, or every mistake in the contact with its path and the remedy
 * @example
 * const result = decide(camden, { receivedAt: '2026-03-27T16:30:00+00:00', riskOfSignificantHarm: true })
 * if (result.ok) console.log(result.value.level)
 */
export const decide = decideAny as <R extends Rulebook>(
  rulebook: R,
  contact: ContactOf<R>,
  options?: DecideOptions,
) => Result<DecisionOf<R>>

/**
 * Decides one contact under a rulebook and explains the decision to a practitioner.
 *
 * @param contact the facts, as `decide` takes them
 * @returns the explanation, or every mistake in the contact with its path and the remedy
 * @example
 * const result = explain(camden, { receivedAt: '2026-03-27T16:30:00+00:00', professionalLevel: 2 })
 * if (result.ok) console.log(result.value.nextLevels[0]?.ways[0]?.says)
 */
export const explain = explainAny as <R extends Rulebook>(rulebook: R, contact: ContactOf<R>) => Result<Explanation>
