import type { Moment } from './fixed.js'

// A vocabulary as it is declared: England's in rules/england.yaml, an authority's own in its rulebook.

/** Facts that the engine itself works with are bound to it by one of these kinds; a rulebook declares none of its own. */
export type BoundKind =
  | 'level'
  | 'rating'
  | 'indicators'
  | 'dates-by-indicator'
  | 'answers-by-purpose'
  | 'scores-by-area'
  | 'earlier-contacts'
  | 'events'
  | 'instant'
  | 'text'

/** A fact of a contact: yes or no, unless `choices`, `severalOf`, `number` or `kind` says otherwise. */
export interface FactWords {
  readonly ask: string
  readonly label?: string | undefined
  /** What is known where the fact is: "the first rating" is known. */
  readonly name?: string | undefined
  /** The sentence in which an answer is told, with `~`, `{is|is not}` and `*` as `said` reads them. */
  readonly says?: string | undefined
  /** Of a list: that it is empty, as such a sentence. */
  readonly none?: string | undefined
  /** Each choice in words: one of them is the answer. */
  readonly choices?: Readonly<Record<string, string>> | undefined
  /** Each choice in words; the answer holds some of them, none or all. */
  readonly severalOf?: Readonly<Record<string, string>> | undefined
  /** `0 to 25`: whole numbers; `0 to 168, fractions too`. */
  readonly number?: string | undefined
  readonly unit?: string | undefined
  readonly kind?: BoundKind | undefined
  readonly moment?: Moment | undefined
  readonly askedFrom?: Moment | undefined
  /** A heading under which forms put it. */
  readonly group?: string | undefined
  readonly help?: string | undefined
  /** How families are told of it, as such a sentence. */
  readonly families?: string | undefined
  /** Whether the answer can tell who the child is. */
  readonly personal?: boolean | undefined
}

export interface EventWords {
  /** A noun: "the strategy discussion". */
  readonly label: string
  /** The question, where "When was the strategy discussion?" would be none. */
  readonly ask?: string | undefined
  readonly moment?: Moment | undefined
  /** Work of social care, or a plan, begins by it. */
  readonly begins?: boolean | undefined
  /** Work of social care ends or steps down by it: what began later it did not end. */
  readonly ends?: boolean | undefined
}

export interface DestinationWords {
  /** As it heads a decision: "Held at the front door". */
  readonly label: string
  /** As it reads on after "it goes": "to the MASH". */
  readonly says: string
}

/** A value that one fact says of another. */
export type ImpliedValue = boolean | number | string

/** What one fact says of another; one of `then`, `assume` and `notAsked`. */
export interface ImplicationWords {
  /** Lines that must all hold: a fact with its value, `given` with a fact, `notGiven` with the fact that follows. */
  readonly when?: Readonly<Record<string, ImpliedValue>> | undefined
  /** What follows: it replaces what is said of it. */
  readonly then?: Readonly<Record<string, ImpliedValue>> | undefined
  /** Nothing follows any more once this fact is said; it is asked for all the same. */
  readonly until?: string | undefined
  /** What is taken for granted where nothing is said of it; `receivedAt` for an event is the time of receipt. */
  readonly assume?: Readonly<Record<string, ImpliedValue>> | undefined
  /** Why it is taken for granted. */
  readonly because?: string | undefined
  /** Facts that have no meaning then. */
  readonly notAsked?: readonly string[] | undefined
  /** The notice where what is said is otherwise. */
  readonly atOdds?: string | undefined
}

/** A whole vocabulary. */
export interface Words {
  readonly facts: Readonly<Record<string, FactWords>>
  /** By the name that rules read: of these facts, in the order in which they come to be known, the latest that is given. */
  readonly latestOf: Readonly<Record<string, readonly string[]>>
  /** What one fact says of another, in the order in which it is followed. */
  readonly implies: readonly ImplicationWords[]
  readonly events: Readonly<Record<string, EventWords>>
  readonly destinations: Readonly<Record<string, DestinationWords>>
  /** What is told of an earlier contact: what came of it, and topics beside the concerns; each as a noun. */
  readonly earlier: {
    readonly outcomes: Readonly<Record<string, string>>
    readonly topics: Readonly<Record<string, string>>
  }
  /** The grades of destinations, most protective first, equals in one row. */
  readonly protection: readonly (readonly string[])[]
  /** What consent is asked for, each as a noun. */
  readonly purposes: Readonly<Record<string, string>>
  /** The areas of functional needs, each as a noun. */
  readonly areas: Readonly<Record<string, string>>
  /** The names of the levels by their numbers. */
  readonly levels: Readonly<Record<string, string>>
  /** The level that a basis gives at least: that of section 47. */
  readonly levelOf: Readonly<Record<'section-47', number>>
  /** The ratings, the gravest first, as adjectives. */
  readonly ratings: Readonly<Record<string, string>>
  /** The statutory bases, each as a sentence that can be denied. */
  readonly bases: Readonly<Record<string, string>>
}

/** What an authority adds: words of its own, and choices of its own for facts that are there. */
export type OwnWords = {
  readonly facts?: Words['facts'] | undefined
  /** By fact, the choices that the authority adds to it. */
  readonly choices?: Readonly<Record<string, Readonly<Record<string, string>>>> | undefined
  /** Followed after England's. */
  readonly implies?: Words['implies'] | undefined
  readonly events?: Words['events'] | undefined
  readonly destinations?: Words['destinations'] | undefined
  readonly purposes?: Words['purposes'] | undefined
  readonly levels?: Words['levels'] | undefined
  readonly levelOf?: Partial<Words['levelOf']> | undefined
  /** Each own rating with the one that it is graver than; `null`: than none. */
  readonly ratings?:
    | Readonly<Record<string, { readonly label: string; readonly graverThan: string | null }>>
    | undefined
}
