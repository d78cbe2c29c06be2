import type { Rulebook } from '../../rules/language/rulebook.js'
import { readableFacts } from '../../rules/vocabulary/readable.js'
import { eventWords, vocabularyOf } from '../../rules/vocabulary/vocabulary.js'

/** A rule or a definition whose words do not name something that it turns on. */
export interface SilentWords {
  readonly kind: 'rule' | 'definition'
  readonly id: string
  readonly says: string
  /** The facts that it reads and does not name. */
  readonly silent: readonly string[]
}

type Lines = Readonly<Record<string, unknown>>
const isLines = (x: unknown): x is Lines => typeof x === 'object' && x !== null && !Array.isArray(x)

/** What a condition, as the file writes it, reads: facts with the values beside them, and definitions by name. */
interface Read {
  readonly fact: string
  readonly values: readonly string[]
}

function readsOf(condition: unknown, definitions: Set<string>): readonly Read[] {
  if (!isLines(condition)) return []
  return Object.entries(condition).flatMap(([key, value]): readonly Read[] => {
    if (key === 'any' || key === 'all') return [value].flat().flatMap(c => readsOf(c, definitions))
    if (key === 'not' || key === 'mayBe') return readsOf(value, definitions)
    if (key === 'unless')
      return [value].flat().flatMap(e => readsOf(isLines(e) && 'when' in e ? e.when : e, definitions))
    if (key === 'is' || key === 'isNot') {
      for (const name of [value].flat()) definitions.add(String(name))
      return []
    }
    if (key === 'given' || key === 'notGiven') return [value].flat().map(f => ({ fact: String(f), values: [] }))
    return [{ fact: key, values: textsIn(value) }]
  })
}

const textsIn = (value: unknown): readonly string[] =>
  typeof value === 'string'
    ? [value.replace(/^not /, '')]
    : Array.isArray(value)
      ? value.flatMap(textsIn)
      : isLines(value)
        ? Object.values(value).flatMap(textsIn)
        : []

/** Other words for what a fact says, where its name, its label and its values are not how people put it. */
const otherWords: Readonly<Record<string, string>> = {
  riskOfSignificantHarm: 'harm danger safe section 47 maltreat abuse protect risk',
  safeguardingConcern: 'harm danger safe protect welfare concern',
  immediateDanger: 'danger harm safe urgent immediate now protect',
  childInNeed: 'need section 17 statutory',
  ageYears: 'age year old born baby infant child young adult teen toddler minor transition 13 16 17 18 19 20',
  ageMonths: 'age month old born baby infant child milestone',
  unborn: 'unborn pregnan birth',
  gestationWeeks: 'week pregnan',
  residentInArea: 'live area resid elsewhere home borough county',
  foundInArea: 'found area here',
  movingIntoArea: 'mov area',
  contactType: 'notification merlin referral referred request report call contact advice step hours',
  channel: 'form telephone ring rang rung phone email writ letter call',
  referrer: 'professional public famil themsel self somebody neighbour partner agenc',
  socialCareStatus: 'open known case social worker allocated history social care',
  earlyHelpStatus: 'open known case early help',
  earlyHelpAssessmentOpen: 'assessment open early help',
  consent: 'consent agree permission refus',
  consentFor: 'consent agree',
  consentGivenBy: 'consent parent agree',
  seekingConsentWould: 'ask risk consent prejudice delay safe seek tell endanger',
  gillickCompetent: 'competent understand able gillick mature',
  publicInterestOverride: 'public interest',
  professionalLevel: 'level',
  levelAfterScreening: 'level',
  levelAfterEnquiries: 'level enquir',
  practitionerLevel: 'level judg',
  level: 'level step tier universal',
  initialRag: 'rat red amber green grad',
  finalRag: 'rat red amber green grad',
  rating: 'rat red amber green grad',
  rag: 'rat red amber green grad',
  policeRag: 'police rat red amber green',
  policeSubject: 'police adult child subject',
  crimeOrAntisocialBehaviour: 'crime antisocial offen',
  route: 'goes sent go place send mash social early front screen passed taken case handed held',
  team: 'goes sent go team send mash social early front screen passed hub panel manager',
  basis: 'section statutory need harm basis protect',
  entry: 'contact taken passed for us in area service old',
  concerns: 'concern topic',
  indicators: 'sign indicator listed table criteria bullet threshold',
  functionalNeeds: 'need function score area',
  earlierContacts: 'earlier contact again repeat notice notification before previous history third fourth',
  weeklyLearningSupportHours: 'hour learning',
  writtenReferralReceived: 'form writ referral marf',
  writtenReferralPossible: 'form writ referral marf',
  informationSufficient: 'information enough thin sufficient clear more little further',
  thresholdUncertain: 'uncertain unsure doubt borderline query threshold',
  agenciesInvolved: 'agenc service network several',
  agenciesSharing: 'agenc information',
  planType: 'plan looked care protect need',
  lookedAfterStatus: 'looked care order',
  accommodationGrounds: 'accommodat care for lost abandon grounds',
  stepForwardOption: 'option choose chosen clos transfer panel broker partner signpost decide remain stay',
  needsSufficientlyReduced: 'need risk come down reduc enough lower fallen',
  emergencyProtectionOrder: 'emergency order protect',
  policeProtection: 'police protect order',
  domesticAbuse: 'domestic violence abuse',
  familyEngagement: 'engag work with cooperat take part',
  disagreementStage: 'disagree escalat agree resol',
  disagreementUrgent: 'disagree urgent',
  disabilitySupportNeed: 'disab need support',
  knownToDisabilityService: 'disab known service',
  childrenInHousehold: 'child household home sibling live',
  unbornWelfareConcern: 'unborn welfare concern',
  moment: 'screen enquir receipt later first after before yet',
  requirement: 'consent ask',
  mayProceed: 'consent go ahead proceed',
  events: 'time when after since from date',
}

const tooCommon = new Set(
  'the and for with that this from have been after what whether whose does into not none other given'.split(' '),
)
const stem = (word: string): string => word.slice(0, Math.max(4, Math.min(5, word.length - 1)))
const wordsIn = (text: string): readonly string[] =>
  text
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(w => w.length > 2 && !tooCommon.has(w))

function keysFor(rulebook: Rulebook, { fact, values }: Read): readonly string[] {
  const vocabulary = vocabularyOf(rulebook)
  const [head = '', ...rest] = fact.split('.')
  const event = head === 'events' ? [eventWords(vocabulary, rest.join('.')), rest.join('.')] : []
  const labels = [readableFacts(vocabulary).get(fact)?.label ?? '', vocabulary.facts[head]?.label ?? '']
  const named = values.flatMap(v => [
    v,
    rulebook.indicators.find(i => i.id === v)?.label ?? '',
    rulebook.teams[v] ?? '',
    rulebook.entries[v] ?? '',
  ])
  const known = [...wordsIn([head, ...rest, ...labels, ...event, ...named].join(' ')).map(stem)]
  return [...known, ...(otherWords[head] ?? '').split(' ').filter(w => w !== '')]
}

/** Whether words name a fact: one of its key words begins a word of theirs. */
const names = (text: string, keys: readonly string[]): boolean => {
  const words = text.toLowerCase().split(/[^a-z0-9]+/)
  return keys.some(key => words.some(w => w.startsWith(key)))
}

/**
 * The rules and definitions of a rulebook's file whose words are silent on a fact that their own condition reads. What a definition
 * says counts for whoever uses it by name; what the words of an exception name counts for its rule.
 */
export function silentWords(rulebook: Rulebook, file: unknown): readonly SilentWords[] {
  if (!isLines(file)) return []
  const definitions = isLines(file.definitions) ? file.definitions : {}
  const saysOf = (names: Iterable<string>, seen: Set<string>): string =>
    [...names]
      .map(name => {
        const d = definitions[name]
        if (!isLines(d) || seen.has(name)) return ''
        seen.add(name)
        const inner = new Set<string>()
        readsOf(d.when, inner)
        readsOf(d.unless, inner)
        return `${String(d.says)} ${saysOf(inner, seen)}`
      })
      .join(' ')
  const look = (kind: SilentWords['kind'], id: string, lines: Lines): readonly SilentWords[] => {
    const used = new Set<string>()
    const entries = Array.isArray(lines.unless) ? (lines.unless as readonly Lines[]) : [{ when: lines.unless }]
    const read = [...readsOf(lines.when, used), ...entries.flatMap(e => readsOf(e.when, used))]
    const own = entries.map(e => ('says' in e ? String(e.says) : ''))
    const text = [lines.says, ...own, saysOf(used, new Set([id]))].join(' ')
    const silent = [...new Set(read.filter(r => !names(text, keysFor(rulebook, r))).map(r => r.fact))]
    return silent.length === 0 ? [] : [{ kind, id, says: String(lines.says), silent }]
  }
  return [
    ...Object.entries(definitions).flatMap(([id, d]) => (isLines(d) ? look('definition', id, d) : [])),
    ...rulesIn(file.rules).flatMap(r => look('rule', String(r.id), r)),
  ]
}

/** Every rule of the file, in its order. */
function rulesIn(section: unknown): readonly Lines[] {
  if (Array.isArray(section)) return section.filter(isLines)
  return isLines(section) ? Object.values(section).flatMap(rulesIn) : []
}
