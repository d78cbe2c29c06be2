import { vocabularyOf } from '../rules/vocabulary/vocabulary.js'
import type { DialectName } from '../tools/sql/dialects.js'
import { resultColumns, sqlQuery } from '../tools/sql/query.js'
import { readTableName } from '../tools/sql/table-name.js'
import { oneOf, readArguments } from './arguments.js'
import type { Io } from './io.js'
import { Misuse } from './io.js'
import { mappingFrom } from './mapping-file.js'
import { mistakesOf } from './mistakes.js'
import { namedRulebook } from './named-rulebook.js'
import { usages } from './usages.js'

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
    await io.write(usages.sql)
    return 0
  }
  const dialect: DialectName = oneOf('dialect', ['duckdb', 'postgres'], values.dialect)
  const [name, ...more] = positionals
  if (name === undefined || more.length > 0) throw new Misuse(`name one rulebook\n\n${usages.sql}`)
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
    throw mistakesOf(
      query.diagnostics.map(d => ({ ...d, message: [d.path.join('.'), d.message].filter(Boolean).join(': ') })),
    )
  await io.write(query.value)
  return 0
}
