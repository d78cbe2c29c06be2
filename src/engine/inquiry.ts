import type { Atom } from '../rules/condition.js'
import { factNames } from '../rules/facts.js'
import type { Observed } from '../rules/operators.js'
import { FALSE, TRUE, UNKNOWN } from '../rules/operators.js'
import { readableFacts } from '../rules/readable.js'
import type { Level, Stage } from '../rules/vocabulary.js'
import { eventNames } from '../rules/vocabulary.js'
import type { CompiledRule, Program } from './compile.js'
import type { Changeable, Unknown } from './decision.js'
import type { Derived } from './derive.js'
import { isAskable, openScope } from './open-scope.js'
import type { OpenScope } from './scope.js'

interface Note {
  readonly couldChange: Set<Changeable>
  highestLevel: Level | null
  /** Its rule was passed over before the one that decided. */
  leads: boolean
  /** A condition asks for it: it does not stand in exceptions and *may be* alone, where it could only hold a rule back. */
  asked: boolean
}

/** One look at what later information could make of a decided contact. */
export interface Inquiry {
  readonly program: Program
  readonly level: Level | null
  readonly derived: Derived
  /** Every indicator in neither list is open: no rule is missed. */
  readonly wide: OpenScope
  /** Whoever gave indicators gave them all: what is open here can carry on to later stages. */
  readonly narrow: OpenScope
  readonly notes: Map<string, Note>
  /** For an outcome that is not settled (by slot): the facts that it turns on. */
  readonly sources: Map<number, ReadonlySet<string>>
}

const behind = new Map([...readableFacts([], [])].map(([name, r]) => [name, r.behind]))
const changeOrder: readonly Changeable[] = ['level', 'basis', 'route', 'consent', 'deadline']
const factOrder: readonly string[] = [...factNames, ...eventNames.map(e => `events.${e}`)]

export function beginInquiry(program: Program, derived: Derived, level: Level | null): Inquiry {
  const wide = openScope(program, derived, true)
  const narrow = isAskable(program, derived, 'indicators') ? wide : openScope(program, derived, false)
  return { program, level, derived, wide, narrow, notes: new Map(), sources: new Map() }
}

/** The facts not given that a readable fact comes from. */
export const askableBehind = ({ program, derived }: Inquiry, name: string): readonly string[] =>
  (behind.get(name) ?? []).filter(fact => isAskable(program, derived, fact))

export const isOpen = ({ wide }: Inquiry, rule: CompiledRule): boolean => rule.openTest(wide) === UNKNOWN
export const carriesOn = ({ narrow }: Inquiry, rule: CompiledRule): boolean => rule.openTest(narrow) === UNKNOWN
export const isCertain = ({ wide }: Inquiry, rule: CompiledRule): boolean => rule.openTest(wide) === TRUE

/** The rule of a stage, or of one of its lists, that decided. */
export const decidedBy = ({ program, wide }: Inquiry, stage: Stage, list: string | null = null): CompiledRule | null =>
  program.byStage[stage].find(r => (list === null || r.rule.list === list) && r.test(wide) === TRUE) ?? null

/** The facts not given that a rule turns on, through outcomes that are not settled as well; `true` for those that it asks for. */
export function openFacts(inquiry: Inquiry, rule: CompiledRule): ReadonlyMap<string, boolean> {
  const facts = new Map<string, boolean>()
  for (const atom of rule.atoms) {
    if (!isOpenAtom(inquiry, atom)) continue
    // A fact that can still be replaced (a rating by the final one) can lift an exception that applies now.
    const replaced = inquiry.wide.possible[inquiry.program.slots.get(atom.fact) ?? -1]
    const asked = !atom.operator.startsWith('mayBe:') || Boolean(replaced)
    for (const fact of factsOf(inquiry, atom)) facts.set(fact, asked || facts.get(fact) === true)
  }
  return facts
}

function isOpenAtom({ program, wide }: Inquiry, atom: Atom): boolean {
  const slot = program.slots.get(atom.fact) ?? -1
  if (wide.possible[slot]) return true
  if (atom.fact === 'indicators' || atom.fact.startsWith('indicatorCount:'))
    return wide.indicatorsOpen || wide.pending.size > 0
  return wide.open[slot] === 1
}

function factsOf(inquiry: Inquiry, atom: Atom): readonly string[] {
  const { program, wide, sources } = inquiry
  const outcome = sources.get(program.slots.get(atom.fact) ?? -1)
  if (outcome) return [...outcome]
  const counted = /^(indicator|functionalNeeds)Count:/.exec(atom.fact)?.[1]
  const name = counted === undefined ? atom.fact : counted === 'indicator' ? 'indicators' : counted
  const direct = askableBehind(inquiry, name)
  if (name !== 'indicators' && name !== 'concerns') return direct
  // An indicator that is present but counts only on a condition turns on that condition's facts.
  const conditions = [...wide.pending].flatMap(place => program.conditional.get(place)?.atoms ?? [])
  return [...direct, ...conditions.flatMap(a => askableBehind(inquiry, a.fact))]
}

/** Notes that a fact could change a part of the decision. */
export function note(
  inquiry: Inquiry,
  fact: string,
  change: Changeable,
  about: Partial<Pick<Note, 'leads' | 'asked'> & { level: Level }> = {},
): void {
  const { notes } = inquiry
  const { level = null, leads = false, asked = true } = about
  const found = notes.get(fact) ?? {
    couldChange: new Set<Changeable>(),
    highestLevel: inquiry.level,
    leads: false,
    asked: false,
  }
  found.couldChange.add(change)
  if (level !== null && (found.highestLevel === null || level > found.highestLevel)) found.highestLevel = level
  found.leads ||= leads
  found.asked ||= asked
  notes.set(fact, found)
}

/** Makes an outcome that is not settled readable to the stages after it: its possible values, and what they turn on. */
export function leaveOpen(
  inquiry: Inquiry,
  slot: number | undefined,
  values: readonly Observed[],
  facts: Iterable<string>,
): void {
  const distinct = [...new Set(values)]
  if (slot === undefined || distinct.length < 2) return
  inquiry.sources.set(slot, new Set(facts))
  inquiry.wide.possible[slot] = distinct
  inquiry.narrow.possible[slot] = distinct
}

/** What an ordered list could come to. */
export interface Outlook {
  /** A rule for each outcome that could come to decide; `null` where no rule would. */
  readonly possible: readonly (CompiledRule | null)[]
  readonly facts: ReadonlySet<string>
}

/** An ordered list: every rule that is still open, before the first that is certain, could come to decide. */
export function lookAhead(
  inquiry: Inquiry,
  rules: readonly CompiledRule[],
  decided: CompiledRule | null,
  change: Changeable | null,
  outcome: (rule: CompiledRule | null) => string,
): Outlook {
  const reach: CompiledRule[] = []
  let certain: CompiledRule | null = null
  for (const rule of rules) {
    const open = rule.openTest(inquiry.wide)
    if (open === FALSE) continue
    if (open === TRUE) {
      certain = rule
      break
    }
    reach.push(rule)
  }
  const facts = new Set<string>()
  if ([...reach, certain].some(rule => outcome(rule) !== outcome(decided)))
    for (const rule of reach)
      for (const [fact, asked] of openFacts(inquiry, rule)) {
        facts.add(fact)
        if (change) note(inquiry, fact, change, { leads: decided === null || rule.place < decided.place, asked })
      }
  const carried = reach.filter(rule => carriesOn(inquiry, rule))
  const possible = [...new Map([...carried, certain, decided].map(rule => [outcome(rule), rule])).values()]
  return { possible, facts }
}

/** The facts noted, the most consequential first. */
export function concludeInquiry({ notes }: Inquiry): readonly Unknown[] {
  return [...notes]
    .map(([fact, found]) => ({ fact, found, place: factOrder.indexOf(fact) }))
    .sort(
      (a, b) =>
        (b.found.highestLevel ?? 0) - (a.found.highestLevel ?? 0) ||
        Number(b.found.asked) - Number(a.found.asked) ||
        Number(b.found.leads) - Number(a.found.leads) ||
        b.found.couldChange.size - a.found.couldChange.size ||
        a.place - b.place,
    )
    .map(({ fact, found }) => ({
      fact,
      couldChange: changeOrder.filter(c => found.couldChange.has(c)),
      highestLevel: found.highestLevel,
    }))
}
