import { vocabularyOf } from '../rules/vocabulary/vocabulary.js'
import type { DialectName } from '../tools/sql/dialects.js'
import { resultColumns, sqlQuery } from '../tools/sql/query.js'
import { readTableName } from '../tools/sql/table-name.js'
import { oneOf, readArguments } from './arguments.js'
import type { Io } from './io.js'
import { Misuse } from './io.js'
import { mappingFrom } from './mapping-file.js'
import { namedRulebook } from './named-rulebook.js'

export const sqlUsage = `thresholds sql RULES [--dialect duckdb|postgres] [--table NAME] [--mapping FILE] [--keep COLUMN]… [--summary]

Prints a query that derives level, basis, rating and route of every contact in a table, for counting where the contacts lie: the
same as \`decide\`, without consent, clocks, reasons, actions and notices. RULES is a YAML file or the name of an authority.

  --dialect DIALECT   duckdb (the default) or postgres
  --table NAME        the table, or view, of contacts, one a row: contacts (the default), schema.contacts, "A Name"; for DuckDB a file
                      too, in single quotes within the name
  --mapping FILE      which columns of the table are which facts, as for \`replay\`; a fact that it leaves out is not known. Without
                      it columns are named like facts (\`events.caseClosedAt\`), and the table has each that the query reads
  --keep COLUMN       a further column of the table that stands in the result; again for another
  --summary           counts of contacts by what was found, and by what is kept, in place of a row for each

Exit status: 0 printed, 2 wrong use or a rulebook that does not load.
`

/** The command `thresholds sql`. */
export async function sqlCommand(args: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = readArguments('sql', args, {
    dialect: { type: 'string', short: 'd' },
    table: { type: 'string', short: 't' },
    mapping: { type: 'string', short: 'm' },
    keep: { type: 'string', multiple: true },
    summary: { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
  })
  if (values.help) {
    await io.write(sqlUsage)
    return 0
  }
  const dialect: DialectName = oneOf('dialect', ['duckdb', 'postgres'], values.dialect)
  const [name, ...more] = positionals
  if (name === undefined || more.length > 0) throw new Misuse(`name one rulebook\n\n${sqlUsage}`)
  const given = values.table ?? 'contacts'
  const table = readTableName(given, dialect)
  if (table === null)
    throw new Misuse(
      `\`--table ${given}\` is no name of a table; write \`contacts\`, \`schema.contacts\`, or \`"any name"\` in double quotes${dialect === 'duckdb' ? ' (a file in single quotes: `--table "\'past.parquet\'"`)' : ''}`,
    )
  const keep = values.keep ?? []
  if (keep.includes('')) throw new Misuse('`--keep` names a column of the table')
  const taken = keep.find((column, i) => [...resultColumns, ...keep.slice(0, i)].includes(column.toLowerCase()))
  if (taken !== undefined)
    throw new Misuse(
      `the result has a column \`${taken}\` already; leave \`--keep ${taken}\` out, or give the column another name in a view`,
    )
  const rulebook = namedRulebook(name)
  const mapping = values.mapping === undefined ? null : mappingFrom(values.mapping, vocabularyOf(rulebook))
  const query = sqlQuery(rulebook, { dialect, table, mapping, keep, summary: values.summary === true })
  if (!query.ok)
    throw new Misuse(
      query.diagnostics
        .map(({ path, message, hint }) => `${[path.join('.'), message].filter(Boolean).join(': ')}; ${hint}`)
        .join('\n'),
    )
  await io.write(query.value)
  return 0
}
