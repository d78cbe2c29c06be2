import { compile } from '../../engine/compile/program.js'
import type { Decision } from '../../engine/decide/decision.js'
import { atomsOf } from '../../rules/language/condition.js'
import type { Rule, Rulebook } from '../../rules/language/rulebook.js'
import type { Contact } from '../../rules/vocabulary/contact-type.js'
import { factOf, vocabularyOf } from '../../rules/vocabulary/vocabulary.js'
import { decidingRules } from '../cases/trace.js'
import { witnessReceivedAt } from '../contacts/realise.js'
import { loweredFrom } from '../promises/graver.js'
import { outcome, traced } from '../promises/promise.js'
import { gradeOf } from '../promises/protection.js'
import { flowYaml } from '../text/flow-yaml.js'

// What comes of one contact at every age. A change is a line of a list; a fall in protection is a finding.

const ages = Array.from({ length: 26 }, (_, age) => age)
type Facts = Readonly<Record<string, unknown>>

/** Contacts in which it matters most that no age is forgotten, as the facts that they give beside the age. */
function tellingFacts(rulebook: Rulebook): readonly Facts[] {
  const vocabulary = vocabularyOf(rulebook)
  const valuesOf = (fact: string): readonly unknown[] => factOf(vocabulary, fact).values
  const each = (fact: string, values: readonly unknown[]): readonly Facts[] => values.map(value => ({ [fact]: value }))
  const { levels } = vocabulary
  const judged: readonly Facts[] = [
    { riskOfSignificantHarm: true },
    { immediateDanger: true },
    { safeguardingConcern: true },
    { childInNeed: true },
    { emergencyProtectionOrder: true },
    { policeProtection: true },
    { events: { strategyDiscussionAt: witnessReceivedAt } },
  ]
  const harm = { riskOfSignificantHarm: true }
  const kinds = valuesOf('contactType').filter(t => t !== 'referral')
  return [
    ...judged,
    ...each('professionalLevel', levels),
    ...each('initialRag', valuesOf('initialRag')),
    ...each('policeRag', valuesOf('policeRag')).map(f => ({ contactType: 'police-notification', ...f })),
    ...each('planType', valuesOf('planType')),
    ...valuesOf('concerns').map(topic => ({ concerns: [topic] })),
    ...each('socialCareStatus', ['open']),
    ...each('earlyHelpStatus', ['open']),
    ...levels.slice(0, -1).map(professionalLevel => ({ ...harm, professionalLevel })),
    ...valuesOf('initialRag').map(initialRag => ({ ...harm, initialRag })),
    ...levels.slice(0, -1).map(professionalLevel => ({ safeguardingConcern: true, professionalLevel })),
    { ...harm, consent: 'refused' },
    { ...harm, socialCareStatus: 'open' },
    { childInNeed: true, consent: 'refused' },
    ...kinds.flatMap(contactType => [
      { contactType },
      { contactType, ...harm },
      { contactType, safeguardingConcern: true },
      { contactType, professionalLevel: 2 },
    ]),
    ...levels.slice(1, -1).map(professionalLevel => ({
      professionalLevel,
      consent: 'given',
      consentGivenBy: 'parental-responsibility',
    })),
  ]
}

/** From one age to the next something is decided otherwise. */
export interface AgeChange {
  /** The facts of the contact beside its age. */
  readonly facts: Facts
  /** The age at which it is otherwise than the year before. */
  readonly age: number
  readonly before: string
  readonly after: string
  /** The rules that cause it, those that read the age first. */
  readonly rules: readonly Rule[]
  /** What is protected less than the year before. */
  readonly falls: readonly AgeFall[]
}

export interface AgeFall {
  readonly rule: string
  readonly says: string
}

/** Every change from one age to the next, over all the telling contacts. */
export const ageChanges = (rulebook: Rulebook): readonly AgeChange[] =>
  tellingFacts(rulebook).flatMap(given => ageChangesOf(rulebook, given))

/** The changes of one contact, whose own age is left aside. */
export function ageChangesOf(
  rulebook: Rulebook,
  { ageYears: _, receivedAt: __, ...given }: Facts,
): readonly AgeChange[] {
  const at = (age: number): Contact =>
    ({ receivedAt: witnessReceivedAt, ...given, ageYears: age }) as unknown as Contact
  return ages.slice(1).flatMap((age): AgeChange[] => {
    const [younger, older] = [at(age - 1), at(age)]
    const [before, after] = [younger, older].map(c => summary(rulebook, traced(rulebook, c).decision))
    if (before === undefined || after === undefined || before === after) return []
    const rules = rulesChanged(rulebook, younger, older)
    return [{ facts: given, age, before, after, rules, falls: fallsFrom(rulebook, younger, older, rules) }]
  })
}

function summary(rulebook: Rulebook, { level, basis, route, consents }: Decision): string {
  const team = route.label === null ? '' : ` (${route.label})`
  const held = consents
    .filter(c => c.mayProceed !== true)
    .map(c => `${c.purpose.replaceAll('-', ' ')} ${c.mayProceed === false ? 'may not' : 'perhaps not'}`)
  return [
    level === null ? 'no level' : `level ${level}`,
    basis?.replace('-', ' ') ?? 'no basis',
    `${vocabularyOf(rulebook).destinations[route.destination]?.label}${team}`,
    ...(held.length > 0 ? [`go ahead: ${held.join(', ')}`] : []),
  ].join('; ')
}

const readsAge = (rule: Rule): boolean =>
  [rule.when, ...(rule.unless ? [rule.unless] : [])]
    .flatMap(atomsOf)
    .some(a => a.fact === 'ageYears' || a.fact === 'unborn')

const stages: readonly string[] = ['eligibility', 'level', 'basis', 'rag', 'route', 'consent', 'givers']

/** The rules that decide at one age and not at the other, those that read the age first. */
function rulesChanged(rulebook: Rulebook, younger: Contact, older: Contact): readonly Rule[] {
  const [before, after] = [younger, older].map(c =>
    decidingRules(traced(rulebook, c), compile(rulebook)).map(r => r.rule),
  )
  const missingIn = (of: readonly Rule[] = [], not: readonly Rule[] = []): readonly Rule[] =>
    of.filter(r => stages.includes(r.stage) && !not.includes(r))
  const changed = [...missingIn(after, before), ...missingIn(before, after)]
  return [...changed.filter(readsAge), ...changed.filter(r => !readsAge(r))]
}

/**
 * Until when the Children Act 1989 counts somebody as a child. Sections 17 and 47 end there by law and the level with them, so that
 * the case may leave children's services, if somebody still looks at it.
 */
const ofAge = 18

/** What is protected less at the older age. Somebody else who may consent is a change, and no fall. */
function fallsFrom(rulebook: Rulebook, younger: Contact, older: Contact, changed: readonly Rule[]): readonly AgeFall[] {
  const looksOn = gradeOf(rulebook, outcome(rulebook, older).route.destination) <= gradeOf(rulebook, 'screening')
  const byLaw: readonly string[] = older.ageYears === ofAge ? ['level', 'basis', ...(looksOn ? ['route'] : [])] : []
  const [before, after] = [younger, older].map(c => traced(rulebook, c).decision)
  const giverChanges = (rule: string): boolean => {
    const now = after?.consents.find(c => c.rule === rule)
    return now?.from !== before?.consents.find(c => c.purpose === now?.purpose)?.from
  }
  return loweredFrom(rulebook, younger, older, 'at-any-level')
    .filter(({ stage }) => !byLaw.includes(stage))
    .filter(({ stage, rules }) => stage !== 'consent' || !rules.some(giverChanges))
    .map(({ stage, says, rules }) => {
      const own = changed.filter(r => r.stage === stage && readsAge(r))
      const cause = own.find(r => rules.includes(r.id)) ?? own[0] ?? changed.find(readsAge)
      return { rule: cause?.id ?? rules[0] ?? '', says }
    })
}

/** The facts of a change, for people: an event is only said to have happened. */
export const givenWords = ({ events: happened, ...rest }: Facts): string =>
  [
    ...Object.entries(rest).map(([k, v]) => `${k}: ${typeof v === 'object' ? flowYaml(v) : String(v)}`),
    ...Object.keys((happened ?? {}) as object),
  ].join(', ')
