import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, test } from 'vitest'
import { widthFor, wrap } from '../../src/tools/text/wrap.js'
import { smallText } from '../small.js'
import { thresholds } from './command.js'

const folder = mkdtempSync(join(tmpdir(), 'thresholds-check-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const small = fileURLToPath(new URL('../good/small.yaml', import.meta.url))

/** A file with the small rulebook, pieces of its text replaced. */
function book(name: string, ...changes: readonly (readonly [string, string])[]): string {
  const text = changes.reduce((t, [from, to]) => t.replace(from, to), smallText)
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}

const check = (args: readonly string[], columns: number | null = null) =>
  thresholds(['check', ...args], '', { columns })

const few = ['--runs', '300']
const unused = [
  '  plan: { label: Make a plan, kind: decide, by: duty-team, clauses: [g-3.1] }',
  '  plan: { label: Make a plan, kind: decide, by: duty-team, clauses: [g-3.1] }\n  rest: { label: Rest, kind: record, clauses: [g-3.1] }',
] as const
const weak = [
  'when: { riskOfSignificantHarm: true }, consent: seek',
  'when: { riskOfSignificantHarm: true }, consent: required',
] as const

/** What is said of the small rulebook, whose rules stand on lines of their own. */
const form = (file: string): readonly string[] =>
  wrap(`Form: from line 8 on not the one that \`thresholds format ${file} --write\` gives it.`, widthFor(null))

describe('thresholds check', () => {
  test('a good rulebook is clean', async () => {
    const { status, out, err } = await check([small, ...few])
    expect(status).toBe(0)
    expect(err).toBe('')
    expect(out).toBe(
      [
        `${small}: smallshire 2026`,
        '',
        'Findings: none.',
        '',
        'Promises: 17 that every rulebook makes and 1 of its own, tried on 300 contacts (seed 1): all kept.',
        '',
        'Examples: 1 example, all as expected.',
        '',
        ...form(small),
        '',
        'smallshire: nothing is wrong.',
        '',
      ].join('\n'),
    )
  })

  test('a finding is shown at its line, with what to do', async () => {
    const file = book('unused.yaml', unused)
    const { status, out } = await check([file, ...few])
    expect(status).toBe(1)
    expect(out).toContain(
      [
        `${file}:18:3  nothing uses the action \`rest\`  [unused-action]`,
        '   18 |   rest: { label: Rest, kind: record, clauses: [g-3.1] }',
        '      |   ^^^^',
        '      let a rule ask for it, or take it out',
      ].join('\n'),
    )
    expect(out).toContain('smallshire: 1 finding.')
  })

  test('a gap is shown with the name by which it can be accepted', async () => {
    const file = book(
      'gap.yaml',
      ['to: screening, team: front-door }', 'to: screening, team: front-door }, actions: [plan]'],
      ['three working days., when: always', 'three working days., when: always, unless: { level: 2 }'],
    )
    const { status, out } = await check([file, ...few])
    expect(status).toBe(1)
    expect(out).toMatch(
      / {2}\[no-deadline]\n(.*\n){2} {6}add a rule .*\n {6}named `level-2-to-screening`\n {6}shown by \{ receivedAt/,
    )
    const accepted = `accepted:
  - finding: no-deadline
    rule: level-2-to-screening
    reason: The guide sets no time for level 2.
    witness: { receivedAt: "2026-01-13T10:00:00+00:00", professionalLevel: 2 }
examples:
`
    writeFileSync(file, readFileSync(file, 'utf8').replace('examples:\n', accepted))
    expect((await check([file, ...few])).status).toBe(0)
  })

  test('an accepted finding is shown by its name with its reason, and is no fault', async () => {
    const accepted = [
      'examples:\n',
      'accepted:\n  - { finding: unused-action, rule: rest, reason: It is for later. }\nexamples:\n',
    ] as const
    const { status, out } = await check([book('accepted.yaml', unused, accepted), ...few])
    expect(status).toBe(0)
    expect(out).toContain(`Findings: none.

Accepted, since the source itself causes it:
  an action that no rule asks for  [unused-action]
    It is for later.
      rest
`)
  })

  test('a reason that covers several findings is said once; findings of one kind stand together', async () => {
    const accepted = [
      ['unused-action', 'rest', 'It is for later.'],
      ['unused-action', 'wait', 'Nobody can wait.'],
      ['unused-action', 'walk', 'It is for later.'],
      ['unused-team', 'nurses', 'It is for later.'],
    ].map(([finding, rule, reason]) => `  - { finding: ${finding}, rule: ${rule}, reason: ${reason} }\n`)
    const file = book(
      'alike.yaml',
      [
        '  plan: { label: Make a plan, kind: decide, by: duty-team, clauses: [g-3.1] }',
        '  plan: { label: Make a plan, kind: decide, by: duty-team, clauses: [g-3.1] }\n  rest: { label: Rest, kind: record, clauses: [g-3.1] }\n  wait: { label: Wait, kind: record, clauses: [g-3.1] }\n  walk: { label: Walk, kind: record, clauses: [g-3.1] }',
      ],
      ['  police: The police', '  police: The police\n  nurses: The nurses'],
      ['examples:\n', `accepted:\n${accepted.join('')}examples:\n`],
    )
    const { out } = await check([file, ...few])
    const shown = out.slice(out.indexOf('Accepted'), out.indexOf('Promises'))
    const actions = `  an action that no rule asks for  [unused-action]
    It is for later.
      rest, walk
    Nobody can wait.
      wait
`
    const teams = `  a team that no rule names  [unused-team]
    It is for later.
      nurses
`
    expect(shown).toContain(actions)
    expect(shown).toContain(teams)
    expect(shown.trimEnd().split('\n')).toHaveLength(9)
    const [report] = JSON.parse((await check([file, ...few, '--format', 'json'])).out)
    expect(report.findings).toHaveLength(accepted.length)
  })

  test('a broken promise is told in plain English, with a case to paste', async () => {
    const { status, out } = await check([book('weak.yaml', weak), ...few])
    expect(status).toBe(1)
    expect(out).toContain('contact: { receivedAt: "2026-01-13T10:00:00+00:00", riskOfSignificantHarm: true }')
    expect(out).toContain('ask: Consent is asked for where harm is suspected.')
    expect(out).toContain('- id: smallshire-harm-never-waits-for-consent')
  })

  test('an example that does not come out as expected is a fault', async () => {
    const { status, out } = await check([
      book('example.yaml', ['expect: { level: 4 }', 'expect: { level: 3 }']),
      ...few,
    ])
    expect(status).toBe(1)
    expect(out).toContain('smallshire: 1 example not as expected.')
    expect(out).toContain('Examples: 1 of 1 not as expected.\n  ex-1  Harm\n    level: wanted 3, got 4')
  })

  test('opposites that are proved are counted, and what brings both is shown', async () => {
    const opposites = (deadline: string): string =>
      `opposites:\n  - { id: odd, says: What is held has no such clock., one: { routes: [screening] }, other: { deadlines: [${deadline}] } }\npromises:\n`
    const unmet = opposites('first-decision').replace('deadlines: [first-decision]', 'actions: [plan]')
    const proved = await check([book('proved.yaml', ['promises:\n', unmet]), ...few])
    expect(proved.status).toBe(0)
    expect(proved.out).toMatch(
      /and 2 of its own, tried on 300 contacts \(seed 1\); 1 proved for every\s+kind of contact: all kept\./,
    )
    const { status, out } = await check([book('odd.yaml', ['promises:\n', opposites('first-decision')]), ...few])
    expect(status).toBe(1)
    expect(out).toContain('Broken: What is held has no such clock.  [decision-at-odds-with-itself]')
    expect(out).toContain('`screening` beside `first-decision`')
    expect(out).toContain('noDeadlines: [first-decision]')
  })

  test('an accepted promise is shown under its reason with the sections, and is no fault', async () => {
    const calls = [
      '    - { id: held,',
      '    - { id: sent-back, says: A child in need goes back to the caller., when: { childInNeed: true }, route: { to: return-to-referrer }, clauses: [g-3.1] }\n    - { id: held,',
    ] as const
    const file = book('graver.yaml', calls)
    const before = await check([file, ...few])
    expect(before.status).toBe(1)
    expect(before.out).toContain('With "child in need: yes": Held at the front door becomes Back to the referrer')
    expect(before.out).toContain('- id: smallshire-graver-is-never-less-protected-sent-back')
    const accepted = (more: string): readonly [string, string] => [
      'examples:\n',
      `accepted:\n  - { finding: graver-is-never-less-protected, rule: sent-back, reason: The guide has it so., ${more} }\n${[
        ['a-stated-concern-is-looked-at', 'safeguardingConcern: true'],
        ['danger-beside-no-harm-is-looked-at', 'immediateDanger: true, riskOfSignificantHarm: false'],
      ]
        .map(
          ([finding, facts]) =>
            `  - { finding: ${finding}, rule: sent-back, reason: So it is., clauses: [g-3.1], witness: { receivedAt: "2026-01-13T10:00:00+00:00", childInNeed: true, ${facts} } }\n`,
        )
        .join('')}examples:\n`,
    ]
    const witness = 'witness: { receivedAt: "2026-01-13T10:00:00+00:00", childInNeed: true }'
    const good = await check([book('graver-ok.yaml', calls, accepted(`clauses: [g-3.1], ${witness}`)), ...few])
    expect(good.out).toContain(
      '  not held to: A graver contact is never less protected.  [graver-is-never-less-protected]\n    The guide has it so.\n      sent-back (3.1)\n',
    )
    expect(good.status).toBe(0)
    const vague = await check([book('graver-vague.yaml', calls, accepted(witness)), ...few])
    expect(vague.status).toBe(1)
    expect(vague.out).toMatch(/has no `clauses` {2}\[stale-acceptance]/)
  })

  test('--ages lists what changes with age, --words what words leave out', async () => {
    const ages = await check([small, '--ages'])
    expect(ages.status).toBe(0)
    expect(ages.out).toMatch(/riskOfSignificantHarm: true\n {2}at 18: level 4; section 47; Children's social care/)
    expect(ages.out).toMatch(/\[2\.1]/)
    expect(ages.out).toMatch(/\d+ changes from one age to the next, 0 of which protect less\.\n$/)
    const silent = book('silent.yaml', ['says: A caller is rung back.', 'says: Somebody is thanked.'])
    const words = await check([silent, '--words', '--format', 'json'])
    expect(JSON.parse(words.out)).toMatchObject([
      {
        words: [
          { id: 'grave', silent: ['socialCareStatus'] },
          { id: 'calls', silent: ['channel'] },
        ],
      },
    ])
    const none = await check([small, '--words'])
    expect(none.out).toContain('1 of 23 rules and definitions')
  })

  test('a rulebook that does not load is shown with its line, and the rest is still checked', async () => {
    const file = book('bad.yaml', [
      'level: 4 }, unless: { socialCareStatus: open }',
      'lvl: 4 }, unless: { socialCareStatus: open }',
    ])
    const { status, out } = await check([file, small, ...few])
    expect(status).toBe(2)
    expect(out).toContain('[unknown-fact]')
    expect(out).toMatch(/ {2}\^+\n/)
    expect(out).toContain('1 mistake; the rulebook does not load')
    expect(out).toContain('smallshire: nothing is wrong.')
  })

  test('as JSON', async () => {
    const { status, out } = await check([book('both.yaml', unused, weak), ...few, '--format', 'json'])
    expect(status).toBe(1)
    expect(JSON.parse(out)).toMatchObject([
      {
        loads: true,
        authority: 'smallshire',
        findings: [{ code: 'unused-action', path: ['actions', 'rest'], accepted: null, proof: 'exhaustive' }],
        promises: { contacts: 300, broken: [{ id: 'harm-never-waits-for-consent' }, { id: 'harm-acts', own: true }] },
        examples: { count: 1, failed: [] },
        clean: false,
      },
    ])
  })

  test('a thread that looks for findings beside the promises finds the same', async () => {
    const args = [book('thread.yaml', unused, weak), ...few, '--format', 'json']
    const alone = await check(args)
    expect(alone.out).toContain('unused-action')
    expect(await thresholds(['check', ...args], '', { threads: true })).toEqual(alone)
  })

  test('progress is shown on a terminal only', async () => {
    expect((await check([small, '--runs', '500'], 80)).err).toContain('smallshire: promises on 250 of 500 contacts')
  })

  test.each([
    [[], 'name a rulebook'],
    [[small, '--runs', 'many'], '`--runs many` is not a number'],
    [[small, '--format', 'xml'], '`--format xml` is not known'],
    [['nowhere.yaml'], 'there is no file `nowhere.yaml`'],
    [[small, '--run', '5'], '`--run` is not an option of `thresholds check`; did you mean `--runs`'],
  ])('wrong use: %j', async (args, says) => {
    const { status, err } = await check(args)
    expect(status).toBe(2)
    expect(err).toContain(says)
  })
})

describe('a file in another encoding', () => {
  test.each([
    [
      'Windows-1252',
      Buffer.from('a: 1\nb: the child\x92s home\n', 'latin1'),
      /w\.yaml` is not UTF-8 \(Windows-1252, most likely\): the character `’` in line 2, column 13;/,
    ],
    ['UTF-16', Buffer.from('\ufeffa: 1\n', 'utf16le'), /w\.yaml` is not UTF-8 \(UTF-16\);/],
  ])('%s is named, with the place and the remedy', async (_, bytes, told) => {
    const file = join(folder, 'w.yaml')
    writeFileSync(file, bytes)
    const { status, err } = await thresholds(['check', file])
    expect(status).toBe(2)
    expect(err).toMatch(told)
    expect(err).toMatch(/save the file as UTF-8/)
  })
})
