// A mix of contacts as a front door may see it, beside the generated ones. No real data: the shares are a guess of ours, and nobody
// has counted them.

/** Numbers from a seed, from 0 to below 1, so that the mix is the same every time. */
function numbersFrom(seed) {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

/** One of some values, each with its share; the last takes what is left. */
function oneOf(random, shares) {
  let at = random()
  for (const [value, share] of Object.entries(shares)) {
    at -= share
    if (at < 0) return value
  }
  return Object.keys(shares).at(-1)
}

/** A day of the year and a time of it, most of them on weekdays in office hours. */
function receivedAt(random) {
  const month = 1 + Math.floor(random() * 12)
  let day = 1 + Math.floor(random() * 28)
  const weekday = new Date(Date.UTC(2026, month - 1, day)).getUTCDay()
  if ((weekday === 0 || weekday === 6) && random() < 0.8) day = day > 14 ? day - 3 : day + 3
  const hour = random() < 0.9 ? 8 + Math.floor(random() * 10) : Math.floor(random() * 24)
  const two = n => String(n).padStart(2, '0')
  const offset = month > 3 && month < 10 ? '+01:00' : '+00:00'
  return `2026-${two(month)}-${two(day)}T${two(hour)}:${two(Math.floor(random() * 60))}:00${offset}`
}

const levels = { 3: 0.4, 2: 0.35, 4: 0.2, 1: 0.05 }

function contactOf(rulebook, random, nth) {
  const contact = { reference: `F${nth}`, receivedAt: receivedAt(random) }
  const give = (chance, fact, value) => {
    if (random() < chance) contact[fact] = value()
  }
  const yes = share => () => random() < share
  const choice = shares => () => oneOf(random, shares)
  const level = () => Number(oneOf(random, levels))
  contact.contactType = oneOf(random, {
    referral: 0.56,
    'police-notification': 0.3,
    'advice-call': 0.06,
    'information-request': 0.05,
    'step-up': 0.02,
    'step-down': 0.01,
  })
  const police = contact.contactType === 'police-notification'
  give(0.9, 'channel', choice(police ? { form: 0.5, email: 0.5 } : { form: 0.6, telephone: 0.25, email: 0.15 }))
  give(0.9, 'referrer', choice(police ? { professional: 1 } : { professional: 0.85, public: 0.1, family: 0.05 }))
  if (random() < 0.03) contact.unborn = true
  else give(0.95, 'ageYears', () => Math.floor(random() * 18))
  give(0.85, 'residentInArea', yes(0.95))
  give(0.7, 'safeguardingConcern', yes(0.85))
  give(0.6, 'riskOfSignificantHarm', yes(0.12))
  give(0.2, 'immediateDanger', yes(0.1))
  give(0.5, 'socialCareStatus', choice({ 'not-known': 0.45, 'previously-known': 0.4, open: 0.15 }))
  give(0.4, 'earlyHelpStatus', choice({ 'not-known': 0.7, 'previously-known': 0.2, open: 0.1 }))
  give(0.55, 'professionalLevel', level)
  give(0.6, 'consent', choice({ given: 0.55, 'not-sought': 0.3, refused: 0.15 }))
  if (contact.consent === 'given')
    give(0.7, 'consentGivenBy', choice({ 'parental-responsibility': 0.9, 'young-person': 0.1 }))
  give(police ? 0.7 : 0.3, 'domesticAbuse', yes(police ? 0.5 : 0.2))
  give(0.3, 'childrenInHousehold', yes(0.8))
  give(0.15, 'concerns', () => [
    oneOf(random, {
      disability: 0.3,
      'gangs-or-serious-youth-violence': 0.3,
      'young-carer': 0.2,
      'child-sexual-exploitation': 0.2,
    }),
  ])
  const { indicators } = rulebook
  // A few indicators are met far more often than the others.
  if (indicators.length > 0 && random() < 0.75)
    contact.indicators = [
      ...new Set(
        Array.from(
          { length: 1 + Math.floor(random() ** 2 * 5) },
          () => indicators[Math.floor(random() ** 3 * indicators.length)].id,
        ),
      ),
    ]
  give(0.2, 'levelAfterScreening', level)
  give(0.05, 'initialRag', choice({ amber: 0.5, green: 0.3, red: 0.2 }))
  return contact
}

/** So many contacts under a rulebook in a mix that is guessed at; the same every time. */
export function frontDoorContacts(rulebook, count) {
  const random = numbersFrom(2026)
  return JSON.parse(JSON.stringify(Array.from({ length: count }, (_, nth) => contactOf(rulebook, random, nth))))
}
