import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { smallText } from '../small.js'
import { thresholds } from './command.js'

const folder = mkdtempSync(join(tmpdir(), 'thresholds-schema-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const file = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}
const small = file('small.yaml', smallText)
type Schema = Readonly<Record<string, unknown>> & {
  readonly definitions?: Readonly<Record<string, { readonly enum?: readonly string[] }>>
  readonly $defs?: Schema['definitions']
}
const schemaOf = async (...args: readonly string[]): Promise<Schema> => {
  const { status, out, err } = await thresholds(['schema', ...args])
  expect([status, err]).toEqual([0, ''])
  return JSON.parse(out) as Schema
}

describe('thresholds schema', () => {
  test.each(['rulebook', 'contact', 'decision'])('prints that of a %s, in both drafts', async name => {
    expect((await schemaOf(name)).$schema).toBe('https://json-schema.org/draft/2020-12/schema')
    expect((await schemaOf(name, '--draft', '2020-12')).$schema).toBe('https://json-schema.org/draft/2020-12/schema')
    expect((await schemaOf(name, '--draft', '7')).$schema).toBe('http://json-schema.org/draft-07/schema#')
  })

  test('holds the ids of the rulebook that it is for', async () => {
    const { definitions, title } = await schemaOf('rulebook', '--draft', '7', '--rules', small)
    expect(title).toBe('The rulebook smallshire')
    const ids = Object.fromEntries(Object.entries(definitions ?? {}).map(([name, d]) => [name, d.enum]))
    expect(ids).toMatchObject({
      indicator: ['home-l2-cold', 'home-l2-damp', 'home-l2-crowded', 'home-l2-alone', 'health-l4-hurt'],
      team: ['front-door', 'duty-team', 'police'],
      action: ['call-back', 'tell-parents', 'plan'],
      deadline: ['first-decision', 'kept', 'review'],
      clause: ['g-1.1', 'g-2.1', 'g-3.1', 'g-4.1', 'g-5.1', 'g-6.1', 'g-6.2', 'g-7.1'],
      definition: ['harm'],
      interpretation: ['age-of-being-alone'],
      entry: ['ours'],
      source: ['guide'],
    })
    expect((await schemaOf('rulebook')).$defs?.indicator?.enum).toBeUndefined()
  })

  test('knows the authorities by name', async () => {
    expect((await schemaOf('contact', '--rules', 'camden')).title).toBe('A contact for camden')
  })

  test('is made of a rulebook that still has mistakes', async () => {
    const broken = file('broken.yaml', smallText.replace('level: 4 } }, level: 4', 'levle: 4 } }, level: 9'))
    expect((await schemaOf('rulebook', '--rules', broken)).$defs?.team?.enum).toEqual([
      'front-door',
      'duty-team',
      'police',
    ])
  })

  test.each([
    ['nothing named', [], /say of what/],
    ['two named', ['contact', 'decision'], /say of what/],
    ['something else named', ['rulebok'], /there is no schema of `rulebok`; did you mean `rulebook`/],
    ['a draft that is not there', ['contact', '--draft', '4'], /`--draft 4` is not known/],
    ['a rulebook for decisions', ['decision', '--rules', small], /one schema for all rulebooks/],
    ['an authority that is not there', ['rulebook', '--rules', 'camdn'], /did you mean `camden`/],
    ['a file that is not there', ['rulebook', '--rules', 'none.yaml'], /there is no file `none.yaml`/],
    ['a file that is no YAML', ['rulebook', '--rules', file('no.yaml', 'a: [')], /no.yaml:1/],
  ])('a wrong use: %s', async (_, args, message) => {
    const { status, out, err } = await thresholds(['schema', ...args])
    expect([status, out]).toEqual([2, ''])
    expect(err).toMatch(message)
  })

  test('says how it is used', async () => {
    expect((await thresholds(['schema', '--help'])).out).toMatch(/^thresholds schema rulebook\|contact\|decision/)
  })
})
