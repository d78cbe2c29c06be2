import type { Path } from '../../diagnostic.js'
import { deliveryEvent } from '../language/clock-starts.js'
import { didYouMean } from '../suggest.js'
import type { Duration } from '../time/durations.js'
import type { ConsentGiver } from '../vocabulary/fixed.js'
import { soleGivers } from '../vocabulary/fixed.js'
import { bothGivers } from '../vocabulary/phrases.js'
import type { Outcome, OutcomeOf, Stage } from '../vocabulary/stages.js'
import { stageOf } from '../vocabulary/stages.js'
import type { References } from './references.js'
import type { RulebookFile } from './schema.js'

type Rules = RulebookFile['rules']
type Consent = NonNullable<Rules['consent']>

/** The lines of a rule of each stage, as the file has them. */
interface FileRules {
  readonly eligibility: NonNullable<Rules['eligibility']>[number]
  readonly route: Rules['route'][number]
  readonly givers: NonNullable<Consent['givers']>[string][number]
  readonly consent: NonNullable<Consent['referral']>[number]
  readonly deadlines: NonNullable<Rules['deadlines']>[number]
  readonly actions: NonNullable<Rules['actions']>[number]
}

/** The stages whose outcomes say more than one value. */
type WrittenStage = keyof FileRules

/** What an outcome is read with: the file's names, and the names of its lists of givers. */
export interface OutcomeContext {
  readonly references: References
  readonly givers: readonly string[]
}

type Read<S extends WrittenStage> = (
  rule: FileRules[S],
  at: Path,
  context: OutcomeContext,
  /** The name that stands above the list. */
  name: string,
) => OutcomeOf<S> | null

/** How an outcome that says more than one value is written, stage by stage. */
const readers: { readonly [S in WrittenStage]: Read<S> } = {
  eligibility: (rule, at, { references }) => {
    references.entry(rule.entry, [...at, 'entry'])
    return { stage: 'eligibility', entry: rule.entry }
  },
  route: ({ route }, at, { references }) => {
    if (route.team !== undefined) references.team(route.team, [...at, 'route', 'team'])
    return { stage: 'route', destination: route.to, team: route.team ?? null }
  },
  givers: ({ consentFrom }, at, { references }, giver) => ({
    stage: 'givers',
    giver,
    from: readGiver(consentFrom, at, references),
  }),
  consent: (rule, at, { references, givers }, purpose) => {
    const from = rule.consentFrom ?? 'anyone'
    const named = typeof from === 'string' && !words.includes(from) ? from : null
    if (named !== null && !givers.includes(named))
      references.report(
        'unknown-giver',
        [...at, 'consentFrom'],
        `nobody is named \`${named}\` who may consent`,
        named === 'both' ? `write \`${bothGivers}\`` : didYouMean(named, [...words, ...givers]),
      )
    return {
      stage: 'consent',
      purpose,
      requirement: rule.consent === 'none' ? null : rule.consent,
      from: named === null ? readGiver(from as FileRules['givers']['consentFrom'], at, references) : null,
      giver: named,
    }
  },
  deadlines: (rule, at, { references }) => {
    references.deadline(rule.deadline, [...at, 'deadline'])
    const within = references.duration(rule.within, [...at, 'within'])
    const opens = rule.opens === undefined ? null : references.duration(rule.opens, [...at, 'opens'])
    const from = references.start(rule.from, [...at, 'from'])
    checkGestation(within, rule.from, [...at, 'within'], references)
    const orAt = rule.orAt === undefined ? null : references.event(rule.orAt, [...at, 'orAt'])
    const orLater = rule.orLater === undefined ? null : readLater(rule.orLater, [...at, 'orLater'], references)
    if (!within || !from) return null
    return {
      stage: 'deadlines',
      deadline: rule.deadline,
      duration: within,
      from,
      strength: rule.strength ?? 'must',
      opens,
      orAt,
      orLater,
    }
  },
  actions: () => ({ stage: 'actions' }),
}

const words: readonly string[] = [...soleGivers, 'anyone']

/** Who consents; all of two are both, and `null` is whoever it is. */
function readGiver(from: FileRules['givers']['consentFrom'], at: Path, { report }: References): ConsentGiver | null {
  if (typeof from === 'string') return from === 'anyone' ? null : from
  const { all } = from
  if (new Set(all).size === soleGivers.length && all.length === soleGivers.length) return 'both'
  report(
    'wrong-value',
    [...at, 'consentFrom', 'all'],
    `\`${all.join(', ')}\` is not each of two who are needed`,
    `write \`${bothGivers}\`, or the one who is needed without \`all\``,
  )
  return null
}

/** Another length from another start, of which the later counts. */
function readLater(
  { within, from }: NonNullable<FileRules['deadlines']['orLater']>,
  at: Path,
  references: References,
): OutcomeOf<'deadlines'>['orLater'] {
  const duration = references.duration(within, [...at, 'within'])
  checkGestation(duration, from, [...at, 'within'], references)
  const start = references.start(from, [...at, 'from'])
  return duration && start ? { duration, from: start } : null
}

/** Weeks of pregnancy have one date that they are counted from. */
function checkGestation(duration: Duration | null, from: string, at: Path, { report }: References): void {
  if (duration?.kind === 'gestation' && from !== deliveryEvent)
    report(
      'wrong-duration',
      at,
      `weeks of pregnancy cannot be counted from \`${from}\``,
      `write \`from: ${deliveryEvent}\`, the expected date of delivery`,
    )
}

/** Reads what a rule of a stage sets; `null` where a fault in it was reported. */
export const readOutcome = (
  stage: Stage,
  rule: unknown,
  at: Path,
  context: OutcomeContext,
  name: string,
): Outcome | null => {
  const { says } = stageOf(stage)
  if (says === null)
    return (readers[stage as 'actions'] as Read<'actions'>)(rule as FileRules['actions'], at, context, name)
  const value = (rule as Readonly<Record<string, unknown>>)[says.key]
  return { stage, [says.key]: value === 'none' ? null : value } as unknown as Outcome
}
