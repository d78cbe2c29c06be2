import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test, vi } from 'vitest'
import { shippedCases } from '../../src/cli/cases.js'
import { committed } from '../../src/cli/git.js'
import { renderSince } from '../../src/cli/render-since.js'
import { changesSince, earlierVersion } from '../../src/cli/since.js'
import { alternativeCoverage } from '../../src/tools/cases/alternatives.js'
import { studyOf } from '../../src/tools/findings/study.js'
import { rulebookFrom, shippedRulebooks } from '../rulebooks.js'
import { small, smallText } from '../small.js'
import { thresholds } from './command.js'

vi.setConfig({ testTimeout: 60_000 })
const folder = mkdtempSync(join(tmpdir(), 'thresholds-since-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const file = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}

const alternatives = (text: string) => {
  const rulebook = rulebookFrom(text, 'changed.yaml')
  return alternativeCoverage(
    rulebook,
    rulebook.examples,
    studyOf(rulebook, 1).seen.map(s => s.trace),
  )
}
const since = (text: string) =>
  changesSince({ name: 'small.yaml', rulebook: small() }, rulebookFrom(text, 'changed.yaml'), alternatives(text), 1)

describe('since an earlier version', () => {
  const worse = smallText
    .replace('within: 4 hours', 'within: 6 hours')
    .replace('level: 2, group: listed, atLeast: 2', 'level: 2, group: listed, atLeast: 3')

  test('who is treated differently is told, what protects less first', () => {
    const found = since(worse)
    expect(found?.children.kinds.map(k => k.direction)[0]).toBe('down')
    const lines = found ? renderSince(found, 'changed.yaml', 80) : []
    expect(lines.slice(0, 3).join('\n')).toMatch(
      /^Since small\.yaml: of \d+ contacts tried \d+ are treated differently\.\n {2}Less protective:\n {4}- level: /,
    )
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(80)
  })

  test('the same rulebook, laid out otherwise, is no change', () => expect(since(`# again\n${smallText}`)).toBeNull())

  test('an alternative that has become impossible is told, though no promise sees it', () => {
    const impossible = smallText.replace(
      '{ functionalNeeds: { score: at least 3 } }',
      '{ functionalNeeds: { score: at least 3 }, ageYears: 3, unborn: true }',
    )
    expect(impossible).not.toBe(smallText)
    expect(since(impossible)?.idle.map(a => a.rules)).toContainEqual(['needs'])
    expect(alternatives(smallText).notNeeded.map(a => a.rules)).not.toContainEqual(['needs'])
  })

  test('the last commit is the earlier version of a file in a git work tree', () => {
    const git = (...args: readonly string[]) =>
      execFileSync('git', ['-c', 'user.name=x', '-c', 'user.email=x@example.org', ...args], {
        cwd: folder,
        stdio: 'ignore',
      })
    const book = file('book.yaml', smallText)
    expect(committed(book)).toBeNull()
    git('init')
    git('add', 'book.yaml')
    git('commit', '-m', 'first')
    expect(committed(book)?.text).toBe(smallText)
    expect(earlierVersion(book, smallText, undefined)).toBeNull()
    writeFileSync(book, worse)
    expect(earlierVersion(book, worse, undefined)).toMatchObject({
      name: expect.stringMatching(/^the last commit \([0-9a-f]+\)$/),
      rulebook: { digest: small().digest },
    })
    expect(committed(join(folder, 'nowhere.yaml'))).toBeNull()
  })

  test('check tells it before all else', async () => {
    const [old, now] = [file('old.yaml', smallText), file('now.yaml', worse)]
    const { out } = await thresholds(['check', now, '--since', old, '--runs', '100'])
    expect(out.split('\n')[2]).toMatch(/^Since .*old\.yaml: of/)
    const json = JSON.parse(
      (await thresholds(['check', now, '--since', old, '--runs', '100', '--format', 'json'])).out,
    ) as unknown
    expect(json).toMatchObject([
      { since: { name: old, children: { different: expect.any(Number) } }, alternatives: { total: 2 } },
    ])
  })
})

describe('cases that come with the package', () => {
  test.each(shippedRulebooks())('$name has some, and what is made from it has the same', ({ name, rulebook }) => {
    const found = shippedCases(rulebook)
    expect(found?.authority).toBe(name)
    expect(found?.cases.length).toBeGreaterThan(100)
    expect(shippedCases({ ...rulebook, authority: 'elsewhere' })?.authority).toBe(name)
    expect(shippedCases({ ...rulebook, authority: 'elsewhere', rules: rulebook.rules.slice(0, 3) })).toBeNull()
  })

  test('another rulebook has none', () => expect(shippedCases(small())).toBeNull())

  test('check runs the cases that it is given, and fails where one does', async () => {
    const book = file('cased.yaml', smallText)
    const contact = '{ receivedAt: "2026-03-27T16:30:00+00:00", riskOfSignificantHarm: true }'
    const right = file('right.yaml', `- { id: right, title: Right, contact: ${contact}, expect: { level: 4 } }\n`)
    const wrong = file('wrong.yaml', `- { id: wrong, title: Wrong, contact: ${contact}, expect: { level: 3 } }\n`)
    const good = await thresholds(['check', book, '--cases', right, '--runs', '100'])
    expect([good.status, good.out]).toEqual([0, expect.stringContaining('Cases: 1 case, all as expected.')])
    const bad = await thresholds(['check', book, '--cases', right, '--cases', wrong, '--runs', '100'])
    expect([bad.status, bad.out]).toEqual([
      1,
      expect.stringMatching(/Cases: 1 of 2 not as expected[\s\S]*wanted 3, got 4[\s\S]*1 case not as expected\.\n$/),
    ])
    expect(readFileSync(book, 'utf8')).toBe(smallText)
  })
})
