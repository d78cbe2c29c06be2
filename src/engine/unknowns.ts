import type { Atom } from '../rules/condition.js'
import type { FactName } from '../rules/facts.js'
import { factNames, facts } from '../rules/facts.js'
import type { Observed, OpenList } from '../rules/operators.js'
import { FALSE, TRUE, UNKNOWN } from '../rules/operators.js'
import { readableFacts } from '../rules/readable.js'
import type { EventName, Level, Moment, Purpose, Stage } from '../rules/vocabulary.js'
import { events, functionalAreas, levels, moments, ratings } from '../rules/vocabulary.js'
import type { CompiledRule, Program } from './compile.js'
import { dueOf } from './deadlines.js'
import type { Settled } from './decide.js'
import type { Changeable, Unknown } from './decision.js'
import { countIndicators } from './derive.js'
import type { OpenScope } from './scope.js'

interface Note {
  readonly couldChange: Set<Changeable>
  highestLevel: Level | null
  /** Its rule was passed over before the one that decided. */
  leads: boolean
}

const behind = new Map([...readableFacts([], [])].map(([name, r]) => [name, r.behind]))
const changeOrder: readonly Changeable[] = ['level', 'basis', 'route', 'consent', 'deadline']
const known = (moment: Moment, by: Moment): boolean => moments.indexOf(moment) <= moments.indexOf(by)

/**
 * The facts not given that could change the decision, the most consequential first.
 *
 * It looks at what later information could make of every rule, stage by stage: the outcomes still possible of one stage are
 * what the next stage reads. So it may name too much, never too little.
 */
export function findUnknowns(program: Program, settled: Settled): readonly Unknown[] {
  const { contact, moment } = settled.derived
  const askable = (fact: string): boolean => {
    if (fact.startsWith('events.'))
      return settled.derived.events[fact.slice(7)] === undefined && known(events[fact.slice(7) as EventName], moment)
    if (fact === 'indicators') return contact.indicators === undefined && contact.indicatorsAbsent === undefined
    if (fact === 'channel' && contact.contactType === 'advice-call') return false
    if (fact === 'functionalNeeds') return functionalAreas.some(a => typeof contact.functionalNeeds?.[a] !== 'number')
    return contact[fact as FactName] === undefined && known(facts[fact as FactName].moment, moment)
  }
  const wide = openScope(program, settled, true)
  const narrow = askable('indicators') ? wide : openScope(program, settled, false)
  const notes = new Map<string, Note>()
  /** For an outcome that is not settled: the facts that it turns on. */
  const sources = new Map<number, Set<string>>()

  const factsOf = (atom: Atom): readonly string[] => {
    const slot = program.slots.get(atom.fact) ?? -1
    const outcome = sources.get(slot)
    if (outcome) return [...outcome]
    const name = atom.fact.startsWith('indicatorCount:')
      ? 'indicators'
      : atom.fact.startsWith('functionalNeedsCount:')
        ? 'functionalNeeds'
        : atom.fact
    const direct = (behind.get(name) ?? [name]).filter(askable)
    // An indicator that is present but counts only on a condition turns on that condition's facts.
    return name === 'indicators' || name === 'concerns'
      ? [
          ...direct,
          ...[...wide.pending].flatMap(p =>
            (program.conditional.get(p)?.atoms ?? []).flatMap(a => (behind.get(a.fact) ?? []).filter(askable)),
          ),
        ]
      : direct
  }
  const openFacts = (rule: CompiledRule): ReadonlySet<string> =>
    new Set(rule.atoms.filter(a => isOpenAtom(program, wide, a)).flatMap(factsOf))
  const note = (fact: string, change: Changeable | null, level: Level | null, leads: boolean): void => {
    const found = notes.get(fact) ?? { couldChange: new Set<Changeable>(), highestLevel: settled.level, leads: false }
    if (change) found.couldChange.add(change)
    if (level !== null && (found.highestLevel === null || level > found.highestLevel)) found.highestLevel = level
    found.leads ||= leads
    notes.set(fact, found)
  }
  const isOpen = (rule: CompiledRule): boolean => rule.openTest(wide) === UNKNOWN
  /** Open also where indicators beyond those given are left out of account, so that it can carry on to later stages. */
  const carries = (rule: CompiledRule): boolean => rule.openTest(narrow) === UNKNOWN

  const settle = (name: string, values: readonly Observed[], facts: Iterable<string>): void => {
    const slot = program.slots.get(name)
    if (slot === undefined || values.length < 2) return
    sources.set(slot, new Set(facts))
    for (const scope of new Set([wide, narrow])) scope.possible[slot] = values
  }

  /** An ordered list: every rule still open before the first that is certain could come to decide. */
  const ordered = (
    rules: readonly CompiledRule[],
    decided: CompiledRule | null,
    change: Changeable | null,
    same: (rule: CompiledRule | null) => string,
  ) => {
    const reach: CompiledRule[] = []
    const carried: (CompiledRule | null)[] = []
    let certain: CompiledRule | null = null
    for (const rule of rules) {
      const open = rule.openTest(wide)
      if (open === FALSE) continue
      if (open === TRUE) {
        certain = rule
        break
      }
      reach.push(rule)
      if (carries(rule)) carried.push(rule)
    }
    const distinct = new Set([...reach, certain].map(same))
    const facts = new Set<string>()
    if (distinct.size > 1 || (distinct.size === 1 && !distinct.has(same(decided))))
      for (const rule of reach)
        for (const fact of openFacts(rule)) {
          facts.add(fact)
          if (change) note(fact, change, null, decided === null || rule.place < decided.place)
        }
    const possible = [...new Map([...carried, certain, decided].map(r => [same(r), r])).values()]
    return { possible, facts }
  }
  const fired = (stage: Stage, list: string | null = null): CompiledRule | null =>
    program.byStage[stage].find(r => (list === null || r.rule.list === list) && r.test(wide) === TRUE) ?? null

  // eligibility
  const entryOf = (r: CompiledRule | null): string =>
    r?.rule.outcome.stage === 'eligibility' ? r.rule.outcome.entry : 'none'
  const entry = ordered(program.byStage.eligibility, fired('eligibility'), null, entryOf)
  settle('entry', entry.possible.map(entryOf), entry.facts)

  // level: what is open above the level that stands, and what that level itself rests on
  const practitioner = (scope: OpenScope): readonly Observed[] =>
    scope.possible[program.slots.get('practitionerLevel') ?? -1] ??
    [scope.values[program.slots.get('practitionerLevel') ?? -1] ?? null].flatMap(x => (x === null ? levels : [x]))
  const levelsOf = (rule: CompiledRule): readonly Level[] => {
    const { outcome } = rule.rule
    if (outcome.stage !== 'level') return []
    return outcome.level === 'practitionerLevel'
      ? practitioner(wide).filter((x): x is Level => typeof x === 'number')
      : [outcome.level]
  }
  let floor: Level | null = null
  for (const rule of program.byStage.level) {
    if (rule.openTest(wide) !== TRUE) continue
    const least = Math.min(...levelsOf(rule)) as Level
    if (floor === null || least > floor) floor = least
  }
  const possibleLevels = new Set<Level | null>([settled.level])
  const levelFacts = new Set<string>()
  for (const rule of program.byStage.level) {
    const states = levelsOf(rule)
    const varies = states.length > 1
    if (!isOpen(rule) && !(varies && rule.openTest(wide) === TRUE)) continue
    const top = Math.max(...states) as Level
    if (floor !== null && top <= floor) continue
    const turning = new Set(openFacts(rule))
    if (varies) for (const fact of (behind.get('practitionerLevel') ?? []).filter(askable)) turning.add(fact)
    for (const fact of turning) {
      note(fact, 'level', top, false)
      levelFacts.add(fact)
    }
    if (carries(rule) || varies) for (const l of states) if (floor === null || l > floor) possibleLevels.add(l)
  }
  if (possibleLevels.size > 1) possibleLevels.add(floor)
  settle(
    'level',
    [...possibleLevels].map(l => l ?? undefined),
    levelFacts,
  )

  // basis, rag, route
  const basisOf = (r: CompiledRule | null): string =>
    r?.rule.outcome.stage === 'basis' ? (r.rule.outcome.basis ?? 'none') : 'none'
  const basis = ordered(program.byStage.basis, fired('basis'), 'basis', basisOf)
  settle('basis', basis.possible.map(basisOf), basis.facts)
  const ragOf = (r: CompiledRule | null): string => (r?.rule.outcome.stage === 'rag' ? r.rule.outcome.rag : 'none')
  const rag = ordered(program.byStage.rag, fired('rag'), null, ragOf)
  const rating = wide.possible[program.slots.get('rating') ?? -1] ?? [wide.values[program.slots.get('rating') ?? -1]]
  const ragsOf = (r: string): readonly Observed[] => (r === 'rating' ? rating : [r === 'none' ? undefined : r])
  // Without rules on ratings, the latest one given is the authority's.
  const rags = program.byStage.rag.length === 0 ? ['rating'] : rag.possible.map(ragOf)
  settle(
    'rag',
    [...new Set(rags.flatMap(ragsOf))],
    [...rag.facts, ...(rags.includes('rating') ? (behind.get('rating') ?? []).filter(askable) : [])],
  )
  const routeOf = (r: CompiledRule | null): string =>
    r?.rule.outcome.stage === 'route'
      ? `${r.rule.outcome.destination} ${r.rule.outcome.team ?? 'none'}`
      : 'screening none'
  const route = ordered(program.byStage.route, settled.route, 'route', routeOf)
  settle('route', [...new Set(route.possible.map(r => routeOf(r).split(' ')[0]))], route.facts)
  settle('team', [...new Set(route.possible.map(r => routeOf(r).split(' ')[1]))], route.facts)

  // consent
  const giverOf = (r: CompiledRule | null): string =>
    r?.rule.outcome.stage === 'givers' ? (r.rule.outcome.from ?? 'anyone') : ''
  const openGivers = new Map(
    [...program.lists.givers].map(([name, list]) => [name, ordered(list, fired('givers', name), null, giverOf).facts]),
  )
  const requirementOf = (r: CompiledRule | null): string =>
    r?.rule.outcome.stage === 'consent'
      ? `${r.rule.outcome.requirement ?? 'none'} ${r.rule.outcome.giver ?? r.rule.outcome.from ?? ''}`
      : 'none '
  for (const purpose of program.purposes) {
    const list = program.lists.consent.get(purpose) ?? []
    const decided = fired('consent', purpose)
    const open = ordered(list, decided, 'consent', requirementOf)
    const turning = new Set(open.facts)
    for (const rule of open.possible) {
      const outcome = rule?.rule.outcome
      const giver = outcome?.stage === 'consent' ? outcome.giver : null
      for (const fact of (giver !== null && openGivers.get(giver)) || []) turning.add(fact)
    }
    if (
      settled.consents.find(c => c.purpose === purpose)?.mayProceed === null ||
      open.possible.some(r => requirementOf(r).startsWith('required '))
    )
      for (const fact of ['consent', 'consentGivenBy', 'riskOfSignificantHarm'].filter(askable))
        if (purposeAsks(settled, purpose, fact)) turning.add(fact)
    for (const fact of turning) note(fact, 'consent', null, false)
    settle(`requirement.${purpose}`, [...new Set(open.possible.map(r => requirementOf(r).split(' ')[0]))], turning)
    if (turning.size > 0) settle(`mayProceed.${purpose}`, [true, false, undefined], turning)
  }

  // the governing deadline
  const current = settled.governing
  const currentOpen =
    current !== null &&
    (program.lists.deadlines.get(current.deadline.id) ?? []).some(r => r.rule.id === current.deadline.rule && isOpen(r))
  for (const [id, list] of program.lists.deadlines) {
    if (program.rulebook.deadlines[id]?.governs === false) continue
    const decided = fired('deadlines', id)
    const could = list.filter(r => r === decided || couldGovern(program, settled, r, currentOpen))
    ordered(could, decided, 'deadline', r => r?.rule.id ?? 'none')
    // A clock that waits for its event would govern once the event is known.
    for (const rule of could) {
      const { outcome } = rule.rule
      if (outcome.stage !== 'deadlines' || rule.openTest(wide) === FALSE) continue
      for (const event of [outcome.from, outcome.orAt])
        if (event !== null && event !== 'receivedAt')
          for (const fact of (behind.get(`events.${event}`) ?? []).filter(askable))
            note(fact, 'deadline', null, rule === decided)
    }
  }

  // What turns a level, a basis or a route turns what is read off them.
  spread(notes, sources, program)
  const order = [...factNames, ...Object.keys(events).map(e => `events.${e}`)]
  return [...notes]
    .filter(([, n]) => n.couldChange.size > 0)
    .map(([fact, n]) => ({ fact, n, rank: order.indexOf(fact) }))
    .sort(
      (a, b) =>
        (b.n.highestLevel ?? 0) - (a.n.highestLevel ?? 0) ||
        Number(b.n.leads) - Number(a.n.leads) ||
        b.n.couldChange.size - a.n.couldChange.size ||
        a.rank - b.rank,
    )
    .map(({ fact, n }) => ({
      fact,
      couldChange: changeOrder.filter(c => n.couldChange.has(c)),
      highestLevel: n.highestLevel,
    }))
}

/** Facts behind an outcome could change whatever else the same facts were noted for; the level reached goes with them. */
function spread(notes: Map<string, Note>, sources: ReadonlyMap<number, ReadonlySet<string>>, program: Program): void {
  const level = sources.get(program.slots.get('level') ?? -1)
  if (!level) return
  for (const fact of level) notes.get(fact)?.couldChange.add('level')
}

const purposeAsks = (settled: Settled, purpose: Purpose, fact: string): boolean =>
  fact !== 'consent' || settled.derived.contact.consentFor?.[purpose] === undefined

/** Whether a deadline rule, were it true, could come to govern: sooner than the one that governs now, or that one is itself open. */
function couldGovern(program: Program, settled: Settled, rule: CompiledRule, currentOpen: boolean): boolean {
  const { outcome } = rule.rule
  const { governing } = settled
  if (
    outcome.stage !== 'deadlines' ||
    governing === null ||
    currentOpen ||
    governing.deadline.strength !== 'must' ||
    governing.dueMs === null
  )
    return true
  const due = dueOf(program, settled.derived, outcome)
  return due === null || due <= governing.dueMs
}

function isOpenAtom(program: Program, scope: OpenScope, atom: Atom): boolean {
  const slot = program.slots.get(atom.fact) ?? -1
  const possible = scope.possible[slot]
  if (possible) return true
  if (atom.fact === 'indicators' || atom.fact.startsWith('indicatorCount:'))
    return scope.indicatorsOpen || scope.pending.size > 0
  return scope.open[slot] === 1
}

/** A decided contact's scope with everything marked that could still become known. */
function openScope(program: Program, settled: Settled, indicatorsOpen: boolean): OpenScope {
  const { derived } = settled
  const { contact, scope, moment } = derived
  const values = [...scope.values]
  const open = new Uint8Array(values.length)
  const possible: (readonly Observed[] | null)[] = new Array(values.length).fill(null)
  const slot = (name: string): number => program.slots.get(name) ?? -1
  const mark = (name: string): void => {
    if (slot(name) >= 0) open[slot(name)] = 1
  }
  for (const name of factNames) {
    const value = values[slot(name)]
    const unknown = value === undefined || (typeof value === 'object' && 'present' in value && !value.complete)
    if (unknown && known(facts[name].moment, moment)) mark(name)
  }
  // A practitioner's later level, or a later rating, replaces the one that stands.
  const laterLevel =
    contact.levelAfterEnquiries === undefined &&
    (known('enquiries', moment) ||
      (contact.levelAfterScreening === undefined &&
        (known('screening', moment) || contact.professionalLevel === undefined)))
  if (laterLevel) possible[slot('practitionerLevel')] = [values[slot('practitionerLevel')], ...levels]
  const laterRating =
    contact.finalRag === undefined &&
    (known('enquiries', moment) || (contact.initialRag === undefined && known('screening', moment)))
  if (laterRating) possible[slot('rating')] = [values[slot('rating')], ...ratings]
  if (contact.safeguardingConcern === false && contact.riskOfSignificantHarm === undefined)
    possible[slot('safeguardingConcern')] = [false, true]
  for (const name of program.slotNames) {
    if (name.startsWith('consentFor.') || name.startsWith('functionalNeeds.'))
      if (values[slot(name)] === undefined) mark(name)
    if (name.startsWith('events.') && values[slot(name)] === undefined) {
      const event = name.slice(7) as EventName
      if (known(events[event], moment)) mark(name)
    }
  }
  for (const count of program.needsCounts) {
    const value = values[count.slot]
    if (typeof value === 'object' && 'atLeast' in value && value.atLeast < value.atMost) open[count.slot] = 1
  }
  const indicators = scope.indicators.slice()
  const result: OpenScope = { values, indicators, open, possible, indicatorsOpen, pending: new Set() }
  // A conditional indicator whose condition could still turn counts as maybe there, whatever it counts as now.
  const placeOf = (id: string): number => program.indicatorPlaces.get(id) ?? -1
  const pending = new Set(
    derived.conditional
      .filter(r => r.openTest(result) === UNKNOWN || r.test(scope) === UNKNOWN)
      .flatMap(r => (r.rule.outcome.stage === 'indicators' ? [placeOf(r.rule.outcome.indicator)] : [])),
  )
  for (const place of pending) indicators[place] = UNKNOWN
  // Whoever gave indicators has answered the question: what was not named is taken as not seen.
  if (!indicatorsOpen)
    for (let place = 0; place < indicators.length; place++)
      if (indicators[place] === UNKNOWN && !pending.has(place)) indicators[place] = FALSE
  if (indicatorsOpen && pending.size === 0) return result

  const present = (contact.indicators ?? []).filter(id => indicators[placeOf(id)] === TRUE)
  const maybe = (contact.indicators ?? []).filter(id => pending.has(placeOf(id)))
  const absent = [
    ...(contact.indicatorsAbsent ?? []),
    ...(contact.indicators ?? []).filter(id => indicators[placeOf(id)] === FALSE),
  ]
  for (const count of program.indicatorCounts) {
    const { atLeast, atMost } = countIndicators(program, count, present, absent)
    values[count.slot] = {
      atLeast,
      atMost: indicatorsOpen ? atMost : countIndicators(program, count, [...present, ...maybe], []).atLeast,
    }
  }
  if (maybe.length > 0) {
    const listOf = (ids: readonly string[]): OpenList => ({ present: ids, absent, complete: false, given: true })
    possible[slot('indicators')] = [listOf(present), listOf([...present, ...maybe])]
    const concerns = (ids: readonly string[]): OpenList => {
      const implied = ids.flatMap(id => program.indicators[placeOf(id)]?.concerns ?? [])
      return {
        present: [...new Set([...(contact.concerns ?? []), ...implied])],
        absent: [],
        complete: contact.concerns !== undefined,
        given: contact.concerns !== undefined,
      }
    }
    possible[slot('concerns')] = [concerns(present), concerns([...present, ...maybe])]
  }
  return { ...result, pending }
}
