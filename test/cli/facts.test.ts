import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { england, vocabularyOf } from '../../src/rules/vocabulary/vocabulary.js'
import type { ListedFact } from '../../src/tools/authoring/fact-list.js'
import { shippedRulebooks } from '../rulebooks.js'
import { smallText } from '../small.js'
import { thresholds } from './command.js'

const folder = mkdtempSync(join(tmpdir(), 'thresholds-facts-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const small = join(folder, 'small.yaml')
writeFileSync(small, smallText)

async function listed(...args: readonly string[]): Promise<ReadonlyMap<string, ListedFact>> {
  const { status, out, err } = await thresholds(['facts', ...args, '--format', 'json'])
  expect([status, err]).toEqual([0, ''])
  return new Map((JSON.parse(out) as ListedFact[]).map(f => [f.name, f]))
}

describe('thresholds facts', () => {
  test('lists every fact, and every entry of the facts that hold several', async () => {
    const expected = [england, ...shippedRulebooks().map(b => vocabularyOf(b.rulebook))].flatMap(words =>
      words.factNames.flatMap(name => words.facts[name]?.inner?.names.map(entry => `${name}.${entry}`) ?? [name]),
    )
    expect([...(await listed()).keys()]).toEqual([...new Set(expected)])
  })

  test('gives each choice once, with words of its own', async () => {
    for (const { name, choices } of (await listed()).values()) {
      expect(new Set(choices.map(c => c.words)).size, name).toBe(choices.length)
      if (england.facts[name]?.kind === 'choice') expect(choices.map(c => c.value)).toEqual(england.facts[name].values)
    }
  })

  test('names the rulebooks whose rules turn on a fact', async () => {
    const all = await listed('lancashire', 'bucks', small)
    expect(all.get('serviceRequested')?.readBy).toEqual(['lancashire'])
    expect(all.get('events.transferMeetingAt')?.readBy).toEqual(['bucks'])
    expect(all.get('riskOfSignificantHarm')?.readBy).toEqual(['lancashire', 'bucks', 'smallshire'])
    expect(all.has('caringRoleExcessive'), 'a fact that none of them turns on').toBe(false)
  })

  test('reads as words, for one rulebook without its name at every fact', async () => {
    const { status, out } = await thresholds(['facts', 'lancashire'])
    expect(status).toBe(0)
    expect(out).toContain(
      'serviceRequested\n  Which early help service does the request name?\n  Takes one of:\n    cfw    The children and family',
    )
    expect(out).toContain('ageYears\n  How old is the child, in whole years?\n  Takes a whole number from 0 to 25.\n')
    expect(out).toContain('  Takes one of 1, 2, 3, 4.\n  Known at: screening.\n')
    expect(out).not.toContain('lancashire')
    expect(Math.max(...out.split('\n').map(line => line.length))).toBeLessThanOrEqual(110)
  })

  test('says what is wrong with what it is given', async () => {
    const { status, err } = await thresholds(['facts', 'lancashir'])
    expect(status).toBe(2)
    expect(err).toContain('did you mean `lancashire`?')
    expect((await thresholds(['facts', 'constructor'])).status).toBe(2)
    expect((await thresholds(['facts', join(folder, 'none.yaml')])).err).toContain('there is no file')
  })
})

test('the guide to the facts is what the command writes', async () => {
  const { status, out } = await thresholds(['facts', '--format', 'markdown'])
  expect(status).toBe(0)
  const guide = readFileSync(new URL('../../docs/facts.md', import.meta.url), 'utf8')
  expect(out, 'write docs/facts.md again: thresholds facts --format markdown > docs/facts.md').toBe(guide)
})
