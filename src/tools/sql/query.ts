import type { Diagnostic, Result } from '../../diagnostic.js'
import type { CompiledRule, Program } from '../../engine/compile/program.js'
import { compile } from '../../engine/compile/program.js'
import { effectiveCondition } from '../../engine/compile/rule-conditions.js'
import { outcomeOf } from '../../engine/decide/making.js'
import type { Rulebook } from '../../rules/language/rulebook.js'
import { excerpt } from '../../rules/visible.js'
import { factOf, vocabularyOf } from '../../rules/vocabulary/vocabulary.js'
import type { MappedFact, Mapping } from '../replay/mapping.js'
import { mappable, mappingOfColumns } from '../replay/mapping.js'
import { takes } from './cells.js'
import { newColumns } from './columns.js'
import type { Ask } from './conditions.js'
import { conditionWriter } from './conditions.js'
import { derivedFacts } from './derived-facts.js'
import type { Dialect, DialectName } from './dialects.js'
import { dialects } from './dialects.js'
import type { GivenFacts } from './given-facts.js'
import { givenFacts, tableName } from './given-facts.js'
import { heading } from './heading.js'
import type { SignTables } from './indicator-bits.js'
import { signsOf } from './indicator-bits.js'
import type { Sql } from './sql-text.js'
import { anyOfThem, firstOf, isOneOf, raw, sql } from './sql-text.js'

/** The columns of a result beside those that are kept; `contacts` counts them in a summary. */
export const resultColumns = [
  'reference',
  'entry',
  'level',
  'basis',
  'rating',
  'route',
  'destination',
  'team',
  'unreadable',
  'contacts',
] as const

export interface QueryOptions {
  readonly dialect: DialectName
  /** The table's name in the quotes of the dialect. */
  readonly table: string
  /** Which columns are which facts; `null` where columns are named like facts. */
  readonly mapping: Mapping | null
  /** Further columns of the table that stay in the result. */
  readonly keep: readonly string[]
  /** Counts in place of rows. */
  readonly summary: boolean
}

/**
 * Writes the query that derives level, basis, rating and route of every contact in a table, as `decide` does.
 *
 * @returns the query with its comments and without a semicolon, or what of the mapping cannot stand in one
 */
export function sqlQuery(rulebook: Rulebook, options: QueryOptions): Result<string> {
  const program = compile(rulebook)
  const vocabulary = vocabularyOf(rulebook)
  const dialect = dialects[options.dialect]
  const mapping = options.mapping ?? columnsLikeFacts(rulebook)
  const impossible = mapping.facts.filter(
    ({ fact, column, always }) => column === null && !takes(factOf(vocabulary, fact), always),
  )
  if (impossible.length > 0) return { ok: false, diagnostics: impossible.map(notTaken) }
  const columns = newColumns(dialect.name)
  const given = givenFacts(dialect, vocabulary, mapping, columns)
  const outcomes = writeStages(dialect, program, given, columns)
  const kept = options.keep.map(name => ({
    name: dialect.name(name),
    column: columns.column(`kept ${name}`, raw(`${tableName}.${dialect.name(name)}`)),
  }))
  const made = columns.steps().reduce((sum, step) => sum + step.length, 0)
  if (made > dialect.mostColumns) return { ok: false, diagnostics: [tooManyColumns(dialect, made)] }
  const result = resultOf(dialect, outcomes, kept, options.summary)
  const steps = stepsOf(dialect, columns.steps(), outcomes.signs, options.table)
  return { ok: true, value: `${heading(program, dialect, given)}\n${steps}\n${result}\n` }
}

const tooManyColumns = ({ title, mostColumns }: Dialect, made: number): Diagnostic => ({
  code: 'too-many-columns',
  path: [],
  message: `the rulebook reads and defines so much that the query has ${made} columns; ${title} takes ${mostColumns}`,
  hint: 'name with a mapping the columns that the table has, so that the rest is left out; or write the query for DuckDB',
  range: null,
})

/** A value that every contact is given, and that the fact does not take. */
function notTaken({ fact, entry, always }: MappedFact): Diagnostic {
  const name = entry === null ? fact : `${fact}.${entry}`
  return {
    code: 'wrong-value',
    path: ['facts', name, 'always'],
    message: `\`${name}\` does not take \`${excerpt(always)}\``,
    hint: '`thresholds facts` lists what it takes',
    range: null,
  }
}

const columnsLikeFacts = (rulebook: Rulebook): Mapping => {
  const vocabulary = vocabularyOf(rulebook)
  // Months say the years where a table has them; nobody needs to have them for rules that read years alone.
  const columns = mappable(vocabulary).filter(name => name !== 'ageMonths' || compile(rulebook).reads.has(name))
  const read = mappingOfColumns(columns, vocabulary)
  if (!read.ok) throw new Error('every fact can name a column')
  return read.value
}

/** What the query finds of a contact, as columns. */
interface Outcomes {
  readonly reference: Sql | null
  readonly unreadable: Sql
  readonly entry: Sql
  readonly level: Sql
  readonly basis: Sql
  readonly rating: Sql
  readonly destination: Sql
  readonly team: Sql
  readonly signs: SignTables | null
  readonly levels: readonly number[]
}

/** The stages in their order: each reads what the earlier ones settled. */
function writeStages(
  dialect: Dialect,
  program: Program,
  given: GivenFacts,
  columns: ReturnType<typeof newColumns>,
): Outcomes {
  const { vocabulary, byStage, rulebook } = program
  const { column } = columns
  const { text, types } = dialect
  const none = (type: string): Sql => raw(`CAST(NULL AS ${type})`)
  const facts = derivedFacts(dialect, program, given, columns)
  const settled = new Map<string, Sql>()
  const ask: Ask = name => {
    const outcome = settled.get(name)
    if (outcome) return { kind: 'value', value: outcome, holds: name === 'level' ? 'number' : 'text' }
    const found = signs.ask(name) ?? facts(name)
    if (found === null) throw new Error(`no column is known for \`${name}\``)
    return found
  }
  const conditionOf = conditionWriter(dialect, ask, rulebook.definitions, column)
  const signs = signsOf(dialect, program, given, columns, conditionOf, () => {
    const own = facts('concerns')
    if (own === null) throw new Error('there are no concerns')
    return own
  })
  /** Where a rule applies; an exception holds it back where it is known to apply. */
  const applies = ({ rule }: CompiledRule): Sql => {
    const when = conditionOf(effectiveCondition({ ...rule, unless: null }, vocabulary.ratingNames))
    return rule.unless === null ? when : sql`(${when} AND (${conditionOf(rule.unless)}) IS NOT TRUE)`
  }
  const first = (rules: readonly CompiledRule[], then: (rule: CompiledRule) => Sql, otherwise: Sql): Sql =>
    firstOf(
      rules.map(rule => [applies(rule), then(rule)]),
      otherwise,
    )
  const settle = (name: string, value: Sql): Sql => {
    const made = column(name, value)
    settled.set(name, made)
    return made
  }

  const entry = settle(
    'entry',
    first(byStage.eligibility, r => raw(text(outcomeOf(r, 'eligibility').entry)), raw(text('none'))),
  )

  const fixed = new Map<number, CompiledRule[]>()
  const practitioners: CompiledRule[] = []
  for (const rule of byStage.level) {
    const { level } = outcomeOf(rule, 'level')
    if (level === 'practitionerLevel') practitioners.push(rule)
    else fixed.set(level, [...(fixed.get(level) ?? []), rule])
  }
  const highest = column(
    'level by rule',
    firstOf(
      [...fixed].sort(([a], [b]) => b - a).map(([level, rules]) => [anyOfThem(rules.map(applies)), raw(String(level))]),
      none(types.number),
    ),
  )
  const practitionerLevel = ask('practitionerLevel')
  const judged =
    practitioners.length === 0 || practitionerLevel.kind !== 'value'
      ? null
      : column(
          'level as judged',
          sql`CASE WHEN ${anyOfThem(practitioners.map(applies))} THEN ${practitionerLevel.value} END`,
        )
  const level = settle(
    'level',
    judged === null
      ? highest
      : sql`CASE WHEN ${judged} IS NULL OR ${highest} >= ${judged} THEN ${highest} ELSE ${judged} END`,
  )

  const basis = settle(
    'basis',
    first(byStage.basis, r => raw(text(outcomeOf(r, 'basis').basis ?? 'none')), raw(text('none'))),
  )

  const latest = ask('rating')
  const latestRating = latest.kind === 'value' ? latest.value : none(types.text)
  const rating = settle(
    'rag',
    byStage.rag.length === 0
      ? latestRating
      : first(
          byStage.rag,
          r => {
            const { rag } = outcomeOf(r, 'rag')
            return rag === 'rating' ? latestRating : raw(text(rag))
          },
          none(types.text),
        ),
  )

  // One search for the rule, whose place then gives the destination and the team.
  const routes = byStage.route.map(r => outcomeOf(r, 'route'))
  const place = column(
    'route by rule',
    first(byStage.route, r => raw(String(byStage.route.indexOf(r))), none('INTEGER')),
  )
  const byPlace = (f: (route: (typeof routes)[number]) => string | null, otherwise: Sql): Sql => {
    const places = new Map<string, number[]>()
    routes.forEach((route, i) => {
      const value = f(route)
      if (value !== null) places.set(value, [...(places.get(value) ?? []), i])
    })
    return firstOf(
      [...places].map(([value, at]) => [isOneOf(place, at), raw(text(value))]),
      otherwise,
    )
  }
  const destination = column(
    'destination',
    byPlace(r => r.destination, raw(text('screening'))),
  )
  const team = column(
    'team',
    byPlace(r => r.team, none(types.text)),
  )

  const missing = { name: 'receivedAt', when: sql`${given.columnFor('receivedAt')} IS NULL` }
  return {
    reference: given.has('reference') ? given.columnFor('reference') : null,
    unreadable: column('unreadable', given.unreadable([missing, ...signs.wrong()])),
    entry,
    level,
    basis,
    rating,
    destination,
    team,
    signs: signs.tables(),
    levels: vocabulary.levels,
  }
}

/** The steps of the query as common tables, each with the columns of those before it. */
function stepsOf(
  { name, text, fence }: Dialect,
  steps: ReturnType<ReturnType<typeof newColumns>['steps']>,
  signs: SignTables | null,
  table: string,
): string {
  const row = name('row of the table')
  const tables: string[] = []
  const common = (called: string, how: string, select: string): void => {
    tables.push(`${called} AS ${how} (\n${select}\n)`)
  }
  steps.forEach((made, i) => {
    const list = made.map(({ name: called, text: expression }) => `  ${expression} AS ${called}`)
    if (i === 0) {
      if (signs) list.unshift(`  row_number() OVER () AS ${row}`)
      common(
        'step1',
        signs ? 'MATERIALIZED' : 'NOT MATERIALIZED',
        `SELECT\n${list.join(',\n')}\nFROM ${table} AS ${tableName}${signs ? '' : fence}`,
      )
      if (signs) signTables(signs)
      return
    }
    const joins =
      i === 1 && signs ? signs.lists.map(({ name: of }) => `\nLEFT JOIN ${of} ON ${of}.n = step1.${row}`).join('') : ''
    common(
      `step${i + 1}`,
      'NOT MATERIALIZED',
      `SELECT step${i}.*${list.map(l => `,\n${l}`).join('')}\nFROM step${i}${joins}${fence}`,
    )
  })
  return `WITH ${tables.join(',\n')}`

  function signTables({ codes, words, lists }: SignTables): void {
    common(
      'sign(id, word, bit)',
      'MATERIALIZED',
      `VALUES\n${codes.map(([id, word, bit]) => `  (${text(id)}, ${word}, ${bit})`).join(',\n')}`,
    )
    const bits = Array.from(
      { length: words },
      (_, w) => `  bit_or(CASE WHEN sign.word = ${w} THEN CAST(1 AS BIGINT) << sign.bit ELSE 0 END) AS w${w}`,
    )
    for (const { name: called, column } of lists)
      common(
        called,
        'NOT MATERIALIZED',
        `SELECT\n  one.n,\n${bits.join(',\n')},\n  sum(CASE WHEN sign.id IS NULL THEN 1 ELSE 0 END) AS missed\nFROM (SELECT ${row} AS n, unnest(${column.text}) AS word FROM step1) AS one\nLEFT JOIN sign ON sign.id = one.word\nGROUP BY one.n`,
      )
  }
}

/** The last part: what is shown of each contact, or how many there are of each kind. */
function resultOf(
  { name, types, text }: Dialect,
  { reference, unreadable, entry, level, basis, rating, destination, team, levels }: Outcomes,
  kept: readonly { readonly name: string; readonly column: Sql }[],
  summary: boolean,
): string {
  const readable = (expression: string): string => `CASE WHEN ${unreadable.text} IS NULL THEN ${expression} END`
  const last = Math.max(...[unreadable, entry, level, basis, rating, destination, team].map(({ step }) => step))
  const levelType = levels.every(Number.isInteger) ? 'INTEGER' : types.number
  const found: readonly (readonly [(typeof resultColumns)[number], string])[] = [
    ['entry', readable(`nullif(${entry.text}, ${text('none')})`)],
    ['level', readable(`CAST(${level.text} AS ${levelType})`)],
    ['basis', readable(`nullif(${basis.text}, ${text('none')})`)],
    ['rating', readable(rating.text)],
    ['route', readable(`concat_ws('/', ${destination.text}, ${team.text})`)],
    ['destination', readable(destination.text)],
    ['team', readable(team.text)],
  ]
  const shown = (list: readonly (readonly [string, string])[]): string =>
    list.map(([called, expression]) => `  ${expression} AS ${called}`).join(',\n')
  const own = kept.map(({ name: called, column }) => [called, column.text] as const)
  const named = found.map(([called, expression]) => [name(called), expression] as const)
  if (!summary) {
    const key = reference === null ? [] : [[name('reference'), reference.text] as const]
    return `SELECT\n${shown([...key, ...own, ...named, [name('unreadable'), unreadable.text]])}\nFROM step${last}`
  }
  const groups = [...own, ...named, [name('unreadable'), unreadable.text] as const]
  const places = groups.map((_, i) => i + 1).join(', ')
  return `SELECT\n${shown(groups)},\n  count(*) AS ${name('contacts')}\nFROM step${last}\nGROUP BY ${places}\nORDER BY count(*) DESC, ${places}`
}
