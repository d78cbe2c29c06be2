import type { OfficeHours } from '../time/office.js'
import type { HolidayCalendar } from '../time/working-days.js'
import type { ActionKind, Destination, EventName, LawStatus, Level, RuleNotice, Strength } from '../vocabulary/fixed.js'
import type { Outcome, Stage } from '../vocabulary/stages.js'
import type { OwnWords } from '../vocabulary/words.js'
import type { Condition } from './condition.js'
import type { CountSpec } from './counts.js'
import type { InForce, RulebookStatus } from './in-force.js'

/** An action that a rule asks for. */
export interface ActionRef {
  readonly id: string
  readonly strength: Strength
}

/** An action as the rulebook declares it, once. */
export interface ActionSpec {
  readonly label: string
  readonly kind: ActionKind
  /** The team or role that does it: an id of `teams`, or `null` where the source does not say. */
  readonly by: string | null
  /** The clauses of the action itself. */
  readonly clauses: readonly string[]
}

/** One exception of a rule, which holds it back where it is known to apply. */
export interface Exception {
  /** Words that read on after "unless"; the condition's own words where the file has none. */
  readonly says: string
  readonly condition: Condition
}

/** Those for whom rules are written, by who is not one of them. */
export interface Audience {
  /** The name by which rules and definitions say that they are for these alone. */
  readonly id: string
  /** Who is outside: an exception of every rule that is for these alone. */
  readonly outside: Exception
  /** The stages whose rules are for these unless a rule says otherwise. */
  readonly throughout: readonly Stage[]
  readonly clauses: readonly string[]
  readonly interpretations: readonly string[]
}

/** Outcomes of a decision, any of which is meant. */
export interface OutcomeSet {
  readonly routes: readonly Destination[]
  readonly teams: readonly string[]
  readonly deadlines: readonly string[]
  readonly actions: readonly string[]
  readonly kinds: readonly ActionKind[]
}

/** One rule in its normal form. */
export interface Rule {
  readonly id: string
  readonly stage: Stage
  /** Within its stage: the purpose, the list of givers or the deadline id whose first rule decides; else `null`. */
  readonly list: string | null
  readonly says: string
  readonly when: Condition
  /** Any of the exceptions: it holds the rule back only where it is known to apply. */
  readonly unless: Condition | null
  /** The exceptions one by one. */
  readonly exceptions: readonly Exception[]
  /** It stands at the foot of an ordered list. */
  readonly otherwise: boolean
  readonly clauses: readonly string[]
  readonly interpretations: readonly string[]
  readonly outcome: Outcome
  readonly actions: readonly ActionRef[]
  readonly also: readonly string[]
  /** The act or guidance, an id of `law`, that has overtaken what the rule rests on. */
  readonly overtakenBy: string | null
  /** What the reader must know where the rule applies. */
  readonly notices: readonly { readonly code: RuleNotice; readonly says: string }[]
}

/** One indicator of the authority's tables. */
export interface Indicator {
  readonly id: string
  /** Of a protective sign the lowest, which nothing reads. */
  readonly level: Level
  /** Whether it speaks for the child's safety: no count takes it in but one that names it or its group. */
  readonly protective?: true
  readonly domain: string
  readonly ages: readonly [number, number] | null
  readonly label: string
  readonly source: string
  readonly section: string
  readonly concerns: readonly string[]
  /** Indicators of one bullet count once. */
  readonly bullet: string
  readonly groups: readonly string[]
  readonly when: Condition | null
  readonly unless: Condition | null
  readonly note: string | null
  readonly clauses: readonly string[]
  readonly interpretations: readonly string[]
}

/** A place where the source is silent or contradicts itself, and how it is read. */
export interface Interpretation {
  readonly id: string
  readonly question: string
  readonly passages: readonly string[]
  readonly reading: string
  readonly notChosen: string
  readonly why: string
}

/** A worked contact and what must come out. */
export interface Case {
  readonly id: string
  readonly title: string
  readonly contact: Readonly<Record<string, unknown>>
  readonly expect: Readonly<Record<string, unknown>>
  readonly why?: string | undefined
}

/** Why something stands in the place of what is inherited, or is left out. */
export interface LayerChange {
  /** A rule's id; of anything else its section and name, as in `teams.hub`. */
  readonly of: string
  readonly because: string
  readonly clauses: readonly string[]
}

/** What of a rulebook comes from others that it extends. */
export interface Layering {
  /** The rulebooks that it extends, the nearest first. */
  readonly layers: readonly {
    readonly id: string
    readonly name: string
    readonly title: string
    readonly version: string
  }[]
  /** By rule id, or section and name as in `deadlines.first-visit`, the id of the rulebook that it comes from; what is not here is its own. */
  readonly inherited: Readonly<Record<string, string>>
  readonly overrides: readonly LayerChange[]
  readonly removes: readonly LayerChange[]
}

/** Everything a rulebook says, in plain data. */
export interface RulebookContent {
  /** The words that it adds to England's; see `vocabularyOf`. */
  readonly words: OwnWords
  readonly authority: string
  readonly name: string
  readonly title: string
  readonly version: string
  readonly inForce: InForce
  /** `null`: nobody is said to have approved it. */
  readonly status: RulebookStatus | null
  /** The days on which its offices are closed beside weekends: those that it chose, with its own changes made. */
  readonly calendar: HolidayCalendar
  readonly officeHours: OfficeHours
  readonly sources: Readonly<
    Record<
      string,
      {
        readonly title: string
        readonly published?: string | undefined
        readonly publisher?: string | undefined
        /** The name by which it is cited where several sources are. */
        readonly short?: string | undefined
      }
    >
  >
  readonly teams: Readonly<Record<string, string>>
  readonly actions: Readonly<Record<string, ActionSpec>>
  readonly deadlines: Readonly<
    Record<
      string,
      {
        readonly label: string
        readonly governs: boolean
        /** The event by which what is due is done: clocks that start from this one then start there. */
        readonly doneAt: EventName | null
      }
    >
  >
  readonly entries: Readonly<Record<string, string>>
  readonly indicators: readonly Indicator[]
  readonly counts: Readonly<Record<string, CountSpec>>
  readonly definitions: readonly {
    readonly id: string
    readonly says: string
    readonly condition: Condition
    readonly clauses: readonly string[]
    readonly interpretations: readonly string[]
  }[]
  /** Whom rules are for. The exceptions that follow stand with the rules. */
  readonly appliesTo: readonly Audience[]
  /** In the order of the stages and, within a stage, of the file. */
  readonly rules: readonly Rule[]
  readonly interpretations: readonly Interpretation[]
  /** The grades of destinations, most protective first, equals in one row. */
  readonly protection: readonly (readonly Destination[])[]
  /** Outcomes that exclude each other. */
  readonly opposites: readonly {
    readonly id: string
    readonly says: string
    readonly one: OutcomeSet
    readonly other: OutcomeSet
  }[]
  /** Sets of actions of which one is always due. */
  readonly alwaysOneOf: readonly {
    readonly id: string
    readonly says: string
    readonly when: Condition
    readonly actions: readonly string[]
  }[]
  readonly promises: readonly {
    readonly id: string
    readonly says: string
    readonly given: Condition
    readonly then: Condition
  }[]
  readonly accepted: readonly {
    readonly finding: string
    readonly reason: string
    readonly rule?: string | undefined
    /** What the source says that causes it: for a promise. */
    readonly clauses?: readonly string[] | undefined
    readonly witness?: Readonly<Record<string, unknown>> | undefined
  }[]
  readonly examples: readonly Case[]
  readonly leftToJudgement: readonly { readonly clauses: readonly string[]; readonly reason: string }[]
  readonly outOfScope: readonly {
    readonly section: string
    readonly clauses: readonly string[]
    readonly reason: string
  }[]
  readonly clauses: Readonly<
    Record<string, { readonly source: string; readonly section: string; readonly says: string }>
  >
  /** Acts and national guidance, by date. */
  readonly law: Readonly<
    Record<
      string,
      {
        readonly title: string
        /** A day, a month or a year. */
        readonly from?: string | undefined
        readonly status: LawStatus
        /** Where it was read, or that it was not. */
        readonly read: string
        readonly says: string
      }
    >
  >
  /** `null` where it extends no other rulebook. */
  readonly layering: Layering | null
}

/** A rulebook that has passed every check. Only the loaders make one, so nothing unchecked can decide. */
export type Rulebook = RulebookContent & { readonly digest: string; readonly '~validated': true }
