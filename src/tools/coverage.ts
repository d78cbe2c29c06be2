import type { Rule, Rulebook } from '../rules/rulebook.js'
import { outcomeText, traceWithout } from './without-rule.js'

/** How much of its sources a rulebook says, and how much of what it says is shown to matter. */
export interface Coverage {
  readonly authority: string
  readonly clauses: {
    /** Clauses that bear on a decision. */
    readonly deciding: number
    readonly encoded: number
    readonly leftToJudgement: readonly string[]
    /** Neither cited by what decides, nor left to judgement, nor out of scope. */
    readonly missing: readonly string[]
    readonly outOfScope: number
  }
  readonly indicators: number
  readonly interpretations: number
  readonly rules: {
    /** Without the defaults that set nothing. */
    readonly total: number
    /** Rules without which some contact's outcome would be another. */
    readonly witnessed: number
    readonly withoutWitness: readonly string[]
    /** Rules that decide in a case whose expectations name one of their clauses. */
    readonly exercised: number
    readonly notExercised: readonly string[]
  }
}

/** A case as far as coverage reads it. */
export interface CoverageCase {
  readonly contact: Readonly<Record<string, unknown>>
  readonly expect: Readonly<Record<string, unknown>>
}

/** The clauses that rules, definitions, indicators or the interpretations they rest on cite. */
export function encodedClauses(rulebook: Rulebook): ReadonlySet<string> {
  const bearers = [...rulebook.rules, ...rulebook.indicators, ...rulebook.definitions]
  const readings = new Set(bearers.flatMap(b => b.interpretations))
  return new Set([
    ...bearers.flatMap(b => b.clauses),
    ...rulebook.interpretations.filter(i => readings.has(i.id)).flatMap(i => i.passages),
  ])
}

/**
 * Measures a rulebook against its clauses, against contacts that show its rules at work, and against its cases.
 * @param contacts generated or past contacts, in which witnesses are looked for after the cases
 */
export function coverage(rulebook: Rulebook, cases: readonly CoverageCase[], contacts: readonly unknown[]): Coverage {
  const outside = new Set(rulebook.outOfScope.flatMap(x => x.clauses))
  const judged = [...new Set(rulebook.leftToJudgement.flatMap(x => x.clauses))]
  const deciding = Object.keys(rulebook.clauses).filter(id => !outside.has(id))
  const encoded = encodedClauses(rulebook)

  const witnessed = new Set<string>()
  const exercised = new Set<string>()
  const look = (contact: unknown, expectedClauses: readonly string[]): void => {
    const whole = traceWithout(rulebook, contact, new Set())
    if (!whole) return
    const outcome = outcomeText(whole.decision)
    const expected = new Set(expectedClauses)
    for (const rule of rulebook.rules) {
      if (!whole.fired.has(rule.id)) continue
      const checked = !exercised.has(rule.id) && rule.clauses.some(c => expected.has(c))
      if (witnessed.has(rule.id) && !checked) continue
      const less = traceWithout(rulebook, contact, new Set([rule.id]))
      if (!less || outcomeText(less.decision) === outcome) continue
      witnessed.add(rule.id)
      if (checked) exercised.add(rule.id)
    }
  }
  for (const c of cases) look(c.contact, Array.isArray(c.expect.clauses) ? (c.expect.clauses as string[]) : [])
  for (const contact of contacts) {
    if (rulebook.rules.every(r => witnessed.has(r.id))) break
    look(contact, [])
  }

  // A default by which nothing is set (no basis, no rule on consent) is what would happen without it: it states, it does not decide.
  const states = (r: Rule): boolean =>
    r.otherwise &&
    (('basis' in r.outcome && r.outcome.basis === null) ||
      ('requirement' in r.outcome && r.outcome.requirement === null))
  const ids = rulebook.rules.filter(r => !states(r)).map(r => r.id)
  return {
    authority: rulebook.authority,
    clauses: {
      deciding: deciding.length,
      encoded: deciding.filter(id => encoded.has(id) && !judged.includes(id)).length,
      leftToJudgement: judged,
      missing: deciding.filter(id => !encoded.has(id) && !judged.includes(id)),
      outOfScope: outside.size,
    },
    indicators: rulebook.indicators.length,
    interpretations: rulebook.interpretations.length,
    rules: {
      total: ids.length,
      witnessed: ids.filter(id => witnessed.has(id)).length,
      withoutWitness: ids.filter(id => !witnessed.has(id)),
      exercised: ids.filter(id => exercised.has(id)).length,
      notExercised: ids.filter(id => !exercised.has(id)),
    },
  }
}
