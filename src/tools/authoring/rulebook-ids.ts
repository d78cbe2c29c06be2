import { extendedBy } from '../../rules/reading/layers/find-layers.js'
import { readOwnWords } from '../../rules/reading/read-words.js'
import type { Vocabulary } from '../../rules/vocabulary/vocabulary.js'
import { vocabularyOf } from '../../rules/vocabulary/vocabulary.js'

/** The names that the parts of one rulebook use for each other. */
export interface RulebookIds {
  readonly authority: string | null
  /** England's words and its own. */
  readonly vocabulary: Vocabulary
  readonly indicators: readonly string[]
  readonly indicatorGroups: readonly string[]
  readonly indicatorDomains: readonly string[]
  readonly teams: readonly string[]
  readonly actions: readonly string[]
  readonly deadlines: readonly string[]
  readonly entries: readonly string[]
  readonly sources: readonly string[]
  readonly clauses: readonly string[]
  readonly definitions: readonly string[]
  /** Those for whom rules are written: the names under `appliesTo`. */
  readonly audiences: readonly string[]
  readonly interpretations: readonly string[]
  readonly givers: readonly string[]
  readonly rules: readonly string[]
  /** Whether it extends another rulebook than England, so that parts of it stand elsewhere. */
  readonly layered: boolean
}

type Lines = Readonly<Record<string, unknown>>

const lines = (x: unknown): Lines => (typeof x === 'object' && x !== null && !Array.isArray(x) ? (x as Lines) : {})
const items = (x: unknown): readonly Lines[] => (Array.isArray(x) ? x.map(lines) : [])
const texts = (x: unknown): readonly string[] =>
  Array.isArray(x) ? x.filter((t): t is string => typeof t === 'string') : []
const unique = (xs: readonly unknown[]): readonly string[] => [
  ...new Set(xs.filter((x): x is string => typeof x === 'string')),
]

/**
 * Gathers the ids of a rulebook from its file as plain data.
 *
 * The rulebook need not be free of mistakes: an editor is wanted most while it is not, so whatever has the wrong shape is passed over.
 */
export function rulebookIds(data: unknown): RulebookIds {
  const file = lines(data)
  const groups = items(file.indicators)
  const details = groups.flatMap(g => Object.values(lines(g.listed)).map(lines))
  const consent = lines(lines(file.rules).consent)
  const givers = lines(consent.givers)
  const lists = [
    ...Object.entries(lines(file.rules)).map(([stage, list]) => (stage === 'consent' ? [] : list)),
    ...Object.values(givers),
    ...Object.entries(consent).map(([purpose, list]) => (purpose === 'givers' ? [] : list)),
  ]
  return {
    authority: unique([lines(file.rulebook).authority])[0] ?? null,
    vocabulary: vocabularyOf({ words: readOwnWords(data, () => undefined) }),
    indicators: unique(groups.flatMap(g => Object.keys(lines(g.listed)))),
    indicatorGroups: unique([...groups, ...details].flatMap(g => texts(g.groups))),
    indicatorDomains: unique(groups.map(g => g.domain)),
    teams: Object.keys(lines(file.teams)),
    actions: Object.keys(lines(file.actions)),
    deadlines: Object.keys(lines(file.deadlines)),
    entries: Object.keys(lines(file.entries)),
    sources: Object.keys(lines(file.sources)),
    clauses: Object.keys(lines(file.clauses)),
    definitions: Object.keys(lines(file.definitions)),
    audiences: Object.keys(lines(file.appliesTo)),
    interpretations: unique(items(file.interpretations).map(i => i.id)),
    givers: Object.keys(givers),
    layered: extendedBy(file).some(name => name !== 'england'),
    rules: unique(lists.flatMap(items).map(r => r.id)),
  }
}
