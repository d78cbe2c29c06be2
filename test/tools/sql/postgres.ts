import { execFileSync, spawnSync } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { parse } from 'csv-parse/sync'
import type { Rulebook } from '../../../src/rules/language/rulebook.js'
import type { Contact } from '../../../src/rules/vocabulary/contact-type.js'
import { factColumns, rowOf } from './contact-rows.js'

export type Row = Readonly<Record<string, string>>

export interface Postgres {
  readonly run: (query: string) => void
  /** Rows by the names of their columns; NULL is an empty text. */
  readonly rows: (query: string) => readonly Row[]
  /** Makes a table of contacts whose columns are named like facts. */
  readonly loadContacts: (table: string, rulebook: Rulebook, contacts: readonly Contact[]) => void
  readonly stop: () => void
}

/** The folder of PostgreSQL's programs, of the newest version there is: on the PATH, or where Debian keeps them. */
function programs(): string | null {
  const debian = '/usr/lib/postgresql'
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : []
  const folders = [...versions.map(v => join(debian, v, 'bin')), ...(process.env.PATH ?? '').split(delimiter)]
  return folders.find(folder => ['initdb', 'pg_ctl', 'psql'].every(name => existsSync(join(folder, name)))) ?? null
}

/** Somebody to run the server as: it refuses to run as root. `undefined` where the tests do not run as root. */
function serverUser(): { readonly uid: number; readonly gid: number } | null | undefined {
  if (process.getuid?.() !== 0) return undefined
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map(line => line.split(':'))
  const found = users.find(([name]) => name === 'postgres') ?? users.find(([name]) => name === 'nobody')
  return found ? { uid: Number(found[2]), gid: Number(found[3]) } : null
}

/** Why no server can be started here; `null` where one can. */
export function whyNoPostgres(): string | null {
  if (process.platform === 'win32') return 'the server is started on a socket, which this system has not'
  if (programs() === null) return 'no PostgreSQL server is installed (on Debian: apt-get install postgresql)'
  return serverUser() === null ? 'the tests run as root, and there is no other user to run the server as' : null
}

const types: Readonly<Record<string, string>> = { boolean: 'boolean', number: 'double precision', list: 'text[]' }

/** A server of its own, on a socket in a folder of its own. */
export function startPostgres(): Postgres {
  const bin = programs() ?? ''
  const user = serverUser() ?? null
  const folder = mkdtempSync(join(tmpdir(), 'thresholds-pg-'))
  if (user) chownSync(folder, user.uid, user.gid)
  const data = join(folder, 'data')
  const options = {
    ...user,
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, HOME: folder, LC_ALL: 'C' },
  } as const
  const server = (...args: readonly string[]): void => {
    const [program = '', ...rest] = args
    execFileSync(join(bin, program), rest, { ...options, stdio: ['ignore', 'ignore', 'pipe'] })
  }
  server('initdb', '-D', data, '-U', 'tester', '--auth=trust', '--encoding=UTF8', '--no-locale', '--no-sync')
  const settings = `-k ${folder} -c listen_addresses='' -c fsync=off -c timezone=Asia/Kolkata -c jit=off`
  server('pg_ctl', '-D', data, '-w', '-l', join(folder, 'log'), '-o', settings, 'start')
  const psql = (query: string, input: string | null = null): string => {
    const args = ['-X', '-q', '-v', 'ON_ERROR_STOP=1', '-h', folder, '-U', 'tester', '-d', 'postgres', '--csv']
    const result = spawnSync(join(bin, 'psql'), [...args, ...(input === null ? ['-f', '-'] : ['-c', query])], {
      ...options,
      input: input ?? query,
      maxBuffer: 1 << 30,
    })
    if (result.status !== 0) throw new Error(result.stderr || String(result.error))
    return result.stdout
  }
  return {
    run: query => void psql(query),
    rows: query => parse(psql(query), { columns: true }),
    loadContacts: (table, rulebook, contacts) => {
      const columns = factColumns(rulebook)
      const list = columns.map(({ name, kind }) => `"${name}" ${types[kind] ?? 'text'}`).join(', ')
      psql(`DROP TABLE IF EXISTS ${table}; CREATE TABLE ${table} (${list});`)
      const lines = contacts.map(contact => {
        const row = rowOf(contact)
        return `${columns.map(({ name }) => csvCell(row[name])).join(',')}\n`
      })
      psql(`\\copy ${table} FROM STDIN WITH (FORMAT csv)`, lines.join(''))
      psql(`ANALYZE ${table}`)
    },
    stop: () => {
      server('pg_ctl', '-D', data, '-w', '-m', 'immediate', 'stop')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`

function csvCell(value: unknown): string {
  if (value === undefined) return ''
  if (Array.isArray(value)) return quoted(`{${value.map(v => `"${String(v)}"`).join(',')}}`)
  return quoted(String(value))
}
