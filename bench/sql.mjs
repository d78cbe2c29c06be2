// The query of `thresholds sql` in DuckDB beside `decide` with its parsing: node bench/sql.mjs [CONTACTS]
// Contacts of a front door (a guess at their mix), one processor each, outcomes alone, the best of three rounds taken in turn. Each
// count is compared with that of the decisions.
import { execFileSync } from 'node:child_process'
import { createReadStream, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { DuckDBInstance } from '@duckdb/node-api'
import { decide } from '../dist/index.js'
import { frontDoorContacts } from './front-door.mjs'
import { shippedRulebook } from './rulebooks.mjs'

const count = Number(process.argv[2] ?? 200_000)
const cli = fileURLToPath(new URL('../dist/cli.js', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'thresholds-sql-bench-'))

/** A row whose columns are named like facts: the entries of maps in columns of their own. */
const rowOf = contact =>
  Object.fromEntries(
    Object.entries(contact).flatMap(([name, value]) =>
      typeof value !== 'object' || Array.isArray(value)
        ? [[name, value]]
        : Object.entries(value).map(([entry, one]) => [`${name}.${entry}`, one]),
    ),
  )

const duckType = value =>
  typeof value === 'boolean'
    ? 'BOOLEAN'
    : typeof value === 'number'
      ? 'DOUBLE'
      : Array.isArray(value)
        ? 'VARCHAR[]'
        : 'VARCHAR'

/** Microseconds of the processor that some work takes for each contact. */
async function measured(work) {
  const began = process.cpuUsage()
  const result = await work()
  const { user, system } = process.cpuUsage(began)
  return { result, microseconds: (user + system) / count }
}

async function measureOf(name) {
  const rulebook = shippedRulebook(name)
  const contacts = frontDoorContacts(rulebook, count)
  const rows = contacts.map(rowOf)
  const [nested, flat, parquet] = ['nested.ndjson', 'flat.ndjson', 'contacts.parquet'].map(file => join(folder, file))
  writeFileSync(nested, contacts.map(contact => `${JSON.stringify(contact)}\n`).join(''))
  writeFileSync(flat, rows.map(row => `${JSON.stringify(row)}\n`).join(''))
  const types = new Map(rows.flatMap(row => Object.entries(row).map(([column, value]) => [column, duckType(value)])))
  const instance = await DuckDBInstance.create(':memory:')
  const database = await instance.connect()
  await database.run('SET threads = 1')

  const mapping = join(folder, 'mapping.yaml')
  writeFileSync(mapping, JSON.stringify({ facts: Object.fromEntries([...types.keys()].map(name => [name, name])) }))
  const query = execFileSync(process.execPath, [cli, 'sql', name, '--summary', '--mapping', mapping], {
    encoding: 'utf8',
  })

  const columns = [...types].map(([column, type]) => `'${column}': '${type}'`).join(', ')
  const fromJson = `SELECT * FROM read_json('${flat}', format = 'newline_delimited', columns = {${columns}})`
  await database.run(`COPY (${fromJson}) TO '${parquet}' (FORMAT parquet)`)
  const groupsOf = result =>
    result.map(({ level, route, unreadable, contacts: n }) => [`${level} ${route} ${unreadable}`, Number(n)])
  const inDuckDb = async from => {
    await database.run(`CREATE OR REPLACE VIEW contacts AS ${from}`)
    return groupsOf((await database.runAndReadAll(query)).getRowObjectsJson())
  }
  const byDecide = async () => {
    const groups = []
    for await (const line of createInterface({ input: createReadStream(nested) })) {
      const { level, route } = decide(rulebook, JSON.parse(line), { rationale: false, unknowns: false }).value
      groups.push([
        `${level} ${route.team === null ? route.destination : `${route.destination}/${route.team}`} null`,
        1,
      ])
    }
    return groups
  }
  const ways = {
    decide: byDecide,
    ndjson: () => inDuckDb(fromJson),
    parquet: () => inDuckDb(`SELECT * FROM '${parquet}'`),
  }
  const best = {}
  const counts = new Set()
  for (let round = 0; round < 3; round++)
    for (const [way, run] of Object.entries(ways)) {
      const { result, microseconds } = await measured(run)
      best[way] = Math.min(best[way] ?? Number.POSITIVE_INFINITY, microseconds)
      const sums = {}
      for (const [group, n] of result) sums[group] = (sums[group] ?? 0) + n
      counts.add(JSON.stringify(Object.entries(sums).sort(([a], [b]) => (a < b ? -1 : 1))))
    }
  if (counts.size !== 1) throw new Error(`${name}: the counts differ`)
  database.closeSync()
  return { name, ...best, queryBytes: query.length }
}

console.log('µs of the processor a contact      decide   NDJSON          Parquet         query')
for (const name of ['camden', 'tower-hamlets', 'bucks', 'lancashire']) {
  const { decide: own, ndjson, parquet, queryBytes } = await measureOf(name)
  const beside = time => `${time.toFixed(2).padStart(6)} (${(own / time).toFixed(1)} times)`
  console.log(
    `${name.padEnd(32)} ${own.toFixed(1).padStart(8)} ${beside(ndjson)} ${beside(parquet)} ${(queryBytes / 1000).toFixed(0)} kB`,
  )
}
rmSync(folder, { recursive: true })
