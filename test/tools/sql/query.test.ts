import { describe, expect, test } from 'vitest'
import { dialects } from '../../../src/tools/sql/dialects.js'
import { readTableName } from '../../../src/tools/sql/table-name.js'
import { shippedRulebooks } from '../../rulebooks.js'
import { small } from '../../small.js'
import { queryOf } from './agreement.js'
import { headingOf } from './heading.js'

describe('a query', () => {
  test.each(shippedRulebooks())(
    '$name: each definition that a stage reads is worked out once, and the text stays short',
    ({ rulebook }) => {
      const query = queryOf(rulebook, 'duckdb')
      expect(query.length).toBeLessThan(140_000)
      const columns = [...query.matchAll(/ AS "((?:[^"]|"")+)"(?:,|\n)/g)].map(([, name]) => name)
      expect(new Set(columns.map(name => name?.toLowerCase())).size).toBeGreaterThanOrEqual(columns.length - 9)
      const found = rulebook.definitions.filter(({ id }) => query.includes(` AS "${id}"`))
      expect(found.length).toBeGreaterThan(3)
      for (const { id } of found) expect(query.split(` AS "${id}"`)).toHaveLength(2)
    },
  )

  test('texts and names keep their quotes, whatever they hold', () => {
    expect(dialects.duckdb.text(`it's; "so" \\ -- `)).toBe(`'it''s; "so" \\ -- '`)
    expect(dialects.postgres.text(`it's \\`)).toBe(`E'it''s \\\\'`)
    expect(dialects.postgres.text(`it's`)).toBe(`'it''s'`)
    for (const { name } of Object.values(dialects)) expect(name('a "b"; c')).toBe('"a ""b""; c"')
  })

  test('what a rulebook is called cannot end the comment', () => {
    const rulebook = small([
      'title: A guide of two pages\n  version',
      'title: "A guide\\nof; DROP TABLE contacts"\n  version',
    ])
    expect(headingOf(queryOf(rulebook, 'postgres'))).toContain('A guide␊of; DROP TABLE contacts')
  })

  test.each([
    ['contacts', '"contacts"'],
    ['Front_Door.contacts', '"Front_Door"."contacts"'],
    ['"a.b".c', '"a.b"."c"'],
    ['db.schema.contacts', '"db"."schema"."contacts"'],
    ["'past.parquet'", "'past.parquet'"],
    ['"say ""so"""', '"say ""so"""'],
  ])('a table may be called %s', (given, quoted) => {
    expect(readTableName(given, 'duckdb')).toBe(quoted)
  })

  test.each(['', '.', 'a.', 'a..b', 'a b', "a'b", '"a', 'a"b', 'a;b', "''", "'a' OR 'b'", 'a.b.c.d'])(
    '`%s` is no table',
    given => {
      expect(readTableName(given, 'duckdb')).toBeNull()
    },
  )
})
