import { copyFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { thresholds } from '../cli/command.js'
import type { GuideBlock } from './guide-blocks.js'
import { guideBlocks, uses, usesOf } from './guide-blocks.js'
import { emptyGuideFolder, installCommand, runBlock } from './run-block.js'
import { changed, shownBy } from './shown.js'
import { root } from './source-files.js'

// Each guide is followed from top to bottom, with the built command and package, in a folder of its own; the README in the project.
const documents = [
  'README.md',
  ...readdirSync(join(root, 'docs'))
    .filter(f => f.endsWith('.md'))
    .map(f => `docs/${f}`),
].map(file => {
  const text = readFileSync(join(root, file), 'utf8')
  return { file, text, blocks: guideBlocks(text), name: file.replace(/^docs\/|\.md$/g, '').toLowerCase() }
})

describe.each(documents)('$file', ({ file, text, blocks, name }) => {
  const scripts = join(root, '.tmp/guides', name)
  const cwd = name === 'readme' ? root : scripts
  const at = (file = ''): string => join(cwd, file)

  beforeAll(() => {
    emptyGuideFolder(name)
    copyFileSync(join(root, 'test/good/small.yaml'), join(scripts, 'small.yaml'))
    installCommand()
  })

  it('says of every block what it is to the reader', () => {
    const unclear = blocks.filter(b => usesOf(b).length !== 1)
    expect(
      unclear.map(b => `line ${b.line}: \`${b.language}\` is ${usesOf(b).join(' and ') || 'not marked'}`),
      `one of ${Object.keys(uses).join(', ')}`,
    ).toEqual([])
    const unexplained = blocks.filter(b => 'not-run' in b.marks && (b.marks['not-run'] ?? '').split(' ').length < 3)
    expect(unexplained.map(b => b.line)).toEqual([])
    const alone = blocks.filter(
      (b, i) => 'output' in b.marks && usesOf(blocks[i - 1] ?? b).every(use => use !== 'run' && use !== 'shows'),
    )
    expect(alone.map(b => b.line)).toEqual([])
  })

  it('links only to files and headings that there are', () => {
    const prose = text.replace(/^(`{3,})[\s\S]*?^\1$/gm, '').replace(/`[^`\n]*`/g, '')
    const links = [...prose.matchAll(/\]\((?!https?:)([^)#\s]*)(?:#([^)\s]+))?\)/g)]
    for (const [link, target = '', anchor] of links) {
      const path = target === '' ? join(root, file) : join(root, dirname(file), target)
      expect(existsSync(path), link).toBe(true)
      if (anchor !== undefined) expect(headingsOf(readFileSync(path, 'utf8')), link).toContain(anchor)
    }
  })

  it('names only commands that there are', async () => {
    const { out } = await thresholds(['--help'])
    for (const [, command] of text.matchAll(/`thresholds (\w+)/g)) expect(out).toContain(`thresholds ${command} `)
  })

  blocks.forEach((block, i) => {
    const [use] = usesOf(block)
    const title = `line ${block.line}, ${block.language}:`
    if (block.language === 'yaml') it(`${title} is YAML`, () => expect(() => parse(block.text)).not.toThrow())
    if (use === 'file') it(`${title} gives ${block.marks.file}`, () => writeFileSync(at(block.marks.file), block.text))
    if (use === 'change')
      it(`${title} changes ${block.marks.from} into ${block.marks.to}`, () => {
        writeFileSync(at(block.marks.to), changed(readFileSync(at(block.marks.from), 'utf8'), block.text))
      })
    if (use === 'shows')
      it(`${title} shows ${block.marks.shows}`, () => {
        const { codes, printed } = shownBy(block, file => readFileSync(at(file), 'utf8'))
        const next = blocks[i + 1]
        if (next?.marks.output === 'part') {
          expect(codes).toContain(block.marks.shows)
          expect(printed).toContain(next.text.trimEnd())
        } else {
          expect(codes, printed).toEqual([block.marks.shows])
          expect(printed).toBe(next && 'output' in next.marks ? next.text : '')
        }
      })
    if (use === 'from')
      it(`${title} stands in ${block.marks.from}`, () =>
        expect(readFileSync(join(root, block.marks.from ?? ''), 'utf8')).toContain(block.text))
    if (use === 'usage') it(`${title} names commands and options that there are`, () => checkUsage(block))
    if (use === 'run')
      it(`${title} does what it says`, () => {
        const { status, out, err } = runBlock(block, cwd, scripts)
        expect(err).toBe('')
        expect(status).toBe(Number(block.marks.status ?? 0))
        const next = blocks[i + 1]
        if (next?.marks.output === 'part') expect(out).toContain(next.text.trimEnd())
        else if (next && 'output' in next.marks) expect(out).toBe(next.text)
        else expect(out === '', out).toBe('quiet' in block.marks)
      }, 120_000)
  })
})

/** The addresses that GitHub and the site give to headings. */
const headingsOf = (markdown: string): readonly string[] =>
  [...markdown.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} -]/gu, '')
      .replaceAll(' ', '-'),
  )

/** Holds the commands of a block to what the commands say of themselves. */
async function checkUsage({ text }: GuideBlock): Promise<void> {
  const lines = text.trimEnd().split('\n')
  for (const line of lines) {
    const [, name = '', rest = ''] = /^thresholds (\w+)(.*?)(?:\s#.*)?$/.exec(line) ?? []
    expect(name, line).not.toBe('')
    const { out, status } = await thresholds([name, '--help'])
    expect(status, line).toBe(0)
    for (const [option] of rest.matchAll(/--[a-z-]+/g)) expect(out, line).toContain(option)
    for (const [, value = ''] of rest.matchAll(/--format (\w+)/g)) expect(out, line).toContain(value)
  }
}

describe('the reading of blocks', () => {
  it.each([
    ['```js\nx\n```\n', ['js', {}, 'x\n']],
    ['~~~yaml file=a.yaml\na: 1\n~~~\n', ['yaml', { file: 'a.yaml' }, 'a: 1\n']],
    ['  ```sh run status=1\n  x\n  ```\n', ['sh', { run: '', status: '1' }, '  x\n']],
    ['```sh not-run="needs a network"\nx\n```\n', ['sh', { 'not-run': 'needs a network' }, 'x\n']],
    ['````md run\n```js\nx\n```\n````\n', ['md', { run: '' }, '```js\nx\n```\n']],
    ['```\nx\n```\n', ['', {}, 'x\n']],
  ])('sees %j', (markdown, expected) => {
    expect(guideBlocks(markdown).map(b => [b.language, b.marks, b.text])).toEqual([expected])
  })

  it('finds a block that is not closed, and one that says two things or nothing', () => {
    expect(() => guideBlocks('```js\nx\n')).toThrow('not closed')
    const [both, none] = guideBlocks('```js run not-run="for a reason"\nx\n```\n\n```js\nx\n```\n')
    expect(both && usesOf(both)).toEqual(['run', 'not-run'])
    expect(none && usesOf(none)).toEqual([])
  })
})
