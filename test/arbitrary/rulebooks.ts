import * as fc from 'fast-check'
import { stringify } from 'yaml'
import type { Rulebook } from '../../src/rules/language/rulebook.js'
import { canonicalJson } from '../../src/rules/packed/digest.js'
import { loadRulebook } from '../../src/rules/reading/load.js'
import { factNames, facts } from '../../src/rules/vocabulary/contact-type.js'
import { actionKinds, consentAnswers, requirements, strengths } from '../../src/rules/vocabulary/fixed.js'
import { england } from '../../src/rules/vocabulary/vocabulary.js'

const {
  baseNames: bases,
  destinationNames: destinations,
  eventNames,
  areaNames: functionalAreas,
  purposeNames: purposes,
  ratingNames: ratings,
} = england

// Rulebooks that nobody would write: every construct of the language, in every stage, nested at random.

type Json = Record<string, unknown>
const indicatorIds = Array.from({ length: 9 }, (_, i) => `sign-${i}`)
const groups = ['listed', 'possible']
const teams = ['team-a', 'team-b']
const entries = ['ours', 'theirs']
const actionIds = ['act-a', 'act-b', 'act-c']
/** Each may start from those before it, and so none from itself. */
const deadlineIds = ['clock-a', 'clock-kept', 'clock-b']
const definitionIds = ['def-a', 'def-b']
/** What a clock starts from: an event, or the deadline that stands so many places before its own. */
const start: fc.Arbitrary<string | number> = fc.oneof(
  { arbitrary: fc.constantFrom('receivedAt', ...eventNames), weight: 3 },
  { arbitrary: fc.constantFrom(1, 2), weight: 1 },
)

/** A clock of a deadline; weeks of pregnancy have one start. */
function clock(deadline: string, within: string, from: string | number): { within: string; from: string } {
  if (within.endsWith('of gestation')) return { within, from: 'expectedDeliveryAt' }
  const before = typeof from === 'number' ? deadlineIds[deadlineIds.indexOf(deadline) - from] : undefined
  return {
    within,
    from: before === undefined ? (typeof from === 'number' ? 'receivedAt' : from) : `deadline ${before}`,
  }
}

const stageOrder = ['eligibility', 'level', 'basis', 'rag', 'route', 'givers', 'consent', 'deadlines', 'actions']

const oneOrSome = (values: readonly (string | number)[]) =>
  fc.oneof(fc.constantFrom(...values), fc.subarray([...values], { minLength: 1 }))
const choiceValue = (values: readonly string[]) =>
  fc.oneof(
    oneOrSome(values),
    fc.subarray([...values], { minLength: 1 }).map(not => ({ not })),
  )
const numberValue = (max: number) =>
  fc
    .tuple(fc.integer({ min: 0, max }), fc.integer({ min: 0, max }))
    .chain(([a, b]) =>
      fc.constantFrom<unknown>(
        a,
        [a, b],
        `at least ${a}`,
        `at most ${a}`,
        `more than ${a}`,
        `less than ${a}`,
        `not ${a}`,
        `${Math.min(a, b)} to ${Math.max(a, b)}`,
      ),
    )
const levelValue = fc.constantFrom<unknown>(1, 2, 3, 4, [3, 4], 'at least 3', 'at most 2', 'not 4', '2 to 3')
const listValue = (values: readonly string[]) =>
  fc.oneof(
    oneOrSome(values),
    fc
      .subarray([...values], { minLength: 1, maxLength: 2 })
      .chain(l => fc.constantFrom<unknown>({ all: l }, { not: l })),
    fc.constantFrom('none', 'some'),
  )

const readable = factNames.filter(n => ['boolean', 'choice', 'number', 'list'].includes(facts[n].kind))

/** One line of a condition, for a rule of a stage. */
function line(stage: string): fc.Arbitrary<Json> {
  const contactFact = fc.constantFrom(...readable).chain((name): fc.Arbitrary<Json> => {
    const { kind, values } = facts[name]
    const value: fc.Arbitrary<unknown> =
      kind === 'boolean'
        ? fc.boolean()
        : kind === 'choice'
          ? choiceValue(values as string[])
          : kind === 'list'
            ? listValue(values as string[])
            : values.length > 0
              ? levelValue
              : numberValue(20)
    return value.map(v => ({ [name]: v }))
  })
  const worked: fc.Arbitrary<Json>[] = [
    levelValue.map(practitionerLevel => ({ practitionerLevel })),
    choiceValue(ratings).map(rating => ({ rating })),
    fc.tuple(fc.constantFrom(...purposes), choiceValue(consentAnswers)).map(([p, v]) => ({ [`consentFor.${p}`]: v })),
    fc
      .tuple(fc.constantFrom(...functionalAreas), fc.constantFrom<unknown>(0, 2, 'at least 2', 'at most 1'))
      .map(([a, v]) => ({ [`functionalNeeds.${a}`]: v })),
    fc
      .tuple(fc.constantFrom<unknown>(2, 'at least 3'), fc.constantFrom<unknown>('at least 1', 'at least 2', 0))
      .map(([score, areas]) => ({ functionalNeeds: { score, areas } })),
    fc
      .record(
        {
          within: fc.constantFrom('12 months', '30 weeks'),
          level: levelValue,
          concern: fc.constantFrom<unknown>('domestic-abuse', ['disability', 'trafficking']),
          outcome: fc.constantFrom('assessed', 'no-further-action'),
          count: fc.constantFrom<unknown>('at least 2', 0, 'less than 3'),
        },
        { requiredKeys: [] },
      )
      .map(earlierContacts => ({ earlierContacts })),
    fc
      .tuple(
        fc.constantFrom('given', 'notGiven'),
        oneOrSome([
          ...readable,
          'indicators',
          'earlierContacts',
          'practitionerLevel',
          ...eventNames.map(e => `events.${e}`),
        ]),
      )
      .map(([k, v]) => ({ [k]: v })),
  ]
  const fromIndicators: fc.Arbitrary<Json>[] = [
    oneOrSome(indicatorIds).map(indicators => ({ indicators })),
    fc.subarray(indicatorIds, { minLength: 1, maxLength: 3 }).map(not => ({ indicators: { not } })),
    fc
      .record(
        {
          level: levelValue,
          group: oneOrSome(groups),
          notGroup: fc.constantFrom(...groups),
          domain: fc.constantFrom('health', 'home'),
          atLeast: fc.integer({ min: 1, max: 3 }),
        },
        { requiredKeys: [] },
      )
      .map(indicators => ({ indicators })),
    fc.tuple(levelValue, numberValue(3)).map(([level, count]) => ({ indicators: { level, count } })),
    fc.constantFrom<unknown>('at least 2', 1, 'less than 2').map(domains => ({ indicators: { domains } })),
  ]
  const after = stageOrder.indexOf(stage)
  const outcomes: [string, fc.Arbitrary<unknown>][] = [
    ['eligibility', fc.constantFrom(...entries, 'none').map(entry => ({ entry }))],
    ['level', levelValue.map(level => ({ level }))],
    ['basis', choiceValue([...bases, 'none']).map(basis => ({ basis }))],
    ['rag', choiceValue(ratings).map(rag => ({ rag }))],
    ['route', choiceValue(destinations).map(route => ({ route }))],
    ['route', fc.constantFrom(...teams, 'none').map(team => ({ team }))],
    [
      'consent',
      fc
        .tuple(fc.constantFrom(...purposes), oneOrSome([...requirements, 'none']))
        .map(([p, v]) => ({ [`requirement.${p}`]: v })),
    ],
    ['consent', fc.tuple(fc.constantFrom(...purposes), fc.boolean()).map(([p, v]) => ({ [`mayProceed.${p}`]: v }))],
  ]
  const earlier = outcomes.filter(([s]) => stageOrder.indexOf(s) < after).map(([, a]) => a as fc.Arbitrary<Json>)
  const plain =
    stage === 'indicators'
      ? [contactFact.filter(c => !('concerns' in c)), ...worked.slice(0, 5)]
      : [contactFact, contactFact, ...worked, ...fromIndicators, ...earlier]
  return fc.oneof(...plain)
}

/** A condition of up to three lines, nested up to two deep. */
function condition(stage: string, depth = 2): fc.Arbitrary<Json> {
  const base = fc.array(line(stage), { minLength: 1, maxLength: 3 }).map(lines => Object.assign({}, ...lines) as Json)
  if (depth === 0) return base
  const inner = condition(stage, depth - 1)
  const named =
    stage === 'indicators' || stage === 'definitions'
      ? []
      : [fc.tuple(fc.constantFrom('is', 'isNot'), oneOrSome(definitionIds)).map(([k, v]): Json => ({ [k]: v }))]
  return fc.oneof(
    { weight: 4, arbitrary: base },
    {
      weight: 1,
      arbitrary: fc.tuple(base, fc.array(inner, { minLength: 1, maxLength: 3 })).map(([b, any]) => ({ ...b, any })),
    },
    { weight: 1, arbitrary: fc.array(inner, { minLength: 1, maxLength: 3 }).map(all => ({ all })) },
    { weight: 1, arbitrary: fc.tuple(base, inner).map(([b, not]) => ({ ...b, not })) },
    { weight: 1, arbitrary: fc.tuple(base, inner).map(([b, mayBe]) => ({ ...b, mayBe })) },
    ...named.map(arbitrary => ({ weight: 1, arbitrary })),
  )
}

/** A condition without `mayBe`, which an exception may not hold: it always stands beside other lines. */
function withoutMayBe(condition: unknown): unknown {
  if (Array.isArray(condition)) return condition.map(withoutMayBe)
  if (typeof condition !== 'object' || condition === null) return condition
  return Object.fromEntries(
    Object.entries(condition)
      .filter(([key]) => key !== 'mayBe')
      .map(([key, value]) => [key, withoutMayBe(value)]),
  )
}

function rules(stage: string, outcome: fc.Arbitrary<Json>, ordered: boolean, max = 4): fc.Arbitrary<Json[]> {
  const riders = ['eligibility', 'route', 'consent', 'deadlines'].includes(stage)
    ? fc.record(
        {
          actions: fc.subarray(actionIds, { minLength: 1 }),
          also: fc.subarray(teams, { minLength: 1 }),
          notice: fc.constant({ 'facts-at-odds': 'Two facts do not fit.' }),
        },
        { requiredKeys: [] },
      )
    : fc.constant({})
  const when = fc.oneof(
    { weight: 8, arbitrary: condition(stage) as fc.Arbitrary<unknown> },
    { weight: 1, arbitrary: fc.constant<unknown>('always') },
  )
  const exceptions = fc
    .array(condition(stage, 1), { minLength: 1, maxLength: 3 })
    .map(list => list.map((w, i) => ({ says: `exception ${i} applies`, when: withoutMayBe(w) })))
  const unless = fc.option(fc.oneof(condition(stage, 1).map(withoutMayBe), exceptions), {
    nil: undefined,
    freq: 3,
  })
  const rule = fc.tuple(when, unless, outcome, riders).map(
    ([w, u, o, r]): Json => ({
      says: 'A rule.',
      when: w,
      ...(u !== undefined && { unless: u }),
      clauses: ['c-1'],
      ...o,
      ...r,
    }),
  )
  const list = fc.uniqueArray(rule, {
    maxLength: max,
    selector: r => canonicalJson([r.deadline ?? '', r.when, r.unless ?? null]),
  })
  return ordered
    ? fc.tuple(list, outcome).map(([l, o]) => [...l, { says: 'The rest.', when: 'otherwise', clauses: ['c-1'], ...o }])
    : list
}

const durations = [
  '4 working hours',
  'by 09:30 of the next working day',
  'by 28 weeks of gestation',
  '1 hour',
  '24 hours',
  '3 working days',
  '3 days',
  '1 month',
  'at once',
  'by 09:00',
  '3 working days before',
  '12 weeks',
]

/** Files of rulebooks, as plain data that `yaml` can write. */
export const rulebookFiles: fc.Arbitrary<Json> = fc
  .record({
    conditional: fc.array(fc.option(condition('indicators', 1), { nil: undefined }), { minLength: 9, maxLength: 9 }),
    definitions: fc.tuple(condition('definitions'), condition('definitions')),
    eligibility: rules(
      'eligibility',
      fc.constantFrom(...entries).map(entry => ({ entry })),
      false,
    ),
    level: rules(
      'level',
      fc.constantFrom(1, 2, 3, 4, 'practitionerLevel').map(level => ({ level })),
      false,
      6,
    ),
    basis: rules(
      'basis',
      fc.constantFrom('section-17', 'section-47', 'none').map(basis => ({ basis })),
      true,
    ),
    rag: rules(
      'rag',
      fc.constantFrom(...ratings, 'rating').map(rag => ({ rag })),
      false,
    ),
    route: rules(
      'route',
      fc
        .tuple(fc.constantFrom(...destinations), fc.option(fc.constantFrom(...teams), { nil: undefined }))
        .map(([to, team]) => ({ route: { to, ...(team && { team }) } })),
      true,
      6,
    ),
    givers: rules(
      'givers',
      fc.constantFrom('parental-responsibility', 'young-person', 'anyone').map(consentFrom => ({ consentFrom })),
      true,
      2,
    ),
    referral: rules(
      'consent',
      fc
        .tuple(
          fc.constantFrom(...requirements, 'none'),
          fc.constantFrom('parental-responsibility', 'young-person', 'anyone', 'whoever'),
        )
        .map(([consent, consentFrom]) => ({ consent, consentFrom })),
      true,
    ),
    checks: rules(
      'consent',
      fc.constantFrom(...requirements).map(consent => ({ consent })),
      true,
      2,
    ),
    deadlines: rules(
      'deadlines',
      fc
        .tuple(
          fc.constantFrom(...deadlineIds),
          fc.constantFrom(...durations),
          start,
          fc.constantFrom(...strengths),
          fc.option(fc.constantFrom(...eventNames), { nil: undefined }),
          fc.option(fc.constant('1 month'), { nil: undefined }),
          fc.option(fc.tuple(fc.constantFrom(...durations), start), { nil: undefined }),
        )
        .map(([deadline, within, from, strength, orAt, opens, later]) => ({
          deadline,
          ...clock(deadline, within, from),
          strength,
          ...(orAt && { orAt }),
          ...(opens && { opens }),
          ...(later && { orLater: clock(deadline, ...later) }),
        })),
      false,
      6,
    ),
    actions: rules(
      'actions',
      fc
        .tuple(fc.subarray(actionIds, { minLength: 1 }), fc.subarray(teams), fc.constantFrom(...strengths))
        .map(([actions, also, strength]) => ({ actions, ...(also.length > 0 && { also }), strength })),
      false,
    ),
  })
  .map(r => {
    let n = 0
    const named = (list: Json[]): Json[] => list.map(x => ({ id: `rule-${n++}`, ...x }))
    return {
      rulebook: { authority: 'anywhere', name: 'Anywhere', title: 'Generated', version: '1' },
      sources: { book: { title: 'A book' } },
      teams: Object.fromEntries(teams.map(t => [t, t])),
      actions: Object.fromEntries(
        actionIds.map((a, i) => [
          a,
          {
            label: a,
            kind: actionKinds[i % actionKinds.length],
            ...(i % 2 === 0 && { by: teams[0] }),
            clauses: ['c-1'],
          },
        ]),
      ),
      deadlines: {
        'clock-a': { label: 'A', doneAt: 'outcomeDecidedAt' },
        'clock-b': 'B',
        'clock-kept': { label: 'Kept', governs: false, doneAt: 'ragRatedAt' },
      },
      entries: Object.fromEntries(entries.map(e => [e, e])),
      indicators: [1, 2, 3, 4].map(level => ({
        section: `Level ${level}`,
        source: 'book',
        level,
        domain: level % 2 === 0 ? 'health' : 'home',
        ...(level > 2 && { groups: [groups[level - 3]] }),
        listed: Object.fromEntries(
          indicatorIds
            .filter((_, i) => i % 4 === level - 1)
            .map((id, i) => [
              id,
              {
                label: id,
                ...(i < 2 && { bullet: 'one' }),
                ...(level === 4 && { concerns: ['radicalisation'] }),
                ...(r.conditional[indicatorIds.indexOf(id)] && { when: r.conditional[indicatorIds.indexOf(id)] }),
              },
            ]),
        ),
      })),
      definitions: Object.fromEntries(definitionIds.map((d, i) => [d, { says: d, when: r.definitions[i] }])),
      rules: {
        eligibility: named(r.eligibility),
        level: named(r.level),
        basis: named(r.basis),
        rag: named(
          r.rag.length === 0
            ? []
            : [{ says: 'The given one.', when: { given: 'rating' }, clauses: ['c-1'], rag: 'rating' }, ...r.rag],
        ),
        route: named(r.route),
        consent: {
          givers: { whoever: named(r.givers) },
          referral: named(r.referral),
          'network-checks': named(r.checks),
        },
        deadlines: named(r.deadlines),
        actions: named(r.actions),
      },
      clauses: { 'c-1': { source: 'book', section: '1', says: 'A clause.' } },
    }
  })

/** A generated file as a rulebook; `null` where two rules came out alike, which is the one mistake that the generator may make. */
export function loadGenerated(file: Json): Rulebook | null {
  const loaded = loadRulebook(stringify(file, { aliasDuplicateObjects: false }))
  if (loaded.ok) return loaded.value
  if (loaded.diagnostics.every(d => d.code === 'identical-conditions')) return null
  throw new Error(JSON.stringify(loaded.diagnostics.slice(0, 3), null, 1))
}
