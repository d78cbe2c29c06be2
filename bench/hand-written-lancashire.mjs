// What a careful programmer would write for one authority and no other: Lancashire's rules as `if`s, with the same
// outcomes, actions, dates and list of reasons as `decide`. It knows no other rulebook and does not say what each rule
// matched, nor what is unknown.
import { outcomes } from './hand-written-outcomes.mjs'
import { source } from './project-source.mjs'

const parental = 'parental-responsibility'
// What a closure before it does not end.
const beginnings = new Set([
  'planStartedAt',
  'childProtectionConcernsRaisedAt',
  'strategyDiscussionAt',
  'referralAcceptedAt',
  'childAndFamilyAssessmentStartedAt',
])
const topicsOfHarm = new Set([
  'child-sexual-exploitation',
  'female-genital-mutilation',
  'radicalisation',
  'gangs-or-serious-youth-violence',
  'trafficking',
  'forced-marriage',
])

function mayProceed(purpose, c) {
  const answer = c.consentFor?.[purpose] ?? c.consent
  if (answer === 'given' && c.consentGivenBy === parental) return true
  if (c.riskOfSignificantHarm !== false || answer === undefined) return null
  if (c.immediateDanger === true && purpose !== 'service') return null
  if (answer !== 'given') return false
  return c.consentGivenBy === undefined ? null : false
}

/** Lancashire's decision by hand. `validate` off leaves out the check of the contact. */
export function handWrittenLancashire(rulebook, { validate = true } = {}) {
  const { start, rule } = outcomes(rulebook)
  const { indicatorPlaces } = source.compile(rulebook)

  return raw => {
    let c = raw
    if (validate) {
      const read = source.readContact(rulebook, indicatorPlaces, raw)
      if (!read.ok) return read
      c = read.value
    }
    const type = c.contactType ?? 'referral'
    const channel = c.channel ?? (type === 'advice-call' ? 'telephone' : undefined)
    const form = channel === 'form' ? (c.writtenReferralReceived ?? true) : c.writtenReferralReceived
    const { immediateDanger: danger, childInNeed, levelAfterScreening: screened, levelAfterEnquiries: after } = c
    const { professionalLevel: professional, referrer, socialCareStatus, serviceRequested: service } = c
    const risk = c.riskOfSignificantHarm ?? (danger === true ? true : undefined)
    const age = c.unborn === true ? 0 : c.ageYears
    const rating = c.finalRag ?? c.initialRag
    const judged = after ?? screened ?? professional
    const adult = age !== undefined && age >= 18
    const emergency = c.policeProtection === true || c.emergencyProtectionOrder === true
    const atOdds = danger === true && risk === false
    const doubt = c.thresholdUncertain === true
    const d = start(c, type, channel)

    // Level: the highest.
    const level = risk === true || emergency || childInNeed === true ? 4 : (judged ?? null)
    if (level !== null && judged === level) d.because(rule['practitioners-level'])
    if (risk === true) d.because(rule['significant-harm-is-level-4'])
    if (emergency) d.because(rule['emergency-protection-is-level-4'])
    if (childInNeed === true) d.because(rule['child-in-need-is-level-4'])
    d.level = level

    if ((risk === true || emergency) && !adult) {
      d.basis = 'section-47'
      if (risk === true) d.because(rule['significant-harm-is-section-47'])
      if (emergency) d.because(rule['emergency-protection-is-section-47'])
    } else if (level === 4 && childInNeed !== false && !adult) {
      d.basis = 'section-17'
      d.because(rule['other-level-4-is-section-17'])
    } else d.because(rule['no-statutory-basis'])

    const within47 = risk === true || emergency || atOdds || (level === 4 && risk === undefined && childInNeed !== true)
    if (rating !== undefined) d.grade(rating, rule['grade-given'])
    else if (within47) d.grade('red', rule['one-hour-grade-is-red'])
    else if (level !== null && level >= 3) d.grade('amber', rule['day-grade-is-amber'])
    else if (level !== null) d.grade('green', rule['two-day-grade-is-green'])

    const { strategyDiscussionAt, childProtectionConcernsRaisedAt, planStartedAt, caseClosedAt } = c.events ?? {}
    const begun = Object.entries(c.events ?? {}).filter(([name]) => beginnings.has(name))
    const isClosed = caseClosedAt !== undefined && !begun.some(([, at]) => Date.parse(caseClosedAt) < Date.parse(at))
    const started = planStartedAt !== undefined && !isClosed
    const raised = strategyDiscussionAt !== undefined || childProtectionConcernsRaisedAt !== undefined
    const lookedAfter = c.lookedAfterStatus === 'section-20' || c.lookedAfterStatus === 'care-order'
    const topic = risk !== false && c.concerns?.some(named => topicsOfHarm.has(named)) === true
    const homeless = c.accommodationGrounds !== undefined && c.accommodationGrounds.length > 0
    const stated = risk === true || c.safeguardingConcern === true || c.unbornWelfareConcern === true || homeless
    const worry = stated || topic
    const assessed = c.events?.childAndFamilyAssessmentStartedAt !== undefined && !isClosed
    const ours = c.planType !== undefined || c.returningHomeFromCare === true
    const plan = after === undefined && (raised || lookedAfter || started || assessed || ours)
    const concern = plan || (after === undefined && worry)
    const isLeftOpen = plan || (concern && (screened === undefined || stated))

    const call = channel === 'telephone' && type !== 'information-request'
    const call47 = call && within47
    const bareCall = call && form !== true && screened === undefined && after === undefined
    const openToCare = call && socialCareStatus === 'open'
    const openToCfw = call && c.earlyHelpStatus === 'open'
    const outsider = referrer === 'professional' && socialCareStatus !== undefined && socialCareStatus !== 'open'
    const toAnswer = bareCall && outsider && rating === undefined && !concern
    const inHub = screened !== undefined ? screened <= 3 : professional !== undefined && professional <= 3
    const inMash = (screened ?? professional) === 4
    const low = level !== null && level <= 2
    const cfw = service === 'cfw' || service === 'canw'

    d.send(rule[routeOf()])
    function routeOf() {
      if (type === 'information-request') return 'information-request-to-mash'
      if (atOdds && level !== 4 && !call) return 'danger-at-odds-is-screened'
      const taken = bareCall || (call && atOdds) || openToCare || openToCfw
      const looked = rating === 'amber' || rating === 'green'
      if (!taken && !looked && (level === null || low ? isLeftOpen : level === 3 && plan))
        return 'concern-is-screened-first'
      if (!taken && level === null && !(childInNeed === false && risk === false)) return 'first-screening'
      if (after === 4) return inHub ? 'raised-to-level-4-in-the-hub' : 'level-4-agreed-after-enquiries'
      if (openToCare) return 'call-on-open-social-care-case'
      if (call47) return 'section-47-call-to-mash-social-worker'
      if (bareCall && concern && (openToCfw || (level !== null && level <= 3 && rating === 'red')))
        return 'call-of-concern-to-advice-line'
      if (openToCfw) return 'call-on-open-wellbeing-case'
      if (toAnswer) {
        if (type === 'referral' && level === 4 && !doubt) return 'section-17-is-not-taken-by-telephone'
        if (type === 'referral' && level === 3 && !doubt) return 'level-3-is-not-taken-by-telephone'
        if (type === 'advice-call' && level === 3) return 'level-3-query-to-duty-line'
        if (low && c.specificAdviceRequired === true) return 'early-help-query-with-advice'
        if (type === 'referral' && level === 2 && cfw) return 'level-2-request-by-telephone'
        if (low && type !== 'advice-call' && doubt) return 'call-in-doubt-to-the-hub'
        if (low) return 'early-help-query-to-webpage'
      }
      if (bareCall && !(rating !== undefined && (level === 4 || (outsider && level !== null))))
        return 'other-calls-to-advice-line'
      if (after === 3 && level === 3 && !inMash) return 'level-3-agreed-after-enquiries'
      if (level === 4) return 'level-4-to-mash'
      if (level === 3) return 'level-3-to-the-hub'
      if (professional === 4 && screened !== undefined && screened <= 2 && after === undefined)
        return 'brought-down-from-level-4'
      const unclear = rating === 'amber' || doubt || c.informationSufficient === false
      const kept = rating === 'red' || concern || (unclear && after === undefined)
      if (level === 2) return service === 'other' && !kept ? 'level-2-to-early-help-offer' : 'level-2-to-the-hub'
      return level === 1 && !kept ? 'level-1-is-signposted' : 'the-hub-takes-the-rest'
    }
    const { destination, team } = d

    let proceeds = true
    if (risk === true) d.consent(rule['harm-overrides-consent'], true)
    else if (emergency) d.consent(rule['emergency-protection-overrides-consent'], true)
    else {
      proceeds = mayProceed('referral', c)
      d.consent(rule['every-request-has-consent'], proceeds)
    }
    if (level === 2 || level === 3) d.consent(rule['levels-2-and-3-are-consent-led'], mayProceed('service', c))
    else d.because(rule['no-rule-on-other-help'])

    const allocated = destination === 'allocated-worker'
    const hub = destination === 'cssh'
    const duty = team === 'district-duty-team'
    const agreed = duty || team === 'locality-cfw'
    const unread = screened === undefined && after === undefined && rating === undefined && form !== true
    const asks = type === 'information-request' || (type === 'advice-call' && unread)
    const noRequest = allocated || (asks && risk !== true && !emergency)
    const answered = toAnswer && (team === 'community-resources-webpage' || team === 'cssh')
    const outside = noRequest || destination === 'return-to-referrer' || answered

    if (within47 || d.rag === 'red') d.date(rule['decision-within-the-hour'])
    else if (!outside && ((level !== null && level >= 3) || d.rag === 'amber')) d.date(rule['decision-within-a-day'])
    else if (!outside) d.date(rule['decision-within-two-days'])
    if (call47 && !duty) d.date(rule['section-47-call-back'])
    else if (call && low && c.specificAdviceRequired === true && !allocated) d.date(rule['advice-call-back'])
    if (level === 3 && hub && !noRequest && c.contactMadeWithFamily !== true)
      d.date(rule['family-reached-within-a-day'])
    if (referrer === 'professional' && !outside) d.date(rule['response-within-a-day'])
    const { initialConferenceAt, reviewConferenceAt } = c.events ?? {}
    if (type === 'referral' && !adult) d.date(rule['england-next-steps-within-a-working-day'])
    if (d.basis !== null && !adult) d.date(rule['england-assessment-within-45-working-days'])
    if (d.basis === 'section-47' && strategyDiscussionAt !== undefined && !adult)
      d.date(rule['england-conference-within-15-working-days'])
    if (initialConferenceAt !== undefined) d.date(rule['england-core-group-within-ten-working-days'])
    if (reviewConferenceAt !== undefined) d.date(rule['england-next-review-within-six-months'])
    else if (initialConferenceAt !== undefined) d.date(rule['england-first-review-within-three-months'])

    if (call && socialCareStatus !== undefined && !openToCare) d.ask(rule['call-back-rules'])
    if (call && !allocated && !agreed) d.ask(rule['call-details'])
    if (call47 && !duty) d.ask(rule['section-47-call-assigned'])
    if (call47 && team === 'social-care-allocated-team') d.ask(rule['section-47-call-on-open-social-care-case'])
    if (openToCare) d.ask(rule['open-social-care-case-is-told'])
    if (openToCfw) d.ask(rule['open-wellbeing-case-is-told'])
    if ((channel === 'telephone' || channel === 'email' || form === false) && form !== true) {
      const lay = referrer === 'public' || referrer === 'family'
      const spoken = call && (risk === true || danger === true || emergency || lay)
      const passed = allocated || destination === 'return-to-referrer' || agreed
      if (type === 'information-request') d.ask(rule['e-form-for-information'])
      else if (type !== 'advice-call' && !spoken && !passed) d.ask(rule['e-form-for-referrals'])
    }
    if (!outside && !(level === 2 && hub) && after === undefined) d.ask(rule['request-is-graded'])
    if (level === 4 && !outside && !duty) {
      d.ask(rule['level-4-pathway'])
      if (team !== 'cssh-senior-social-worker') d.ask(rule['level-4-social-worker-assigned'])
    }
    if (level === 3 && hub && !noRequest) {
      d.ask(rule['level-3-pathway'])
      if (c.contactMadeWithFamily === false && c.homeVisitBeneficial === true) d.ask(rule['duty-home-visit'])
    }
    if (destination === 'early-help') {
      const answer = c.consentFor?.service ?? c.consent
      if (answer !== 'refused' && answer !== 'not-sought') d.ask(rule['early-help-episode'])
    }
    if (level === 2 && !outside) {
      const early = after === undefined && (hub || destination === 'signpost')
      if (early) d.ask(rule['level-2-screening'])
      if (early && hub) d.ask(rule['level-2-pathway'])
      if (hub) d.ask(rule['level-2-approval'])
      if (early && hub && c.informationSufficient === false) d.ask(rule['level-2-enquiries'])
      if (proceeds !== true) d.ask(rule['level-2-consent-sought'])
      if (cfw && c.earlyHelpAssessmentOpen !== true) d.ask(rule['early-help-assessment-open'])
    }
    const graded = rating === 'red' || rating === 'amber'
    const undecided = (professional === 4 && screened !== undefined) || graded || doubt
    const unclear = service === 'other' || undecided || c.informationSufficient === false
    const keptByHub = unclear && team === 'cssh-senior-social-worker' && after === undefined
    if (level === 2 && referrer === 'professional' && !cfw && !noRequest && !atOdds && !concern && !keptByHub)
      d.ask(rule['partner-refers-direct'])
    if ((level === 2 || level === 3) && hub && doubt && !outside) d.ask(rule['case-of-concern'])
    const elsewhere = hub || destination === 'signpost' || destination === 'early-help'
    if (socialCareStatus === 'open' && (elsewhere || destination === 'return-to-referrer'))
      d.ask(rule['open-case-below-level-4'])
    if (referrer === 'professional' && !outside) d.ask(rule['response-to-professional'])
    return d.finish()
  }
}
