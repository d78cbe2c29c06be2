import type { Path, Report } from '../../diagnostic.js'
import { didYouMean } from '../suggest.js'
import { parseRange } from '../vocabulary/fact-spec.js'
import { readableFacts } from '../vocabulary/readable.js'
import { capital } from '../vocabulary/said.js'
import { england, extendedVocabulary, factOf } from '../vocabulary/vocabulary.js'
import type { EventWords, FactWords, ImplicationWords, OwnWords } from '../vocabulary/words.js'
import { implicationFaults } from './implication-faults.js'
import { wordSections } from './schema.js'

// The words of its own that a rulebook declares. What is wrong with their shape the file's schema says; here, what it cannot tell.

/** Sections that add choices to a fact of England's. */
const choicesOf = {
  concerns: 'concerns',
  referrers: 'referrer',
  plans: 'planType',
  contactTypes: 'contactType',
  channels: 'channel',
} as const satisfies Record<string, keyof typeof england.facts>

/** Words of the condition language, which no fact can be called. */
const keywords = [
  'any',
  'all',
  'is',
  'not',
  'given',
  'notGiven',
  'mayBe',
  'unless',
  'says',
  'when',
  'count',
  'atLeast',
  'children',
]

type Entries = Readonly<Record<string, unknown>>
const isEntries = (x: unknown): x is Entries => typeof x === 'object' && x !== null && !Array.isArray(x)

/**
 * The entries of a section that are of the right shape, each by itself, so that one mistake does not hide the rest. Each has its keys
 * in the order of the schema, whatever their order in the file.
 */
function wellFormed(data: Entries, section: Exclude<keyof typeof wordSections, 'implies'>): Entries {
  const entries = Object.hasOwn(data, section) ? data[section] : undefined
  if (!isEntries(entries)) return {}
  const schema = wordSections[section]
  return Object.fromEntries(
    Object.entries(entries).flatMap(([name, entry]): [string, unknown][] => {
      const { data: read } = schema.safeParse({ [name]: entry })
      return read === undefined ? [] : [[name, (read as Entries)[name]]]
    }),
  )
}

/** A sentence of a vocabulary reads as one, affirmed and denied. */
function checkClause(clause: string, wantsValue: boolean, path: Path, report: Report): void {
  if (!/~|\{[^|{}]*\|[^{}]*\}/.test(clause))
    report(
      'wrong-sentence',
      path,
      'the sentence cannot be denied',
      'put `~` where "not" stands when it is denied, or write `{is|is not}` for what is said so and so',
    )
  if (wantsValue !== clause.includes('*'))
    report(
      'wrong-sentence',
      path,
      wantsValue ? 'the sentence has no place for the choice' : '`*` stands for a choice, and there is none',
      wantsValue ? 'put `*` where the choice stands' : 'take the `*` out',
    )
}

/** Reads the words that a rulebook's file declares, and reports those that cannot be. */
export function readOwnWords(data: unknown, report: Report): OwnWords {
  if (!isEntries(data)) return {}
  const taken = new Set([...readableFacts(england).keys(), ...england.factNames, ...keywords])
  const facts: Record<string, FactWords> = {}
  const choices: Record<string, Readonly<Record<string, string>>> = {}
  const add = (fact: string, added: Readonly<Record<string, string>>, path: Path): void => {
    const there = factOf(england, fact).values as readonly string[]
    for (const name of Object.keys(added).filter(n => there.includes(n)))
      report(
        'duplicate-id',
        [...path, name],
        `\`${name}\` is there already`,
        'take the line out, or choose another name',
      )
    const own = Object.fromEntries(Object.entries(added).filter(([name]) => !there.includes(name)))
    if (Object.keys(own).length > 0) choices[fact] = { ...choices[fact], ...own }
  }

  for (const [name, entry] of Object.entries(wellFormed(data, 'facts'))) {
    const path: Path = ['facts', name]
    const fact = entry as FactWords
    const spec = england.facts[name]
    if (spec !== undefined) addChoices(name, fact, path, add, report)
    else if (taken.has(name))
      report(
        'reserved-name',
        path,
        `\`${name}\` means something else in conditions`,
        'choose another name for the fact',
      )
    else if (checkFact(fact, path, report)) facts[name] = fact
  }
  for (const [section, fact] of Object.entries(choicesOf))
    add(fact, wellFormed(data, section as keyof typeof choicesOf) as Readonly<Record<string, string>>, [section])

  const own = {
    facts,
    choices,
    events: named(
      data,
      'events',
      england.events,
      report,
      (x): EventWords => (typeof x === 'string' ? { label: x } : (x as EventWords)),
    ),
    destinations: named(data, 'destinations', england.destinations, report, x =>
      typeof x === 'string' ? { label: capital(x), says: `to ${x}` } : (x as { label: string; says: string }),
    ),
    purposes: named(data, 'purposes', england.purposes, report, String),
    levels: Object.fromEntries(
      Object.entries(wellFormed(data, 'levels')).map(([n, x]) => [
        n,
        typeof x === 'string' ? x : (x as { name: string }).name,
      ]),
    ),
    levelOf: levelOf(data, report),
    ratings: ratingsOf(data, report),
  }
  const words: OwnWords = Object.fromEntries(
    Object.entries(own).filter(([, entries]) => Object.keys(entries).length > 0),
  )
  const implies = impliesOf(data, words, report)
  return implies.length > 0 ? { ...words, implies } : words
}

/** What the rulebook lets one fact say of another, as far as the words that it declares can say it. */
function impliesOf(data: Entries, words: OwnWords, report: Report): readonly ImplicationWords[] {
  const entries: readonly unknown[] = Array.isArray(data.implies) ? data.implies : []
  const places = entries.flatMap((entry, at) => (wordSections.implies.safeParse([entry]).success ? [at] : []))
  const read = places.map(at => entries[at] as ImplicationWords)
  if (read.length === 0) return []
  const faults = implicationFaults(read, extendedVocabulary(words), england.implications)
  for (const { code, path, message, hint } of faults) {
    const [nth, ...rest] = path
    report(code, ['implies', places[Number(nth)] ?? 0, ...rest], message, hint)
  }
  return read.filter((_, nth) => faults.every(f => f.path[0] !== nth))
}

/** The level that an authority gives section 47, where that is not England's. */
function levelOf(data: Entries, report: Report): NonNullable<OwnWords['levelOf']> {
  const marked = Object.entries(wellFormed(data, 'levels')).filter(
    ([, x]) => (x as { basis?: string }).basis !== undefined,
  )
  for (const [level] of marked.slice(1))
    report(
      'wrong-value',
      ['levels', level, 'basis'],
      `level ${level} is not the only one that section 47 gives`,
      `leave \`basis\` at one of them; ${marked.map(([n]) => n).join(' and ')} have it`,
    )
  return marked[0] ? { 'section-47': Number(marked[0][0]) } : {}
}

/** Choices that an authority adds to a fact of England's. */
function addChoices(
  name: string,
  { choices, severalOf, ...rest }: Partial<FactWords>,
  path: Path,
  add: (fact: string, added: Readonly<Record<string, string>>, path: Path) => void,
  report: Report,
): void {
  const { kind } = factOf(england, name)
  const key = kind === 'list' ? 'severalOf' : 'choices'
  const added = kind === 'list' ? severalOf : choices
  const others = Object.keys(rest)
  if (others.length > 0 || (kind !== 'list' && kind !== 'choice') || added === undefined || (choices && severalOf))
    report(
      'fact-declared-twice',
      path,
      `England's words have the fact \`${name}\` already`,
      kind === 'list' || kind === 'choice'
        ? `use it as it is, add to it with \`${key}\` alone, or choose another name`
        : 'use it as it is, or choose another name',
    )
  else add(name, added, [...path, key])
}

/** Whether a fact can be what it is declared to be. */
function checkFact(fact: FactWords, path: Path, report: Report): boolean {
  const kinds = (['choices', 'severalOf', 'number'] as const).filter(k => fact[k] !== undefined)
  if (kinds.length > 1) {
    report(
      'wrong-fact',
      path,
      `a fact is of one kind, and this one has ${kinds.map(k => `\`${k}\``).join(' and ')}`,
      'leave one of them',
    )
    return false
  }
  const values = Object.keys(fact.choices ?? fact.severalOf ?? {})
  if (kinds.length === 1 && fact.number === undefined && values.length === 0) {
    report('wrong-fact', path, 'there is nothing to choose', 'write at least one choice')
    return false
  }
  if (fact.number !== undefined && parseRange(fact.number) === null) {
    report(
      'wrong-fact',
      [...path, 'number'],
      `\`${fact.number}\` is not a range of numbers`,
      'write for instance `0 to 100`, or `0 to 24, fractions too`',
    )
    return false
  }
  if (fact.number === undefined) {
    if (fact.says !== undefined) checkClause(fact.says, values.length > 0, [...path, 'says'], report)
    // Without a sentence of its own, and with a name, every choice is a sentence.
    else if (fact.name !== undefined)
      for (const value of values)
        checkClause(
          (fact.choices ?? fact.severalOf)?.[value] ?? '',
          false,
          [...path, fact.choices ? 'choices' : 'severalOf', value],
          report,
        )
    if (fact.none !== undefined) checkClause(fact.none, false, [...path, 'none'], report)
  }
  return true
}

/** The entries of a section whose names are not taken. */
function named<T>(
  data: Entries,
  section: 'events' | 'destinations' | 'purposes',
  taken: Readonly<Record<string, unknown>>,
  report: Report,
  read: (entry: unknown) => T,
): Readonly<Record<string, T>> {
  return Object.fromEntries(
    Object.entries(wellFormed(data, section)).flatMap(([name, entry]): [string, T][] => {
      if (!(name in taken) && name !== 'receivedAt') return [[name, read(entry)]]
      report(
        'duplicate-id',
        [section, name],
        `\`${name}\` is among England's words already`,
        'take the line out, or choose another name',
      )
      return []
    }),
  )
}

function ratingsOf(data: Entries, report: Report): NonNullable<OwnWords['ratings']> {
  const own = wellFormed(data, 'ratings')
  const known = [...england.ratingNames, ...Object.keys(own)]
  return Object.fromEntries(
    Object.entries(own).flatMap(([name, entry]) => {
      if (name in england.ratings) {
        report(
          'duplicate-id',
          ['ratings', name],
          `\`${name}\` is among England's words already`,
          'take the line out, or choose another name',
        )
        return []
      }
      if (typeof entry === 'string') return [[name, { label: entry, graverThan: null }]]
      const { label, 'graver than': than } = entry as { label: string; 'graver than': string }
      if (than !== 'nothing' && !known.includes(than))
        report(
          'wrong-value',
          ['ratings', name, 'graver than'],
          `there is no rating \`${than}\``,
          didYouMean(than, ['nothing', ...known]),
        )
      return [[name, { label, graverThan: than === 'nothing' ? null : than }]]
    }),
  )
}
