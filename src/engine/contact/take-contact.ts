import type { Diagnostic } from '../../diagnostic.js'
import type { Program } from '../compile/program.js'
import { placeParts } from './derive.js'
import type { Derived } from './derived.js'
import { factPlansOf } from './fact-plan.js'
import { mostUnknown, namesIn, plainValue, put } from './plain-contact.js'
import { faultsOf, isFacts, noFacts, unreadable } from './read-contact.js'

/** What a contact held that is no fact, up to as many as are told. */
interface Others {
  readonly names: readonly string[]
  readonly values: ReadonlyMap<string, unknown>
  readonly count: number
  /** Whether every fact has a value that it takes. */
  readonly wellFormed: boolean
}

/**
 * Takes a contact's facts into their places, each read once: whatever a getter or a proxy says next, this is what is decided.
 *
 * @param derived empty, and in use by nobody else: reading a contact can run code of the caller's, which may decide another
 * @returns every mistake in the contact; `null` where it can be decided
 */
export function takeContact(program: Program, derived: Derived, raw: unknown): readonly Diagnostic[] | null {
  let others: Others
  try {
    if (!isFacts(raw)) return noFacts()
    others = takeFacts(program, derived, raw)
  } catch {
    return unreadable()
  }
  const { count, wellFormed } = others
  const isReceived = derived.facts[program.at.of.receivedAt] !== undefined
  if (count === 0 && wellFormed && isReceived && placeParts(program, derived)) return null
  // What is wrong is said of the facts as they were read.
  const facts: Record<string, unknown> = {}
  for (const name of others.names) {
    const place = program.at.facts.get(name)
    if (place !== undefined) put(facts, name, derived.facts[place])
    else if (others.values.has(name)) put(facts, name, others.values.get(name))
  }
  return faultsOf(program.rulebook, program.indicatorPlaces, { facts, more: Math.max(0, count - mostUnknown) })
}

const nothing: ReadonlyMap<string, unknown> = new Map()

function takeFacts({ vocabulary }: Program, { facts, places }: Derived, raw: object): Others {
  const { byName } = factPlansOf(vocabulary)
  const names = namesIn(vocabulary, raw)
  let values: Map<string, unknown> | null = null
  let count = 0
  let wellFormed = true
  for (const name of names) {
    const plan = byName.get(name)
    if (plan === undefined && ++count > mostUnknown) continue
    const said = (raw as Record<string, unknown>)[name]
    const value = typeof said === 'object' && said !== null ? plainValue(said, plan?.spec.kind) : said
    if (plan === undefined) {
      values ??= new Map()
      values.set(name, value)
    } else if (value !== undefined) {
      facts[plan.place] = value
      places.push(plan.place)
      if (!(plan.isBoolean ? typeof value === 'boolean' : plan.spec.accepts(value))) wellFormed = false
    }
  }
  return { names, values: values ?? nothing, count, wellFormed }
}
