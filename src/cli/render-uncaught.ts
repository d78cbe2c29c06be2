import { catchers } from '../tools/mutants/mutation-test.js'
import type { Uncaught, UncaughtReport } from '../tools/mutants/uncaught.js'
import { wrap } from '../tools/text/wrap.js'

interface Run {
  readonly name: string
  readonly authority: string
  readonly cases: number
  readonly seed: number
  readonly seconds: number
  /** How many slips are listed. */
  readonly list: number
}

const headings = {
  down: 'Protects less, and nothing notices',
  sideways: 'Decides otherwise, and nothing notices',
  up: 'Protects more, and nothing notices',
} as const

/** What came of breaking a rulebook, for people. */
export function renderUncaught(report: UncaughtReport, run: Run, width: number): string {
  const shown = report.uncaught.filter(u => u.shown !== null)
  const listed = shown.slice(0, run.list)
  const idle = report.uncaught.filter(u => u.shown === null)
  const lines = (['down', 'sideways', 'up'] as const).flatMap(direction => {
    const alike = listed.filter(u => u.shown?.direction === direction)
    return alike.length === 0 ? [] : ['', `${headings[direction]}:`, ...alike.flatMap(u => renderSlip(u, width))]
  })
  const left = shown.length - listed.length
  const idleAtMost = Math.max(0, run.list - listed.length)
  return `${[
    ...summary(report, run, width),
    ...lines,
    ...(left > 0 ? ['', ...wrap(`${left} more; \`--list ${shown.length}\` lists them all.`, width)] : []),
    ...(idle.length === 0
      ? []
      : [
          '',
          ...wrap(
            `${idle.length} more ${idle.length === 1 ? 'changes' : 'change'} nothing on the contacts tried: perhaps what was broken is never needed.`,
            width,
          ),
          ...idle.slice(0, idleAtMost).flatMap(u => wrap(`  ${u.mutant.says}`, width, '    ')),
        ]),
    ...(listed.length === 0
      ? []
      : [
          '',
          ...wrap(
            'Each case expects what the rulebook says today: read it against the source before you paste it.',
            width,
          ),
        ]),
  ].join('\n')}\n`
}

function summary({ mutants, tried, caughtBy, uncaught }: UncaughtReport, run: Run, width: number): readonly string[] {
  const caught = Object.keys(catchers).flatMap(by => {
    const count = caughtBy[by as keyof typeof catchers] ?? 0
    return count === 0 ? [] : [`${count} ${by === 'load' ? 'do not load' : `by a ${by}`}`]
  })
  const unchecked = uncaught.filter(u => !u.checked).length
  const part = tried < mutants ? ` (seed ${run.seed}; \`--seconds ${run.seconds * 4}\` tries more)` : ''
  return [
    ...wrap(`${run.name}: ${tried} of ${mutants} small slips tried, with ${run.cases} cases${part}.`, width),
    ...wrap(`${tried - uncaught.length} caught: ${caught.join(', ') || 'none'}. ${uncaught.length} not caught.`, width),
    ...(unchecked > 0
      ? wrap(
          `For want of time \`thresholds check\` was not asked about ${unchecked} of these; it might find some.`,
          width,
        )
      : []),
  ]
}

const renderSlip = ({ mutant, shown }: Uncaught, width: number): readonly string[] => [
  '',
  ...wrap(`  ${mutant.says}`, width, '    '),
  ...(shown
    ? [...wrap(`    ${shown.says}`, width, '      '), ...shown.case.split('\n').map(line => `    ${line}`)]
    : []),
]
