import type { Kind } from '../tools/changes/treated-differently.js'
import { flowYaml } from '../tools/text/flow-yaml.js'
import { wrap } from '../tools/text/wrap.js'
import type { Since } from './since.js'

const headings = { down: 'Less protective:', sideways: 'Otherwise:', up: 'More protective:' } as const
/** How many kinds of change are told of each direction. */
const most = { down: 12, sideways: 5, up: 5 } as const

const idleAtMost = 6
const rulesAtMost = 3

const rulesOf = (ids: readonly string[]): string => {
  const named = ids.slice(0, rulesAtMost).map(id => `\`${id}\``)
  return [...named, ...(ids.length > rulesAtMost ? [`${ids.length - rulesAtMost} more rules`] : [])].join(', ')
}

/** Who is treated differently since an earlier version, what protects less first. */
export function renderSince({ name, children, idle }: Since, file: string, width: number): readonly string[] {
  const { contacts, different, kinds } = children
  const head = wrap(
    different === 0
      ? `Since ${name}: the rulebook is another, and none of ${contacts} contacts tried is treated differently.`
      : `Since ${name}: of ${contacts} contacts tried ${different} ${different === 1 ? 'is' : 'are'} treated differently.`,
    width,
  )
  const told = (['down', 'sideways', 'up'] as const).flatMap(direction => {
    const alike = kinds.filter(k => k.direction === direction)
    const left = alike.length - most[direction]
    return alike.length === 0
      ? []
      : [
          `  ${headings[direction]}`,
          ...alike.slice(0, most[direction]).flatMap(k => renderKind(k, width)),
          ...(left > 0 ? wrap(`    ${left} more; \`thresholds diff OLD ${file}\` lists them.`, width, '    ') : []),
        ]
  })
  const gone =
    idle.length === 0
      ? []
      : [
          ...wrap('  Alternatives and values of conditions that nothing tried needs any more:', width, '  '),
          ...idle.slice(0, idleAtMost).flatMap(a => wrap(`    - ${a.says} (${rulesOf(a.rules)})`, width, '      ')),
          ...(idle.length > idleAtMost ? [`    ${idle.length - idleAtMost} more`] : []),
        ]
  return [...head, ...told, ...gone]
}

const renderKind = ({ area, says, contacts, witness, after }: Kind, width: number): readonly string[] => [
  ...wrap(`    - ${area}: ${says} (${contacts} ${contacts === 1 ? 'contact' : 'contacts'})`, width, '      '),
  ...wrap(`      shown by ${flowYaml(witness)}`, width, '        '),
  ...after.slice(0, 2).flatMap(r => wrap(`      now by \`${r.rule}\`: ${r.says}`, width, '        ')),
]
