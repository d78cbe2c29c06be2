import type { Atom, Condition } from '../../../rules/language/condition.js'
import { atomWords, listWords } from '../../../rules/language/condition-words.js'
import { splitOperator } from '../../../rules/language/operators.js'
import type { RulebookContent } from '../../../rules/language/rulebook.js'
import { agePhrase } from './age-words.js'

// What the rules on consent ask of a contact, as a parent would say it.

const harm = 'a child may be seriously harmed'

const could = 'asking you could '

const asking: Readonly<Record<string, string>> = {
  'increase-risk': `${could}put a child in danger`,
  'prejudice-investigation': `${could}spoil an investigation`,
  'cause-undue-delay': `${could}lose time that a child does not have`,
}

const kinds: Readonly<Record<string, string>> = {
  'information-request': 'somebody asks us what we know',
  'advice-call': 'somebody asks us for advice only',
  'step-down': 'social workers hand your case on to other help',
  'step-up': 'your case is passed up to social workers',
  'police-notification': 'the police write to us',
  'out-of-hours-report': 'we hear of you at night or at a weekend',
}

const places: Readonly<Record<string, string>> = {
  mash: 'social workers look at it',
  'social-care': 'social workers look at it',
  'disability-service': 'social workers look at it',
  'allocated-worker': 'social workers look at it',
  'early-help': 'you are offered early help',
}

const levelNames: Readonly<Record<string, string>> = {
  1: 'everyday services are enough (level 1)',
  2: 'your family needs some extra help (level 2)',
  3: 'your family needs a lot of help (level 3)',
  4: harm,
}

const choices: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  seekingConsentWould: asking,
  contactType: kinds,
  route: places,
  level: levelNames,
  rag: { red: harm, amber: 'we are worried about a child' },
  basis: { 'section-47': harm, 'section-17': 'a child needs help from social workers' },
}

const yeses: Readonly<Record<string, string>> = {
  riskOfSignificantHarm: harm,
  immediateDanger: 'a child is in danger now',
  policeProtection: 'the police are protecting a child',
  emergencyProtectionOrder: 'a court is protecting a child',
  safeguardingConcern: "somebody is worried about a child's safety",
  publicInterestOverride: 'keeping it to ourselves could put other people at risk',
}

const others: readonly { readonly test: RegExp; readonly words: string }[] = [
  { test: /^consent(For\.\S+)? equal refused$/, words: 'you have said no' },
  { test: /^consentGivenBy equal both$/, words: 'they and a parent have agreed' },
  { test: /^consentGivenBy equal young-person$/, words: 'they agree themselves' },
  { test: /^consentGivenBy equal parental-responsibility$/, words: 'a parent has agreed' },
  { test: /^level greaterThanInclusive 3$/, words: 'your family needs a lot of help (level 3 or 4)' },
  { test: /^entry equal \S*passed-on$/, words: 'the police tell us something that we only pass on' },
  { test: /^familyEngagement equal none$/, words: 'we could not meet with you' },
  { test: /^thresholdUncertain equal true$/, words: 'we are not sure how serious it is' },
  {
    test: /^stepForwardOption equal family-resilience-service$/,
    words: 'the Family Resilience Service is to help you',
  },
  { test: /^planType equal child-protection$/, words: harm },
  { test: /^events\.(strategyDiscussionAt|childProtectionConcernsRaisedAt) given /, words: harm },
  { test: /^events\.caseClosedAt given /, words: 'your case was closed' },
  { test: /^events\.steppedDownAt given /, words: 'you came to need less help' },
  { test: /^crimeOrAntisocialBehaviour equal true$/, words: 'a young person is said to have broken the law' },
  { test: /^indicatorCount:.* greaterThan(Inclusive)? /, words: 'there are signs that a child needs help' },
  { test: /^accommodationGrounds isNotEmpty/, words: 'a child has to live away from home for a time' },
]

/** One test of one fact for a family; `null` where it says nothing to them. */
export function familyAtom(rulebook: RulebookContent, atom: Atom): string | null {
  // What holds unless it is known not to is the usual case, and goes without saying.
  if (atom.operator.startsWith('mayBe:')) return null
  // Nor do they tell their case by what somebody must have ruled out before something else can hold.
  if (atom.operator.startsWith('known:')) return null
  const { base } = splitOperator(atom.operator)
  if (atom.fact === 'team') return null
  // What nobody knows yet is nothing that a family can tell its own case by.
  if (base === 'notGiven') return null
  // That something is known, whatever it is, says as little.
  if (base === 'given' && !atom.fact.startsWith('events.')) return null
  if (atom.fact === 'basis' && base === 'notEqual') return null
  const age = agePhrase(atom)
  if (age !== null) return `the young person is ${age}`
  if (atom.value === true && base === 'equal' && yeses[atom.fact]) return yeses[atom.fact] ?? null
  if (atom.fact === 'riskOfSignificantHarm' && atom.value === false)
    return 'we know that no child is at risk of serious harm'
  if (atom.fact === 'seekingConsentWould' && base === 'isNotEmpty') return joinAny(Object.values(asking))
  const named = choices[atom.fact]
  const values = [atom.value].flat().map(v => named?.[String(v)])
  if (/^(equal|in|contains)$/.test(base) && values.every(v => v !== undefined))
    return listWords([...new Set(values)], 'or')
  const test = `${atom.fact} ${base} ${String(atom.value)}`
  return others.find(o => o.test.test(test))?.words ?? atomWords(rulebook, atom)
}

/** A condition for a family: what says nothing to them is left out, and what is said twice is said once. */
export function familyCondition(rulebook: RulebookContent, condition: Condition): string | null {
  if ('fact' in condition) return familyAtom(rulebook, condition)
  if ('all' in condition) return joinAll(phrases(rulebook, condition.all))
  return joinAny(familyWays(rulebook, condition))
}

/** The ways in which a condition can hold, each for a family; a way that another one makes needless is left out. */
export function familyWays(rulebook: RulebookContent, condition: Condition): readonly string[] {
  const ways = waysOf(rulebook, condition)
    .map(way => phrases(rulebook, way))
    .filter(way => way.length > 0)
  // "This, or this and that" is no more than "this".
  const needed = ways.filter(
    (way, i) => !ways.some((other, j) => (other.length < way.length || j < i) && other.every(p => way.includes(p))),
  )
  return needed.map(joinAll).filter(p => p !== null)
}

/** The ways in which a condition can hold, each a list of what it takes, less what says nothing. */
function waysOf(rulebook: RulebookContent, condition: Condition): readonly (readonly Condition[])[] {
  if ('any' in condition) return condition.any.flatMap(c => waysOf(rulebook, c))
  const parts = ('all' in condition ? condition.all : [condition]).filter(c => familyCondition(rulebook, c) !== null)
  const [only] = parts
  return parts.length === 1 && only !== undefined && 'any' in only ? waysOf(rulebook, only) : [parts]
}

const phrases = (rulebook: RulebookContent, parts: readonly Condition[]): readonly string[] => [
  ...new Set(parts.map(c => familyCondition(rulebook, c)).filter(p => p !== null)),
]

const joinAll = (parts: readonly string[]): string | null => (parts.length === 0 ? null : listWords(parts, 'and'))

function joinAny(parts: readonly string[]): string | null {
  if (parts.length === 0) return null
  // What begins alike begins once.
  const short = parts.map((p, i) =>
    i > 0 && p.startsWith(could) && parts[i - 1]?.startsWith(could) ? p.slice(could.length) : p,
  )
  const last = short.at(-1) ?? ''
  // Where the last way is made of several things, a comma keeps them together.
  return short.length === 2 && last.includes(' and ') ? `${short[0]}, or ${last}` : listWords(short, 'or')
}
