import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { version } from '../../src/version.js'
import { small, smallText } from '../small.js'
import { withDuckDb } from '../tools/sql/duckdb.js'
import { headingOf } from '../tools/sql/heading.js'
import { thresholds } from './command.js'

const folder = mkdtempSync(join(tmpdir(), 'thresholds-sql-command-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const file = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}
const rules = file('small.yaml', smallText)

async function queryOf(...args: readonly string[]): Promise<string> {
  const { status, out, err } = await thresholds(['sql', ...args])
  expect([status, err]).toEqual([0, ''])
  return out
}

describe('thresholds sql', () => {
  test('says in its first lines whose rules it counts by, what it leaves out and what it reads', async () => {
    const heading = headingOf(await queryOf('lancashire'))
    expect(heading).toMatch(/Rulebook: lancashire 2021-09, digest sha256-[0-9a-f]{64}; written for DuckDB/)
    expect(heading).toContain(`safeguarding-thresholds ${version}`)
    for (const left of ['consent', 'clocks', 'reasons', 'open questions', 'actions', 'notices'])
      expect(heading).toContain(left)
    expect(heading).toContain('riskOfSignificantHarm')
    expect(await queryOf('lancashire', '--dialect', 'postgres')).toContain('written for PostgreSQL')
  })

  test('the query runs as it is printed, and as a view', async () => {
    const query = await queryOf(rules)
    await withDuckDb(async database => {
      await database.loadContacts('contacts', small(), [
        { reference: 'a', receivedAt: '2026-03-27T16:30:00Z', riskOfSignificantHarm: true },
        { reference: 'b', receivedAt: '2026-03-27T16:30:00Z', indicators: ['home-l2-cold', 'home-l2-crowded'] },
        { reference: 'c', receivedAt: '2026-03-27T16:30:00Z', indicators: ['no-such-sign'] },
      ])
      await database.run(`CREATE VIEW decided AS\n${query}`)
      expect(await database.rows('SELECT * FROM decided ORDER BY reference')).toEqual([
        {
          ...{ reference: 'a', entry: 'ours', level: 4, basis: 'section-47', rating: null },
          ...{ route: 'social-care/duty-team', destination: 'social-care', team: 'duty-team', unreadable: null },
        },
        {
          ...{ reference: 'b', entry: 'ours', level: 2, basis: null, rating: null },
          ...{ route: 'screening/front-door', destination: 'screening', team: 'front-door', unreadable: null },
        },
        {
          ...{ reference: 'c', entry: null, level: null, basis: null, rating: null },
          ...{ route: null, destination: null, team: null, unreadable: 'indicators' },
        },
      ])
    })
  })

  test('takes any name of a table, and columns to keep', async () => {
    const query = await queryOf(rules, '--table', '"front door"."The ""contacts"""', '--keep', 'Ward; or "area"')
    expect(query).toContain('FROM "front door"."The ""contacts""" AS t')
    expect(query).toContain('t."Ward; or ""area"""')
    await withDuckDb(async database => {
      await database.loadContacts('contacts', small(), [{ reference: 'a', receivedAt: '2026-03-27T16:30:00Z' }])
      await database.run('CREATE SCHEMA "front door"')
      await database.run(
        `CREATE TABLE "front door"."The ""contacts""" AS SELECT *, 'North' AS "Ward; or ""area""" FROM contacts`,
      )
      const [row] = await database.rows(query)
      expect(row).toMatchObject({ reference: 'a', 'Ward; or "area"': 'North', destination: 'screening' })
      const counts = await queryOf(
        rules,
        '--table',
        '"front door"."The ""contacts"""',
        '--keep',
        'Ward; or "area"',
        '--summary',
      )
      expect(await database.rows(counts)).toMatchObject([
        { 'Ward; or "area"': 'North', destination: 'screening', contacts: '1' },
      ])
    })
  })

  test('reads a file of Parquet in DuckDB', async () => {
    await withDuckDb(async database => {
      await database.loadContacts('contacts', small(), [{ reference: 'a', receivedAt: '2026-03-27T16:30:00Z' }])
      const path = join(folder, "it's.parquet")
      await database.run(`COPY contacts TO '${path.replaceAll("'", "''")}' (FORMAT parquet)`)
      const plain = join(folder, 'past.parquet')
      await database.run(`COPY contacts TO '${plain}' (FORMAT parquet)`)
      expect(await database.rows(await queryOf(rules, '--table', `'${plain}'`))).toMatchObject([{ reference: 'a' }])
    })
  })

  test.each([
    [['sql'], 'name one rulebook'],
    [['sql', 'camden', 'lancashire'], 'name one rulebook'],
    [['sql', 'camdon'], 'did you mean `camden`'],
    [['sql', 'camden', '--dialect', 'postgress'], 'did you mean `postgres`'],
    [['sql', 'camden', '--tabel', 'x'], 'did you mean `--table`'],
    [['sql', 'camden', '--table', 'a; drop table b'], '`--table a; drop table b` is no name of a table'],
    [['sql', 'camden', '--table', ''], 'is no name of a table'],
    [['sql', 'camden', '--table', 'a.'], 'is no name of a table'],
    [['sql', 'camden', '--dialect', 'postgres', '--table', "'past.parquet'"], 'is no name of a table'],
    [['sql', 'camden', '--keep', ''], '`--keep` names a column'],
    [['sql', 'camden', '--keep', 'Level'], 'the result has a column `Level` already'],
    [['sql', 'camden', '--keep', 'ward', '--keep', 'ward'], 'the result has a column `ward` already'],
    [['sql', 'camden', '--mapping', 'no-such.yaml'], 'there is no file `no-such.yaml`'],
  ])('%j is a wrong use: %s', async (args, says) => {
    const { status, out, err } = await thresholds(args)
    expect([status, out]).toEqual([2, ''])
    expect(err).toContain(says)
  })

  test('a mapping with mistakes is refused, and so is a value for all that a fact does not take', async () => {
    const wrong = file('wrong.yaml', 'facts: { receivedAt: at, ageYear: age }\n')
    const first = await thresholds(['sql', 'camden', '--mapping', wrong])
    expect([first.status, first.err]).toEqual([2, expect.stringContaining('did you mean `ageYears`')])
    const impossible = file('impossible.yaml', 'facts: { receivedAt: at, channel: { always: fax } }\n')
    const second = await thresholds(['sql', 'camden', '--mapping', impossible])
    expect([second.status, second.err]).toEqual([2, expect.stringContaining('`channel` does not take `fax`')])
  })

  test('helps', async () => {
    const { status, out } = await thresholds(['sql', '--help'])
    expect([status, out.split('\n')[0]]).toEqual([0, expect.stringContaining('thresholds sql RULES')])
    expect((await thresholds(['--help'])).out).toContain('thresholds sql RULES')
  })
})
