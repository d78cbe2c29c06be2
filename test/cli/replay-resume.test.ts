import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { afterAll, describe, expect, test } from 'vitest'
import type { Checkpoint } from '../../src/cli/replay/checkpoint.js'
import { sampleContacts } from '../../src/tools/contacts/arbitrary.js'
import { root } from '../package/source-files.js'
import { small } from '../small.js'
import { thresholds } from './command.js'

const folder = mkdtempSync(join(tmpdir(), 'thresholds-resume-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const at = (name: string): string => join(folder, name)

// Lines padded with blanks make many chunks of few contacts; every hundredth line is no contact.
const blanks = ' '.repeat(3000)
const drawn = sampleContacts(small(), 500, 7)
const lines = Array.from({ length: 3_000 }, (_, i) =>
  i % 100 === 99
    ? `{"reference":"r-${i}"${blanks}}`
    : JSON.stringify({ ...drawn[i % drawn.length], indicators: [], indicatorsAbsent: [], reference: `r-${i}` }) +
      blanks,
)
writeFileSync(at('past.ndjson'), `${lines.join('\n')}\n`)

const args = (name: string, ...more: string[]): string[] => [
  ...['replay', at('past.ndjson'), '--authority', 'lancashire', '--summary', '--format', 'json', '--workers', '2'],
  ...['--out', at(`${name}.out`), '--rejects', at(`${name}.rejects`), ...more],
]
const checkpoint = at('run.checkpoint')
const reached = (): Checkpoint => JSON.parse(readFileSync(checkpoint, 'utf8')) as Checkpoint

/** Runs the command as a process of its own, and kills it once it has kept a checkpoint beyond a place. */
async function killedBeyond(place: number): Promise<NodeJS.Signals | null> {
  const command = [join(root, 'dist/cli.js'), ...args('cut', '--checkpoint', checkpoint)]
  const child = spawn(process.execPath, command, { stdio: 'ignore' })
  const ended = new Promise<NodeJS.Signals | null>(resolve => {
    child.once('exit', (_, signal) => resolve(signal))
  })
  while (child.exitCode === null && !(existsSync(checkpoint) && reached().place > place)) await setTimeout(5)
  child.kill('SIGKILL')
  return ended
}

describe('thresholds replay, interrupted', () => {
  test('goes on where it was, twice, and loses and doubles nothing', async () => {
    const whole = await thresholds(args('whole'))
    expect([whole.status, whole.err]).toEqual([1, ''])

    expect(await killedBeyond(0)).toBe('SIGKILL')
    const first = reached().place
    expect(first).toBeGreaterThan(0)
    expect(await killedBeyond(first)).toBe('SIGKILL')
    expect(reached().place).toBeLessThan(statSync(at('past.ndjson')).size)
    // What was written after the checkpoint comes again.
    writeFileSync(at('cut.out.part'), `${readFileSync(at('cut.out.part'), 'utf8')}half a li`)
    expect(existsSync(at('cut.out'))).toBe(false)
    const rest = await thresholds(args('cut', '--checkpoint', checkpoint))

    expect(rest).toEqual(whole)
    expect(readFileSync(at('cut.out')).equals(readFileSync(at('whole.out')))).toBe(true)
    expect(readFileSync(at('cut.rejects')).equals(readFileSync(at('whole.rejects')))).toBe(true)
    expect(existsSync(checkpoint)).toBe(false)
    const references = readFileSync(at('whole.out'), 'utf8').match(/(?<="reference":")r-\d+/g) ?? []
    const expected = lines.map((_, i) => `r-${i}`).filter((_, i) => i % 100 !== 99)
    expect(references).toEqual(expected)
    const rejected = readFileSync(at('whole.rejects'), 'utf8').match(/(?<="line":)\d+/g) ?? []
    expect(rejected).toEqual(Array.from({ length: 30 }, (_, i) => String((i + 1) * 100)))
  }, 120_000)

  test('refuses a checkpoint of another run, and says what differs', async () => {
    expect(await killedBeyond(0)).toBe('SIGKILL')
    const kept = readFileSync(at('cut.out.part'), 'utf8')
    const other = await thresholds([...args('cut', '--checkpoint', checkpoint), '--against', 'camden'])
    expect([other.status, other.out]).toEqual([2, ''])
    expect(other.err).toContain('belongs to another run: not the same rulebook to compare with; go on with the run')
    expect(readFileSync(at('cut.out.part'), 'utf8')).toBe(kept)

    writeFileSync(at('past.ndjson'), `${lines.slice(1).join('\n')}\n`)
    const changed = await thresholds(args('cut', '--checkpoint', checkpoint))
    expect(changed.status).toBe(2)
    expect(changed.err).toContain('not the same size of the contacts, time of the contacts, first contacts; go on')
    expect(changed.err).toContain(`or delete \`${checkpoint}\` to begin again`)
    rmSync(checkpoint)
  }, 60_000)

  test.each([
    ['output that it could not go on with', [at('past.ndjson')], /add --out FILE or --summary/],
    ['standard input', ['-', '--summary', '--input-format', 'ndjson'], /cannot be gone back to/],
  ])('has no checkpoint of %s', async (_, given, message) => {
    const { status, err } = await thresholds(['replay', ...given, '-a', 'lancashire', '--checkpoint', checkpoint])
    expect(status).toBe(2)
    expect(err).toMatch(message)
  })

  test('takes no other file for a checkpoint', async () => {
    writeFileSync(checkpoint, '{}')
    const { status, err } = await thresholds(args('cut', '--checkpoint', checkpoint))
    expect(status).toBe(2)
    expect(err).toContain('is not a checkpoint of `thresholds replay`')
  })
})
