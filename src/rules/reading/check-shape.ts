import type * as z from 'zod'
import type { Path, Report } from '../../diagnostic.js'
import { didYouMean, nearWord, oneOf } from '../suggest.js'
import { excerpt as show } from '../visible.js'
import { meantAnswer } from './near-misses.js'

type Issue = z.core.$ZodIssue

const kindNames: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: '`true` or `false`',
  array: 'a list',
  tuple: 'a list of two',
  object: 'a set of lines `name: value`',
  record: 'a set of lines `name: value`',
}

const valueAt = (data: unknown, path: Path): unknown =>
  path.reduce<unknown>(
    (x, key) =>
      typeof x === 'object' && x !== null && Object.hasOwn(x, key)
        ? (x as Record<string | number, unknown>)[key]
        : undefined,
    data,
  )

/** The keys that a strict object of the schema accepts at a path, so that a mistyped one can be corrected. */
export type KeysAt = (path: Path) => readonly string[]

/** Sections that were called otherwise, and what they are called now. */
const renamedSections: Readonly<Record<string, string>> = { invariants: 'promises' }

/** Turns the issues that zod found into diagnostics that say what to do. */
export function reportIssues(
  issues: readonly Issue[],
  data: unknown,
  keysAt: KeysAt,
  report: Report,
  base: Path = [],
): void {
  for (const issue of issues) reportIssue(issue, data, keysAt, report, base)
}

function reportIssue(issue: Issue, data: unknown, keysAt: KeysAt, report: Report, base: Path): void {
  const path: Path = [...base, ...(issue.path as (string | number)[])]
  const last = path.at(-1)
  const value = valueAt(data, path)
  switch (issue.code) {
    case 'unrecognized_keys':
      for (const key of issue.keys) {
        const now = path.length === 0 && Object.hasOwn(renamedSections, key) ? renamedSections[key] : undefined
        if (now === undefined)
          report(
            'unknown-key',
            [...path, key],
            `\`${show(key)}\` is not known here`,
            unknownKeyHint(key, valueAt(data, [...path, key]), keysAt(path)),
          )
        else
          report('renamed-key', [...path, key], `\`${key}\` is now called \`${now}\``, `write \`${now}\` in its place`)
      }
      return
    case 'invalid_union': {
      // The branch that got furthest is the one that was meant.
      const branch = [...issue.errors].sort((a, b) => depth(b) - depth(a))[0]
      if (branch && depth(branch) > 0) return reportIssues(branch, data, keysAt, report, path)
      const wants = [...new Set(issue.errors.flatMap(e => e.map(expectation)))].join(', or ')
      if (value === undefined)
        return report('missing-key', path, `\`${String(last)}\` is missing`, `write it: ${wants}`)
      // A choice with words of its own says them.
      const hint = issue.message === 'Invalid input' ? `it must be ${wants}` : issue.message
      return report('wrong-value', path, `\`${show(value)}\` cannot stand here`, hint)
    }
    case 'invalid_value':
      if (value === undefined)
        return report(
          'missing-key',
          path,
          `\`${String(last)}\` is missing`,
          `write one of: ${issue.values.map(v => `\`${String(v)}\``).join(', ')}`,
        )
      return report(
        'wrong-value',
        path,
        `\`${show(value)}\` cannot stand here`,
        typeof value === 'string' ? didYouMean(value, issue.values.map(String)) : oneOf(issue.values.map(String)),
      )
    case 'invalid_type':
      if (value === undefined)
        return report('missing-key', path, `\`${String(last)}\` is missing`, `write it: ${expectation(issue)}`)
      return report(
        'wrong-value',
        path,
        `\`${show(value)}\` cannot stand here`,
        issue.expected === 'boolean' && meantAnswer(value) !== null
          ? `write \`${String(meantAnswer(value))}\``
          : `it must be ${withKeys(issue, keysAt(path))}`,
      )
    case 'too_small':
      return typeof value === 'number'
        ? report('wrong-value', path, `\`${show(value)}\` is too small`, `write ${expectation(issue)}`)
        : report('wrong-value', path, `\`${String(last)}\` is empty`, 'write at least one value')
    case 'invalid_key':
      return report(
        'wrong-name',
        path,
        `\`${String(last)}\` is not a name that can stand here`,
        issue.issues.map(expectation).join(', or '),
      )
    default:
      return report('wrong-value', path, `\`${show(value)}\` cannot stand here`, expectation(issue))
  }
}

const exceptional = /^(un(less|til)|except|excl|excludes?|but|not|without|save|other)/i
const conditional = /^(if|when|where|while|given|and|or|only|also|provided|condition|criteria|for)/i

/**
 * What to do about a line whose name is not known. An exception or a condition is never to be taken out: the rule would apply to more
 * than was meant, or to less.
 */
function unknownKeyHint(key: string, value: unknown, known: readonly string[]): string {
  const near = nearWord(key, known)
  if (near !== null) return near
  const takesConditions = known.includes('when')
  const isSet = typeof value === 'object' && value !== null
  if (takesConditions && exceptional.test(key)) return 'write an exception under `unless`'
  if (takesConditions && (conditional.test(key) || isSet))
    return 'write a condition under `when`, beside what stands there, and an exception under `unless`'
  if (isSet || exceptional.test(key) || conditional.test(key))
    return `write what it says under a name that is known here; ${oneOf(known)}`
  return `${known.length === 0 ? '' : `${oneOf(known)}; `}take the line out if it says nothing that matters`
}

const depth = (issues: readonly Issue[]): number =>
  Math.max(0, ...issues.map(i => (i.code === 'unrecognized_keys' ? i.path.length + 1 : i.path.length)))

/** Where a set of lines is wanted, the names that may stand in it. */
const withKeys = (issue: Issue, keys: readonly string[]): string =>
  keys.length === 0 ? expectation(issue) : `${expectation(issue)}: ${keys.map(k => `\`${k}\``).join(', ')}`

function expectation(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return kindNames[issue.expected] ?? issue.expected
    case 'invalid_value':
      return issue.values.map(v => `\`${String(v)}\``).join(', ')
    case 'invalid_format':
      return issue.message
    case 'too_big':
      return `at most ${issue.maximum}`
    case 'too_small':
      return `at least ${issue.minimum}`
    default:
      return issue.message
  }
}
