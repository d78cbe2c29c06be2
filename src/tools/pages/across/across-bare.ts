import type { Decision } from '../../../engine/decide/decision.js'
import { askedUnless, exceptionsOf } from '../../../engine/render/decision-words.js'
import type { Rulebook } from '../../../rules/language/rulebook.js'
import { requirementPhrase } from '../../../rules/vocabulary/phrases.js'
import { jointWords, knowsFact } from '../../authorities/joint-words.js'
import type { Block } from '../model/page.js'
import { heading, joined, paragraph } from '../model/page.js'
import type { Cell, Row } from './across-cells.js'
import {
  alikeTogether,
  consentCell,
  decidedFor,
  firstClockCell,
  routeCell,
  ruleLink,
  sideBySide,
} from './across-cells.js'

/** Contacts of which next to nothing is known: what they are called, and the facts given. */
type Bare = readonly (readonly [name: string, facts: Readonly<Record<string, unknown>>])[]
const bareContacts = (rulebooks: readonly Rulebook[]): Bare => [
  ['Nothing is known', {}],
  ...jointWords(rulebooks).levels.map(
    level => [`Level ${level}, no risk of harm`, { professionalLevel: level, riskOfSignificantHarm: false }] as const,
  ),
  ['A child in need, no risk of harm', { childInNeed: true, riskOfSignificantHarm: false }],
  ['Risk of significant harm', { riskOfSignificantHarm: true }],
  ...jointWords(rulebooks).ratingNames.map(
    rating => [`Rated ${rating} at first screening`, { initialRag: rating }] as const,
  ),
]

/** For consent, a contact more: what is done where asking would itself put the child at risk. */
const askedContacts = (rulebooks: readonly Rulebook[]): Bare => [
  ...bareContacts(rulebooks),
  [
    'Risk of significant harm, and asking would raise it',
    { riskOfSignificantHarm: true, seekingConsentWould: ['increase-risk'] },
  ],
]

const decidedRows = (contacts: Bare, cell: (rulebook: Rulebook, decision: Decision) => Cell): readonly Row[] =>
  contacts.map(([name, facts]) => [
    name,
    rulebook =>
      Object.entries(facts).every(([fact, value]) => knowsFact(rulebook, fact, value))
        ? cell(rulebook, decidedFor(rulebook, facts))
        : ['not known here'],
  ])

/** Who takes what: bare contacts decided, and the teams that the rules send to. */
export const routesAcross = (rulebooks: readonly Rulebook[]): readonly Block[] => [
  heading(2, 'Who takes what', 'who-takes-what'),
  paragraph(
    'Each line is one contact of which nothing is known but what the first column says: the level is the one that the referrer or first screener gives.',
  ),
  ...sideBySide('The contact', rulebooks, decidedRows(bareContacts(rulebooks), routeCell)),
  heading(3, 'The teams that the rules name', 'teams'),
  paragraph('An empty field: no rule of the authority sends there.'),
  ...sideBySide(
    'Goes to',
    rulebooks,
    jointWords(rulebooks)
      .destinationNames.filter(d => rulebooks.some(r => teamsAt(r, d).length > 0))
      .map(
        d =>
          [jointWords(rulebooks).destinations[d]?.label ?? d, rulebook => joined(teamsAt(rulebook, d), '; ')] as const,
      ),
  ),
]

/** The teams at one destination, each leading to the first rule that sends there. */
function teamsAt(rulebook: Rulebook, destination: string): readonly Cell[] {
  const teams = new Map<string, string>()
  for (const { id, outcome } of rulebook.rules) {
    if (outcome.stage !== 'route' || outcome.destination !== destination) continue
    const name = outcome.team === null ? 'no team named' : (rulebook.teams[outcome.team] ?? outcome.team)
    if (!teams.has(name)) teams.set(name, id)
  }
  return [...teams].map(([name, rule]) => [ruleLink(rulebook, rule, name)])
}

/** What consent asks for each purpose, for bare contacts. */
export const consentAcross = (rulebooks: readonly Rulebook[]): readonly Block[] => [
  heading(2, 'Consent', 'consent'),
  paragraph(
    'What is asked of the worker, decided for the same contacts; whether consent has been given is left open. Contacts of which the same is said stand in one line. “No rule”: the source says nothing on this purpose for such a contact. Consent that is refused, missing or not known never stops a referral, a check or the sharing of information where there is a risk of significant harm.',
  ),
  ...jointWords(rulebooks).purposeNames.flatMap(purpose => {
    const cell = (rulebook: Rulebook, decision: Decision): Cell =>
      consentCell(rulebook, decision, purpose, c =>
        askedUnless(
          requirementPhrase(c.requirement, null),
          exceptionsOf(decision, r => r.rule === c.rule),
        ),
      )
    return [
      heading(3, `Consent for ${jointWords(rulebooks).purposes[purpose]}`, `consent-${purpose}`),
      ...sideBySide('The contact', rulebooks, alikeTogether(rulebooks, decidedRows(askedContacts(rulebooks), cell))),
    ]
  }),
]

/** The governing deadline of bare contacts. */
export const firstClocksAcross = (rulebooks: readonly Rulebook[]): readonly Block[] =>
  sideBySide(
    'The contact',
    rulebooks,
    decidedRows(bareContacts(rulebooks), (r, decision) => firstClockCell(r, decision, false)),
  )
