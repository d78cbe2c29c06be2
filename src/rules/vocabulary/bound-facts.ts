import { deepFreeze } from '../freeze.js'
import type { FactKind, FactSpec } from './fact-spec.js'

/** The facts that the engine itself knows by name, with the kind that it takes each to be. */
export const boundFacts = deepFreeze({
  receivedAt: 'instant',
  reference: 'text',
  events: 'map',
  riskOfSignificantHarm: 'boolean',
  immediateDanger: 'boolean',
  ageYears: 'number',
  ageMonths: 'number',
  gestationWeeks: 'number',
  consent: 'choice',
  consentFor: 'map',
  consentGivenBy: 'choice',
  functionalNeeds: 'map',
  indicators: 'indicators',
  indicatorsAbsent: 'indicators',
  indicatorsSince: 'dates-by-indicator',
  concerns: 'list',
  earlierContacts: 'earlier-contacts',
} as const satisfies Readonly<Record<string, FactKind>>)

export type BoundFact = keyof typeof boundFacts

/** @throws Error where a vocabulary lacks a fact that the engine knows by name, or has it as another kind. */
export function checkBound(facts: Readonly<Record<string, Pick<FactSpec, 'kind'>>>): void {
  for (const [name, kind] of Object.entries(boundFacts)) {
    const found = facts[name]?.kind
    if (found !== kind)
      throw new Error(`the engine reads \`${name}\` as ${kind}; the vocabulary has it as ${found ?? 'nothing'}`)
  }
}
