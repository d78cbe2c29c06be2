import type { Decision } from '../../../engine/decide/decision.js'
import { consentWords, instantWords, levelWords } from '../../../engine/render/decision-words.js'
import { listWords, observedWords } from '../../../rules/language/condition-words.js'
import type { Rulebook } from '../../../rules/language/rulebook.js'
import type { Purpose } from '../../../rules/vocabulary/fixed.js'
import { england, vocabularyOf } from '../../../rules/vocabulary/vocabulary.js'
import { flowYaml } from '../../text/flow-yaml.js'
import type { Block } from '../model/page.js'
import { details, heading, joined, paragraph, table } from '../model/page.js'
import type { Cell } from './across-cells.js'
import { acrossReceivedAt, consentCell, decidedFor, firstClockCell, levelCell, routeCell } from './across-cells.js'

export interface AcrossOptions {
  /** The address at which a reader can try a contact under an authority's rules, where there is such a page. */
  readonly tryHref?: (authority: string, contact: Readonly<Record<string, unknown>>) => string
}

/** Contacts on which the authorities differ in a telling way. What they lead to is decided, never written here. */
const tellingContacts: readonly {
  readonly id: string
  readonly title: string
  readonly facts: Readonly<Record<string, unknown>>
}[] = [
  {
    id: 'harm-and-refused',
    title: 'Harm is suspected, and consent is refused',
    facts: {
      channel: 'form',
      referrer: 'professional',
      ageYears: 7,
      professionalLevel: 4,
      riskOfSignificantHarm: true,
      initialRag: 'red',
      consent: 'refused',
    },
  },
  {
    id: 'level-3-and-refused',
    title: 'Level 3 without a risk of harm, and consent is refused',
    facts: {
      channel: 'form',
      referrer: 'professional',
      ageYears: 7,
      professionalLevel: 3,
      riskOfSignificantHarm: false,
      consent: 'refused',
    },
  },
  {
    id: 'level-2-by-telephone',
    title: 'A professional rings about a child at level 2, with consent',
    facts: {
      channel: 'telephone',
      referrer: 'professional',
      ageYears: 7,
      professionalLevel: 2,
      riskOfSignificantHarm: false,
      consent: 'given',
      consentGivenBy: 'parental-responsibility',
    },
  },
  {
    id: 'police-notification',
    title: 'The police notify domestic abuse in a household with children, rated red',
    facts: {
      contactType: 'police-notification',
      policeRag: 'red',
      domesticAbuse: true,
      childrenInHousehold: true,
      ageYears: 9,
    },
  },
  {
    id: 'disabled-at-17',
    title: 'A disabled young person of 17 who is judged to be in need',
    facts: {
      referrer: 'professional',
      ageYears: 17,
      concerns: ['disability'],
      childInNeed: true,
      riskOfSignificantHarm: false,
    },
  },
  {
    id: 'eighteen-at-risk',
    title: 'Somebody of 18 who is at risk of significant harm',
    facts: { referrer: 'professional', ageYears: 18, riskOfSignificantHarm: true },
  },
  {
    id: 'hardly-anything-known',
    title: 'A member of the public rings, and hardly anything is known',
    facts: { channel: 'telephone', referrer: 'public', safeguardingConcern: true },
  },
]

/** One contact, what every authority decides, and in what they agree. */
export const contactsAcross = (rulebooks: readonly Rulebook[], { tryHref }: AcrossOptions): readonly Block[] => [
  heading(2, 'The same contact, decided by each', 'contacts'),
  paragraph(
    `Each of these contacts came in on ${instantWords(acrossReceivedAt)}, the day before the Easter bank holidays, and is known by the facts given and no others. Whatever is left out is not known, which is never the same as no.`,
  ),
  ...tellingContacts.flatMap(({ id, title, facts }) => {
    const contact = { receivedAt: acrossReceivedAt, ...facts }
    const tries = rulebooks.map(r => (tryHref ? [{ text: r.name, href: tryHref(r.authority, contact) }] : []))
    const decisions = rulebooks.map(rulebook => ({ rulebook, decision: decidedFor(rulebook, facts) }))
    return [
      heading(3, title, `contact-${id}`),
      paragraph('Known: ', factsInWords(rulebooks, facts), '.'),
      paragraph(agreement(decisions.map(d => d.decision))),
      ...table(
        ['Authority', ...parts.map(p => p.head)],
        decisions.map(({ rulebook, decision }) => [[rulebook.name], ...parts.map(p => p.cell(rulebook, decision))]),
      ),
      ...(tryHref ? [paragraph('Try this contact under ', ...joined(tries, ', '), '.')] : []),
      ...details('The contact as a file that the command line takes', [paragraph({ code: flowYaml(contact) })]),
    ]
  }),
]

interface Part {
  readonly head: string
  /** As it stands in a sentence. */
  readonly name: string
  readonly cell: (rulebook: Rulebook, decision: Decision) => Cell
  /** What must be equal where authorities agree: not the names of teams and clocks, which are each authority's own. */
  readonly same: (decision: Decision) => string
}

const consentPart = (head: string, name: string, purpose: Purpose): Part => ({
  head,
  name,
  cell: (rulebook, decision) =>
    consentCell(
      rulebook,
      decision,
      purpose,
      c => consentWords(vocabularyOf(rulebook), [c], decision.rationale)[0]?.says ?? '',
    ),
  same: ({ consents }) =>
    consentWords(
      england,
      consents.filter(c => c.purpose === purpose),
    )[0]?.says ?? '',
})

const parts: readonly Part[] = [
  { head: 'Level', name: 'level and basis', cell: levelCell, same: d => levelWords(d) },
  { head: 'Goes to', name: 'where it goes', cell: routeCell, same: d => d.route.destination },
  consentPart('Consent: the referral', 'consent for the referral', 'referral'),
  consentPart('Consent: passing information on', 'consent for passing information on', 'information-sharing'),
  { head: 'First clock', name: 'the first clock', cell: firstClockCell, same: d => d.deadline?.due ?? '' },
]

function agreement(decisions: readonly Decision[]): string {
  const agrees = ({ same }: Part): boolean => new Set(decisions.map(same)).size === 1
  const names = (found: readonly Part[]): string =>
    listWords(
      found.map(p => p.name),
      'and',
    )
  const [alike, unlike] = [parts.filter(agrees), parts.filter(p => !agrees(p))]
  if (unlike.length === 0) return `All agree on ${names(alike)}.`
  const differ = `on ${names(unlike)}.`
  return alike.length === 0 ? `They differ ${differ}` : `All agree on ${names(alike)}; they differ ${differ}`
}

function factsInWords([rulebook]: readonly Rulebook[], facts: Readonly<Record<string, unknown>>): string {
  // The values of a contact's facts are the same words for all authorities.
  const known = Object.entries(facts).map(([fact, value]) => (rulebook ? observedWords(rulebook, fact, value) : ''))
  return known.join('; ')
}
