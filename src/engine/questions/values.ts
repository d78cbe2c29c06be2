import { clockFacts } from '../../rules/language/clock-starts.js'
import { formatInstant, parseInstant } from '../../rules/time/london.js'
import type { NumberRange } from '../../rules/vocabulary/fact-spec.js'
import type { Program } from '../compile/program.js'
import type { Facts } from './look.js'
import { membersOf } from './members.js'

/** One value that stands for all that rules cannot tell from it. */
export interface Sample {
  readonly value: unknown
  /** Of a number: the last one that it stands for. */
  readonly to?: number
}

/** The values of a fact that are tried. */
export interface Samples {
  readonly values: readonly Sample[]
  /** Whether they stand for every value: where not, what they leave unchanged is not proved to stay. */
  readonly whole: boolean
}

/** Up to so many kinds of members of a list that rules ask for, every choice of them is tried. */
const mostKinds = 5

const nothing: Samples = { values: [], whole: false }

/** The values of a fact that rules tell apart, one for each kind of them. */
export function samplesOf(program: Program, contact: Facts, fact: string): Samples {
  if (fact.startsWith('events.')) return eventSamples(program, contact, fact)
  const spec = program.vocabulary.facts[fact]
  if (spec === undefined) return nothing
  const { kind, values, range, inner } = spec
  switch (kind) {
    case 'boolean':
      return { values: [{ value: true }, { value: false }], whole: true }
    case 'choice':
      return { values: values.map(value => ({ value })), whole: true }
    case 'number':
      return range === null
        ? { values: values.map(value => ({ value })), whole: true }
        : numberSamples(program, fact, range)
    case 'list':
      return listSamples(program, fact, values.map(String))
    case 'map':
      return fact === 'consentFor' || inner === null ? nothing : { values: mapSamples(inner), whole: false }
    default:
      return nothing
  }
}

/** Of a number, the stretches between the numbers that rules name. */
function numberSamples({ graph, at, slotNames }: Program, fact: string, range: NumberRange): Samples {
  const slot = at.facts.get(fact) ?? -1
  const operands = (of: number): readonly number[] =>
    (graph.states.words[of] ?? []).flatMap(w => w.operands).filter((o): o is number => typeof o === 'number')
  const named = new Set(operands(slot))
  // Months say the years as well.
  if (slot === at.of.ageMonths)
    for (const years of operands(at.of.ageYears)) for (const y of [years, years + 1]) named.add(y * 12)
  const { min, max, whole } = range
  const step = whole ? 1 : 0
  const values: Sample[] = []
  let from = min
  const add = (lowest: number, highest: number): void => {
    if (lowest <= highest && lowest >= min && highest <= max)
      values.push(
        lowest === highest ? { value: lowest } : { value: whole ? lowest : (lowest + highest) / 2, to: highest },
      )
  }
  for (const point of [...named].filter(n => n >= min && n <= max).sort((a, b) => a - b)) {
    add(from, whole ? point - 1 : point)
    add(point, point)
    from = point + step
  }
  add(from, max)
  // Weeks of pregnancy also date clocks.
  const dates = slot === at.of.gestationWeeks
  return { values, whole: !dates && (graph.states.tests[slot] ?? []).length === 0 && slotNames[slot] === fact }
}

function listSamples(program: Program, fact: string, all: readonly string[]): Samples {
  const kinds = (membersOf(program).get(fact) ?? [])
    .map(members => members.filter(m => all.includes(m)))
    .filter(members => members.length > 0)
  const read = new Set(kinds.flat())
  const other = all.filter(v => !read.has(v)).slice(0, 1)
  if (kinds.length > mostKinds)
    return { values: [[], ...all.map(v => [v]), [...all]].map(value => ({ value })), whole: false }
  // Each kind is there or not: as many choices as there are numbers of so many bits.
  const choices = Array.from({ length: 1 << kinds.length }, (_, bits) =>
    kinds.flatMap(([first = ''], nth) => ((bits >> nth) & 1 ? [first] : [])),
  )
  return { values: [...choices, ...(other.length > 0 ? [other] : [])].map(value => ({ value })), whole: true }
}

const year = 365 * 86_400_000
const month = 30 * 86_400_000

/** When an event may have been, beside receipt: long before, a little before and after. Where no clock reads it, its time says nothing. */
function eventSamples(
  { rulebook, rules, at, endings, beginnings, eventPlaces }: Program,
  contact: Facts,
  fact: string,
): Samples {
  const received = parseInstant(String(contact.receivedAt)) ?? 0
  const times = [0, -month, -year, month].map(after => ({ value: formatInstant(received + after) }))
  const nth = eventPlaces.get(fact.slice('events.'.length)) ?? -1
  const compared = endings.includes(nth) || (beginnings.includes(nth) && endings.some(e => isGiven(contact, e, at)))
  const dated = rules.some(
    ({ rule: { outcome } }) => outcome.stage === 'deadlines' && clockFacts(rulebook, outcome).includes(fact),
  )
  return compared || dated ? { values: times, whole: false } : { values: times.slice(0, 1), whole: true }
}

function isGiven(contact: Facts, event: number, at: Program['at']): boolean {
  const name = [...at.events.keys()][event] ?? ''
  return (contact.events as Facts | undefined)?.[name] !== undefined
}

/** A few maps: one name with each value, and all names with the same. */
const mapSamples = ({ names, values }: { readonly names: readonly string[]; readonly values: readonly unknown[] }) =>
  values.flatMap(value => [
    { value: Object.fromEntries(names.slice(0, 1).map(name => [name, value])) },
    { value: Object.fromEntries(names.map(name => [name, value])) },
  ])
