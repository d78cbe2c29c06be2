// What a careful programmer would write for one authority and no other: Lancashire's rules as `if`s, with the same
// outcomes, actions, dates and list of reasons as `decide`. It knows no other rulebook and does not say what each rule
// matched, nor what is unknown.
import { outcomes } from './hand-written-outcomes.mjs'
import { source } from './project-source.mjs'

const parental = 'parental-responsibility'

function mayProceed(answer, contact) {
  if (answer === 'given' && contact.consentGivenBy === parental) return true
  if (contact.riskOfSignificantHarm !== false || answer === undefined) return null
  if (answer !== 'given') return false
  return contact.consentGivenBy === undefined ? null : false
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
    const { riskOfSignificantHarm: risk, childInNeed, levelAfterScreening: screened, levelAfterEnquiries: after } = c
    const { professionalLevel: professional, referrer, socialCareStatus, serviceRequested: service } = c
    const age = c.unborn === true ? 0 : c.ageYears
    const rating = c.finalRag ?? c.initialRag
    const judged = after ?? screened ?? professional
    const adult = age !== undefined && age >= 18
    const emergency = (c.policeProtection === true || c.emergencyProtectionOrder === true) && !adult
    const inDanger = c.immediateDanger === true && risk === undefined && after === undefined
    const d = start(c, channel)

    // Level: the highest.
    const level = risk === true || emergency || childInNeed === true ? 4 : (judged ?? null)
    if (level !== null && judged === level) d.because(rule['practitioners-level'])
    if (risk === true) d.because(rule['significant-harm-is-level-4'])
    if (emergency) d.because(rule['emergency-protection-is-level-4'])
    if (childInNeed === true) d.because(rule['child-in-need-is-level-4'])
    d.level = level

    if ((risk === true && !adult) || emergency) {
      d.basis = 'section-47'
      if (risk === true && !adult) d.because(rule['significant-harm-is-section-47'])
      if (emergency) d.because(rule['emergency-protection-is-section-47'])
    } else if (level === 4 && childInNeed !== false && !adult) {
      d.basis = 'section-17'
      d.because(rule['other-level-4-is-section-17'])
    } else d.because(rule['no-statutory-basis'])

    const within47 =
      risk === true || emergency || (level === 4 && risk === undefined && childInNeed !== true) || inDanger
    if (rating !== undefined) d.grade(rating, rule['grade-given'])
    else if (within47) d.grade('red', rule['one-hour-grade-is-red'])
    else if (level !== null && level >= 3) d.grade('amber', rule['day-grade-is-amber'])
    else if (level !== null) d.grade('green', rule['two-day-grade-is-green'])

    const call = channel === 'telephone' && type !== 'information-request'
    const call47 = call && within47
    const bareCall = call && form !== true && screened === undefined && after === undefined && rating !== 'red'
    const professionalCall =
      bareCall && referrer === 'professional' && socialCareStatus !== undefined && socialCareStatus !== 'open'
    const openCall = call && (socialCareStatus === 'open' || c.earlyHelpStatus === 'open')
    const inHub = screened !== undefined ? screened <= 3 : professional !== undefined && professional <= 3
    const notInHub = screened !== undefined ? screened > 3 : professional !== undefined && professional > 3
    const low = level !== null && level <= 2
    const cfw = service === 'cfw' || service === 'canw'

    d.send(rule[routeOf()])
    function routeOf() {
      if (type === 'information-request') return 'information-request-to-mash'
      if (
        (level === null || (level <= 3 && inDanger)) &&
        !(bareCall || call47 || openCall || (childInNeed === false && risk === false))
      )
        return 'first-screening'
      if (after === 4) return inHub ? 'raised-to-level-4-in-the-hub' : 'level-4-agreed-after-enquiries'
      if (after === 3 && level === 3 && !notInHub) return 'level-3-agreed-after-enquiries'
      if (call && socialCareStatus === 'open') return 'call-on-open-social-care-case'
      if (call47) return 'section-47-call-to-mash-social-worker'
      if (call && c.earlyHelpStatus === 'open') return 'call-on-open-wellbeing-case'
      if (professionalCall) {
        if (type === 'referral' && level === 4) return 'section-17-is-not-taken-by-telephone'
        if (type === 'referral' && level === 3) return 'level-3-is-not-taken-by-telephone'
        if (type === 'advice-call' && level === 3) return 'level-3-query-to-duty-line'
        if (low && c.specificAdviceRequired === true) return 'early-help-query-with-advice'
        if (type === 'referral' && level === 2 && cfw) return 'level-2-request-by-telephone'
        if (low) return 'early-help-query-to-webpage'
      }
      if (bareCall) return 'other-calls-to-advice-line'
      if (level === 4) return 'level-4-to-mash'
      if (level === 3) return 'level-3-to-the-hub'
      if (professional === 4 && screened !== undefined && screened <= 2 && after === undefined)
        return 'brought-down-from-level-4'
      if (level === 2)
        return service === 'other' && rating !== 'red' ? 'level-2-to-early-help-offer' : 'level-2-to-the-hub'
      if (level === 1 && rating !== 'red') return 'level-1-is-signposted'
      return 'the-hub-takes-the-rest'
    }
    const { destination, team } = d

    let proceeds = true
    if (risk === true) d.consent(rule['harm-overrides-consent'], true)
    else if (emergency) d.consent(rule['emergency-protection-overrides-consent'], true)
    else {
      proceeds = mayProceed(c.consentFor?.referral ?? c.consent, c)
      d.consent(rule['every-request-has-consent'], proceeds)
    }
    if ((level === 2 || level === 3) && risk !== true)
      d.consent(rule['levels-2-and-3-are-consent-led'], mayProceed(c.consentFor?.service ?? c.consent, c))
    else d.because(rule['no-rule-on-other-help'])

    const allocated = destination === 'allocated-worker'
    const asks = risk !== true && !emergency
    const noRequest =
      (type === 'information-request' && asks) ||
      (type === 'advice-call' && screened === undefined && after === undefined && form !== true && asks) ||
      allocated
    const outside =
      noRequest ||
      destination === 'return-to-referrer' ||
      (professionalCall && (team === 'community-resources-webpage' || team === 'cssh'))

    if (within47 || d.rag === 'red') d.date(rule['decision-within-the-hour'])
    else if (!noRequest && ((level !== null && level >= 3) || d.rag === 'amber')) d.date(rule['decision-within-a-day'])
    else if (!noRequest) d.date(rule['decision-within-two-days'])
    if (call47) d.date(rule['section-47-call-back'])
    else if (call && low && c.specificAdviceRequired === true && !allocated) d.date(rule['advice-call-back'])
    if (level === 3 && !outside && c.contactMadeWithFamily !== true) d.date(rule['family-reached-within-a-day'])
    if (referrer === 'professional' && !outside) d.date(rule['response-within-a-day'])

    if (call && socialCareStatus !== undefined && socialCareStatus !== 'open') d.ask(rule['call-back-rules'])
    if (call && !allocated) d.ask(rule['call-details'])
    if (call47) d.ask(rule['section-47-call-assigned'])
    if (call47 && socialCareStatus === 'open') d.ask(rule['section-47-call-on-open-social-care-case'])
    if ((channel === 'telephone' || channel === 'email' || form === false) && form !== true) {
      const spoken = call && (risk === true || emergency || referrer === 'public' || referrer === 'family')
      const other = type === 'information-request' || type === 'advice-call'
      if (!spoken && !other && !allocated && destination !== 'return-to-referrer') d.ask(rule['e-form-for-referrals'])
      if (type === 'information-request') d.ask(rule['e-form-for-information'])
    }
    if (!outside && !(level === 2 && destination === 'cssh')) d.ask(rule['request-is-graded'])
    if (level === 4 && !outside) d.ask(rule['level-4-pathway'])
    if (level === 4 && !outside && team !== 'cssh-senior-social-worker') d.ask(rule['level-4-social-worker-assigned'])
    if (level === 3 && !outside) {
      d.ask(rule['level-3-pathway'])
      if (c.contactMadeWithFamily === false && c.homeVisitBeneficial === true) d.ask(rule['duty-home-visit'])
    }
    if (destination === 'early-help') {
      const answer = c.consentFor?.service ?? c.consent
      if (answer !== 'refused' && answer !== 'not-sought') d.ask(rule['early-help-episode'])
    }
    if (level === 2 && !outside) {
      d.ask(rule['level-2-screening'])
      if (destination === 'cssh') d.ask(rule['level-2-pathway'])
      if (c.informationSufficient === false) d.ask(rule['level-2-enquiries'])
      if (proceeds !== true) d.ask(rule['level-2-consent-sought'])
      if (cfw && c.earlyHelpAssessmentOpen !== true) d.ask(rule['early-help-assessment-open'])
    }
    if (level === 2 && referrer === 'professional' && !cfw && !noRequest) d.ask(rule['partner-refers-direct'])
    if ((level === 2 || level === 3) && c.thresholdUncertain === true && !outside) d.ask(rule['case-of-concern'])
    if (referrer === 'professional' && !outside) d.ask(rule['response-to-professional'])
    return d.finish()
  }
}
