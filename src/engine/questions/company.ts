import type { FactSet } from '../compile/fact-set.js'
import { removePlace } from '../compile/fact-set.js'
import type { Program } from '../compile/program.js'
import type { Facts, Look } from './look.js'
import { candidatesOf, lookAt, withFact } from './look.js'
import { signsOf, unsaid, withSigns } from './signs.js'
import type { Samples } from './values.js'
import { samplesOf } from './values.js'

/** What a search for facts that matter together came to. */
export type Company =
  /** These facts together change the outcome. */
  | { readonly found: 'facts'; readonly facts: readonly string[] }
  /** Nothing that they could say changes it. */
  | { readonly found: 'nothing' }
  /** Not known: what was tried changes nothing, and not all was tried. These could. */
  | { readonly found: 'unproved'; readonly facts: readonly string[] }

/** A fact with the contacts that its values make of one. */
export interface Tries {
  readonly contacts: readonly Facts[]
  readonly whole: boolean
}

/** The contacts that one fact could make of another; of indicators those that rules tell apart, and all of a domain. */
export function triesOf(program: Program, contact: Facts, fact: string): Tries {
  if (fact === 'indicators') return { contacts: signTries(program, contact), whole: false }
  const { values, whole }: Samples = samplesOf(program, contact, fact)
  return { contacts: values.map(({ value }) => withFact(contact, fact, value)), whole }
}

function signTries(program: Program, contact: Facts): readonly Facts[] {
  const { domains, like } = signsOf(program)
  const open = domains.map(d => unsaid(contact, d.ids))
  const kinds = new Set(open.flat().map(id => like.get(id) ?? id))
  const alone = [...kinds].flatMap(kind => {
    const id = open.flat().find(o => like.get(o) === kind)
    return id === undefined ? [] : [withSigns(contact, [id])]
  })
  const rest = open.flat()
  return [...alone, ...(rest.length > 1 ? [withSigns(contact, rest)] : []), withSigns(contact, [], rest)]
}

/** All facts but some, as a set. */
export function neverBut({ askables }: Program, open: readonly string[]): FactSet {
  const never = askables.noFacts()
  never.fill(-1)
  for (const fact of open) removePlace(never, askables.placeOf(fact))
  return never
}

interface Node {
  readonly look: Look
  /** The facts that were given on the way here. */
  readonly path: readonly string[]
  /** The facts that can still be given from here. */
  readonly open: readonly string[]
}

/**
 * Looks for facts that change the outcome together, the fewest first. Of the facts that the look ahead names, one after another is given
 * each of its values, and what is then named is looked at in turn; after that it counts as never known, and the rest is looked at again.
 * A way ends where nothing more is named.
 *
 * @param start where none of the facts changes anything by itself, all others counting as never known
 * @param facts those that can be given
 * @param most how many contacts are looked at
 */
export function findCompany(program: Program, start: Look, facts: readonly string[], most: number): Company {
  let left = most
  const first = namedOf(start, facts)
  /** Facts of which not every value was tried. */
  const sampled = new Set<string>()
  const queue: Node[] = [{ look: start, path: [], open: facts }]
  for (let node = queue.shift(); node !== undefined; node = queue.shift()) {
    let { look, open } = node
    for (let [fact] = namedOf(look, open); fact !== undefined; [fact] = namedOf(look, open)) {
      const { contacts, whole } = triesOf(program, look.contact, fact)
      if (!whole) sampled.add(fact)
      open = open.filter(f => f !== fact)
      const never = neverBut(program, open)
      for (const contact of contacts) {
        if (--left < 0) return { found: 'unproved', facts: first }
        const next = lookAt(program, contact, never)
        if (!next.ok) continue
        const path = [...node.path, fact]
        if (next.value.key !== start.key) return { found: 'facts', facts: path }
        queue.push({ look: next.value, path, open })
      }
      const without = lookAt(program, look.contact, never)
      if (!without.ok) break
      look = without.value
    }
  }
  return sampled.size === 0 ? { found: 'nothing' } : { found: 'unproved', facts: [...sampled] }
}

/** Of some facts, those that could change the outcome; what is assumed first, as most turns on it. */
const namedOf = (look: Look, open: readonly string[]): readonly string[] => {
  const named = candidatesOf(look).filter(fact => open.includes(fact))
  const isAssumed = (fact: string): boolean => look.decision.assumed.some(a => a.fact === fact)
  return [...named.filter(isAssumed), ...named.filter(fact => !isAssumed(fact))]
}
