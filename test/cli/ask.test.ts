import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
import { receivedAt } from '../small.js'
import type { Outcome } from './command.js'
import { thresholds } from './command.js'

const rules = fileURLToPath(new URL('../good/small.yaml', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'thresholds-ask-'))
afterAll(() => {
  rmSync(folder, { recursive: true })
})

const file = (name: string): string => join(folder, name)
const begun = file('begun.json')
writeFileSync(begun, JSON.stringify({ receivedAt }))

const ask = (lines: readonly string[], ...more: readonly string[]): Promise<Outcome> =>
  thresholds(['ask', begun, '--rules', rules, ...more], `${lines.join('\n')}\n`)

const notKnown = new Array<string>(60).fill('?')

/** The questions of an output, in order. */
const asked = ({ out }: Outcome): readonly string[] =>
  [...out.matchAll(/^Question \d+.*\n(.*)$/gm)].map(m => m[1] ?? '')

describe('thresholds ask', () => {
  it('asks about danger first, then what is assumed, and ends with the decision and what is also to be checked', async () => {
    const outcome = await ask(notKnown)
    expect(outcome.status).toBe(0)
    expect(outcome.err).toBe('')
    expect(asked(outcome).length).toBeGreaterThan(3)
    expect(outcome.out).toMatch(/\nSmallshire\nLevel /)
    expect(outcome.out).toContain('Not settled: what is not known could still change the outcome.')
    for (const line of outcome.out.split('\n')) expect(line.length, line).toBeLessThanOrEqual(80)
  })

  it('says what an answer changed, and stops as soon as the outcome is settled', async () => {
    const { out, status } = await thresholds(
      ['ask', begun, '--authority', 'lancashire'],
      `${['no', '1', '1', ...notKnown].join('\n')}\n`,
    )
    expect(status).toBe(0)
    expect(out).toMatch(/^Question 1 · Harm and need\nDoes the child need protecting now\?\n {3}1 {2}Yes \(level 4, /m)
    expect(out).toMatch(/What kind of contact is it\?\n {2}Taken to be: a referral, until it is said\./)
    expect(out).toContain('= That changes nothing yet.')
    const settled = await thresholds(
      ['ask', begun, '--authority', 'lancashire'],
      `${['?', '1', '1', '?', '?', '?', '2', '?', '1', 'none', 'yes', ...notKnown].join('\n')}\n`,
    )
    expect(settled.status).toBe(0)
    expect(settled.out).toContain('→ level 4')
    expect(settled.out).toMatch(/Settled: no further answer changes the level, where it goes, consent or/)
    expect(asked(settled)).toHaveLength(9)
    expect(settled.out).toContain('\nAlso to check\n')
  })

  it('takes an answer back, changes an earlier one and keeps the others', async () => {
    const out = file('changed.json')
    const outcome = await ask(['yes', 'back', 'no', 'answers', 'change 1', 'yes', 'stop'], '--out', out)
    expect(outcome.status).toBe(1)
    expect(outcome.out).toContain('1  Does the child need protecting now? no')
    expect(outcome.out).toContain('Ended early: the outcome is not settled.')
    expect(JSON.parse(readFileSync(out, 'utf8'))).toEqual({ receivedAt, immediateDanger: true })
    expect(readdirSync(folder).filter(name => name.endsWith('.part'))).toEqual([])
  })

  it('refuses what is no answer with what to write, and asks again', async () => {
    const { out } = await ask(['perhaps', 'change 7', 'back', 'stop'])
    expect(out).toContain('write 1 or yes, 2 or no, or ? where it is not known')
    expect(out).toContain('There is no answer to change yet.')
    expect(out).toContain('There is no answer to take back.')
    expect(asked({ out, err: '', status: 1 })).toHaveLength(1)
  })

  it('asks when the contact was received where nobody said it, by the clock in London', async () => {
    const out = file('received.json')
    const { status } = await thresholds(['ask', '--rules', rules, '--out', out], 'today\n2026-07-01 09:30\nstop\n')
    expect(status).toBe(1)
    expect(JSON.parse(readFileSync(out, 'utf8'))).toEqual({ receivedAt: '2026-07-01T09:30:00+01:00' })
    const ended = await thresholds(['ask', '--rules', rules, '--out', file('never.json')], '')
    expect(ended.status).toBe(1)
    expect(existsSync(file('never.json'))).toBe(false)
  })

  it('asks for indicators by domain, and denies those not ticked only where that is said', async () => {
    const seen = async (answer: string, name: string): Promise<Readonly<Record<string, unknown>>> => {
      const out = file(name)
      const lines: string[] = []
      // The first time the list of a domain comes up, it is answered; all else is not known.
      for (let tries = 0; tries < 20; tries++) {
        const outcome = await ask([...lines, 'stop'])
        const last = outcome.out.slice(outcome.out.lastIndexOf('\nQuestion '))
        if (last.includes('none of the others')) {
          await ask([...lines, answer, 'stop'], '--out', out)
          return JSON.parse(readFileSync(out, 'utf8')) as Readonly<Record<string, unknown>>
        }
        lines.push(last.includes('In which of these') ? '1' : '?')
      }
      throw new Error('no indicators were asked for')
    }
    const ticked = await seen('1', 'ticked.json')
    expect(ticked.indicators).toHaveLength(1)
    expect(ticked.indicatorsAbsent).toBeUndefined()
    const denied = await seen('1 and none of the others', 'denied.json')
    expect(denied.indicators).toEqual(ticked.indicators)
    expect((denied.indicatorsAbsent as readonly string[]).length).toBeGreaterThan(0)
  })

  it.each([
    [['ask'], 'say whose rules decide'],
    [['ask', '-', '--rules', rules], 'the contact cannot come from standard input'],
    [['ask', begun, begun, '--rules', rules], 'name one contact at most'],
    [['ask', file('missing.json'), '--rules', rules], 'there is no such file'],
    [['ask', '--rules', rules, '--out', folder], 'is a folder'],
    [['ask', '--rules', rules, '--out', join(folder, 'none', 'x.json')], 'there is no folder'],
    [['ask', '--rules', rules, '--out', rules], 'is there already'],
  ])('refuses %j', async (args, message) => {
    const { status, err } = await thresholds(args)
    expect(status).toBe(2)
    expect(err).toContain(message)
  })

  it('refuses a file with several contacts, or one with a mistake', async () => {
    const several = file('several.json')
    writeFileSync(several, JSON.stringify([{ receivedAt }, { receivedAt }]))
    expect((await thresholds(['ask', several, '--rules', rules])).err).toContain('holds 2 contacts')
    const wrong = file('wrong.json')
    writeFileSync(wrong, JSON.stringify({ receivedAt, ageYaers: 3 }))
    expect((await thresholds(['ask', wrong, '--rules', rules])).err).toContain('did you mean `ageYears`?')
  })
})
