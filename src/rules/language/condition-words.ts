import { describeDuration, parseDuration } from '../time/durations.js'
import { clauseOf, numberName, valuesOf } from '../vocabulary/fact-words.js'
import { readableFacts } from '../vocabulary/readable.js'
import { said } from '../vocabulary/said.js'
import type { Vocabulary } from '../vocabulary/vocabulary.js'
import { england, eventWords, vocabularyOf } from '../vocabulary/vocabulary.js'
import type { Atom, Condition } from './condition.js'
import type { CountSpec } from './counts.js'
import type { Operand, Operator, OperatorName } from './operators.js'
import { operators, splitOperator } from './operators.js'
import type { RulebookContent } from './rulebook.js'

/** A condition in words, its joints kept, so that it can be set as one line or as a list. */
export type ConditionTree =
  | string
  | { readonly all: readonly ConditionTree[] }
  | { readonly any: readonly ConditionTree[] }
  /** What a definition says, or that it is known not to hold. */
  | { readonly term: string; readonly holds: boolean }

/** Finds definitions among the parts of a condition; the answer has each that is found in the place of its parts. */
export type FindTerms = (parts: readonly Condition[], joint: 'all' | 'any') => readonly (Condition | Term)[]
export interface Term {
  readonly term: string
  readonly holds: boolean
}

/** Words joined as in a sentence: `a, b or c`. */
export const listWords = (words: readonly string[], join: 'or' | 'and'): string =>
  words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} ${join} ${words.at(-1) ?? ''}`

const plainId = (id: string): string => id.replaceAll('-', ' ')

/** The name of one value as it stands in a sentence; a rulebook's own things by their labels. */
export function valueName(rulebook: RulebookContent, fact: string, value: unknown): string {
  const text = String(value)
  if (fact === 'indicators') return `"${rulebook.indicators.find(i => i.id === text)?.label ?? text}"`
  const own = fact === 'team' ? rulebook.teams[text] : fact === 'entry' ? rulebook.entries[text] : undefined
  return own === undefined ? (valuesOf(vocabularyOf(rulebook), fact)?.values[text] ?? plainId(text)) : `"${own}"`
}

/** That a fact has a value, or one of several, as a sentence says it; or that it has none of them. */
export function holdsWords(rulebook: RulebookContent, fact: string, value: Operand, holds = true): string {
  const vocabulary = vocabularyOf(rulebook)
  const clause = clauseOf(vocabulary, fact)
  if (clause !== null && typeof value === 'boolean') return said(clause, holds === value)
  const several = (Array.isArray(value) ? value : [value]) as readonly (string | number | boolean)[]
  const names = several.map(v => valueName(rulebook, fact, v))
  if (fact === 'indicators') {
    const list = listWords(names, 'or')
    return holds ? `${list} is seen` : names.length > 1 ? `none of ${list} is seen` : `${list} is not seen`
  }
  const number = numberName(vocabulary, fact)
  if (number !== null) return `${number} is ${holds ? '' : 'not '}${listWords(names, 'or')}`
  const words = valuesOf(vocabulary, fact)
  if (words === null) return `${factWords(vocabulary, fact)} is ${holds ? '' : 'not '}${listWords(names, 'or')}`
  if (words.says !== null) return said(words.says, holds).replace('*', () => listWords(names, 'or'))
  return listWords(
    names.map(name => said(name, holds)),
    holds ? 'or' : 'and',
  )
}

/** What a contact says of a fact; of a list, all that is in it. `null`: the fact is not known. */
export function observedWords(rulebook: RulebookContent, fact: string, observed: unknown): string {
  const vocabulary = vocabularyOf(rulebook)
  if (observed === null || observed === undefined) return knownWords(vocabulary, fact, false)
  if (!Array.isArray(observed)) return holdsWords(rulebook, fact, observed as Operand)
  const words = valuesOf(vocabulary, fact)
  if (observed.length === 0)
    return words?.none === undefined ? `${factWords(vocabulary, fact)}: none` : said(words.none, true)
  const names = listWords(
    observed.map(v => valueName(rulebook, fact, v)),
    'and',
  )
  return words?.says ? said(words.says, true).replace('*', () => names) : names
}

/** That a fact is known, or that it is not: never to be read as one of its values. */
export function knownWords(vocabulary: Vocabulary, fact: string, known: boolean): string {
  const not = known ? '' : 'not '
  const wanted = wantedWords(vocabulary, fact)
  return clauseOf(vocabulary, fact) === null ? `${wanted} is ${not}known` : `it is ${not}known ${wanted}`
}

/** What somebody knows who knows a fact: `whether there is a risk of significant harm`, `the first rating`. */
export function wantedWords(vocabulary: Vocabulary, fact: string): string {
  const clause = clauseOf(vocabulary, fact)
  if (clause !== null) return `whether ${said(clause, true)}`
  if (fact === 'indicators') return 'which indicators are seen'
  return fact.startsWith('events.')
    ? `the date of ${eventWords(vocabulary, fact.slice('events.'.length))}`
    : (numberName(vocabulary, fact) ?? valuesOf(vocabulary, fact)?.name ?? factWords(vocabulary, fact))
}

/** A fact's name in words, as a heading has it. */
export function factWords(vocabulary: Vocabulary, fact: string): string {
  if (fact.startsWith('events.')) return `the time of ${eventWords(vocabulary, fact.slice('events.'.length))}`
  return readableFacts(vocabulary).get(fact)?.label ?? fact
}

/** What a count counts, in words. */
export function countedWords(count: CountSpec, many: boolean): string {
  if (count.of === 'earlierContacts') return earlierWords(count, many)
  const noun = count.of === 'functionalNeeds' ? 'functional need' : 'indicator'
  const plural = many ? `${noun}s` : noun
  if (count.of === 'functionalNeeds') return `${plural} scored ${listWords(count.scores.map(String), 'or')}`
  const groups = (ids: readonly string[]): string => `group ${listWords(ids.map(plainId), 'or')}`
  const parts = [
    count.levels.length > 0 ? ` of level ${listWords(count.levels.map(String), 'or')}` : '',
    count.domain === null ? '' : ` of the domain ${plainId(count.domain)}`,
    count.groups.length > 0 ? ` of the ${groups(count.groups)}` : '',
    count.notGroups.length > 0 ? `, the ${groups(count.notGroups)} left out` : '',
    count.ids === undefined ? '' : ` (${listWords(count.ids.map(plainId), 'or')})`,
    count.lasting === undefined ? '' : ` seen for ${lastingWords(count.lasting)}`,
  ]
  return count.by === 'domain'
    ? `${many ? 'domains' : 'domain'} with an indicator${parts.join('')}`
    : `${plural}${parts.join('')}`
}

function lastingWords({ length, over }: { readonly length: string; readonly over: boolean }): string {
  const duration = parseDuration(length)
  return `${over ? 'more than' : 'at least'} ${duration === null ? length : describeDuration(duration).replace(/^within /, '')}`
}

function earlierWords(count: Extract<CountSpec, { of: 'earlierContacts' }>, many: boolean): string {
  // An authority's own concerns are called by their ids; what came of a contact all share.
  const { concerns, outcomes } = england.earlier
  const named = (ids: readonly string[], words: Readonly<Record<string, string>>): string =>
    listWords(
      ids.map(id => words[id] ?? plainId(id)),
      'or',
    )
  const within = count.within === null ? null : parseDuration(count.within)
  const parts = [
    count.levels.length > 0 ? ` at level ${listWords(count.levels.map(String), 'or')}` : '',
    count.concerns.length > 0 ? ` about ${named(count.concerns, concerns)}` : '',
    count.outcomes.length > 0 ? ` that led to ${named(count.outcomes, outcomes)}` : '',
    within === null ? '' : ` ${describeDuration(within)} before this one`,
  ]
  return `earlier ${many ? 'contacts' : 'contact'}${parts.join('')}`
}

/** One test of one fact, as a clause of a sentence. */
export function atomWords(rulebook: RulebookContent, atom: Atom): string {
  return `${testWords(rulebook, atom)}${settledWords(atom.operator)}`
}

/** What a test makes of a fact that is not known. */
function settledWords(operator: Operator): string {
  const { base } = splitOperator(operator)
  if (base === 'given' || base === 'notGiven') return ''
  if (operator.startsWith('mayBe:')) return ', or not known'
  return operator.startsWith('known:') ? ', and that is known' : ''
}

function testWords(rulebook: RulebookContent, { fact, operator, value }: Atom): string {
  const vocabulary = vocabularyOf(rulebook)
  const { base } = splitOperator(operator)
  const count = rulebook.counts[fact]
  if (count) {
    const numbers = (Array.isArray(value) ? value : [value]).map(String)
    return `${operators[base].bound ?? ''} ${listWords(numbers, 'or')} ${countedWords(count, value !== 1)}`
  }
  switch (base) {
    case 'given':
    case 'notGiven':
      return knownWords(vocabulary, fact, base === 'given')
    case 'isEmpty':
    case 'isNotEmpty': {
      const none = valuesOf(vocabulary, fact)?.none ?? `there {are no|are} ${factWords(vocabulary, fact)}`
      return said(none, base === 'isEmpty')
    }
    case 'equal':
    case 'in':
    case 'contains':
      return holdsWords(rulebook, fact, value)
    case 'notEqual':
    case 'notIn':
    case 'doesNotContain':
      return holdsWords(rulebook, fact, value, false)
    default:
      return `${numberName(vocabulary, fact) ?? factWords(vocabulary, fact)} is ${operators[base].bound ?? ''} ${String(value)}`
  }
}

/** Tests of one list that differ only in what it may hold are said in one breath. */
function sameBreath(
  rulebook: RulebookContent,
  parts: readonly (Condition | Term)[],
  joint: 'all' | 'any',
  findTerms: FindTerms,
): ConditionTree[] {
  const wanted: OperatorName = joint === 'any' ? 'contains' : 'doesNotContain'
  const found: { readonly atom: Atom | null; readonly tree: ConditionTree; readonly values: string[] }[] = []
  for (const part of parts) {
    const atom = 'fact' in part && splitOperator(part.operator).base === wanted ? part : null
    const like = atom && found.find(f => f.atom?.fact === atom.fact && f.atom.operator === atom.operator)
    if (like && atom) like.values.push(String(atom.value))
    else
      found.push({
        atom,
        tree: 'term' in part ? part : conditionTree(rulebook, part, findTerms),
        values: atom ? [String(atom.value)] : [],
      })
  }
  return found.map(({ atom, tree, values }) =>
    atom === null || values.length < 2
      ? tree
      : `${holdsWords(rulebook, atom.fact, values, joint === 'any')}${settledWords(atom.operator)}`,
  )
}

/** A condition in words, as a tree; with `findTerms`, definitions in it are left standing as such. */
export function conditionTree(
  rulebook: RulebookContent,
  condition: Condition,
  findTerms: FindTerms = parts => parts,
): ConditionTree {
  if ('fact' in condition) return atomWords(rulebook, condition)
  const joint = 'all' in condition ? 'all' : 'any'
  const found = findTerms('all' in condition ? condition.all : condition.any, joint)
  const parts = sameBreath(rulebook, found, joint, findTerms)
  if (parts.length === 0) return 'always'
  if (parts.length === 1 && parts[0] !== undefined) return parts[0]
  return joint === 'all' ? { all: parts } : { any: parts }
}

const oneLine = (tree: ConditionTree, inside: boolean): string => {
  if (typeof tree === 'string') return tree
  if ('term' in tree) return tree.holds ? tree.term : `not ${tree.term}`
  const words =
    'any' in tree
      ? `any of: ${tree.any.map(t => oneLine(t, true)).join('; or ')}`
      : tree.all.map(t => oneLine(t, true)).join('; and ')
  return inside ? `(${words})` : words
}

/** A condition in words, in one line. */
export const conditionWords = (rulebook: RulebookContent, condition: Condition): string =>
  oneLine(conditionTree(rulebook, condition), false)
