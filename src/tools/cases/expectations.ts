import * as z from 'zod'
import { formatPath } from '../../diagnostic.js'
import type { Decision } from '../../engine/decide/decision.js'
import { keptFor } from '../../kept-for.js'
import { reportIssues } from '../../rules/reading/check-shape.js'
import { parseInstant } from '../../rules/time/london.js'
import { actionKinds, changeables, strengths } from '../../rules/vocabulary/fixed.js'
import type { Vocabulary } from '../../rules/vocabulary/vocabulary.js'
import { england } from '../../rules/vocabulary/vocabulary.js'

/** What the command line and case systems give for one contact: a decision, or why there is none. */
export type Answer =
  | Decision
  | { readonly error: { readonly code: string; readonly message: string; readonly path: string } }

const value = z.union([z.string(), z.number(), z.boolean(), z.null()])
const fields = z.record(z.string(), value)
const ids = z.array(z.string())
/** What a case expects of a decision in the words of a vocabulary: a subset, so what is not named is not checked. */
export const expectationOf = keptFor(({ purposeNames, destinationNames }: Vocabulary) =>
  z
    .strictObject({
      level: value,
      basis: value,
      rag: value,
      /** `also`: at least these; `notAlso`: none of these is told. */
      route: z.looseObject({ also: ids.optional(), notAlso: ids.optional() }),
      /** `null`: the source has no rule. */
      consent: fields.nullable(),
      /** By purpose; `null`: the source has no rule. */
      consents: z.partialRecord(z.enum(purposeNames), fields.nullable()),
      /** The id of the governing deadline. */
      deadline: z.string().nullable(),
      /** At least these, by id; `null`: whatever its date. */
      deadlines: z.record(z.string(), fields.nullable()),
      noDeadlines: ids,
      actions: ids,
      noActions: ids,
      /** At least these actions, each with its strength. */
      strengths: z.record(z.string(), z.enum(strengths)),
      clauses: ids,
      unknowns: ids,
      /** The destination is none of these. */
      notRoute: z.array(z.enum(destinationNames)),
      /** At least these are listed as assumed. */
      assumed: ids,
      /** At least these codes. */
      notices: ids,
      noNotices: ids,
      /** Some reason has an exception that is not settled, on each of these facts. */
      unless: ids,
      /** The kind of each of these actions. */
      kinds: z.record(z.string(), z.enum(actionKinds)),
      /** What each of these unknown facts is said to change, at least. */
      couldChange: z.record(z.string(), z.array(z.enum(changeables))),
      /** Instead of all else: the contact is refused, and this is named. */
      error: z.string(),
    })
    .partial(),
)
export type Expectation = z.infer<ReturnType<typeof expectationOf>>

/**
 * What a case expects and an answer does not hold; nothing where the case passes.
 *
 * An expectation that is written wrongly is a difference too, so that a misspelt one cannot pass for a met one.
 * @example differences({ level: 4 }, decision) // ['level: wanted 4, got 3']
 */
export function differences(
  expect: Readonly<Record<string, unknown>>,
  answer: Answer,
  vocabulary: Vocabulary = england,
): string[] {
  const schema = expectationOf(vocabulary)
  const read = schema.safeParse(expect)
  if (!read.success) {
    const wrong: string[] = []
    const keys = Object.keys(schema.shape)
    reportIssues(
      read.error.issues,
      expect,
      path => (path.length === 0 ? keys : path[0] === 'consents' ? vocabulary.purposeNames : []),
      (_, path, message, hint) => {
        wrong.push(`the expectation ${formatPath(path)} cannot be checked: ${message}; ${hint}`)
      },
    )
    return wrong
  }
  const wanted = read.data
  if (wanted.error !== undefined) {
    if (!('error' in answer)) return [`wanted a refusal that names ${wanted.error}, got a decision`]
    const { message, path } = answer.error
    return message.includes(wanted.error) || path.includes(wanted.error)
      ? []
      : [`error: wanted one that names ${wanted.error}, got ${show(answer.error)}`]
  }
  if ('error' in answer) return [`wanted a decision, got a refusal: ${show(answer.error)}`]
  return [...outcomesOf(wanted, answer), ...timesOf(wanted, answer), ...reasonsOf(wanted, answer)]
}

const show = (x: unknown): string => JSON.stringify(x) ?? 'nothing'

function same(what: string, want: unknown, have: unknown): readonly string[] {
  return show(want) === show(have) ? [] : [`${what}: wanted ${show(want)}, got ${show(have)}`]
}

/** The fields of an object that is wanted, one by one; `null` where it must not be there. */
function partOf(
  what: string,
  want: Readonly<Record<string, unknown>> | null | undefined,
  have: object | null | undefined,
): readonly string[] {
  if (want === undefined) return []
  if (want === null || have === null || have === undefined) return same(what, want, have ?? null)
  return Object.entries(want).flatMap(([key, value]) =>
    same(`${what}.${key}`, value, (have as Record<string, unknown>)[key]),
  )
}

function allIn(what: string, want: readonly string[] | undefined, have: readonly string[]): readonly string[] {
  return (want ?? []).filter(id => !have.includes(id)).map(id => `${what}: wanted ${id} among ${show(have)}`)
}

function noneIn(what: string, unwanted: readonly string[] | undefined, have: readonly string[]): readonly string[] {
  return (unwanted ?? []).filter(id => have.includes(id)).map(id => `${what}: ${id} must not be there`)
}

function outcomesOf(wanted: Expectation, decision: Decision): readonly string[] {
  const { also, notAlso, ...route } = wanted.route ?? {}
  const actions = decision.actions.map(a => a.id)
  const strengthOf = new Map(decision.actions.map(a => [a.id, a.strength]))
  const kindOf = new Map(decision.actions.map(a => [a.id, a.kind]))
  return [
    ...(['level', 'basis', 'rag'] as const).flatMap(key =>
      wanted[key] === undefined ? [] : same(key, wanted[key], decision[key]),
    ),
    ...partOf('route', route, decision.route),
    ...allIn('route.also', also, decision.route.also),
    ...noneIn('route.also', notAlso, decision.route.also),
    ...noneIn('route', wanted.notRoute, [decision.route.destination]),
    ...partOf('consent', wanted.consent, decision.consent),
    ...Object.entries(wanted.consents ?? {}).flatMap(([purpose, want]) =>
      partOf(
        `consents.${purpose}`,
        want,
        decision.consents.find(c => c.purpose === purpose),
      ),
    ),
    ...allIn('actions', wanted.actions, actions),
    ...noneIn('actions', wanted.noActions, actions),
    ...Object.entries(wanted.strengths ?? {}).flatMap(([id, strength]) =>
      same(`strengths.${id}`, strength, strengthOf.get(id)),
    ),
    ...Object.entries(wanted.kinds ?? {}).flatMap(([id, kind]) => same(`kinds.${id}`, kind, kindOf.get(id))),
  ]
}

/** Two texts of one instant are the same time, whatever their offsets. */
const sameTime = (want: unknown, have: unknown): boolean =>
  typeof want === 'string' &&
  typeof have === 'string' &&
  parseInstant(want) !== null &&
  parseInstant(want) === parseInstant(have)

function timesOf(wanted: Expectation, decision: Decision): readonly string[] {
  const there = decision.deadlines.map(d => d.id)
  const found = Object.entries(wanted.deadlines ?? {}).flatMap(([id, want]) => {
    const have = decision.deadlines.find(d => d.id === id)
    if (!have) return allIn('deadlines', [id], there)
    const rest = Object.entries(want ?? {}).filter(
      ([key, time]) => !((key === 'due' || key === 'notBefore') && sameTime(time, have[key])),
    )
    return partOf(`deadlines.${id}`, Object.fromEntries(rest), have)
  })
  return [
    ...(wanted.deadline === undefined ? [] : same('deadline', wanted.deadline, decision.deadline?.id ?? null)),
    ...found,
    ...noneIn('deadlines', wanted.noDeadlines, there),
  ]
}

function reasonsOf(wanted: Expectation, decision: Decision): readonly string[] {
  const rationale = decision.rationale ?? []
  const unknowns = decision.unknowns ?? []
  const cited = [rationale, decision.consents, decision.deadlines, decision.actions].flat().flatMap(x => x.clauses)
  const open = rationale.flatMap(r => r.unless.flatMap(u => u.facts))
  return [
    ...(rationale.length === 0 ? ['rationale: it is empty'] : []),
    ...(wanted.clauses ?? []).filter(id => !cited.includes(id)).map(id => `clauses: nothing cites ${id}`),
    ...allIn(
      'unknowns',
      wanted.unknowns,
      unknowns.map(u => u.fact),
    ),
    ...allIn(
      'assumed',
      wanted.assumed,
      decision.assumed.map(a => a.fact),
    ),
    ...allIn(
      'notices',
      wanted.notices,
      decision.notices.map(n => n.code),
    ),
    ...noneIn(
      'notices',
      wanted.noNotices,
      decision.notices.map(n => n.code),
    ),
    ...allIn('unless', wanted.unless, [...new Set(open)]),
    ...Object.entries(wanted.couldChange ?? {}).flatMap(([fact, parts]) => {
      const found = unknowns.find(u => u.fact === fact)
      return found
        ? allIn(`couldChange.${fact}`, parts, found.couldChange)
        : allIn(
            'unknowns',
            [fact],
            unknowns.map(u => u.fact),
          )
    }),
  ]
}
