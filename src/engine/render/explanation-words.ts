import { countedWords, knownWords, listWords, observedWords } from '../../rules/language/condition-words.js'
import type { CountSpec } from '../../rules/language/counts.js'
import type { RulebookContent } from '../../rules/language/rulebook.js'
import { vocabularyOf } from '../../rules/vocabulary/vocabulary.js'
import type { Matched, Unknown } from '../decide/decision.js'
import type { CitedClause } from '../explain/explain.js'
import type { Alternatives, Lacking } from '../explain/lacks.js'
import type { NextLevel } from '../explain/next-level.js'
import { changeWords, raisesTo } from './decision-words.js'

// The parts of an explanation as people say them, in no format yet.

/** What a fact said when the rule looked at it; empty where that says nothing to a reader. */
export function matchedWords({ fact, of, observed }: Matched, rulebook: RulebookContent): string {
  if (fact === 'indicators') {
    const seen = (observed as readonly { label: string }[]).map(i => `"${i.label}"`)
    return seen.length > 0 ? listWords(seen, 'and') : ''
  }
  if (fact === 'moment') return ''
  if (fact === 'earlierContacts' && typeof observed === 'object' && observed !== null && 'atLeast' in observed)
    return countWords(Number(observed.atLeast), { of: fact, ...of } as CountSpec)
  if (typeof observed === 'object' && observed !== null && 'atLeast' in observed)
    return scoredWords(Number(observed.atLeast), of?.scores)
  if (fact.startsWith('events.') && observed !== null) return knownWords(vocabularyOf(rulebook), fact, true)
  return observedWords(rulebook, fact, observed)
}

const countWords = (count: number, spec: CountSpec): string => `${count} ${countedWords(spec, count !== 1)}`
const scoredWords = (count: number, scores: unknown): string =>
  countWords(count, { of: 'functionalNeeds', scores: Array.isArray(scores) ? scores : [] })

/** The passages of one document that something rests on: each section with its clauses' ids. */
export interface CitedSource {
  readonly source: string
  readonly sections: readonly { readonly section: string; readonly ids: readonly string[] }[]
}

/** Clauses by document and section; a document by its short name, where it has one. */
export function citedSources(
  clauses: readonly CitedClause[],
  { sources: documents }: Pick<RulebookContent, 'sources'>,
): readonly CitedSource[] {
  const shortOf = new Map(Object.values(documents).map(d => [d.title, d.short ?? d.title]))
  const sources = new Map<string, Map<string, string[]>>()
  for (const { id, source: title, section } of clauses) {
    const source = shortOf.get(title) ?? title
    const sections = sources.get(source) ?? new Map<string, string[]>()
    sources.set(source, sections)
    sections.set(section, [...(sections.get(section) ?? []), id])
  }
  return [...sources].map(([source, sections]) => ({
    source,
    sections: [...sections].map(([section, ids]) => ({ section, ids })),
  }))
}

/** What an answer could change, and how far up: `the level and where it goes, up to level 4`. */
export function couldChangeWords(unknown: Unknown, level: number | null): string {
  const top = raisesTo(unknown, level)
  return `${changeWords(unknown.couldChange)}${top === null ? '' : `, up to level ${top}`}`
}

const alternativesAtMost = 4

/** One thing that a contact lacks, in words. */
export function lackWords(lacking: Lacking): string {
  if ('anyOf' in lacking) {
    const { head, ways } = alternativesOf(lacking)
    return `(${head}: ${ways.join('; or ')})`
  }
  const { wants, state, is, short } = lacking
  if (state === 'otherwise') return `${wants} (${is === null ? 'known to be otherwise' : `here ${is}`})`
  if (short !== null && is !== null) return `${wants} (${is} so far: ${short} short)`
  return `${wants} (not known)`
}

/** The alternatives in words, those beyond a few only counted. */
function alternativesOf({ anyOf }: Alternatives): { readonly head: string; readonly ways: readonly string[] } {
  // What is true of all alternatives is said once.
  const open = anyOf.every(way => way.every(l => 'wants' in l && l.state === 'unknown' && l.is === null))
  const ways = anyOf
    .slice(0, alternativesAtMost)
    .map(way => way.map(l => (open && 'wants' in l ? l.wants : lackWords(l))).join(' and '))
  const more = anyOf.length - ways.length
  return {
    head: `any one of these${open ? ', none of which is known' : ''}`,
    ways: more > 0 ? [...ways, `${more} more`] : ways,
  }
}

/** A line, and whether it belongs under the one before it. */
export interface LackLine {
  readonly text: string
  readonly under: boolean
}

/** What a contact lacks of one rule, line by line. */
export const lackLines = (lacks: readonly Lacking[]): readonly LackLine[] =>
  lacks.flatMap((lack, i): readonly LackLine[] => {
    const begin = i === 0 ? 'Lacks:' : 'and:'
    if ('wants' in lack) return [{ text: `${begin} ${lackWords(lack)}`, under: false }]
    const { head, ways } = alternativesOf(lack)
    return [{ text: `${begin} ${head}:`, under: false }, ...ways.map(way => ({ text: way, under: true }))]
  })

/** How many indicators the source lists at a level; nothing where it lists none. */
export function indicatorLines({ level, indicators: { total, touched } }: NextLevel): readonly string[] {
  if (total === 0) return []
  const domains = touched.map(t => `${t.domain.replaceAll('-', ' ')} (${t.count})`)
  const where =
    domains.length === 0
      ? 'this contact names none yet'
      : `in the domains that this contact touches: ${listWords(domains, 'and')}`
  return [`The source lists ${total} indicators at level ${level}; ${where}.`]
}
