import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

interface Ran {
  readonly status: number
  readonly stdout: string
  readonly stderr: string
}

const bench = (name: string, ...args: string[]): Promise<Ran> =>
  new Promise(resolve => {
    const script = fileURLToPath(new URL(`../../bench/${name}.mjs`, import.meta.url))
    execFile(process.execPath, [script, '--quick', ...args], (error, stdout, stderr) =>
      resolve({ status: error === null ? 0 : Number(error.code), stdout, stderr }),
    )
  })

const recordedAs = (ratios: Readonly<Record<string, number>>): string => {
  const file = join(mkdtempSync(join(tmpdir(), 'guard-')), 'guard.json')
  writeFileSync(file, JSON.stringify(ratios))
  return file
}

describe('the measure against peers', () => {
  it('times every way, each with the same decisions', { timeout: 120_000 }, async () => {
    const { status, stdout, stderr } = await bench('measure', '--rulebook', 'lancashire', '--format', 'json')
    expect(stderr).toBe('')
    expect(status).toBe(0)
    const rows = JSON.parse(stdout) as { name: string; rulebook: string; microseconds: number }[]
    expect(rows.map(r => r.name)).toEqual([
      'decide',
      'decide-outcomes-only',
      'decide-without-unknowns',
      'decide-with-engine',
      'json-rules-engine',
      'json-logic-engine',
      'zen-engine',
      'cel-js',
      'publicodes',
      'hand-written',
    ])
    for (const row of rows) {
      expect(Object.keys(row)).toEqual(['name', 'rulebook', 'microseconds'])
      expect(row.rulebook).toBe('lancashire')
      expect(row.microseconds).toBeGreaterThan(0)
    }
  })

  it('knows its options', async () => {
    expect((await bench('measure', '--format', 'yaml')).status).toBe(2)
  })
})

describe('the guard', () => {
  it('fails where decisions have become slower than was recorded, and for those rulebooks alone', async () => {
    const { status, stdout } = await bench(
      'guard',
      '--recorded',
      recordedAs({ camden: 1_000_000, lancashire: 0.000001 }),
    )
    const [camden = '', lancashire = '', ...more] = stdout.trim().split('\n')
    expect(camden).toMatch(/^camden: .* recorded/)
    expect(camden).not.toContain('slower')
    expect(lancashire).toMatch(/^lancashire: .*slower by more than 30 in 100$/)
    expect(more).toEqual([])
    expect(status).toBe(1)
  }, 120_000)

  it('passes where none has', async () => {
    const { status } = await bench('guard', '--recorded', recordedAs({ lancashire: 1_000_000 }))
    expect(status).toBe(0)
  }, 120_000)

  it('has a ratio on record for each rulebook measured', () => {
    const recorded = JSON.parse(readFileSync(new URL('../../bench/guard.json', import.meta.url), 'utf8'))
    expect(Object.keys(recorded)).toEqual(['camden', 'tower-hamlets', 'lancashire'])
  })
})

describe('the growth curves', () => {
  it('are measured for indicators and for rules', { timeout: 120_000 }, async () => {
    const { status, stdout } = await bench('growth')
    expect(status).toBe(0)
    const rows = stdout.trim().split('\n')
    expect(rows).toHaveLength(8)
    for (const row of rows) expect(row).toMatch(/^\| (indicators|rules (that|for) .+) \| .+ \| 1\.00 \|/)
  })
})
