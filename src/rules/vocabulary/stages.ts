import { deepFreeze } from '../freeze.js'
import type { Duration } from '../time/durations.js'
import type {
  Basis,
  ConsentGiver,
  Destination,
  EventName,
  Level,
  Purpose,
  Rating,
  Requirement,
  Strength,
} from './fixed.js'
import type { Vocabulary } from './vocabulary.js'

/** What a clock starts from: receipt, an event, or another clock (`deadline ID`). */
export type ClockStart = EventName | 'receivedAt' | `deadline ${string}`

/** What a rule sets where it applies. */
export type Outcome =
  /** Not a rule of people's: whether a conditional indicator counts. */
  | { readonly stage: 'indicators'; readonly indicator: string }
  | { readonly stage: 'eligibility'; readonly entry: string }
  /** `practitionerLevel`: the level that a practitioner gave. */
  | { readonly stage: 'level'; readonly level: Level | 'practitionerLevel' }
  | { readonly stage: 'basis'; readonly basis: Basis | null }
  /** `rating`: the authority's own latest rating. */
  | { readonly stage: 'rag'; readonly rag: Rating | 'rating' }
  | { readonly stage: 'route'; readonly destination: Destination; readonly team: string | null }
  | { readonly stage: 'givers'; readonly giver: string; readonly from: ConsentGiver | null }
  | {
      readonly stage: 'consent'
      readonly purpose: Purpose
      /** `null`: the source has no rule. */
      readonly requirement: Requirement | null
      /** Who may consent, or the name of a list of `givers` that says so. */
      readonly from: ConsentGiver | null
      readonly giver: string | null
    }
  | {
      readonly stage: 'deadlines'
      readonly deadline: string
      readonly duration: Duration
      /** An event, or the deadline from which it starts. */
      readonly from: ClockStart
      readonly strength: Strength
      readonly opens: Duration | null
      readonly orAt: EventName | null
      /** Another length from another start: of the two the later counts. */
      readonly orLater: { readonly duration: Duration; readonly from: ClockStart } | null
    }
  | { readonly stage: 'actions' }

export type Stage = Outcome['stage']
export type OutcomeOf<S extends Stage> = Extract<Outcome, { readonly stage: S }>
/** The stages under which reasons are told. */
export type ToldStage = Exclude<Stage, 'indicators' | 'givers'>
/** A fact of the contact that an outcome can take its value from. */
export type TakenFact = 'practitionerLevel' | 'rating'
/** What a stage leaves for later ones to read. */
type Value = string | number | undefined

/** A value that is all that an outcome says. */
export interface Said {
  /** Its name in the file and in the outcome. */
  readonly key: string
  /** What it may be. In the file `none` stands for `null`. */
  readonly values: (vocabulary: Vocabulary) => readonly (string | number | null)[]
  /** Which rules are told: the one that decides, or each that comes to the same. */
  readonly tells: 'deciding' | 'agreeing'
  /** The fact that stands where a rulebook has no rules of the stage; `null`: nothing does. */
  readonly unruled: TakenFact | null
}

/** One stage: how its rules come to an outcome, what later stages read of it, and how it is told. */
export interface StageSpec<S extends Stage = Stage> {
  /** Of the rules that hold, which count, in DMN's words: the first in the order of the file, the highest, or each. */
  readonly hits: 'first' | 'highest' | 'each'
  /** The name in whose list a rule stands, where the stage has a list for each name; else `null`. */
  readonly listOf: ((outcome: OutcomeOf<S>) => string) | null
  /** Where a list stands in the file, below `rules`. */
  readonly section: (list: string | null) => readonly string[]
  /** The value that is all that an outcome says; `null` where it says more, or names what the rulebook declares. */
  readonly says: Said | null
  /** Whether a list ends in a rule for everything else. */
  readonly otherwise: 'must' | 'may' | 'never'
  /**
   * What later stages read of it, by the name of the fact; `null` is the outcome where no rule decides. In a stage with a list
   * for each name the fact is that of the name: `requirement.referral`. One that is not said by the outcome alone has no function.
   */
  readonly sets: Readonly<Record<string, ((outcome: OutcomeOf<S> | null) => Value) | null>>
  /** The fact that an outcome takes its value from, which must be known for the rule to apply; else `null`. */
  readonly takes: (outcome: OutcomeOf<S>) => TakenFact | null
  /** The stage under which its reasons are told. */
  readonly toldAs: ToldStage
  /** What it settles, as the heading of its reasons and as that of its changes. */
  readonly heading: string
  readonly part: string
}

const takesNothing = (): null => null
const underItsName = (stage: string) => (): readonly string[] => [stage]

/** The stages in the order in which a contact meets them. */
export const stageTable: { readonly [S in Stage]: StageSpec<S> } = deepFreeze({
  indicators: {
    hits: 'each',
    listOf: null,
    section: underItsName('indicators'),
    says: null,
    otherwise: 'never',
    sets: {},
    takes: takesNothing,
    toldAs: 'level',
    heading: 'Which indicators count',
    part: 'Indicators',
  },
  eligibility: {
    hits: 'first',
    listOf: null,
    section: underItsName('eligibility'),
    says: null,
    otherwise: 'may',
    sets: { entry: o => o?.entry ?? 'none' },
    takes: takesNothing,
    toldAs: 'eligibility',
    heading: 'What the contact is',
    part: 'Who is dealt with',
  },
  level: {
    hits: 'highest',
    listOf: null,
    section: underItsName('level'),
    says: {
      key: 'level',
      values: v => [...v.levels, 'practitionerLevel'],
      tells: 'agreeing',
      unruled: null,
    },
    otherwise: 'never',
    sets: { level: o => o?.level },
    takes: o => (o.level === 'practitionerLevel' ? o.level : null),
    toldAs: 'level',
    heading: 'Level',
    part: 'Levels',
  },
  basis: {
    hits: 'first',
    listOf: null,
    section: underItsName('basis'),
    says: { key: 'basis', values: v => [...v.baseNames, null], tells: 'agreeing', unruled: null },
    otherwise: 'must',
    sets: { basis: o => o?.basis ?? 'none' },
    takes: takesNothing,
    toldAs: 'basis',
    heading: 'Statutory basis',
    part: 'Statutory basis',
  },
  rag: {
    hits: 'first',
    listOf: null,
    section: underItsName('rag'),
    says: { key: 'rag', values: v => [...v.ratingNames, 'rating'], tells: 'deciding', unruled: 'rating' },
    otherwise: 'may',
    sets: { rag: o => o?.rag },
    takes: o => (o.rag === 'rating' ? 'rating' : null),
    toldAs: 'rag',
    heading: 'Rating',
    part: 'Ratings',
  },
  route: {
    hits: 'first',
    listOf: null,
    section: underItsName('route'),
    says: null,
    otherwise: 'must',
    sets: { route: o => o?.destination ?? 'screening', team: o => o?.team ?? 'none' },
    takes: takesNothing,
    toldAs: 'route',
    heading: 'Where it goes',
    part: 'Routes',
  },
  givers: {
    hits: 'first',
    listOf: o => o.giver,
    section: list => ['consent', 'givers', list ?? ''],
    says: null,
    otherwise: 'must',
    sets: {},
    takes: takesNothing,
    toldAs: 'consent',
    heading: 'Who may consent',
    part: 'Consent',
  },
  consent: {
    hits: 'first',
    listOf: o => o.purpose,
    section: list => ['consent', list ?? ''],
    says: null,
    otherwise: 'must',
    sets: { requirement: o => o?.requirement ?? 'none', mayProceed: null },
    takes: takesNothing,
    toldAs: 'consent',
    heading: 'Consent',
    part: 'Consent',
  },
  deadlines: {
    hits: 'first',
    listOf: o => o.deadline,
    section: underItsName('deadlines'),
    says: null,
    otherwise: 'never',
    sets: {},
    takes: takesNothing,
    toldAs: 'deadlines',
    heading: 'By when',
    part: 'Timescales',
  },
  actions: {
    hits: 'each',
    listOf: null,
    section: underItsName('actions'),
    says: null,
    otherwise: 'never',
    sets: {},
    takes: takesNothing,
    toldAs: 'actions',
    heading: 'What to do',
    part: 'Actions',
  },
} as const satisfies { readonly [S in Stage]: StageSpec<S> })

/** The entry of a stage, for whoever does not know which it is. */
export const stageOf = (stage: Stage): StageSpec => stageTable[stage] as unknown as StageSpec

/** The stages in the order in which a contact meets them. */
export const stages: readonly Stage[] = deepFreeze(Object.keys(stageTable) as Stage[])

/** The stages whose rules people write: whether a conditional indicator counts is said in the tables. */
export const ruleStages: readonly Exclude<Stage, 'indicators'>[] = deepFreeze(stages.filter(s => s !== 'indicators'))

/** A stage whose outcome is one value, with the fact that it sets. */
export interface SaidStage {
  readonly stage: Stage
  readonly fact: string
  readonly said: Said
}

/** The stages whose outcome is one value, in order. */
export const saidStages: readonly SaidStage[] = deepFreeze(
  stages.flatMap((stage): SaidStage[] => {
    const { says: said, sets } = stageOf(stage)
    const [fact] = Object.keys(sets)
    return said === null || fact === undefined ? [] : [{ stage, fact, said }]
  }),
)

/** The stages under which reasons are told, in order. */
export const toldStages: readonly ToldStage[] = deepFreeze(
  stages.filter((s): s is ToldStage => stageTable[s].toldAs === s),
)

const setters = new Map(stages.flatMap(stage => Object.keys(stageOf(stage).sets).map(fact => [fact, stage])))

/** The stage that sets a fact, with the list that does; `null` for a fact that no stage's rules set. */
export function setterOf(fact: string): { readonly stage: Stage; readonly list: string | null } | null {
  const [head = '', list = null] = fact.split('.')
  const stage = setters.get(head)
  return stage === undefined || (stageOf(stage).listOf === null) !== (list === null) ? null : { stage, list }
}

/** Whether a stage's rules alone say a fact, so that `valueSet` gives it. */
export function isSaidByRules(fact: string): boolean {
  const setter = setterOf(fact)
  const [head = ''] = fact.split('.')
  return setter !== null && stageOf(setter.stage).sets[head] !== null
}

/** What a rule's outcome sets a fact to, or, for `null`, what it is where no rule decides. @throws Error where no stage sets the fact. */
export function valueSet(fact: string, outcome: Outcome | null): Value {
  const setter = setterOf(fact)
  const [head = ''] = fact.split('.')
  const value = setter && stageOf(setter.stage).sets[head]
  if (!value || (outcome && outcome.stage !== setter.stage)) throw new Error(`no such outcome sets ${fact}`)
  return value(outcome)
}

/** A text that is the same for outcomes of a stage that come to the same, `null` for no rule included. */
export function saidBy(stage: Stage, outcome: Outcome | null): string {
  const { sets, listOf } = stageOf(stage)
  const set = Object.values(sets).map(value => value?.(outcome) ?? null)
  // What else an outcome says counts where a rule of its own says it.
  const rest = listOf === null ? null : outcome
  return JSON.stringify([set, rest])
}

/** The name in whose list a rule stands; `null` where its stage has one list. */
export const listOf = (outcome: Outcome): string | null => stageOf(outcome.stage).listOf?.(outcome) ?? null

/** The fact that an outcome takes its value from; `null` where it says the value itself. */
export const takenFrom = (outcome: Outcome): TakenFact | null => stageOf(outcome.stage).takes(outcome)
