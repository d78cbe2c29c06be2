// Contacts in a mix like that of a front door. The shares are a guess by what is commonly said of such work, no council's figures:
// about a third of the contacts from the police, most of the rest from schools and health; most say little, few are far along.

/** Chance that is the same every time: numbers from 0 up to 1, by Mulberry32. */
function chanceFrom(seed) {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

const yes = share => chance => chance() < share
const oneOf = shares => chance => {
  let left = chance() * Object.values(shares).reduce((sum, share) => sum + share, 0)
  for (const [word, share] of Object.entries(shares)) {
    left -= share
    if (left < 0) return word
  }
  return Object.keys(shares)[0]
}
const levelOf = shares => chance => Number(oneOf(shares)(chance))
const oneWordOf = shares => chance => [oneOf(shares)(chance)]
const upTo = most => chance => Math.floor(chance() * (most + 1))

/** Of each fact: how many in a hundred contacts give it, and what it is then. */
const facts = {
  channel: [92, oneOf({ form: 55, email: 27, telephone: 18 })],
  residentInArea: [80, yes(0.96)],
  safeguardingConcern: [65, yes(0.8)],
  riskOfSignificantHarm: [55, yes(0.1)],
  immediateDanger: [15, yes(0.12)],
  childInNeed: [20, yes(0.4)],
  professionalLevel: [45, levelOf({ 2: 38, 3: 37, 4: 17, 1: 8 })],
  consent: [60, oneOf({ given: 55, 'not-sought': 32, refused: 13 })],
  socialCareStatus: [50, oneOf({ 'not-known': 45, 'previously-known': 38, open: 17 })],
  earlyHelpStatus: [35, oneOf({ 'not-known': 70, 'previously-known': 18, open: 12 })],
  domesticAbuse: [40, yes(0.4)],
  childrenInHousehold: [30, yes(0.85)],
  reportedMissing: [8, yes(0.4)],
  unbornWelfareConcern: [2, yes(0.7)],
  concerns: [
    14,
    oneWordOf({
      disability: 26,
      'young-carer': 17,
      'gangs-or-serious-youth-violence': 20,
      'child-sexual-exploitation': 16,
      'parent-in-prison': 9,
      radicalisation: 6,
      'female-genital-mutilation': 6,
    }),
  ],
  policeProtection: [5, yes(0.2)],
  emergencyProtectionOrder: [3, yes(0.1)],
  accommodationGrounds: [
    2,
    oneWordOf({ 'carer-prevented': 60, 'lost-or-abandoned': 20, 'significant-harm-or-beyond-control': 20 }),
  ],
  lookedAfterStatus: [8, oneOf({ none: 80, 'section-20': 8, 'care-order': 12 })],
  informationSufficient: [20, yes(0.7)],
  thresholdUncertain: [10, yes(0.3)],
  writtenReferralReceived: [12, yes(0.6)],
  specificAdviceRequired: [4, yes(0.6)],
  complexEarlyHelpNeeds: [5, yes(0.4)],
  caringRoleExcessive: [3, yes(0.5)],
  weeklyLearningSupportHours: [2, upTo(30)],
  disabilitySupportNeed: [3, oneOf({ lower: 70, significant: 30 })],
  knownToDisabilityService: [3, yes(0.4)],
  levelAfterScreening: [22, levelOf({ 3: 40, 2: 38, 4: 16, 1: 6 })],
  initialRag: [12, oneOf({ amber: 50, green: 32, red: 18 })],
  levelAfterEnquiries: [6, levelOf({ 3: 45, 2: 30, 4: 22, 1: 3 })],
  finalRag: [5, oneOf({ amber: 45, green: 30, red: 25 })],
  needsSufficientlyReduced: [2, yes(0.5)],
  planType: [3, oneOf({ 'child-in-need': 60, 'child-protection': 30, 'looked-after': 10 })],
}

const policeFacts = {
  policeRag: [85, oneOf({ green: 52, amber: 37, red: 11 })],
  policeSubject: [60, oneOf({ child: 62, adult: 38 })],
  crimeOrAntisocialBehaviour: [40, yes(0.3)],
}

const events = {
  mashReceivedAt: 10,
  strategyDiscussionAt: 3,
  childProtectionConcernsRaisedAt: 3,
  childAndFamilyAssessmentStartedAt: 3,
  referralAcceptedAt: 4,
  planStartedAt: 3,
  earlyHelpCaseOpenedAt: 3,
  steppedDownAt: 2,
  caseClosedAt: 3,
}

const areas = ['learning', 'communication', 'behaviour', 'self-help', 'physical-health']

const hour = 3_600_000
/** A time as a system writes it that keeps UTC; nine in ten in the day. */
const written = time => new Date(Math.floor(time / 60_000) * 60_000).toISOString().replace(/\.\d+Z$/, '+00:00')
function receivedAt(chance) {
  const day = Date.UTC(2025, 0, 1) + Math.floor(chance() * 365) * 24 * hour
  return day + (chance() < 0.9 ? 8 + chance() * 10 : chance() * 24) * hour
}

/**
 * The same contacts every time.
 *
 * @returns plain contacts, each with a reference of its own
 */
export function frontDoorContacts(rulebook, count, seed = 1) {
  const chance = chanceFrom(seed)
  const ids = rulebook.indicators.map(({ id }) => id)
  // Some signs are met far more often than others: the square root of chance crowds towards the end.
  const sign = () => ids[Math.floor(Math.sqrt(chance()) * ids.length)]
  const given = (contact, table) => {
    for (const [fact, [inAHundred, draw]] of Object.entries(table))
      if (chance() * 100 < inAHundred) contact[fact] = draw(chance)
  }
  return Array.from({ length: count }, (_, n) => {
    const received = receivedAt(chance)
    const contactType = oneOf({
      referral: 56,
      'police-notification': 31,
      'information-request': 5,
      'advice-call': 5,
      'step-down': 2,
      'step-up': 1,
    })(chance)
    const isPolice = contactType === 'police-notification'
    const contact = { reference: String(n), receivedAt: written(received) }
    if (chance() < 0.85) contact.contactType = contactType
    if (chance() < 0.95)
      contact.referrer = isPolice ? 'professional' : oneOf({ professional: 84, public: 10, family: 6 })(chance)
    if (chance() < 0.03) contact.unborn = true
    else if (chance() < 0.95) contact.ageYears = upTo(17)(chance)
    given(contact, facts)
    if (isPolice) given(contact, policeFacts)
    if (contact.consent === 'given' && chance() < 0.7)
      contact.consentGivenBy = oneOf({ 'parental-responsibility': 90, 'young-person': 8, other: 2 })(chance)
    if (ids.length > 0 && chance() < 0.7)
      contact.indicators = [...new Set(Array.from({ length: 1 + Math.floor(chance() ** 2 * 5) }, sign))]
    if (ids.length > 0 && chance() < 0.06)
      contact.indicatorsAbsent = [sign(), sign()].filter(
        (id, i, all) => !contact.indicators?.includes(id) && all.indexOf(id) === i,
      )
    if (chance() < 0.02) contact.functionalNeeds = Object.fromEntries(areas.map(area => [area, upTo(4)(chance)]))
    const happened = Object.entries(events).filter(([, inAHundred]) => chance() * 100 < inAHundred)
    if (happened.length > 0)
      contact.events = Object.fromEntries(
        happened.map(([event]) => [event, written(received + (chance() * 60 - 20) * 24 * hour)]),
      )
    return contact
  })
}
