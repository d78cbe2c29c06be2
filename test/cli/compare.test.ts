import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { rulebookSet } from '../../src/engine/rulebook-set.js'
import type { AuthorityAnswer } from '../../src/tools/authorities/compare-authorities.js'
import { compareAuthorities, compareInForce } from '../../src/tools/authorities/compare-authorities.js'
import { shippedRulebooks } from '../rulebooks.js'
import { thresholds } from './command.js'

const folder = mkdtempSync(join(tmpdir(), 'thresholds-compare-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const receivedAt = '2026-03-27T16:30:00+00:00'
const contact = {
  receivedAt,
  reference: 'x-1',
  channel: 'telephone',
  referrer: 'professional',
  ageYears: 7,
  riskOfSignificantHarm: true,
  professionalLevel: 4,
}
const books = shippedRulebooks()
const camdens = books.find(b => b.name === 'camden')?.rulebook.indicators[0]?.id ?? ''
const file = (name: string, value: unknown): string => {
  writeFileSync(join(folder, name), JSON.stringify(value))
  return join(folder, name)
}
type Result = { readonly reference: string | null; readonly answers: readonly AuthorityAnswer[] }

describe('thresholds compare', () => {
  test('sets the authorities side by side', async () => {
    const { status, out, err } = await thresholds(['compare', file('a.json', contact)])
    expect([status, err]).toEqual([0, ''])
    expect(out).toMatch(/^Contact 1 · reference x-1\n/)
    expect(out).toMatch(/ Buckinghamshire +Camden +Lancashire +Tower Hamlets\n/)
    expect(out).toMatch(/\nLevel +4 +4 +4 +4\n/)
    expect(out).toMatch(/\nBasis +section 47 +section 47 +section 47 +section 47\n/)
    for (const label of ['Goes to', 'Consent: referral', 'First deadline', 'To do', 'Still open'])
      expect(out).toContain(`\n${label} `)
    expect(out.split('\n').filter(l => l.length > 110)).toEqual([])
  })

  test('leaves the indicators of another table out, with a note', async () => {
    const { status, out } = await thresholds(['compare', file('b.json', { ...contact, indicators: [camdens] })])
    expect(status).toBe(0)
    expect(out).toContain(`Lancashire has no indicator \`${camdens}\`: left out there.`)
    expect(out).not.toContain(`Camden has no indicator`)
  })

  test("refuses what is nobody's indicator, once and with a hint", async () => {
    const { status, out } = await thresholds([
      'compare',
      file('c.json', { ...contact, indicators: [camdens, `${camdens}x`] }),
    ])
    expect(status).toBe(1)
    expect(out).toBe(
      `Contact 1 · reference x-1\nNobody could decide: indicators[1]: no authority has an indicator \`${camdens}x\`; did you mean \`${camdens}\`?\n`,
    )
  })

  test('refuses any other mistake, and goes on with the next contact', async () => {
    const { status, out } = await thresholds(['compare', file('d.json', [{ ...contact, ageYear: 3 }, contact])])
    expect(status).toBe(1)
    expect(out).toContain('Nobody could decide: ageYear: `ageYear` is not known here; did you mean `ageYears`?')
    expect(out).toContain('Contact 2 · reference x-1\n')
  })

  test('gives programs every decision', async () => {
    const { status, out } = await thresholds(
      ['compare', '-', '--format', 'json'],
      JSON.stringify({ ...contact, indicators: [camdens] }),
    )
    expect(status).toBe(0)
    const { reference, answers } = JSON.parse(out) as Result
    expect(reference).toBe('x-1')
    expect(answers.map(a => [a.authority, a.decision?.level, a.dropped])).toEqual(
      books.map(b => [b.name, 4, b.name === 'camden' ? [] : [camdens]]),
    )
  })

  test('gives several contacts as a list, those that cannot be read in their place', async () => {
    const lines = `${JSON.stringify(contact)}\n{"receivedAt"}\n`
    const { status, out } = await thresholds(['compare', '-', '--format', 'json'], lines)
    expect(status).toBe(1)
    const [first, second] = JSON.parse(out) as readonly (Result & { readonly error?: { readonly code: string } })[]
    expect([first?.answers.length, second?.error?.code]).toEqual([4, 'not-json'])
  })

  test.each([
    ['no contact', [], /name a file of contacts/],
    ['a file that is not there', ['none.json'], /cannot read `none.json`/],
    ['a format that is not there', ['-', '--format', 'yaml'], /`--format yaml` is not known/],
  ])('a wrong use: %s', async (_, args, message) => {
    const { status, err } = await thresholds(['compare', ...args])
    expect(status).toBe(2)
    expect(err).toMatch(message)
  })

  test('says how it is used, and that there was nothing to compare', async () => {
    expect((await thresholds(['compare', '--help'])).out).toMatch(/^thresholds compare CONTACT…/)
    expect(await thresholds(['compare', '-'])).toMatchObject({ status: 0, out: 'No contacts.\n' })
  })
})

test('what is no contact is refused by all', () => {
  const rulebooks = books.map(b => b.rulebook)
  for (const wrong of [null, 3, [], { indicators: [3] }])
    expect(compareAuthorities(rulebooks, wrong).map(a => a.decision)).toEqual(rulebooks.map(() => null))
})

test('an authority whose first version came later is refused by date, and the others answer', () => {
  const sets = books.map(b => {
    const set = rulebookSet([b.rulebook])
    if (!set.ok) throw new Error(set.diagnostics[0]?.message)
    return set.value
  })
  const old = { receivedAt: '2016-01-04T10:00:00+00:00', riskOfSignificantHarm: true }
  const answers = compareInForce(sets, old)
  const starts = books.map(b => b.rulebook.inForce.from)
  expect(answers.map(a => a.error?.code ?? null)).toEqual(
    starts.map(from => (from !== null && from > '2016-01-04' ? 'not-in-force' : null)),
  )
  expect(answers.some(a => a.decision !== null)).toBe(true)
  expect(answers.some(a => a.error !== null)).toBe(true)
})
