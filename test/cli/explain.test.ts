import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
import type { Explanation } from '../../src/engine/explain/explain.js'
import { receivedAt } from '../small.js'
import { thresholds } from './command.js'

const rules = fileURLToPath(new URL('../good/small.yaml', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'thresholds-explain-'))
afterAll(() => {
  rmSync(folder, { recursive: true })
})

function file(name: string, value: unknown): string {
  const path = join(folder, name)
  writeFileSync(path, JSON.stringify(value))
  return path
}

describe('thresholds explain', () => {
  it('prints the outcome, why, what is open, and why not more', async () => {
    const { status, out } = await thresholds(
      ['explain', '-', '--rules', rules],
      JSON.stringify({ receivedAt, professionalLevel: 2 }),
    )
    expect(status).toBe(0)
    expect(out).toMatch(/^Smallshire\nLevel +Level 2\n/)
    for (const title of ['Why', 'Still open', 'Why not level 3', 'Why not level 4'])
      expect(out).toContain(`\n${title}\n`)
  })

  it('explains by the version in force when the contact came in', async () => {
    const text = readFileSync(rules, 'utf8')
    const version = (name: string, from: string, hours: number): string => {
      const path = join(folder, name)
      const dated = text.replace('version: "2026"', `version: "${from}"\n  inForce: { from: ${from} }`)
      writeFileSync(path, dated.replace('within: 4 hours', `within: ${hours} hours`))
      return path
    }
    const both = ['--rules', version('v1.yaml', '2020-01-01', 4), '--rules', version('v2.yaml', '2026-02-01', 6)]
    const of = (day: string) => ({ receivedAt: `${day}T12:00:00+00:00`, riskOfSignificantHarm: true })
    const contacts = file('days.json', [of('2026-01-31'), of('2026-02-01'), of('2019-12-31')])
    const { status, out } = await thresholds(['explain', contacts, ...both, '--format', 'json'])
    expect(status).toBe(1)
    const answers = JSON.parse(out) as readonly (Explanation & { readonly error?: { readonly code: string } })[]
    expect(answers.map(a => a.error?.code ?? [a.decision.rulebook.version, a.decision.deadline?.duration])).toEqual([
      ['2020-01-01', 'PT4H'],
      ['2026-02-01', 'PT6H'],
      'not-in-force',
    ])
  })

  it('explains several contacts, and tells of one that cannot be decided', async () => {
    const contacts = file('several.json', [{ receivedAt }, { receivedAt, ageYaers: 3 }, { receivedAt }])
    const { status, out } = await thresholds(['explain', contacts, '--rules', rules])
    expect(status).toBe(1)
    expect(out.split('─\n')).toHaveLength(3)
    expect(out).toContain('Contact 2 could not be decided: ageYaers: ')
  })

  it('gives one object for one contact as JSON, and a list for several', async () => {
    const contact = { receivedAt, reference: 'a', riskOfSignificantHarm: true }
    const one = await thresholds(['explain', file('one.json', contact), '--rules', rules, '--format', 'json'])
    expect(JSON.parse(one.out)).toMatchObject({
      decision: { reference: 'a', level: 4 },
      reasons: expect.any(Array),
      readings: [],
      nextLevels: [],
    })
    const two = file('two.json', [contact, { receivedAt, level: 3 }])
    const several = await thresholds(['explain', two, '--rules', rules, '--format', 'json'])
    expect(several.status).toBe(1)
    expect(JSON.parse(several.out)).toMatchObject([{ decision: { level: 4 } }, { error: { code: 'unknown-fact' } }])
  })

  it('explains by a rulebook that comes with the package', async () => {
    const { status, out } = await thresholds(
      ['explain', '-', '--authority', 'lancashire'],
      JSON.stringify({ receivedAt, professionalLevel: 2, riskOfSignificantHarm: false }),
    )
    expect(status).toBe(0)
    expect(out).toContain('Lacks: there is a risk of significant harm (known to be otherwise)')
  })

  it.each([
    [['explain', 'x.json'], 'say whose rules decide'],
    [['explain', '--rules', rules], 'name a file of contacts'],
    [['explain', 'nowhere.json', '--rules', rules], 'there is no such file'],
    [['explain', '-', '--rules', rules, '--format', 'html'], '`--format html` is not known'],
  ])('%j is a misuse', async (args, message) => {
    const { status, err } = await thresholds(args)
    expect([status, err]).toEqual([2, expect.stringContaining(message)])
  })

  it('shows its help', async () => {
    const { status, out } = await thresholds(['explain', '--help'])
    expect([status, out]).toEqual([0, expect.stringMatching(/^thresholds explain FILE…/)])
  })
})
