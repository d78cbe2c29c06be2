import type { Result } from '../../diagnostic.js'
import { formatText } from '../../rules/reading/format-text.js'

const idPattern = /^[a-z0-9]+(-[a-z0-9]+)*$/

/** `my-county` as a name: My County. */
const nameOf = (authority: string): string =>
  authority.replace(
    /(^|-)([a-z0-9])/g,
    (_, hyphen: string, letter: string) => `${hyphen === '' ? '' : ' '}${letter.toUpperCase()}`,
  )

/**
 * The text of a first rulebook for an authority: it loads, decides, and shows each construct of the language once, with comments that
 * say what to put in its place.
 * @param authority a kebab-case id, as in `my-county`
 */
export function scaffoldRulebook(authority: string): Result<string> {
  if (idPattern.test(authority))
    return formatText(template.replaceAll('AUTHORITY', authority).replaceAll('NAME', nameOf(authority)))
  const near = authority
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
  return {
    ok: false,
    diagnostics: [
      {
        code: 'wrong-authority',
        message: `\`${authority}\` cannot name an authority`,
        hint: `write lower-case words joined by hyphens${near === '' ? '' : `, for instance \`${near}\``}`,
        path: [],
        range: null,
      },
    ],
  }
}

const template = `# yaml-language-server: $schema=AUTHORITY.schema.json
# For completion and checking in your editor, write that schema beside this file, and again when you have added ids:
#   thresholds schema rulebook --draft 7 --rules AUTHORITY.yaml > AUTHORITY.schema.json
#
# NAME: a first rulebook, to be filled from your guidance. It loads and decides as it stands:
#   thresholds decide contact.yaml --rules AUTHORITY.yaml
#   thresholds test AUTHORITY.yaml
# What it says is made up. Replace it section by section, from the clauses at the foot upwards: first what the guidance says, then
# the rules that rest on it. A line that begins with # is a comment; take the # away to use what stands behind it.

rulebook:
  authority: AUTHORITY
  name: NAME
  title: The title of your guidance
  version: draft                                   # of the guidance: a date or a number, in quotes if it looks like a number
  officeHours: { opens: "09:00", closes: "17:00" } # working days end when the office closes

# Words of your own, where England's (\`thresholds facts\` lists them) do not have what your guidance speaks of.
# facts:
#   noRecourse: { ask: Has the family no recourse to public funds? }
#   previousContacts: { ask: How many contacts were there in the last twelve months?, number: 0 to 100 }
# concerns: { online-harm: harm that happens online }
# destinations: { family-hub: the family hub }        # and its grade under \`protection\`
# events: { conferenceAt: the child protection conference }

# The documents that the rules come from.
sources:
  guidance: { title: The title of your guidance, published: the year }

# Everybody that a contact is sent to, or who is told of one: an id of your own, and the label that people read.
teams:
  front-door: The front door
  assessment-team: Assessment team
  early-help-team: Early help team
  police: Police

# Everything that somebody must, should or may do. \`kind\` puts them in order: protect (act so that the child is safe), tell, ask,
# assess, decide, offer, record. \`by\` is the team or role that does it, left out where the guidance does not say.
actions:
  speak-to-family: { label: Speak to the family, kind: tell, by: assessment-team, clauses: [consent] }
  hold-strategy-discussion: { label: Hold a strategy discussion, kind: decide, by: assessment-team, clauses: [harm] }
  make-early-help-plan: { label: Make an early help plan, kind: offer, by: early-help-team, clauses: [routes] }
  send-written-referral: { label: Send the referral in writing, kind: record, clauses: [timescales] }
  write-back-to-caller: { label: Write back to the caller, kind: tell, by: front-door, clauses: [routes] }

# Every clock. \`governs: false\` marks a clock that does not say when the contact must be acted on: retention, review, closure.
deadlines:
  decision: Decision on the contact
  written-referral: Written referral received
  plan-review: { label: Review of the plan, governs: false }

# Results of the first stage, where your guidance says whom it is for.
entries:
  in-area: The child lives here or may live here

# The tables of the guidance, a group for each column. Leave the section out where there are none.
indicators:
  - section: Table 1 / Level 2
    source: guidance
    level: 2
    domain: health
    groups: [early-help]                           # a name by which rules can pick these indicators
    listed:
      health-l2-missed-appointments: Appointments are missed now and then
      # Two that stand in one bullet of the guidance count once:
      health-l2-diet: { label: The diet is poor, bullet: 3 }
      health-l2-teeth: { label: The teeth are not looked after, bullet: 3 }
      # One that counts only where a condition holds; \`unless\` is the other way round:
      health-l2-left-alone: { label: Is left alone for short times, when: { ageYears: at most 11 }, interpretation: age-for-being-left-alone }
  - section: Table 1 / Level 4
    source: guidance
    level: 4
    domain: safety
    # ages: [0, 4]                                 # where the table is for an age band
    listed:
      safety-l4-unexplained-injury: { label: Has an injury that nobody can explain, note: in a baby above all }
      # One that is a sign of a concern that has a pathway of its own:
      safety-l4-trafficking: { label: May have been trafficked, concerns: [trafficking] }

# Whom rules are for: where somebody is known to be outside, each rule or definition with \`appliesTo: children\` is held back, and
# so are all rules of the stages named here, save those with \`appliesTo: everyone\`.
# appliesTo:
#   children: { outside: { says: the person is 18 or over, when: { ageYears: at least 18 } }, throughout: [basis] }

# Conditions that several rules use, by name: \`is: harm\`, \`isNot: harm\`.
definitions:
  harm:
    says: A child is suspected to suffer significant harm.
    when: { riskOfSignificantHarm: true }
    unless: { ageYears: at least 18 }              # an exception counts only where it is known to apply
    clauses: [harm]

# The stages, in the order in which a contact meets them. A rule applies where \`when\` is known to hold; a fact that is left out of
# a contact is unknown, and never counts as no.
rules:
  # Who is dealt with at all. The first that applies decides.
  eligibility:
    - id: lives-here
      says: A child who lives in the area, or may, is dealt with here.
      when: { mayBe: { residentInArea: true } }    # mayBe: unless it is known not to be so
      entry: in-area
      clauses: [area]

  # The highest level of all rules that apply.
  level:
    - id: harm-is-level-4
      says: Suspected significant harm is level 4.
      when: { is: harm }
      level: 4
      clauses: [harm]
    - id: level-4-sign
      says: One indicator of level 4 makes level 4.
      when: { indicators: { level: 4 } }           # a count: at least one, unless atLeast says otherwise
      level: 4
      clauses: [levels]
    - id: two-level-2-signs
      says: Two indicators of level 2 make level 2.
      when: { indicators: { level: 2, group: early-help, atLeast: 2 } }
      level: 2
      clauses: [levels]
    - id: several-needs
      says: Disabled children with two moderate needs, or a severe one, are at level 3.
      when:
        concerns: disability
        any:                                       # at least one of these; lines side by side must all hold
          - functionalNeeds: { score: at least 2, areas: at least 2 }
          - functionalNeeds: { score: at least 3 }
      level: 3
      clauses: [levels]
    - id: as-judged
      says: The level that a practitioner gives stands.
      when: always
      level: practitionerLevel
      clauses: [levels]

  # The section of the Children Act 1989. The first that applies decides; the list ends in \`otherwise\`.
  basis:
    - { id: basis-harm, says: Suspected significant harm is dealt with under section 47., when: { is: harm }, basis: section-47, clauses: [harm] }
    - { id: basis-in-need, says: A child in need is helped under section 17., when: { childInNeed: true }, basis: section-17, clauses: [harm] }
    - { id: basis-none, says: Otherwise there is no statutory basis., when: otherwise, basis: none, clauses: [harm] }

  # Ratings, where your guidance has them; one rule must let a rating stand that the authority gave.
  # rag:
  #   - { id: as-rated, says: The rating that was given stands., when: { given: rating }, rag: rating, clauses: [levels] }
  #   - { id: level-4-is-red, says: Level 4 is red., when: { level: 4 }, rag: red, clauses: [levels] }

  # Where the contact goes. The order of these rules counts: put what protects most first.
  route:
    - id: level-4-to-assessment
      says: Level 4 goes to the assessment team, and the police are told.
      when: { level: 4 }
      unless:                                      # exceptions are written at the rule that they limit, with words that read on
        - { says: the case is open to a worker, when: { socialCareStatus: open } }
      route: { to: social-care, team: assessment-team }
      also: [police]                               # others who are told
      actions: [hold-strategy-discussion]
      clauses: [routes]
    - id: open-case-to-its-worker
      says: A contact on an open case goes to the worker who holds it.
      when: { socialCareStatus: open }
      route: { to: allocated-worker }              # no team where the guidance names none
      actions: [speak-to-family]
      clauses: [routes]
    - id: concern-is-looked-at
      says: A child said to be in danger, a safeguarding concern, a plan or a strategy discussion held is looked at by the assessment team.
      when: { any: [{ immediateDanger: true }, { safeguardingConcern: true }, { given: planType }, { given: events.planStartedAt, notGiven: events.caseClosedAt }, { given: events.strategyDiscussionAt }] }
      route: { to: social-care, team: assessment-team }
      clauses: [routes]
    - id: early-help
      says: Levels 2 and 3 go to early help.
      when: { level: 2 to 3 }                      # also: 2, [2, 3], at least 2, at most 3, more than 2, not 4
      route: { to: early-help, team: early-help-team }
      actions: [{ make-early-help-plan: should }]  # must, unless it says should or may
      clauses: [routes]
    - id: level-1-to-universal-services
      says: Level 1 is for universal services.
      when: { level: 1 }
      route: { to: signpost }
      clauses: [routes]
    - id: held
      says: Everything else is held at the front door until more is known.
      when: otherwise
      route: { to: screening, team: front-door }
      actions: [speak-to-family]
      clauses: [routes]

  # Consent, by purpose: referral, network-checks, information-sharing, service. A purpose without rules is left out.
  consent:
    # Who may consent: lists with names of your own, for consentFrom below.
    givers:
      who-may-consent:
        - { id: young-person-consents, says: From 16 on the young person consents., when: { ageYears: at least 16 }, consentFrom: young-person, clauses: [consent] }
        - { id: parent-consents, says: Otherwise somebody with parental responsibility does., when: otherwise, consentFrom: parental-responsibility, clauses: [consent] }
    referral:
      - id: unsafe-to-ask
        says: Nobody asks where asking would raise the risk.
        when: { is: harm, seekingConsentWould: increase-risk }
        consent: do-not-seek
        clauses: [consent]
      - id: ask-where-harm
        says: Where harm is suspected consent is asked for, and its refusal stops nothing.
        when: { any: [{ riskOfSignificantHarm: true }, { mayBe: { riskOfSignificantHarm: true }, level: 4 }] }
        consent: seek
        consentFrom: who-may-consent
        clauses: [consent]
      - id: consent-needed
        says: Otherwise a referral needs consent.
        when: otherwise
        consent: required
        consentFrom: who-may-consent
        clauses: [consent]

  # By when. For each deadline the first rule that applies decides.
  deadlines:
    - id: level-4-decision
      says: Level 4 is decided on the same day, within four hours.
      when: { level: 4 }
      deadline: decision
      within: 4 hours                              # 3 working days, 12 weeks, 1 month, at once, by 09:00, 3 working days before
      from: receivedAt
      clauses: [timescales]
    - id: other-decision
      says: Every other contact is decided within one working day.
      when: always
      deadline: decision
      within: 1 working day
      from: receivedAt
      interpretation: clock-starts-at-receipt      # the guidance leaves it open: see the reading below
      clauses: [timescales]
    - id: referral-in-writing
      says: A telephone referral should be put in writing within 48 hours.
      when: { given: events.telephoneReferralAt }  # known; the opposite is notGiven
      unless: [{ says: it has come in already, when: { writtenReferralReceived: true } }]
      deadline: written-referral
      within: 48 hours
      from: telephoneReferralAt
      strength: should                             # must, unless it says should or may
      actions: [send-written-referral]
      clauses: [timescales]
    - id: plan-is-reviewed
      says: A plan is reviewed between three and six months on, or when the case closes.
      when: { given: events.planStartedAt }
      deadline: plan-review
      opens: 3 months
      within: 6 months
      from: planStartedAt
      orAt: caseClosedAt
      clauses: [timescales]

  # What else is to be done: all rules that apply. A later stage reads what the earlier ones settled: level, route, mayProceed.referral.
  actions:
    - id: answer-callers
      says: Whoever rings as a professional or from the public is written back to.
      when: { channel: telephone, referrer: [professional, public] }
      actions: [write-back-to-caller]
      clauses: [routes]

# Where the guidance is silent or contradicts itself: what was asked, what was chosen, what was not, and why. Rules name these.
interpretations:
  - id: clock-starts-at-receipt
    question: From when does the working day run?
    passages: [timescales]
    reading: From receipt of the contact.
    notChosen: From the first screening.
    why: The guidance does not say; receipt protects the child sooner.
  - id: age-for-being-left-alone
    question: Up to which age is being left alone a sign?
    passages: [levels]
    reading: Up to eleven.
    notChosen: At any age.
    why: The guidance speaks of primary school children.

# Outcomes that exclude each other, and sets of actions of which one is always due: \`thresholds check\` looks for a contact that breaks them.
opposites:
  - id: early-help-plan-beside-a-strategy-discussion
    says: No early help plan is made while a strategy discussion is due.
    one: { actions: [hold-strategy-discussion] }   # also: routes, teams, deadlines, kinds
    other: { actions: [make-early-help-plan] }
# alwaysOneOf:
#   - id: the-family-hears-from-somebody
#     says: Wherever harm is suspected the family is spoken to or a strategy discussion is held first.
#     when: { is: harm }
#     actions: [speak-to-family, hold-strategy-discussion]

# Promises that every decision must keep: given … then ….
promises:
  - id: harm-is-never-stopped
    says: Where harm is suspected, consent stops nothing.
    given: { is: harm }
    then: { requirement.referral: { not: required } }

# Findings of \`thresholds check\` that the guidance itself causes, each with its reason and a contact that shows it.
# One for each level and place that has no clock, which \`rule\` names as the finding does:
# accepted:
#   - finding: no-deadline
#     rule: level-1-to-screening
#     reason: The guidance sets no time for level 1.
#     witness: { receivedAt: "2026-03-27T16:30:00+00:00", professionalLevel: 1 }

# A few worked contacts; \`thresholds test\` runs them. Larger numbers of cases go into files of their own.
examples:
  - id: example-harm
    title: A school suspects harm, on a Friday afternoon
    contact: { receivedAt: "2026-03-27T16:30:00+00:00", ageYears: 7, riskOfSignificantHarm: true }
    expect: { level: 4, basis: section-47, route: { destination: social-care, also: [police] }, consent: { requirement: seek, mayProceed: true }, deadline: decision, clauses: [harm] }
  - id: example-early-help
    title: Two signs of level 2
    contact: { receivedAt: "2026-03-27T16:30:00+00:00", ageYears: 7, indicators: [health-l2-missed-appointments, health-l2-diet] }
    expect: { level: 2, route: { destination: early-help }, deadlines: { decision: { dueDate: "2026-03-30" } }, clauses: [levels] }

# Clauses that no fact of a contact can carry, and parts that decide nothing for one contact.
leftToJudgement:
  - { clauses: [judgement], reason: No fact says whether a worker has weighed everything. }
outOfScope:
  - { section: "7", clauses: [training], reason: It is about staff and not about one contact. }

# What the guidance says, in your own words, with its section: every rule above rests on one of these.
# A text with a comma inside { … }, or with a colon or # in it, wants quotes.
clauses:
  area: { source: guidance, section: "1", says: Children who live in the area are dealt with. }
  levels: { source: guidance, section: "2", says: "There are four levels, with a table of indicators." }
  harm: { source: guidance, section: "3", says: Suspected significant harm is dealt with under section 47. }
  routes: { source: guidance, section: "4", says: Who deals with what. }
  consent: { source: guidance, section: "5", says: "Consent is needed, unless harm is suspected." }
  timescales: { source: guidance, section: "6", says: By when decisions are taken. }
  judgement: { source: guidance, section: "2.1", says: Workers weigh what they know. }
  training: { source: guidance, section: "7", says: Staff are trained every year. }
`
