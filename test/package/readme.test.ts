import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import { guideBlocks } from './guide-blocks.js'
import { root } from './source-files.js'

// What its code blocks say is held by guide.test.ts, with those of the guides.
const readme = readFileSync(join(root, 'README.md'), 'utf8')

describe('README', () => {
  it('holds examples of every kind', () => {
    const run = guideBlocks(readme).filter(b => 'run' in b.marks)
    expect(new Set(run.map(b => b.language))).toEqual(new Set(['sh', 'ts', 'js', 'cjs']))
  })

  it('lists every rulebook', () => {
    const listed = [...readme.matchAll(/^\| `([a-z-]+)` \|/gm)].map(([, name]) => name)
    // England's words are no rulebook.
    const there = ts.sys.readDirectory(join(root, 'rules'), ['.yaml'], ['england.yaml'], ['*.yaml'])
    expect(listed.sort()).toEqual(there.map(file => basename(file, '.yaml')).sort())
  })
})
