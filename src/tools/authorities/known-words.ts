import { keptFor } from '../../kept-for.js'
import type { Rulebook } from '../../rules/language/rulebook.js'
import { isPlainObject } from '../../rules/vocabulary/fact-spec.js'
import type { Vocabulary } from '../../rules/vocabulary/vocabulary.js'
import { declaredElsewhere, vocabularyOf } from '../../rules/vocabulary/vocabulary.js'

/** The ids of a rulebook's indicators. */
export const indicatorIdsOf: (rulebook: Rulebook) => ReadonlySet<string> = keptFor(
  rulebook => new Set(rulebook.indicators.map(i => i.id)),
)

/** A contact as one rulebook can read it. */
export interface KnownContact {
  readonly contact: unknown
  /** Indicators that this rulebook has not, and another has: left out. */
  readonly dropped: readonly string[]
  /** Facts, and choices of facts (`concerns: online-harm`), that this authority does not know, and another does: left out. */
  readonly droppedFacts: readonly string[]
}

/** Whether a fact, or a choice of one (`null`: the fact itself), is another authority's own. */
type IsElsewhere = (fact: string, choice: unknown) => boolean

const knows = ({ facts }: Vocabulary, fact: string, choice: unknown): boolean => {
  const spec = facts[fact]
  return spec !== undefined && (choice === null || (spec.values as readonly unknown[]).includes(choice))
}

/**
 * A contact without what belongs to other rulebooks: indicators of their tables, facts and choices of their own. What no rulebook
 * knows stays in, to be refused. A list that loses all that it held is left out, since in this authority's terms it said nothing.
 */
export const knownTo = (rulebook: Rulebook, others: readonly Rulebook[], contact: unknown): KnownContact =>
  without(rulebook, contact, others, (fact, choice) => others.some(o => knows(vocabularyOf(o), fact, choice)))

/** The same beside the rulebooks that come with the package, none of which need be loaded; indicators stay in. */
export const knownHere = (rulebook: Rulebook, contact: unknown): KnownContact =>
  without(rulebook, contact, [], (fact, choice) => declaredElsewhere(fact, choice).length > 0)

function without(
  rulebook: Rulebook,
  contact: unknown,
  others: readonly Rulebook[],
  isElsewhere: IsElsewhere,
): KnownContact {
  const dropped: string[] = []
  const droppedFacts: string[] = []
  if (typeof contact !== 'object' || contact === null || Array.isArray(contact))
    return { contact, dropped, droppedFacts }
  const vocabulary = vocabularyOf(rulebook)
  const foreignId = (id: unknown): id is string =>
    typeof id === 'string' && !indicatorIdsOf(rulebook).has(id) && others.some(o => indicatorIdsOf(o).has(id))
  const foreignChoice =
    (fact: string) =>
    (choice: unknown): boolean =>
      typeof choice === 'string' && !knows(vocabulary, fact, choice) && isElsewhere(fact, choice)
  const entries = Object.entries(contact).flatMap(([name, value]: [string, unknown]): [string, unknown][] => {
    if (!knows(vocabulary, name, null)) {
      if (!isElsewhere(name, null)) return [[name, value]]
      droppedFacts.push(name)
      return []
    }
    const inner = vocabulary.facts[name]?.inner?.names
    if (inner && isPlainObject(value)) {
      const foreign = Object.keys(value).filter(
        key => !inner.includes(key) && others.some(o => vocabularyOf(o).facts[name]?.inner?.names.includes(key)),
      )
      droppedFacts.push(...foreign.map(key => `${name}.${key}`))
      const own = Object.entries(value).filter(([key]) => !foreign.includes(key))
      return own.length === 0 && foreign.length > 0 ? [] : [[name, Object.fromEntries(own)]]
    }
    if (name === 'indicatorsSince' && isPlainObject(value)) {
      const own = Object.entries(value).filter(([id]) => !foreignId(id))
      dropped.push(...Object.keys(value).filter(foreignId))
      return own.length === 0 && Object.keys(value).length > 0 ? [] : [[name, Object.fromEntries(own)]]
    }
    const isIndicators = name === 'indicators' || name === 'indicatorsAbsent'
    const foreign = isIndicators ? foreignId : foreignChoice(name)
    const left = [value].flat().filter(foreign) as readonly string[]
    if (left.length === 0) return [[name, value]]
    if (isIndicators) dropped.push(...left)
    else droppedFacts.push(...left.map(choice => `${name}: ${choice}`))
    const own = Array.isArray(value) ? value.filter(v => !foreign(v)) : []
    return own.length === 0 ? [] : [[name, own]]
  })
  return dropped.length + droppedFacts.length === 0
    ? { contact, dropped, droppedFacts }
    : { contact: Object.fromEntries(entries), dropped, droppedFacts }
}
