import type { Path } from '../../diagnostic.js'
import type { InForce, RulebookStatus } from '../language/in-force.js'
import { dayIn } from '../language/in-force.js'
import type { References } from './references.js'
import type { RulebookFile } from './schema.js'

/** When the rulebook of a file holds; what is no date, or ends before it begins, is reported. */
export function inForceOf({ rulebook }: RulebookFile, { report }: References): InForce {
  const { from = null, to = null, reviewBy = null } = rulebook.inForce ?? {}
  const at: Path = ['rulebook', 'inForce']
  for (const [key, date] of Object.entries({ from, to, reviewBy }))
    if (date !== null && dayIn(date, 'first') === null) report('wrong-date', [...at, key], ...notADate(date))
  const [first, last] = [from && dayIn(from, 'first'), to && dayIn(to, 'last')]
  if (typeof first === 'number' && typeof last === 'number' && last < first)
    report('wrong-date', [...at, 'to'], `\`${to}\` lies before \`${from}\``, 'let it end after it begins')
  return { from, to, reviewBy, supersededBy: rulebook.supersededBy ?? null }
}

const notADate = (text: string): [message: string, hint: string] => [
  `\`${text}\` is not a date`,
  'write a day as in `2021-04-01`, or a month as in `2021-04`',
]

/** Whether somebody answers for the rulebook of a file. */
export function statusOf({ rulebook: { status } }: RulebookFile, { report }: References): RulebookStatus | null {
  if (status === undefined || status === 'draft') return status ?? null
  if (dayIn(status.on, 'first') === null) report('wrong-date', ['rulebook', 'status', 'on'], ...notADate(status.on))
  return { approvedBy: status.approvedBy, on: status.on }
}
