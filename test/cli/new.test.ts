import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { scaffoldRulebook } from '../../src/tools/authoring/scaffold.js'
import { findFindings } from '../../src/tools/findings/findings.js'
import { studyOf } from '../../src/tools/findings/study.js'
import { rulebookFrom } from '../rulebooks.js'
import { decided } from '../small.js'
import { thresholds } from './command.js'

const folder = mkdtempSync(join(tmpdir(), 'thresholds-new-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const scaffold = scaffoldRulebook('my-county')
const text = scaffold.ok ? scaffold.value : ''

describe('the first rulebook of an authority', () => {
  const rulebook = rulebookFrom(text, 'my-county.yaml')

  test('bears its name', () => {
    expect([rulebook.authority, rulebook.name]).toEqual(['my-county', 'My County'])
    expect(text.split('\n')[0]).toBe('# yaml-language-server: $schema=my-county.schema.json')
    expect(text).not.toMatch(/AUTHORITY|NAME/)
  })

  test('checks clean', () => {
    expect(findFindings(studyOf(rulebook, 1), parse(text))).toEqual([])
  })

  test('keeps every promise', async () => {
    const file = join(folder, 'kept.yaml')
    writeFileSync(file, text)
    const { status, out } = await thresholds(['check', file, '--runs', '1500'])
    expect([status, out.trimEnd().split('\n').at(-1)]).toEqual([0, 'my-county: nothing is wrong.'])
  })

  test('decides', () => {
    expect(decided(rulebook, { riskOfSignificantHarm: true })).toMatchObject({
      level: 4,
      basis: 'section-47',
      route: { destination: 'social-care', team: 'assessment-team', also: ['police'] },
      consent: { requirement: 'seek', mayProceed: true },
      deadline: { id: 'decision', duration: 'PT4H' },
    })
    expect(decided(rulebook)).toMatchObject({ level: null, route: { destination: 'screening' } })
  })

  test('shows every section and every word of the language, at work or in a comment', () => {
    const uncommented = text.replace(/^( *)# ?/gm, '$1')
    const sections = [
      'rulebook',
      'sources',
      'teams',
      'actions',
      'deadlines',
      'entries',
      'indicators',
      'definitions',
      'rules',
      'interpretations',
      'promises',
      'accepted',
      'examples',
      'leftToJudgement',
      'outOfScope',
      'clauses',
    ]
    for (const section of sections) expect(uncommented).toMatch(new RegExp(`^${section}:`, 'm'))
    for (const stage of ['eligibility', 'level', 'basis', 'rag', 'route', 'consent', 'deadlines', 'actions'])
      expect(uncommented).toMatch(new RegExp(`^ *${stage}:`, 'm'))
    const words = [
      'always',
      'otherwise',
      'unless',
      'any:',
      'is:',
      'isNot:',
      'mayBe:',
      'given:',
      'notGiven',
      'atLeast',
      'group:',
      'functionalNeeds',
      'bullet',
      'concerns',
      'ages:',
      'note:',
      'givers',
      'consentFrom',
      'opens',
      'orAt',
      'governs: false',
      'strength',
      'also:',
      'interpretation:',
      'practitionerLevel',
      'do-not-seek',
    ]
    expect(words.filter(word => !text.includes(word))).toEqual([])
  })

  test('can take the lines that are commented out', () => {
    const rag = text.replace(/^ {2}# (rag:| {2}- \{ id: (as-rated|level-4-is-red))/gm, '  $1')
    expect(decided(rulebookFrom(rag), { riskOfSignificantHarm: true }).rag).toBe('red')
    const ages = text.replace('# ages: [0, 4] ', 'ages: [0, 4] ')
    expect(rulebookFrom(ages).indicators.find(i => i.level === 4)?.ages).toEqual([0, 4])
    const accepted = text.replace(/^# (accepted:| {2}- finding| {4}(rule|reason|witness))/gm, '$1')
    expect(rulebookFrom(accepted).accepted).toHaveLength(1)
  })
})

describe('thresholds new', () => {
  test('prints it', async () => {
    expect(await thresholds(['new', 'my-county'])).toEqual({ status: 0, out: text, err: '' })
  })

  test('writes it to a new file, and never over one that is there', async () => {
    const out = join(folder, 'mine.yaml')
    writeFileSync(`${out}.part`, 'of somebody')
    const first = await thresholds(['new', 'my-county', '--out', out])
    expect(readFileSync(`${out}.part`, 'utf8')).toBe('of somebody')
    expect([first.status, first.out.split('\n')[0]]).toEqual([0, `Wrote ${out}. It decides as it stands:`])
    expect(readFileSync(out, 'utf8')).toBe(text)
    const second = await thresholds(['new', 'your-county', '--out', out])
    expect([second.status, second.err]).toEqual([
      2,
      `\`${out}\` is there already and is left as it is; give another name\n`,
    ])
    expect(readFileSync(out, 'utf8')).toBe(text)
    expect((await thresholds(['test', out])).status).toBe(0)
  })

  test.each([
    ['no authority', [], /name one authority/],
    ['two authorities', ['a', 'b'], /name one authority/],
    ['a name that is no id', ['My County'], /`My County` cannot name an authority; .*for instance `my-county`/],
    ['nothing that could be an id', ['!'], /joined by hyphens {2}\[wrong-authority\]\n/],
    ['a folder that is not there', ['a', '--out', join(folder, 'none', 'a.yaml')], /there is no such folder/],
    ['a folder in place of a file', ['a', '--out', folder], /is there already/],
    ['an option that is not there', ['a', '--outt', 'x'], /did you mean `--out`/],
  ])('a wrong use: %s', async (_, args, message) => {
    const { status, out, err } = await thresholds(['new', ...args])
    expect([status, out]).toEqual([2, ''])
    expect(err).toMatch(message)
    expect(existsSync(join(folder, 'none'))).toBe(false)
  })

  test('says how it is used', async () => {
    expect((await thresholds(['new', '--help'])).out).toMatch(/^thresholds new AUTHORITY/)
  })
})
