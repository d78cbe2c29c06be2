import { keptFor } from '../../kept-for.js'
import { consentAnswers, moments, receivedWhen, requirements } from './fixed.js'
import { followsFrom } from './implications.js'
import type { Outcome, Stage } from './stages.js'
import { setterOf, stageOf, stages } from './stages.js'
import type { Vocabulary } from './vocabulary.js'

/** A fact that a condition may read: how, which values it can have, and the stage after which it exists. */
export interface Readable {
  readonly kind:
    | 'boolean'
    | 'choice'
    | 'number'
    | 'list'
    | 'indicators'
    | 'functional-needs'
    | 'earlier-contacts'
    | 'event'
  readonly values: readonly (string | number)[]
  /** Outcomes exist only after this stage; `null` for facts of the contact. */
  readonly after: Stage | null
  readonly label: string
  /** The facts of the contact that it comes from: what to ask for where it is unknown. */
  readonly behind: readonly string[]
}

const contactFacts = ({ facts }: Vocabulary): readonly [string, Readable][] =>
  Object.entries(facts).flatMap(([name, spec]): [string, Readable][] => {
    const base = { values: spec.values, after: null, label: spec.label, behind: [name] }
    if (spec.kind === 'boolean' || spec.kind === 'choice' || spec.kind === 'number' || spec.kind === 'list')
      return [[name, { ...base, kind: spec.kind }]]
    if (name === 'indicators') return [[name, { ...base, kind: 'indicators', behind: ['indicators'] }]]
    if (spec.kind === 'earlier-contacts') return [[name, { ...base, kind: spec.kind }]]
    if (name === 'functionalNeeds') return [[name, { ...base, kind: 'functional-needs' }]]
    return []
  })

/** What a stage sets, or works out. */
const outcome = (
  name: string,
  kind: Readable['kind'],
  values: readonly (string | number)[],
  label: string,
): [string, Readable] => [name, { kind, values, after: setterOf(name)?.stage ?? null, label, behind: [] }]

/** What the stages set whose outcome is one value. */
const saidOutcomes = (vocabulary: Vocabulary): readonly [string, Readable][] =>
  stages.flatMap(stage => {
    const { says, takes, sets, heading } = stageOf(stage)
    if (says === null) return []
    const own = says.values(vocabulary).filter(v => takes({ stage, [says.key]: v } as unknown as Outcome) === null)
    const values = own.map(v => v ?? 'none')
    const kind = values.every(v => typeof v === 'number') ? 'number' : 'choice'
    return Object.keys(sets).map(fact => outcome(fact, kind, values, heading.toLowerCase()))
  })

/** What is worked out of a contact, and what the stages set. */
function derived(vocabulary: Vocabulary): readonly [string, Readable][] {
  const { latestOf, levels, ratingNames, purposes, areas, events, destinationNames } = vocabulary
  return [
    [
      'practitionerLevel',
      {
        kind: 'number',
        values: levels,
        after: null,
        label: "the practitioner's latest level",
        behind: latestOf.practitionerLevel ?? [],
      },
    ],
    [
      'rating',
      {
        kind: 'choice',
        values: ratingNames,
        after: null,
        label: "the authority's latest rating",
        behind: latestOf.rating ?? [],
      },
    ],
    [
      'received',
      { kind: 'choice', values: receivedWhen, after: null, label: 'whether it came in office hours', behind: [] },
    ],
    ['moment', { kind: 'choice', values: moments, after: null, label: 'moment', behind: [] }],
    ...Object.keys(purposes).map((p): [string, Readable] => [
      `consentFor.${p}`,
      {
        kind: 'choice',
        values: consentAnswers,
        after: null,
        label: `consent for ${p.replaceAll('-', ' ')}`,
        behind: ['consent'],
      },
    ]),
    ...Object.keys(areas).map((a): [string, Readable] => [
      `functionalNeeds.${a}`,
      {
        kind: 'number',
        values: [0, 1, 2, 3, 4],
        after: null,
        label: `functional need: ${a.replaceAll('-', ' ')}`,
        behind: ['functionalNeeds'],
      },
    ]),
    ...Object.keys(events).map((e): [string, Readable] => [
      `events.${e}`,
      { kind: 'event', values: [], after: null, label: `time of ${e}`, behind: [`events.${e}`] },
    ]),
    ...saidOutcomes(vocabulary),
    outcome('route', 'choice', destinationNames, 'route'),
    ...Object.keys(purposes).map(p =>
      outcome(
        `requirement.${p}`,
        'choice',
        [...requirements, 'none'],
        `consent requirement for ${p.replaceAll('-', ' ')}`,
      ),
    ),
    ...Object.keys(purposes).map(p =>
      outcome(`mayProceed.${p}`, 'boolean', [], `${p.replaceAll('-', ' ')} may proceed`),
    ),
  ]
}

// Where one fact settles another, either can be asked for.
const alsoBehind = (vocabulary: Vocabulary): Readonly<Record<string, readonly string[]>> => ({
  ...Object.fromEntries(followsFrom(vocabulary)),
  concerns: ['indicators'],
  ...Object.fromEntries(
    vocabulary.endings.map(ending => [`events.${ending}`, vocabulary.beginnings.map(name => `events.${name}`)]),
  ),
})

const common = keptFor((vocabulary: Vocabulary): ReadonlyMap<string, Readable> => {
  const also = alsoBehind(vocabulary)
  return new Map(
    [...contactFacts(vocabulary), ...derived(vocabulary)].map(([name, r]) => [
      name,
      { ...r, behind: [...r.behind, ...(also[name] ?? [])] },
    ]),
  )
})

/** The facts that conditions of one rulebook may read, by name. */
export function readableFacts(
  vocabulary: Vocabulary,
  teams: readonly string[] = [],
  entries: readonly string[] = [],
): ReadonlyMap<string, Readable> {
  return new Map([
    ...common(vocabulary),
    outcome('team', 'choice', [...teams, 'none'], 'team'),
    outcome('entry', 'choice', [...entries, 'none'], 'entry'),
  ])
}
