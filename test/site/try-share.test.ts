import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, test } from 'vitest'
import { readFile, readFragment, writeFile, writeFragment } from '../../site/try/share.js'
import { beginState, contactOf, reduce } from '../../site/try/state.js'
import { decide } from '../../src/engine/decide/decide.js'
import { explain } from '../../src/engine/explain/explain.js'
import { casesOf } from '../case-files.js'
import { thresholds } from '../cli/command.js'
import { shippedRulebooks } from '../rulebooks.js'

const receivedAt = '2026-03-27T16:30:00+00:00'
const rulebooks = shippedRulebooks()
const names = rulebooks.map(r => r.name)
const folder = mkdtempSync(join(tmpdir(), 'try-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** A contact that went through the page's state. */
const shared = (authority: string, contact: Readonly<Record<string, unknown>>) =>
  contactOf(reduce(beginState(''), { type: 'load', authority, contact }))

describe('a link', () => {
  test.each(rulebooks)('holds every contact of the cases of $name', ({ name }) => {
    for (const { contact } of casesOf(name)) {
      const fragment = writeFragment({ authority: name, contact: shared(name, contact) })
      expect(fragment).toMatch(/^#authority=[a-z-]+&contact=[\w-]+$/)
      expect(readFragment(fragment, names)).toEqual({ kind: 'contact', authority: name, contact })
    }
  })

  test('holds letters of every script', () => {
    const contact = { reference: 'Ærø/№ 7 – 字 👣', receivedAt: '2026-03-27T16:30:00+00:00' }
    expect(readFragment(writeFragment({ authority: 'camden', contact }), names)).toMatchObject({ contact })
  })

  const good = writeFragment({ authority: 'camden', contact: { receivedAt: '2026-03-27T16:30:00+00:00' } })
  const encoded = (text: string): string => `#authority=camden&contact=${Buffer.from(text).toString('base64url')}`

  test('a link with as many unknown indicators as it can hold is refused at once', () => {
    const indicators = Array.from({ length: 1300 }, (_, i) => `${i}${'abcdefghij'.repeat(5)}`.slice(0, 50))
    const link = writeFragment({ authority: 'camden', contact: { receivedAt, indicators } })
    const took = [1, 2, 3].map(() => {
      const begun = process.cpuUsage()
      const read = readFragment(link, names)
      expect(read.kind).toBe('contact')
      const camden = rulebooks.find(r => r.name === 'camden')
      if (read.kind === 'contact' && camden) expect(explain(camden.rulebook, read.contact).ok).toBe(false)
      return process.cpuUsage(begun).user / 1000
    })
    expect(Math.min(...took)).toBeLessThan(100)
  })

  test.each([
    ['', 'none'],
    ['#', 'none'],
    ['#main-content', 'none'],
    ['#authority=camden', 'wrong'],
    ['#authority=narnia&contact=e30', 'wrong'],
    ['#contact=e30', 'wrong'],
    ['#authority=camden&contact=', 'wrong'],
    [good.slice(0, -3), 'wrong'],
    ['#authority=camden&contact=%%%', 'wrong'],
    [encoded('[]'), 'wrong'],
    [encoded('null'), 'wrong'],
    [encoded('"text"'), 'wrong'],
    [`#authority=camden&contact=${Buffer.from([0x7b, 0xff, 0xfe, 0x7d]).toString('base64url')}`, 'wrong'],
    [`#authority=camden&contact=${'A'.repeat(200_000)}`, 'wrong'],
    [`#${'a=b&'.repeat(500_000)}authority=camden&contact=e30`, 'wrong'],
    [encoded(`{"concerns":${'['.repeat(30_000)}${']'.repeat(30_000)}}`), 'wrong'],
    [encoded(`${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`), 'wrong'],
  ])('%s is %s', (hash, kind) => {
    expect(readFragment(hash, names).kind).toBe(kind)
  })
})

describe('a saved file', () => {
  test.each(rulebooks)('is decided by the command line as on the page, under $name', async ({ name, rulebook }) => {
    const rules = fileURLToPath(new URL(`../../rules/${name}.yaml`, import.meta.url))
    const kept = casesOf(name)
      // Contacts that are wrong on purpose never come out of the page.
      .filter(({ expect: { error } }) => error === undefined)
      .filter((_, i) => i % 10 === 0)
      .map(({ contact }) => shared(name, { receivedAt, ...contact }))
    const files = kept.map((contact, i) => {
      const file = join(folder, `${name}-${i}.json`)
      writeFileSync(file, writeFile(contact))
      expect(readFile(writeFile(contact))).toEqual(contact)
      return file
    })
    expect(files.length).toBeGreaterThan(2)
    const { status, out } = await thresholds(['decide', ...files, '--rules', rules, '--format', 'ndjson'])
    expect(status).toBe(0)
    const decided = out.trimEnd().split('\n')
    expect(decided).toHaveLength(kept.length)
    for (const [i, contact] of kept.entries()) {
      const page = decide(rulebook, contact)
      expect({ ok: true, value: JSON.parse(decided[i] ?? '') }).toEqual(page)
    }
  })

  test.each(['', '[]', 'receivedAt: 2026', 'null', `{"a":"${'x'.repeat(200_000)}"}`])('refuses %.20s', text => {
    expect(readFile(text)).toBeNull()
  })
})
