import type { Diagnostic } from '../../diagnostic.js'
import { keptFor } from '../../kept-for.js'
import type { FactSpec } from '../../rules/vocabulary/fact-spec.js'
import type { Vocabulary } from '../../rules/vocabulary/vocabulary.js'
import { factOf } from '../../rules/vocabulary/vocabulary.js'
import type { Program } from '../compile/program.js'
import { placeParts } from './derive.js'
import type { Derived } from './derived.js'
import { mostUnknown, namesIn, plainValue, put } from './plain-contact.js'
import { faultsOf, isFacts, noFacts, unreadable } from './read-contact.js'

const specsOf: (vocabulary: Vocabulary) => readonly FactSpec[] = keptFor(vocabulary =>
  vocabulary.factNames.map(name => factOf(vocabulary, name)),
)

/** What a contact held that is no fact, up to as many as are told. */
interface Others {
  readonly names: readonly string[]
  readonly values: ReadonlyMap<string, unknown>
  readonly count: number
}

/**
 * Takes a contact's facts into their places, each read once: whatever a getter or a proxy says next, this is what is decided.
 *
 * @param derived empty, and in use by nobody else: reading a contact can run code of the caller's, which may decide another
 * @returns every mistake in the contact; `null` where it can be decided
 */
export function takeContact(program: Program, derived: Derived, raw: unknown): readonly Diagnostic[] | null {
  if (!isFacts(raw)) return noFacts()
  let others: Others
  try {
    others = takeFacts(program, derived, raw)
  } catch {
    return unreadable()
  }
  if (others.count === 0 && areWellFormed(program, derived) && placeParts(program, derived)) return null
  // What is wrong is said of the facts as they were read.
  const facts: Record<string, unknown> = {}
  for (const name of others.names) {
    const place = program.at.facts.get(name)
    if (place !== undefined) put(facts, name, derived.facts[place])
    else if (others.values.has(name)) put(facts, name, others.values.get(name))
  }
  return faultsOf(program.rulebook, program.indicatorPlaces, { facts, more: Math.max(0, others.count - mostUnknown) })
}

const nothing: ReadonlyMap<string, unknown> = new Map()

function takeFacts({ vocabulary, at }: Program, { facts }: Derived, raw: object): Others {
  const specs = specsOf(vocabulary)
  const names = namesIn(vocabulary, raw)
  let values: Map<string, unknown> | null = null
  let count = 0
  for (const name of names) {
    const place = at.facts.get(name)
    const spec = place === undefined ? undefined : specs[place]
    if (spec === undefined && ++count > mostUnknown) continue
    const said = (raw as Record<string, unknown>)[name]
    const value = typeof said === 'object' && said !== null ? plainValue(said, spec?.kind) : said
    if (place !== undefined) facts[place] = value
    else {
      values ??= new Map()
      values.set(name, value)
    }
  }
  return { names, values: values ?? nothing, count }
}

/** Whether every fact has a value that it takes, and there is an instant of receipt. */
function areWellFormed({ vocabulary, at }: Program, { facts }: Derived): boolean {
  const specs = specsOf(vocabulary)
  for (let place = 0; place < facts.length; place++) {
    const value = facts[place]
    if (value === undefined) continue
    const spec = specs[place]
    if (spec?.kind === 'boolean' ? typeof value !== 'boolean' : spec?.accepts(value) !== true) return false
  }
  return facts[at.of.receivedAt] !== undefined
}
