import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { decide } from '../src/engine/decide/decide.js'
import type { Decision } from '../src/engine/decide/decision.js'
import type { Rulebook } from '../src/rules/language/rulebook.js'
import { rulebookFrom } from './rulebooks.js'

/** The text of the small rulebook, which uses every construct of the language. */
export const smallText: string = readFileSync(fileURLToPath(new URL('good/small.yaml', import.meta.url)), 'utf8')

/** Frozen as it is, it is shared. */
let plain: Rulebook | null = null

/** The small rulebook, with pieces of its text replaced; each of them must stand in it exactly once. */
export function small(...changes: readonly (readonly [from: string, to: string])[]): Rulebook {
  if (changes.length === 0) {
    plain ??= rulebookFrom(smallText, 'small.yaml')
    return plain
  }
  let text = smallText
  for (const [from, to] of changes) {
    const parts = text.split(from)
    if (parts.length !== 2) throw new Error(`\`${from}\` stands ${parts.length - 1} times in small.yaml`)
    text = parts.join(to)
  }
  return rulebookFrom(text, 'small.yaml')
}

/** A Friday in winter time, at half past four. */
export const receivedAt = '2026-03-27T16:30:00+00:00'

/** The decision on a contact that must be a good one; `receivedAt` may be left out. */
export function decided(rulebook: Rulebook, contact: Readonly<Record<string, unknown>> = {}): Decision {
  const result = decide(rulebook, { receivedAt, ...contact })
  if (!result.ok) throw new Error(JSON.stringify(result.diagnostics, null, 1))
  return result.value
}

/** The ids of the rules of one stage that are in the rationale, in order. */
export const rulesOf = (decision: Decision, stage: string): readonly string[] =>
  (decision.rationale ?? []).filter(r => r.stage === stage).map(r => r.rule)
