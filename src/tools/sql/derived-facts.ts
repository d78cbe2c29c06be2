import type { Program } from '../../engine/compile/program.js'
import { monthsInYear } from '../../rules/vocabulary/ages.js'
import { mostEarlier } from '../../rules/vocabulary/earlier-contacts.js'
import { moments } from '../../rules/vocabulary/fixed.js'
import type { Premise } from '../../rules/vocabulary/implications.js'
import { eventOf, factOf } from '../../rules/vocabulary/vocabulary.js'
import type { ImpliedValue } from '../../rules/vocabulary/words.js'
import { readingOf } from './cells.js'
import type { Columns } from './columns.js'
import type { Asked } from './conditions.js'
import type { Dialect } from './dialects.js'
import type { GivenFacts } from './given-facts.js'
import type { Sql } from './sql-text.js'
import { allOfThem, anyOfThem, firstKnown, isOneOf, joined, raw, sql } from './sql-text.js'

/** What rules read that is no outcome and comes from no indicator; `null` where the name is none of these. */
export type DerivedFacts = (name: string) => Asked | null

/**
 * What follows from the facts given before the rules look: the same as the engine's `derive` puts into its slots, each as a column
 * that is made when it is first asked for.
 */
export function derivedFacts(dialect: Dialect, program: Program, given: GivenFacts, { column }: Columns): DerivedFacts {
  const { vocabulary } = program
  const { columnFor } = given
  const literal = (value: ImpliedValue): Sql =>
    value === 'receivedAt'
      ? columnFor('receivedAt')
      : raw(typeof value === 'string' ? dialect.text(value) : String(value).toUpperCase())
  /** A fact, or an event, with what the implications up to one of them say of it. */
  const soFar = (fact: string, before = vocabulary.implications.length): Sql => {
    const nth = vocabulary.implications.findLastIndex((i, n) => n < before && i.kind === 'follows' && i.fact === fact)
    const i = vocabulary.implications[nth]
    if (i?.kind !== 'follows') return ageOf(fact) ?? columnFor(fact)
    const isMet = ({ fact: needed, value }: Premise): Sql =>
      value === null ? sql`${soFar(needed, nth)} IS NOT NULL` : sql`${soFar(needed, nth)} = ${literal(value)}`
    const unsaid = i.unlessSaid === null ? [] : [sql`${columnFor(i.unlessSaid)} IS NULL`]
    const needed = allOfThem([...i.when.map(isMet), ...unsaid])
    return column(
      `${fact} by ${nth + 1}`,
      sql`CASE WHEN ${needed} THEN ${literal(i.value)} ELSE ${soFar(fact, nth)} END`,
    )
  }

  /** The years that the months say, and the months where they fit the years; `null` of any other fact, and where months have no column. */
  function ageOf(fact: string): Sql | null {
    if (!given.has('ageMonths')) return null
    const [years, months] = [columnFor('ageYears'), columnFor('ageMonths')]
    const said = sql`floor(${months} / ${String(monthsInYear)}.0)`
    if (fact === 'ageYears') return column('ageYears by the months', firstKnown([years, said]))
    return fact === 'ageMonths'
      ? column('ageMonths that fit', sql`CASE WHEN ${years} IS NULL OR ${years} = ${said} THEN ${months} END`)
      : null
  }

  /** Of facts in the order in which they come to be known, the latest that is given. */
  const latestOf = (facts: readonly string[] = [], none: string): Sql =>
    facts.length === 0 ? raw(`CAST(NULL AS ${none})`) : firstKnown([...facts].reverse().map(columnFor))

  const eventAt = (name: string): Sql => soFar(`events.${name}`)
  /** An ending before something that began is that of an earlier case. */
  const standingEvent = (name: string): Sql => {
    if (!vocabulary.endings.includes(name)) return eventAt(name)
    const at = column(`events.${name} as given`, eventAt(name))
    const began = vocabulary.beginnings.filter(b => given.has(`events.${b}`)).map(b => sql`${at} < ${eventAt(b)}`)
    return began.length === 0 ? at : sql`CASE WHEN ${anyOfThem(began)} THEN NULL ELSE ${at} END`
  }

  /** The latest moment of which a fact or an event is given. */
  const moment = (): Sql => {
    const of = (m: string): readonly Sql[] => [
      ...vocabulary.factNames.filter(name => factOf(vocabulary, name).moment === m).flatMap(isGiven),
      ...vocabulary.eventNames
        .filter(name => eventOf(vocabulary, name).moment === m)
        .flatMap(e => isGiven(`events.${e}`)),
    ]
    const later = [...moments].reverse().map(m => [m, of(m)] as const)
    const cases = later
      .filter(([m, facts]) => m !== 'receipt' && facts.length > 0)
      .map(([m, facts]) => sql`WHEN ${anyOfThem(facts)} THEN ${dialect.text(m)} `)
    const receipt = dialect.text('receipt')
    return cases.length === 0 ? raw(receipt) : sql`CASE ${joined(cases, '', '')}ELSE ${receipt} END`
  }
  const isGiven = (name: string): readonly Sql[] => (given.has(name) ? [sql`${columnFor(name)} IS NOT NULL`] : [])

  const entriesGiven = (fact: string, names: readonly string[]): Sql =>
    anyOfThem(names.flatMap(name => isGiven(`${fact}.${name}`)))

  const text = (name: string, value: Sql): Asked => ({ kind: 'value', value: column(name, value), holds: 'text' })
  const number = (name: string, value: Sql): Asked => ({ kind: 'value', value: column(name, value), holds: 'number' })
  return name => {
    const [whole = '', entry = ''] = name.split('.')
    if (name === 'practitionerLevel') return number(name, latestOf(vocabulary.latestOf[name], dialect.types.number))
    if (name === 'rating') return text(name, latestOf(vocabulary.latestOf[name], dialect.types.text))
    if (name === 'moment') return text(name, moment())
    // Bank holidays and London's clocks are not in the database.
    if (name === 'received') return text(name, raw(`CAST(NULL AS ${dialect.types.text})`))
    if (whole === 'events' && vocabulary.eventNames.includes(entry))
      return { kind: 'given', given: sql`(${column(`${name} that stands`, standingEvent(entry))} IS NOT NULL)` }
    if (whole === 'consentFor' && vocabulary.purposeNames.includes(entry))
      return text(`${name} or consent`, firstKnown([columnFor(name), columnFor('consent')]))
    if (name === 'functionalNeeds') return { kind: 'given', given: entriesGiven(name, vocabulary.areaNames) }
    if (whole === 'functionalNeeds' && vocabulary.areaNames.includes(entry))
      return number(`${name} tested`, sql`nullif(${columnFor(name)}, -1)`)
    const count = program.rulebook.counts[name]
    if (count?.of === 'functionalNeeds') return needsCount(count.scores)
    if (count?.of === 'earlierContacts') return { kind: 'bounds', atLeast: raw('0'), atMost: raw(String(mostEarlier)) }
    if (name === 'earlierContacts') return { kind: 'given', given: raw('FALSE') }
    const spec = vocabulary.facts[name]
    if (spec === undefined) return null
    const reading = readingOf(spec)
    const value = soFar(name)
    if (reading === 'boolean') return { kind: 'value', value: column(`${name} as it follows`, value), holds: 'boolean' }
    if (reading === 'choice') return text(`${name} as it follows`, value)
    if (reading === 'number') return number(`${name} as it follows`, value)
    return reading === 'list' && spec.kind === 'list' ? listOf(value) : null
  }

  /** How many areas have one of the scores: those tested at least, and at most those not tested as well. */
  function needsCount(scores: readonly number[]): Asked {
    const areas = vocabulary.areaNames.map(area => columnFor(`functionalNeeds.${area}`))
    const counted = (test: (score: Sql) => Sql): Sql =>
      joined(
        areas.map(score => sql`CASE WHEN ${test(score)} THEN 1 ELSE 0 END`),
        ' + ',
        '0',
      )
    return {
      kind: 'bounds',
      atLeast: column(
        `areas scored ${scores.join('+')}`,
        counted(score => isOneOf(score, scores)),
      ),
      atMost: column(
        `areas scored ${scores.join('+')} or not tested`,
        counted(score => sql`${score} IS NULL OR ${isOneOf(score, [-1, ...scores])}`),
      ),
    }
  }

  function listOf(list: Sql): Asked {
    const part = (f: (list: string) => string): Sql => ({ text: f(list.text), step: list.step })
    return {
      kind: 'list',
      has: word => part(l => dialect.hasPart(l, word)),
      isEmpty: sql`${part(dialect.size)} = 0`,
      given: sql`(${list} IS NOT NULL)`,
    }
  }
}
