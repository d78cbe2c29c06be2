import type { Path } from '../../diagnostic.js'
import type { CompiledRule } from '../../engine/compile/program.js'
import type { Condition } from '../../rules/language/condition.js'
import { witnessReceivedAt } from '../contacts/realise.js'
import { every } from '../logic/formula.js'
import type { Logic } from '../logic/logic.js'
import { ask } from '../logic/logic.js'
import { rulesBefore } from '../promises/settled.js'
import type { Finding } from './finding.js'
import { finding } from './finding.js'
import type { Study } from './study.js'
import { decides, seek } from './study.js'

/** Rules that no contact is decided by, with the rule that always comes before them. */
export function findNeverDecides(study: Study): readonly Finding[] {
  const { program, logic, alone, seen, paths } = study
  const decided = new Set(seen.flatMap(s => [...s.deciding]))
  return program.rules.flatMap((rule): Finding[] => {
    const { id, stage, otherwise } = rule.rule
    if (stage === 'indicators' || decided.has(id)) return []
    // One that contradicts itself is told as that.
    if (ask(alone, alone.fires(rule)).status === 'unsatisfiable') return []
    const sought = seek(study, decides(study, rule), s => s.deciding.has(id))
    if (sought.found === 'contact') return []
    const shadow = shadowOf(study, rule)
    const holding = seek(study, logic.fires(rule), s => s.trace.fired.some(r => r.rule.id === id))
    return [
      finding({
        code: 'never-decides',
        message: shadow
          ? `the rule \`${id}\` can never decide: whenever it is true, \`${shadow.rule.id}\` ${stage === 'level' ? 'gives a higher level' : 'is true as well and comes first'}`
          : holding.found === 'none'
            ? `the rule \`${id}\` can never be true, whatever a contact says`
            : otherwise
              ? `the rule \`${id}\` can never decide: the rules before it leave nothing over`
              : `no contact is decided by the rule \`${id}\`${sought.found === 'none' ? ': the rules before it take every contact for which it is true' : ''}`,
        hint: shadow
          ? `move \`${id}\` before \`${shadow.rule.id}\`, narrow \`${shadow.rule.id}\`, or take \`${id}\` out`
          : 'look at what the rule asks for beside the rules of its list, or take it out',
        path: paths.get(id) ?? [],
        rule: id,
        witness: holding.found === 'contact' ? holding.contact : null,
        proof: sought.found === 'none' ? 'exhaustive' : 'search',
      }),
    ]
  })
}

/** One rule by which alone another is kept from deciding. */
function shadowOf({ program, logic }: Study, rule: CompiledRule): CompiledRule | null {
  const { outcome } = rule.rule
  const rivals =
    outcome.stage === 'level'
      ? program.byStage.level.filter(
          ({ rule: { outcome: other } }) =>
            other.stage === 'level' &&
            typeof other.level === 'number' &&
            typeof outcome.level === 'number' &&
            other.level > outcome.level,
        )
      : outcome.stage === 'actions'
        ? []
        : rulesBefore(program, rule)
  return rivals.find(r => ask(logic, every([logic.fires(rule), logic.firesNot(r)])).status === 'unsatisfiable') ?? null
}

interface Place {
  readonly what: string
  readonly condition: Condition
  readonly path: Path
  readonly rule: string | null
  readonly about: string | null
  /** A promise is meant to be always true; only whether it can be tested is asked. */
  readonly mayBeAlways: boolean
}

/** Every condition that people wrote, with its place. */
function placesOf({ rulebook, paths }: Study): readonly Place[] {
  const rules = rulebook.rules.flatMap((rule): Place[] => {
    const path = paths.get(rule.id) ?? []
    const base = { rule: rule.id, about: null, mayBeAlways: false }
    return [
      { ...base, what: `the condition of \`${rule.id}\``, condition: rule.when, path: [...path, 'when'] },
      ...(rule.unless
        ? [{ ...base, what: `the exception of \`${rule.id}\``, condition: rule.unless, path: [...path, 'unless'] }]
        : []),
    ]
  })
  const named = (what: string, id: string, condition: Condition | null, path: Path, mayBeAlways = false): Place[] =>
    condition ? [{ what: `${what} \`${id}\``, condition, path, rule: null, about: id, mayBeAlways }] : []
  return [
    ...rules,
    ...rulebook.definitions.flatMap(d => named('the definition', d.id, d.condition, ['definitions', d.id])),
    ...rulebook.indicators.flatMap(i => [
      ...named('the condition of the indicator', i.id, i.when, ['indicators']),
      ...named('the exception of the indicator', i.id, i.unless, ['indicators']),
    ]),
    ...rulebook.promises.flatMap((x, n) =>
      named('what is given in the promise', x.id, x.given, ['promises', n, 'given'], true),
    ),
  ]
}

const isAlways = (c: Condition): boolean => 'all' in c && c.all.length === 0

/** The condition itself and every alternative or part inside it that can be looked at by itself. */
function partsOf(condition: Condition): readonly Condition[] {
  if ('all' in condition) return [condition, ...condition.all.flatMap(partsOf)]
  if ('any' in condition) return [condition, ...condition.any.flatMap(partsOf)]
  return [condition]
}

/** Whether no contact can make a condition true, or every contact does. */
function verdictOn(logic: Logic, condition: Condition): 'never' | 'always' | null {
  if (isAlways(condition)) return null
  if (ask(logic, logic.holds(condition)).status === 'unsatisfiable') return 'never'
  return ask(logic, logic.holdsNot(condition)).status === 'unsatisfiable' ? 'always' : null
}

/** Conditions, or parts of them, that contradict themselves or are true whatever is said. */
export function findIdleConditions(study: Study): readonly Finding[] {
  const { alone, program } = study
  const known = new Map<Condition, 'never' | 'always' | null>()
  const verdict = (c: Condition): 'never' | 'always' | null => {
    if (!known.has(c)) known.set(c, verdictOn(alone, c))
    return known.get(c) ?? null
  }
  const found = placesOf(study).flatMap((place): Finding[] => {
    const whole = verdict(place.condition)
    const idle = whole === null ? partsOf(place.condition).find(part => verdict(part) !== null) : place.condition
    if (idle === undefined) return []
    const never = verdict(idle) === 'never'
    if (!never && place.mayBeAlways) return []
    const what = idle === place.condition ? place.what : `a part of ${place.what}`
    return [
      finding({
        code: never ? 'contradictory-condition' : 'always-true',
        message: never
          ? `${what} contradicts itself: no contact can make it true`
          : `${what} is true of every contact, so it distinguishes nothing`,
        hint: never
          ? 'look for two lines that exclude each other, or a value that does not exist'
          : 'write `always`, or say what tells the contacts apart that are meant',
        path: place.path,
        rule: place.rule,
        about: place.about,
        witness: never ? null : { receivedAt: witnessReceivedAt },
      }),
    ]
  })
  const swallowed = program.rules.flatMap((rule): Finding[] => {
    const { id, stage, unless, when } = rule.rule
    if (!unless || stage === 'indicators' || verdict(when) === 'never' || verdict(unless) !== null) return []
    if (ask(alone, alone.fires(rule)).status !== 'unsatisfiable') return []
    return [
      finding({
        code: 'contradictory-condition',
        message: `the exception of \`${id}\` takes away everything that its condition lets in`,
        hint: 'make the exception narrower than the condition',
        path: [...(study.paths.get(id) ?? []), 'unless'],
        rule: id,
      }),
    ]
  })
  return [...found, ...swallowed]
}
