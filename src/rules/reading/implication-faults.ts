import type { Path } from '../../diagnostic.js'
import { didYouMean } from '../suggest.js'
import type { FactSpec } from '../vocabulary/fact-spec.js'
import { isBy } from '../vocabulary/fixed.js'
import type { Following, Implication, Premise } from '../vocabulary/implications.js'
import { implicationOf, premisesOf } from '../vocabulary/implications.js'
import type { Vocabulary } from '../vocabulary/vocabulary.js'
import type { ImplicationWords } from '../vocabulary/words.js'

/** What is wrong with an entry of `implies`, and what to do about it; the path begins at the list. */
export interface ImplicationFault {
  readonly code: 'unknown-fact' | 'wrong-value' | 'wrong-implication'
  readonly path: Path
  readonly message: string
  readonly hint: string
}

type Known = Pick<Vocabulary, 'facts' | 'factNames' | 'events' | 'eventNames'>

const isScalar = ({ kind }: FactSpec): boolean => kind === 'boolean' || kind === 'choice' || kind === 'number'
const shown = (value: unknown): string => `\`${String(value)}\``

/** Whether two sets of premises cannot hold together, since a fact would have two values. */
const excludes = (one: readonly Premise[], other: readonly Premise[]): boolean =>
  one.some(p => other.some(q => p.fact === q.fact && p.value !== null && q.value !== null && p.value !== q.value))

/**
 * What cannot stand in a list of implications: names and values that are not there, and entries of which one undoes another.
 *
 * @param common followed before the entries, and known to be sound
 */
export function implicationFaults(
  entries: readonly ImplicationWords[],
  known: Known,
  common: readonly Implication[] = [],
): readonly ImplicationFault[] {
  const faults: ImplicationFault[] = []
  const soFar = common.flatMap(is => (is.kind === 'follows' ? [{ from: "England's words", is }] : []))
  entries.forEach((entry, at) => {
    const before = faults.length
    checkEntry(entry, at, known, faults)
    if (faults.length > before) return
    const is = implicationOf(entry)
    if (is.kind !== 'follows') return
    checkBeside(is, at, soFar, faults)
    soFar.push({ from: `entry ${at + 1}`, is })
  })
  return faults
}

function checkEntry(entry: ImplicationWords, at: number, known: Known, faults: ImplicationFault[]): void {
  const { when = {}, then, assume, until, because, notAsked, atOdds } = entry
  const wrong = (key: string | null, message: string, hint: string): void => {
    faults.push({ code: 'wrong-implication', path: key === null ? [at] : [at, key], message, hint })
  }
  /** A fact with one value, as a line can name it. */
  const fact = (name: string, path: Path, stands: 'key' | 'value'): FactSpec | null => {
    const spec = Object.hasOwn(known.facts, name) ? known.facts[name] : undefined
    if (spec !== undefined && isScalar(spec)) return spec
    if (spec === undefined)
      faults.push({
        code: stands === 'key' ? 'unknown-fact' : 'wrong-value',
        path: [at, ...path],
        message: `there is no fact ${shown(name)}`,
        hint: didYouMean(
          name,
          known.factNames,
          "`thresholds facts` lists England's; a rulebook's own stand under `facts`",
        ),
      })
    else
      faults.push({
        code: 'wrong-implication',
        path: [at, ...path],
        message: `${shown(name)} is neither yes or no, nor a choice, nor a number`,
        hint: 'name a fact that has one value',
      })
    return null
  }
  const value = (spec: FactSpec | null, is: unknown, path: Path): void => {
    if (spec === null || spec.accepts(is)) return
    const choices = spec.kind === 'boolean' ? ['true', 'false'] : spec.values.map(String)
    faults.push({
      code: 'wrong-value',
      path: [at, ...path],
      message: `${shown(is)} cannot stand here`,
      hint: choices.length > 0 ? didYouMean(String(is), choices) : 'write a number that the fact takes',
    })
  }

  const heads = (['then', 'assume', 'notAsked'] as const).filter(k => entry[k] !== undefined)
  if (heads.length !== 1) return wrong(null, 'an entry says one thing', 'write one of `then`, `assume` and `notAsked`')
  const followers = Object.entries(then ?? assume ?? {})
  const [follower, following] = followers[0] ?? []
  if (notAsked === undefined && followers.length !== 1)
    return wrong(then ? 'then' : 'assume', 'one fact follows from an entry', 'write an entry for each fact')
  if (then !== undefined && Object.keys(when).length === 0)
    return wrong(null, '`then` follows from nothing', 'say under `when` what it follows from, or write `assume`')
  if ((assume === undefined) !== (because === undefined))
    return wrong(
      assume ? null : 'because',
      assume ? 'what is taken for granted wants a reason' : '`because` belongs to `assume`',
      assume ? 'add `because`' : 'take the line out',
    )
  if (assume !== undefined && atOdds !== undefined)
    return wrong('atOdds', 'what is taken for granted gives way to what is said', 'take the line out')
  if (until !== undefined && then === undefined)
    return wrong('until', '`until` belongs to `then`', 'write it in an entry with `then`')

  for (const [key, is] of Object.entries(when))
    if (key === 'notGiven') {
      if (then === undefined || is !== follower || until !== undefined)
        wrong(
          'when',
          '`notGiven` can only name the fact that follows, and not beside `until`',
          follower === undefined ? 'take it out' : `write \`notGiven: ${follower}\`, or take it out`,
        )
    } else if (key === 'given') fact(String(is), ['when', 'given'], 'value')
    else value(fact(key, ['when', key], 'key'), is, ['when', key])
  if (until !== undefined) fact(until, ['until'], 'value')
  notAsked?.forEach((name, n) => {
    if (!Object.hasOwn(known.facts, name)) fact(name, ['notAsked', n], 'value')
  })
  if (follower === undefined) return

  const path: Path = [then ? 'then' : 'assume', follower]
  if (assume !== undefined && follower.startsWith('events.')) {
    const event = follower.slice('events.'.length)
    if (!Object.hasOwn(known.events, event))
      faults.push({
        code: 'unknown-fact',
        path: [at, ...path],
        message: `there is no event ${shown(event)}`,
        hint: didYouMean(event, known.eventNames),
      })
    else if (following !== 'receivedAt')
      faults.push({
        code: 'wrong-value',
        path: [at, ...path],
        message: `${shown(following)} cannot stand here`,
        hint: 'write `receivedAt`: no other time is known of every contact',
      })
    return
  }
  const spec = fact(follower, path, 'key')
  value(spec, following, path)
  if (spec === null) return
  if (assume !== undefined && spec.kind === 'number')
    wrong('assume', 'no number can be taken for granted', 'assume a yes or no, a choice, or the time of an event')
  const premises = premisesOf(entry)
  if (premises.some(p => p.fact === follower))
    wrong('when', `${shown(follower)} cannot follow from itself`, 'name another fact')
  // What follows at receipt from what is known at receipt; otherwise it would be known before its time.
  const moments = premises.flatMap(p => known.facts[p.fact]?.moment ?? [])
  if (then !== undefined && moments.length > 0 && !moments.some(m => isBy(spec.moment, m)))
    wrong(
      'then',
      `${shown(follower)} becomes known later than what it follows from`,
      `give the facts under \`when\` the moment \`${spec.moment}\``,
    )
}

/** Whether an entry goes with those before it: they are followed in order, and what has followed must stay true. */
function checkBeside(
  is: Following,
  at: number,
  soFar: readonly { readonly from: string; readonly is: Following }[],
  faults: ImplicationFault[],
): void {
  const wrong = (message: string, hint: string): void => {
    faults.push({ code: 'wrong-implication', path: [at, is.because === null ? 'then' : 'assume'], message, hint })
  }
  for (const { from, is: earlier } of soFar) {
    if (earlier.when.some(p => p.fact === is.fact && (p.value === null || p.value === is.value)))
      return wrong(
        `${from} asked for ${shown(is.fact)} before it follows here`,
        from.startsWith('entry') ? 'put this entry before that one' : 'let another fact follow',
      )
    if (earlier.fact !== is.fact) continue
    if ((earlier.because === null) !== (is.because === null))
      return wrong(
        `by ${from} ${shown(is.fact)} ${earlier.because === null ? 'follows' : 'is taken for granted'}, and here it ${is.because === null ? 'follows' : 'is taken for granted'}`,
        'leave one of them',
      )
    if (earlier.value !== is.value && !excludes(earlier.when, is.when))
      return wrong(
        `by ${from} ${shown(is.fact)} is ${shown(earlier.value)}, and both could hold`,
        'let the `when` of one rule out that of the other',
      )
  }
}
