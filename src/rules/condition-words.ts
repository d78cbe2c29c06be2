import type { Atom, Condition } from './condition.js'
import type { CountSpec } from './counts.js'
import type { OperatorName } from './operators.js'
import { operators, splitOperator } from './operators.js'
import { readableFacts } from './readable.js'
import type { RulebookContent } from './rulebook.js'
import { destinationWords, eventWords } from './vocabulary-words.js'

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

const readable = readableFacts([], [])

/** Words joined as in a sentence: `a, b or c`. */
export const listWords = (words: readonly string[], join: 'or' | 'and'): string =>
  words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} ${join} ${words.at(-1) ?? ''}`

const plainId = (id: string): string => id.replaceAll('-', ' ')

/** The value of a fact, in words. */
export function valueWords(rulebook: RulebookContent, fact: string, value: unknown): string {
  if (value === true) return 'yes'
  if (value === false) return 'no'
  if (Array.isArray(value))
    return listWords(
      value.map(v => valueWords(rulebook, fact, v)),
      'or',
    )
  const text = String(value)
  if (fact === 'indicators') return `"${rulebook.indicators.find(i => i.id === text)?.label ?? text}"`
  if (fact === 'team') return rulebook.teams[text] ?? text
  if (fact === 'entry') return rulebook.entries[text] ?? text
  if (fact === 'route' && text in destinationWords) return destinationWords[text as keyof typeof destinationWords]
  return plainId(text)
}

/** A fact's name in words. */
export function factWords(fact: string): string {
  if (fact.startsWith('events.')) return `the time of ${eventWords(fact.slice('events.'.length))}`
  return readable.get(fact)?.label ?? fact
}

/** What a count counts, in words. */
export function countedWords(count: CountSpec, many: boolean): string {
  const noun = count.of === 'functionalNeeds' ? 'functional need' : 'indicator'
  const plural = many ? `${noun}s` : noun
  if (count.of === 'functionalNeeds') return `${plural} scored ${listWords(count.scores.map(String), 'or')}`
  const groups = (ids: readonly string[]): string => `group ${listWords(ids.map(plainId), 'or')}`
  const parts = [
    count.levels.length > 0 ? ` of level ${listWords(count.levels.map(String), 'or')}` : '',
    count.domain === null ? '' : ` of the domain ${plainId(count.domain)}`,
    count.groups.length > 0 ? ` of the ${groups(count.groups)}` : '',
    count.notGroups.length > 0 ? `, the ${groups(count.notGroups)} left out` : '',
  ]
  return `${plural}${parts.join('')}`
}

const valueless: readonly OperatorName[] = ['given', 'notGiven', 'isEmpty', 'isNotEmpty']

/** One test of one fact, in words. */
export function atomWords(rulebook: RulebookContent, atom: Atom): string {
  const { base } = splitOperator(atom.operator)
  const mayBe = atom.operator.startsWith('mayBe:') && base !== 'given' && base !== 'notGiven'
  return `${testWords(rulebook, atom, base)}${mayBe ? ', or not known' : ''}`
}

function testWords(rulebook: RulebookContent, atom: Atom, base: OperatorName): string {
  const count = rulebook.counts[atom.fact]
  if (count) {
    const phrase = operators[base].phrase.replace(/^is /, '')
    const bound = phrase === 'is' ? 'exactly' : phrase
    return `${bound} ${valueWords(rulebook, '', atom.value)} ${countedWords(count, atom.value !== 1)}`
  }
  const value = valueWords(rulebook, atom.fact, atom.value)
  if (atom.fact === 'indicators' && (base === 'contains' || base === 'doesNotContain'))
    return `${value} is ${base === 'contains' ? '' : 'not '}seen`
  const label = factWords(atom.fact)
  if (typeof atom.value === 'boolean' && (base === 'equal' || base === 'notEqual'))
    return `${label}: ${(base === 'equal') === atom.value ? 'yes' : 'no'}`
  if (base === 'in') return `${label} is ${value}`
  return valueless.includes(base) ? `${label} ${operators[base].phrase}` : `${label} ${operators[base].phrase} ${value}`
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
    if (like && atom) like.values.push(valueWords(rulebook, atom.fact, atom.value))
    else
      found.push({
        atom,
        tree: 'term' in part ? part : conditionTree(rulebook, part, findTerms),
        values: atom ? [valueWords(rulebook, atom.fact, atom.value)] : [],
      })
  }
  return found.map(({ atom, tree, values }) => {
    if (!atom || values.length < 2) return tree
    const known = atom.operator.startsWith('mayBe:') ? ', or not known' : ''
    const subject = atom.fact === 'indicators' ? '' : `${factWords(atom.fact)} include `
    const list = listWords(values, 'or')
    if (joint === 'any') return `${subject}${list}${subject === '' ? ' is seen' : ''}${known}`
    return subject === '' ? `none of ${list} is seen${known}` : `${subject}none of ${list}${known}`
  })
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
