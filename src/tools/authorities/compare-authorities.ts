import type { MessageCode } from '../../codes.js'
import { contactError, decide } from '../../engine/decide/decide.js'
import type { Decision } from '../../engine/decide/decision.js'
import type { RulebookSet } from '../../engine/rulebook-set.js'
import { latestOf, versionFor } from '../../engine/rulebook-set.js'
import type { Rulebook } from '../../rules/language/rulebook.js'
import { didYouMean } from '../../rules/suggest.js'
import { knownTo } from './known-words.js'

/** What one authority says of a contact, or why it cannot. */
export interface AuthorityAnswer {
  readonly authority: string
  readonly name: string
  /** Indicators that belong to another authority's tables, left out here. */
  readonly dropped: readonly string[]
  /** Facts, and choices of facts, that this authority does not know, left out here. */
  readonly droppedFacts: readonly string[]
  readonly decision: Decision | null
  readonly error: { readonly code: MessageCode; readonly message: string; readonly path: string } | null
}

/**
 * Decides one contact under several rulebooks.
 *
 * An indicator of another authority's table says nothing in this one's terms and is left out, with a note; an indicator of nobody's,
 * or any other mistake in the contact, is refused by all.
 */
export function compareAuthorities(rulebooks: readonly Rulebook[], contact: unknown): readonly AuthorityAnswer[] {
  const nobodys = indicatorOfNobody(rulebooks, contact)
  return rulebooks.map(rulebook => {
    if (nobodys)
      return {
        authority: rulebook.authority,
        name: rulebook.name,
        dropped: [],
        droppedFacts: [],
        decision: null,
        error: nobodys,
      }
    const known = knownTo(
      rulebook,
      rulebooks.filter(r => r !== rulebook),
      contact,
    )
    const result = decide(rulebook, known.contact)
    const { authority, name } = rulebook
    const { dropped, droppedFacts } = known
    return result.ok
      ? { authority, name, dropped, droppedFacts, decision: result.value, error: null }
      : { authority, name, dropped, droppedFacts, decision: null, error: contactError(result.diagnostics) }
  })
}

/** Decides one contact under several authorities' rulebooks, each in the version in force when the contact came in. */
export function compareInForce(sets: readonly RulebookSet[], contact: unknown): readonly AuthorityAnswer[] {
  const chosen = sets.map(set => ({ latest: latestOf(set), version: versionFor(set, contact) }))
  const answers = compareAuthorities(
    chosen.map(({ latest, version }) => (version.ok ? version.value : latest)),
    contact,
  )
  return answers.map((answer, i) => {
    const version = chosen[i]?.version
    return version?.ok === false && answer.decision !== null
      ? { ...answer, decision: null, error: contactError(version.diagnostics) }
      : answer
  })
}

/** The first indicator that no authority has: a mistake of the contact, and the same for all. */
function indicatorOfNobody(rulebooks: readonly Rulebook[], contact: unknown): AuthorityAnswer['error'] {
  const ids = new Set(rulebooks.flatMap(r => r.indicators.map(i => i.id)))
  for (const list of ['indicators', 'indicatorsAbsent']) {
    const given = (contact as Record<string, unknown> | null | undefined)?.[list]
    const at = Array.isArray(given) ? given.findIndex(id => typeof id === 'string' && !ids.has(id)) : -1
    if (!Array.isArray(given) || at < 0) continue
    const id = String(given[at])
    return {
      code: 'unknown-indicator',
      message: `${list}[${at}]: no authority has an indicator \`${id}\`; ${didYouMean(id, [...ids], 'the ids stand under `indicators` in the rulebooks')}`,
      path: `${list}.${at}`,
    }
  }
  return null
}
