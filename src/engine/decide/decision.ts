import type { InForce, RulebookStatus } from '../../rules/language/in-force.js'
import type {
  ActionKind,
  Basis,
  Changeable,
  ConsentGiver,
  Destination,
  Level,
  NoticeCode,
  Purpose,
  Rating,
  Requirement,
  Strength,
} from '../../rules/vocabulary/fixed.js'
import type { ToldStage } from '../../rules/vocabulary/stages.js'

export type { Changeable }

/** What a fact said when a rule looked at it. */
export interface Matched {
  readonly fact: string
  readonly operator: string
  readonly value: unknown
  /** What is counted, where the fact is a count. */
  readonly of?: Readonly<Record<string, unknown>>
  /** `null` where the fact is unknown (a rule that says *may be* or *not given*). */
  readonly observed: unknown
}

/** One rule that spoke, and why. */
export interface Reason {
  readonly stage: ToldStage
  readonly rule: string
  readonly clauses: readonly string[]
  /** The reading that the rule rests on; the first, where it rests on several. */
  readonly interpretation: string | null
  /** All the readings that the rule, and the indicators that it matched, rest on. */
  readonly interpretations: readonly string[]
  readonly matched: readonly Matched[]
  readonly outcome: Readonly<Record<string, unknown>>
  readonly says: string
  /** The rule's exceptions that are not settled: each could still hold it back. */
  readonly unless: readonly OpenException[]
}

/** An exception of a rule that decided, of which it is not known whether it applies. */
export interface OpenException {
  /** Words that read on after "unless". */
  readonly says: string
  /** The facts not given that would settle it; `events.NAME` for an event. */
  readonly facts: readonly string[]
}

export interface Route {
  readonly destination: Destination
  /** An id of the rulebook's `teams`, or `null` where the source names none. */
  readonly team: string | null
  readonly label: string | null
  /** Others who must be told or involved: ids of `teams`, with their labels in `alsoLabels`. */
  readonly also: readonly string[]
  readonly alsoLabels: readonly string[]
}

export interface ConsentRequirement {
  readonly requirement: Requirement
  readonly from: ConsentGiver | null
  /** Whether it may go ahead; `null`: not known. */
  readonly mayProceed: boolean | null
}

export interface Consent extends ConsentRequirement {
  readonly purpose: Purpose
  readonly rule: string
  readonly clauses: readonly string[]
}

export interface Deadline {
  readonly id: string
  readonly label: string
  readonly action: string
  /** ISO form, as in `PT4H` and `P3BD`. */
  readonly duration: string
  /** `receivedAt` or the event that starts the clock. */
  readonly from: string
  /** ISO 8601 with London's offset; `null` while its event is not given, or past the calendar. */
  readonly due: string | null
  readonly dueDate: string | null
  /** The instant that opens a window, where there is one. */
  readonly notBefore: string | null
  readonly strength: Strength
  /** `false` for retention, review, closure and notice clocks. */
  readonly governs: boolean
  readonly rule: string
  readonly clauses: readonly string[]
}

export interface Action {
  readonly id: string
  readonly label: string
  readonly kind: ActionKind
  /** The team or role that does it, an id of the rulebook's `teams`; `null` where the source does not say. */
  readonly by: string | null
  /** The label of `by`. */
  readonly byLabel: string | null
  readonly strength: Strength
  readonly rule: string
  /** The clauses of the action itself. */
  readonly clauses: readonly string[]
}

/** A fact not given that the contract takes for granted. */
export interface Assumed {
  readonly fact: string
  readonly value: string | boolean
  readonly because: string
}

export interface Notice {
  readonly code: NoticeCode
  readonly says: string
}

export interface Unknown {
  readonly fact: string
  readonly couldChange: readonly Changeable[]
  /** The highest level that an answer could lead to. */
  readonly highestLevel: Level | null
  /** What is taken for granted until it is said; only of facts that are `assumed`. */
  readonly assumed?: string | boolean
}

/** What a rulebook says of one contact. It supports a practitioner's judgement and never replaces it. */
export interface Decision {
  readonly authority: string
  readonly reference: string | null
  readonly rulebook: {
    readonly version: string
    readonly digest: string
    /** The documents that it rests on. */
    readonly sources: readonly { readonly title: string; readonly published: string | null }[]
    readonly inForce: InForce
    /** `null`: nobody is said to have approved it. */
    readonly status: RulebookStatus | null
    /** What whoever reads the decision has to do about that. */
    readonly check: string
  }
  readonly engine: string
  readonly level: Level | null
  readonly basis: Basis | null
  readonly rag: Rating | null
  readonly route: Route
  /** For the referral itself; `null` where the source has no rule for such a contact. */
  readonly consent: ConsentRequirement | null
  readonly consents: readonly Consent[]
  /** The governing deadline. */
  readonly deadline: Deadline | null
  readonly deadlines: readonly Deadline[]
  readonly actions: readonly Action[]
  readonly rationale?: readonly Reason[]
  readonly notices: readonly Notice[]
  readonly assumed: readonly Assumed[]
  readonly unknowns?: readonly Unknown[]
}
