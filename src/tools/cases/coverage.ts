import type { Rule, Rulebook } from '../../rules/language/rulebook.js'
import type { Contact } from '../../rules/vocabulary/contact-type.js'
import { vocabularyOf } from '../../rules/vocabulary/vocabulary.js'
import type { Study } from '../findings/study.js'
import { decides, seek } from '../findings/study.js'
import { differences } from './expectations.js'
import type { Traced } from './without-rule.js'
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
    /** No contact was found that they decide. */
    readonly withoutWitness: readonly string[]
    /** Rules that decide, and without which every contact tried would come out the same. */
    readonly sameWithout: readonly string[]
    /** Rules that decide in a case which says so: it would fail without the rule, or names one of its clauses. */
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
  const bearers = [...rulebook.rules, ...rulebook.indicators, ...rulebook.definitions, ...rulebook.appliesTo]
  const readings = new Set(bearers.flatMap(b => b.interpretations))
  return new Set([
    ...bearers.flatMap(b => b.clauses),
    ...rulebook.interpretations.filter(i => readings.has(i.id)).flatMap(i => i.passages),
  ])
}

/** What of a case's expectation speaks of the decision itself: what is unknown is not found out for each rule that is left out. */
function expectedOf({ expect: { unknowns: _, couldChange: __, ...rest } }: CoverageCase): CoverageCase['expect'] {
  return rest
}

/**
 * Measures a rulebook against its clauses, against contacts that show its rules at work, and against its cases.
 * @param contacts generated or past contacts, in which witnesses are looked for after the cases
 * @param study the rulebook as the findings study it: for a rule without a witness one is then sought as they seek it
 */
export function coverage(
  rulebook: Rulebook,
  cases: readonly CoverageCase[],
  contacts: readonly unknown[],
  study?: Study,
): Coverage {
  const outside = new Set(rulebook.outOfScope.flatMap(x => x.clauses))
  const judged = [...new Set(rulebook.leftToJudgement.flatMap(x => x.clauses))]
  const deciding = Object.keys(rulebook.clauses).filter(id => !outside.has(id))
  const encoded = encodedClauses(rulebook)

  const witnessed = new Set<string>()
  const exercised = new Set<string>()
  const look = (contact: unknown, expect: CoverageCase['expect']): void => {
    const whole = traceWithout(rulebook, contact, new Set())
    if (!whole) return
    const outcome = outcomeText(whole.decision)
    const notices = noticesOf(rulebook, expect, whole)
    for (const rule of rulebook.rules) {
      if (!whole.fired.has(rule.id) || exercised.has(rule.id)) continue
      if (witnessed.has(rule.id) && notices === null) continue
      const less = traceWithout(rulebook, contact, new Set([rule.id]))
      if (!less || outcomeText(less.decision) === outcome) continue
      witnessed.add(rule.id)
      if (notices?.(rule, less)) exercised.add(rule.id)
    }
  }
  for (const c of cases) look(c.contact, expectedOf(c))
  for (const contact of contacts) {
    if (rulebook.rules.every(r => witnessed.has(r.id))) break
    look(contact, {})
  }
  const sameWithout = study === undefined ? [] : seekWitnesses(study, witnessed)

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
      withoutWitness: ids.filter(id => !witnessed.has(id) && !sameWithout.includes(id)),
      sameWithout: ids.filter(id => sameWithout.includes(id)),
      exercised: ids.filter(id => exercised.has(id)).length,
      notExercised: ids.filter(id => !exercised.has(id)),
    },
  }
}

/** Whether a case would notice that a rule is gone: it would fail, or it names one of the rule's clauses. `null`: it expects nothing. */
function noticesOf(
  rulebook: Rulebook,
  expect: CoverageCase['expect'],
  whole: Traced,
): ((rule: Rule, less: Traced) => boolean) | null {
  if (Object.keys(expect).length === 0) return null
  const named = new Set(Array.isArray(expect.clauses) ? (expect.clauses as readonly string[]) : [])
  const already = new Set(differences(expect, whole.decision, vocabularyOf(rulebook)))
  return (rule, less) =>
    rule.clauses.some(c => named.has(c)) ||
    differences(expect, less.decision, vocabularyOf(rulebook)).some(d => !already.has(d))
}

/**
 * Seeks a contact for each rule that has none, over the classes of facts as the findings do, and adds those that have one.
 * @returns the rules that decide, and without which nothing that was tried comes out otherwise
 */
function seekWitnesses(study: Study, witnessed: Set<string>): readonly string[] {
  const { rulebook, program } = study
  const differs = (contact: Contact, id: string): boolean => {
    const [whole, less] = [[], [id]].map(ids => traceWithout(rulebook, contact, new Set(ids)))
    return whole != null && less != null && outcomeText(whole.decision) !== outcomeText(less.decision)
  }
  return program.rules.flatMap(rule => {
    const { id } = rule.rule
    if (rule.rule.stage === 'indicators' || witnessed.has(id)) return []
    const question = decides(study, rule)
    const sought = seek(study, question, s => s.deciding.has(id) && differs(s.contact, id))
    if (sought.found === 'contact') {
      witnessed.add(id)
      return []
    }
    return seek(study, question, s => s.deciding.has(id)).found === 'contact' ? [id] : []
  })
}
