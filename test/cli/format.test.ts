import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { smallText } from '../small.js'
import { thresholds } from './command.js'

const folder = mkdtempSync(join(tmpdir(), 'thresholds-format-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const file = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}

describe('thresholds format', () => {
  test('prints the one form, says what is not in it, and writes it once', async () => {
    const book = file('small.yaml', smallText)
    const printed = await thresholds(['format', book])
    expect(printed.status).toBe(0)
    expect(readFileSync(book, 'utf8')).toBe(smallText)

    const checked = await thresholds(['format', book, '--check'])
    expect([checked.status, checked.out]).toEqual([1, expect.stringContaining(`${book}:8  not in the one form`)])

    expect(await thresholds(['format', book, '--write'])).toEqual({ status: 0, out: `Wrote ${book}.\n`, err: '' })
    expect(readFileSync(book, 'utf8')).toBe(printed.out)
    expect((await thresholds(['format', book, '--write'])).out).toContain('already')
    expect((await thresholds(['format', book, '--check'])).status).toBe(0)
  })

  test('what does not load is left alone, and with it every other file', async () => {
    const [good, bad] = [file('good.yaml', smallText), file('bad.yaml', smallText.replace('teams:', 'taems:'))]
    const { status, err } = await thresholds(['format', good, bad, '--write'])
    expect([status, err]).toEqual([2, expect.stringMatching(/did you mean `teams`[\s\S]*is left as it is/)])
    expect(readFileSync(good, 'utf8')).toBe(smallText)
    expect(readFileSync(bad, 'utf8')).toContain('taems:')
  })

  test('a link stays a link, and nothing is left beside the file', async () => {
    const inner = mkdtempSync(join(folder, 'link-'))
    const book = join(inner, 'book.yaml')
    writeFileSync(book, smallText)
    symlinkSync(book, join(inner, 'link.yaml'))
    await thresholds(['format', join(inner, 'link.yaml'), '--write'])
    expect(readFileSync(book, 'utf8')).not.toBe(smallText)
    expect(readdirSync(inner).sort()).toEqual(['book.yaml', 'link.yaml'])
  })

  test.each([
    [[], /name a rulebook/],
    [['a.yaml', '--check', '--write'], /not both/],
    [['a.yaml', 'b.yaml'], /several rulebooks/],
    [['nowhere.yaml'], /there is no file/],
  ])('%j is refused', async (args, told) => {
    const { status, err } = await thresholds(['format', ...args])
    expect([status, err]).toEqual([2, expect.stringMatching(told)])
  })
})
