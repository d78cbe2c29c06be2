import type { FactKind, NumberRange } from '../../rules/vocabulary/fact-spec.js'
import type { Changeable } from '../decide/decision.js'
import type { Change } from './outcome.js'

/** One answer, and what it would change by itself: everything else as the contact has it now. */
export interface Answer {
  /** As the contact takes it; of a number the first of those that rules cannot tell apart. */
  readonly value: unknown
  /** Of a number, the last of them, where there are several. */
  readonly to?: number
  readonly says: string
  /** Empty: it changes nothing by itself. */
  readonly changes: readonly Change[]
}

/** One fact of a question. */
export interface QuestionPart {
  /** The fact's name, `events.NAME` of an event; `indicators` of indicators. */
  readonly fact: string
  readonly ask: string
  readonly help: string | null
  readonly kind: FactKind
  /** The answers to choose from; of indicators and domains those to tick; of a list, a number, a map or an instant those that were tried. */
  readonly answers: readonly Answer[]
  /** Of a list: its members, of which any number can be chosen. */
  readonly members: readonly { readonly value: string; readonly says: string }[]
  /** Of a number that is no choice. */
  readonly range: NumberRange | null
  /** Of a map: the names that may stand in it, in words, and the values that each may have. */
  readonly entries: {
    readonly names: readonly { readonly value: string; readonly says: string }[]
    readonly values: readonly (string | number)[]
  } | null
  /** What the contract takes it to be until it is said. */
  readonly assumed?: string | boolean
}

/**
 * `fact`: one fact. `facts`: several of one group, each answered for itself. `domains`: in which domains something was seen, each of
 * which is then asked for. `indicators`: the indicators of one domain; one that is not ticked is *not seen* only where that is said of the
 * others, else it stays unknown.
 */
export type QuestionKind = 'fact' | 'facts' | 'domains' | 'indicators'

/** One question, as data: whatever shows it needs nothing else. */
export interface Question {
  /** The first fact; `indicators` of the domains, `indicators.DOMAIN` of one of them. */
  readonly id: string
  readonly kind: QuestionKind
  readonly group: string | null
  readonly ask: string
  readonly parts: readonly QuestionPart[]
  /**
   * `nothing`: an answer changes the outcome by itself. `company`: only together with answers to the other questions of the list.
   * `unproved`: nothing that was tried changes it, and not everything could be tried.
   */
  readonly needs: 'nothing' | 'company' | 'unproved'
  /** Where the judgement of harm is asked for: the source's own clauses on it. */
  readonly definition: readonly { readonly source: string; readonly section: string; readonly says: string }[]
}

/** A fact that changes no outcome, and something else of the decision. */
export interface ToCheck {
  readonly fact: string
  readonly ask: string
  /** Other clocks, who is told, actions; of what was not known, the outcome too. */
  readonly couldChange: readonly Changeable[]
}

/** What is to be asked of a contact, and how far it is settled. */
export interface Interview {
  /**
   * `asking`: there is a question. `settled`: no answer to anything changes level, route, consent or the governing clock any more.
   * `open`: there is nothing left to ask, and something that was said to be not known, or that no question asks for, could change them.
   */
  readonly state: 'asking' | 'settled' | 'open'
  /** In the order in which they are asked: those that change something by themselves, else those that do together. */
  readonly questions: readonly Question[]
  /** Where it is `open`: what could still change the outcome if it became known. */
  readonly notKnown: readonly ToCheck[]
  readonly alsoToCheck: readonly ToCheck[]
}
