import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import { DuckDBInstance } from '@duckdb/node-api'
import type { Rulebook } from '../../../src/rules/language/rulebook.js'
import type { Contact } from '../../../src/rules/vocabulary/contact-type.js'
import { factColumns, rowOf } from './contact-rows.js'

export type Row = Readonly<Record<string, unknown>>

/** A database in memory, for as long as `use` takes, with a folder for what is read into it. */
export async function withDuckDb<T>(use: (database: DuckDb) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'thresholds-sql-'))
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  try {
    return await use(duckDb(connection, folder))
  } finally {
    connection.closeSync()
    instance.closeSync()
    rmSync(folder, { recursive: true, force: true })
  }
}

export interface DuckDb {
  readonly run: (query: string) => Promise<void>
  /** Rows by the names of their columns; whole numbers of 64 bits as text. */
  readonly rows: (query: string) => Promise<readonly Row[]>
  /** Makes a table of contacts whose columns are named like facts. */
  readonly loadContacts: (table: string, rulebook: Rulebook, contacts: readonly Contact[]) => Promise<void>
}

const types: Readonly<Record<string, string>> = { boolean: 'BOOLEAN', number: 'DOUBLE', list: 'VARCHAR[]' }

function duckDb(connection: DuckDBConnection, folder: string): DuckDb {
  const run = async (query: string): Promise<void> => {
    await connection.run(query)
  }
  return {
    run,
    rows: async query => (await connection.runAndReadAll(query)).getRowObjectsJson(),
    loadContacts: async (table, rulebook, contacts) => {
      const file = join(folder, `${table}.ndjson`)
      writeFileSync(file, contacts.map(contact => `${JSON.stringify(rowOf(contact))}\n`).join(''))
      const columns = factColumns(rulebook).map(({ name, kind }) => `'${name}': '${types[kind] ?? 'VARCHAR'}'`)
      await run(
        `CREATE OR REPLACE TABLE ${table} AS SELECT * FROM read_json('${file}', format='newline_delimited', columns={${columns.join(', ')}})`,
      )
    },
  }
}
