import type { Words } from './words.js'

// Written by scripts/write-england.mjs from rules/: change the YAML there, then build.

export const englandWords = {
  "facts": {
    "riskOfSignificantHarm": {
      "ask": "Is there reasonable cause to suspect that the child is suffering, or is likely to suffer, significant harm?",
      "group": "Harm and need",
      "label": "risk of significant harm",
      "says": "there is {a|no} risk of significant harm"
    },
    "immediateDanger": {
      "ask": "Does the child need protecting now?",
      "group": "Harm and need",
      "label": "immediate danger",
      "says": "the child is~ in immediate danger"
    },
    "safeguardingConcern": {
      "ask": "Is there a welfare or safeguarding concern about the child?",
      "group": "Harm and need",
      "label": "safeguarding concern",
      "says": "there is {a|no} safeguarding concern"
    },
    "childInNeed": {
      "ask": "Does a practitioner judge that the child is in need (section 17)?",
      "group": "Harm and need",
      "label": "child in need",
      "says": "the child is judged {to be|not to be} in need"
    },
    "indicators": {
      "ask": "Which indicators have been observed?",
      "group": "Harm and need",
      "label": "indicators",
      "kind": "indicators"
    },
    "indicatorsAbsent": {
      "ask": "Which indicators were looked for and found absent?",
      "label": "indicators looked for and found absent",
      "kind": "indicators"
    },
    "indicatorsSince": {
      "ask": "Since when has each indicator been seen?",
      "label": "since when indicators are seen",
      "kind": "dates-by-indicator"
    },
    "professionalLevel": {
      "ask": "Which level does the referrer or first screener give?",
      "group": "Levels and ratings given",
      "label": "the referrer's or first screener's level",
      "name": "the referrer's or first screener's level",
      "kind": "level"
    },
    "concerns": {
      "ask": "Which of these topics does the contact raise?",
      "group": "Harm and need",
      "label": "concerns",
      "name": "which concerns are raised",
      "says": "the contact {raises|does not raise} *",
      "none": "the contact raises {none|one or more} of the listed concerns",
      "severalOf": {
        "child-sexual-exploitation": "child sexual exploitation",
        "female-genital-mutilation": "female genital mutilation",
        "radicalisation": "radicalisation",
        "gangs-or-serious-youth-violence": "gangs or serious youth violence",
        "trafficking": "trafficking",
        "forced-marriage": "forced marriage",
        "private-fostering": "private fostering",
        "young-carer": "a young carer",
        "disability": "disability",
        "youth-justice": "youth justice",
        "asylum-seeking": "asylum seeking",
        "parent-in-prison": "a parent in prison"
      }
    },
    "levelAfterScreening": {
      "ask": "Which level does the manager give at first screening?",
      "group": "Levels and ratings given",
      "label": "level after screening",
      "name": "the level after screening",
      "kind": "level",
      "moment": "screening"
    },
    "levelAfterEnquiries": {
      "ask": "Which level does the manager give after enquiries?",
      "group": "Levels and ratings given",
      "label": "level after enquiries",
      "name": "the level after enquiries",
      "kind": "level",
      "moment": "enquiries"
    },
    "initialRag": {
      "ask": "Which rating does the screener give?",
      "group": "Levels and ratings given",
      "label": "initial rating",
      "name": "the first rating",
      "says": "the first rating is~ *",
      "kind": "rating",
      "moment": "screening"
    },
    "finalRag": {
      "ask": "Which rating does the manager give after enquiries?",
      "group": "Levels and ratings given",
      "label": "final rating",
      "name": "the final rating",
      "says": "the final rating is~ *",
      "kind": "rating",
      "moment": "enquiries"
    },
    "policeRag": {
      "ask": "Which rating did the police give?",
      "group": "Levels and ratings given",
      "label": "police rating",
      "name": "the police's rating",
      "says": "the police's rating is~ *",
      "kind": "rating"
    },
    "contactType": {
      "ask": "What kind of contact is it?",
      "group": "The contact",
      "label": "kind of contact",
      "name": "the kind of contact",
      "says": "the contact is~ *",
      "choices": {
        "referral": "a referral",
        "police-notification": "a police notification",
        "out-of-hours-report": "an out-of-hours report",
        "information-request": "a request for information",
        "advice-call": "a call for advice",
        "step-up": "a step-up",
        "step-down": "a step-down"
      }
    },
    "channel": {
      "ask": "How did the contact come?",
      "group": "The contact",
      "label": "channel",
      "name": "how the contact came",
      "says": "the contact {came|did not come} *",
      "choices": {
        "form": "on the authority's own form",
        "telephone": "by telephone",
        "email": "by email"
      }
    },
    "referrer": {
      "ask": "Who made the contact?",
      "group": "The contact",
      "label": "referrer",
      "name": "who made the contact",
      "says": "the contact {comes|does not come} from *",
      "choices": {
        "professional": "a professional",
        "public": "a member of the public",
        "family": "the family itself"
      }
    },
    "ageYears": {
      "ask": "How old is the child, in whole years?",
      "group": "The child and the household",
      "label": "age",
      "name": "the age",
      "number": "0 to 25"
    },
    "ageMonths": {
      "ask": "How old is the child, in whole months?",
      "group": "The child and the household",
      "label": "age in months",
      "name": "the age in months",
      "number": "0 to 311"
    },
    "unborn": {
      "ask": "Is the child unborn?",
      "group": "The child and the household",
      "label": "unborn",
      "says": "the child is {unborn|born}"
    },
    "gestationWeeks": {
      "ask": "How many completed weeks along was the pregnancy when the contact was received?",
      "group": "The child and the household",
      "label": "weeks of pregnancy",
      "name": "the number of weeks of pregnancy",
      "number": "0 to 45"
    },
    "residentInArea": {
      "ask": "Does the child live in the area?",
      "group": "The child and the household",
      "label": "lives in the area",
      "says": "the child {lives|does not live} in the area"
    },
    "foundInArea": {
      "ask": "Does the child live elsewhere but was found in the area?",
      "group": "The child and the household",
      "label": "found in the area",
      "says": "the child was~ found in the area while living elsewhere"
    },
    "socialCareStatus": {
      "ask": "Is the family open or known to children's social care?",
      "group": "Who knows the family",
      "label": "known to social care",
      "name": "what social care knows of the family",
      "choices": {
        "open": "the case is~ open to social care",
        "previously-known": "{social care knew the family before|the family is not one that social care knew before}",
        "not-known": "social care has {no|a} record of the family"
      },
      "moment": "screening",
      "askedFrom": "receipt"
    },
    "earlyHelpStatus": {
      "ask": "Is the family open or known to early help?",
      "group": "Who knows the family",
      "label": "known to early help",
      "name": "what early help knows of the family",
      "choices": {
        "open": "the case is~ open to early help",
        "previously-known": "{early help knew the family before|the family is not one that early help knew before}",
        "not-known": "early help has {no|a} record of the family"
      },
      "moment": "screening",
      "askedFrom": "receipt"
    },
    "seekingConsentWould": {
      "ask": "Would asking for consent raise the risk, prejudice an investigation or cause undue delay?",
      "group": "Consent",
      "label": "what asking for consent would do",
      "name": "what asking for consent would do",
      "says": "asking for consent would~ *",
      "none": "asking for consent would do {no harm|harm}",
      "severalOf": {
        "increase-risk": "raise the risk",
        "prejudice-investigation": "prejudice an investigation",
        "cause-undue-delay": "cause undue delay"
      }
    },
    "consent": {
      "ask": "Has consent been given, refused or not asked for?",
      "group": "Consent",
      "label": "consent",
      "name": "the answer on consent",
      "choices": {
        "given": "consent is~ given",
        "refused": "consent is~ refused",
        "not-sought": "consent has {not been|been} asked for"
      }
    },
    "consentFor": {
      "ask": "Does the answer on consent differ by purpose?",
      "group": "Consent",
      "label": "consent by purpose",
      "kind": "answers-by-purpose"
    },
    "consentGivenBy": {
      "ask": "Who gave the consent?",
      "group": "Consent",
      "label": "who consented",
      "name": "who consented",
      "says": "the consent {comes|does not come} from *",
      "choices": {
        "parental-responsibility": "somebody with parental responsibility",
        "young-person": "the young person",
        "both": "both somebody with parental responsibility and the young person",
        "other": "somebody else"
      }
    },
    "gillickCompetent": {
      "ask": "Is the young person (13 to 15) Gillick competent?",
      "group": "Consent",
      "label": "Gillick competent",
      "says": "the young person is~ Gillick competent"
    },
    "publicInterestOverride": {
      "ask": "Does a practitioner judge that sharing without consent is in the public interest?",
      "group": "Consent",
      "label": "public interest in sharing",
      "says": "sharing without consent is~ judged to be in the public interest"
    },
    "thresholdUncertain": {
      "ask": "Is the screening team unsure of the threshold?",
      "group": "Levels and ratings given",
      "label": "threshold uncertain",
      "says": "the screening team is {unsure|sure} of the threshold",
      "moment": "screening"
    },
    "informationSufficient": {
      "ask": "Is there enough information to judge level and action?",
      "group": "Levels and ratings given",
      "label": "enough information",
      "says": "there is~ enough information",
      "moment": "screening"
    },
    "writtenReferralReceived": {
      "ask": "Has the written form come in?",
      "group": "The contact",
      "label": "written referral received",
      "says": "the written form has~ come in"
    },
    "writtenReferralPossible": {
      "ask": "Can the referrer be asked for the written form?",
      "group": "The contact",
      "label": "written referral possible",
      "says": "the referrer can{|not} be asked for the written form"
    },
    "domesticAbuse": {
      "ask": "Does the contact concern domestic abuse?",
      "group": "Harm and need",
      "label": "domestic abuse",
      "says": "the contact {concerns|does not concern} domestic abuse"
    },
    "earlierContacts": {
      "ask": "Which contacts about the child came before this one, when, and what came of each?",
      "label": "earlier contacts",
      "kind": "earlier-contacts"
    },
    "childrenInHousehold": {
      "ask": "Are there (other) children in the household?",
      "group": "The child and the household",
      "label": "children in the household",
      "says": "there are {|no }children in the household"
    },
    "reportedMissing": {
      "ask": "Has the child been reported missing?",
      "group": "Harm and need",
      "label": "reported missing",
      "says": "the child has~ been reported missing"
    },
    "policeSubject": {
      "ask": "Whom is the police notification about?",
      "group": "The contact",
      "label": "subject of the police notification",
      "name": "whom the police notification is about",
      "says": "the police notification is~ about *",
      "choices": {
        "child": "the child",
        "adult": "an adult"
      }
    },
    "crimeOrAntisocialBehaviour": {
      "ask": "Is the police notification about crime or antisocial behaviour by a young person?",
      "group": "The contact",
      "label": "crime or antisocial behaviour",
      "says": "the notification is~ about crime or antisocial behaviour by a young person"
    },
    "emergencyProtectionOrder": {
      "ask": "Is the child subject to an emergency protection order?",
      "group": "Orders and care",
      "label": "emergency protection order",
      "says": "there is {an|no} emergency protection order"
    },
    "policeProtection": {
      "ask": "Is the child under police protection?",
      "group": "Orders and care",
      "label": "police protection",
      "says": "the child is~ under police protection"
    },
    "adultAtRiskOfSeriousHarm": {
      "ask": "Is an adult at risk of serious harm?",
      "group": "Harm and need",
      "label": "adult at risk of serious harm",
      "says": "{an|no} adult is at risk of serious harm"
    },
    "functionalNeeds": {
      "ask": "How are the functional needs scored, area by area?",
      "group": "Disability and caring",
      "label": "functional needs",
      "kind": "scores-by-area"
    },
    "weeklyLearningSupportHours": {
      "ask": "How many hours of learning support does the child need a week?",
      "group": "Disability and caring",
      "label": "hours of learning support a week",
      "name": "the number of hours of learning support a week",
      "number": "0 to 168, fractions too"
    },
    "disabilitySupportNeed": {
      "ask": "How great is the need of support for the disability?",
      "group": "Disability and caring",
      "label": "need of support for a disability",
      "name": "the need of support for a disability",
      "says": "the need of support for the disability is~ *",
      "choices": {
        "significant": "significant",
        "lower": "lower"
      }
    },
    "knownToDisabilityService": {
      "ask": "Does the disability service know the child?",
      "group": "Disability and caring",
      "label": "known to the disability service",
      "says": "the disability service {knows|does not know} the child"
    },
    "movingIntoArea": {
      "ask": "Is the young person moving into the area?",
      "group": "The child and the household",
      "label": "moving into the area",
      "says": "the young person is~ moving into the area"
    },
    "disabilityAcquiredOrRediagnosed": {
      "ask": "Is the disability newly acquired or newly diagnosed?",
      "group": "Disability and caring",
      "label": "disability newly acquired or diagnosed again",
      "says": "the disability is~ newly acquired or newly diagnosed"
    },
    "adultCareEligibilityLikely": {
      "ask": "Is the young person likely to be eligible for adult care?",
      "group": "Disability and caring",
      "label": "adult care likely",
      "says": "the young person is {likely|not likely} to be eligible for adult care"
    },
    "inHospital": {
      "ask": "Is the child in hospital?",
      "group": "The child and the household",
      "label": "in hospital",
      "says": "the child is~ in hospital"
    },
    "unbornWelfareConcern": {
      "ask": "Is there a welfare concern about the unborn child?",
      "group": "The child and the household",
      "label": "concern for the unborn child",
      "says": "there is {a|no} welfare concern about the unborn child"
    },
    "returningHomeFromCare": {
      "ask": "Is the child returning home from care?",
      "group": "Orders and care",
      "label": "returning home from care",
      "says": "the child is~ returning home from care"
    },
    "accommodationGrounds": {
      "ask": "Which grounds for accommodation (section 20) are there?",
      "group": "Orders and care",
      "label": "grounds for accommodation",
      "name": "which grounds for accommodation there are",
      "says": "the grounds for accommodation {include|do not include} *",
      "none": "there is {no|a} ground for accommodation",
      "severalOf": {
        "no-parental-responsibility": "that nobody has parental responsibility",
        "lost-or-abandoned": "that the child is lost or abandoned",
        "carer-prevented": "that the carer is prevented from caring",
        "significant-harm-or-beyond-control": "significant harm, or a child beyond control"
      }
    },
    "lookedAfterStatus": {
      "ask": "Is the child looked after?",
      "group": "Orders and care",
      "label": "looked-after status",
      "name": "whether the child is looked after, and how,",
      "choices": {
        "none": "the child is {not looked after|looked after}",
        "section-20": "the child is~ looked after under section 20",
        "care-order": "the child is~ looked after under a care order"
      }
    },
    "caringRoleExcessive": {
      "ask": "Is the young carer's role excessive or inappropriate?",
      "group": "Disability and caring",
      "label": "caring role excessive",
      "says": "the young carer's role is~ excessive or inappropriate"
    },
    "substantialRegularCare": {
      "ask": "Does the young carer give substantial and regular care?",
      "group": "Disability and caring",
      "label": "substantial and regular care",
      "says": "the young carer {gives|does not give} substantial and regular care"
    },
    "supportFailed": {
      "ask": "Has the support given so far failed?",
      "group": "Harm and need",
      "label": "support has failed",
      "says": "the support given so far has~ failed"
    },
    "riskManageableAtHome": {
      "ask": "Can the risk be managed at home?",
      "group": "Harm and need",
      "label": "risk manageable at home",
      "says": "the risk can{|not} be managed at home"
    },
    "familyEngagement": {
      "ask": "Does the family engage?",
      "group": "The child and the household",
      "label": "the family's engagement",
      "name": "the family's engagement",
      "choices": {
        "engaged": "the family {engages|does not engage fully}",
        "intermittent": "the family {engages only now and then|does not engage just now and then}",
        "none": "the family {does not engage at all|engages at least now and then}"
      }
    },
    "earlyHelpAssessmentOpen": {
      "ask": "Is an early help assessment open?",
      "group": "Who knows the family",
      "label": "early help assessment open",
      "says": "{an|no} early help assessment is open"
    },
    "complexEarlyHelpNeeds": {
      "ask": "Do the early help needs want a multi-agency panel?",
      "group": "Who knows the family",
      "label": "complex early help needs",
      "says": "the early help needs {want|do not want} a multi-agency panel"
    },
    "specificAdviceRequired": {
      "ask": "Does the caller need advice that public material does not answer?",
      "group": "The contact",
      "label": "specific advice wanted",
      "says": "the caller {needs|does not need} advice that public material does not give"
    },
    "universalServicesInPlace": {
      "ask": "Does the child have the universal services due?",
      "group": "Who knows the family",
      "label": "universal services in place",
      "says": "the child {has|does not have} the universal services due"
    },
    "agenciesInvolved": {
      "ask": "How many agencies work with the family?",
      "group": "Who knows the family",
      "label": "agencies involved",
      "name": "the number of agencies involved",
      "number": "0 to 100"
    },
    "leadProfessionalAvailable": {
      "ask": "Can someone in the current network lead?",
      "group": "Who knows the family",
      "label": "lead professional available",
      "says": "{somebody|nobody} in the current network can lead"
    },
    "previousTeamAroundChild": {
      "ask": "Was there a team around the child before?",
      "group": "Who knows the family",
      "label": "earlier team around the child",
      "says": "there was {a|no} team around the child before"
    },
    "steppedDownToSingleAgency": {
      "ask": "Was the case stepped down to a single agency?",
      "group": "Who knows the family",
      "label": "stepped down to one agency",
      "says": "the case was~ stepped down to a single agency"
    },
    "agenciesSharing": {
      "ask": "How many agencies have supplied information?",
      "group": "Who knows the family",
      "label": "agencies that supplied information",
      "name": "the number of agencies that supplied information",
      "number": "0 to 100",
      "moment": "enquiries"
    },
    "contactMadeWithFamily": {
      "ask": "Has the family been reached during enquiries?",
      "group": "The child and the household",
      "label": "family reached",
      "says": "the family has~ been reached",
      "moment": "enquiries"
    },
    "homeVisitBeneficial": {
      "ask": "Do screener and supervisor agree that a home visit would help?",
      "group": "The child and the household",
      "label": "home visit would help",
      "says": "a home visit would~ help",
      "moment": "enquiries"
    },
    "planType": {
      "ask": "Which plan is in force?",
      "group": "Later: plans, panels, disagreements",
      "label": "plan in force",
      "name": "the plan in force",
      "says": "the plan in force is~ *",
      "choices": {
        "child-in-need": "a child in need plan",
        "child-protection": "a child protection plan",
        "looked-after": "a plan for a looked-after child"
      },
      "moment": "later"
    },
    "planConcerns": {
      "ask": "Is the plan complicated, stuck or without engagement?",
      "group": "Later: plans, panels, disagreements",
      "label": "concerns about the plan",
      "name": "what is wrong with the plan",
      "says": "the plan is~ *",
      "none": "there is {no|a} concern about the plan",
      "severalOf": {
        "complicated": "complicated",
        "stuck": "stuck",
        "disengaged": "without engagement"
      },
      "moment": "later"
    },
    "heighteningFactors": {
      "ask": "What raises the risk at this review?",
      "group": "Later: plans, panels, disagreements",
      "label": "heightening factors",
      "name": "what raises the risk at the review",
      "says": "what raises the risk {includes|does not include} *",
      "none": "{nothing|something} raises the risk at the review",
      "severalOf": {
        "over-optimism": "over-optimism",
        "history-lost-sight-of": "losing sight of the history",
        "disguised-compliance": "disguised compliance",
        "men-not-engaged": "men who are not engaged",
        "change-not-sustained": "a change that was not kept up",
        "transition": "a transition",
        "traumatic-event": "a traumatic event",
        "added-stress": "added stress"
      },
      "moment": "later"
    },
    "needsSufficientlyReduced": {
      "ask": "Have needs and risks come down enough?",
      "group": "Later: plans, panels, disagreements",
      "label": "needs have come down enough",
      "says": "needs and risks have~ come down enough",
      "moment": "later"
    },
    "earlyHelpRationaleClear": {
      "ask": "Is the reason for early help clear?",
      "group": "Later: plans, panels, disagreements",
      "label": "reason for early help clear",
      "says": "the reason for early help is~ clear",
      "moment": "later"
    },
    "disagreementUrgent": {
      "ask": "Is the disagreement urgent?",
      "group": "Later: plans, panels, disagreements",
      "label": "disagreement urgent",
      "says": "the disagreement is~ urgent",
      "moment": "later"
    },
    "disagreementStage": {
      "ask": "How far has the disagreement gone?",
      "group": "Later: plans, panels, disagreements",
      "label": "stage of a professional disagreement",
      "name": "the stage of the disagreement",
      "says": "the disagreement {stands|does not stand} *",
      "choices": {
        "raised": "as raised",
        "discussed-at-panel": "as discussed at the panel",
        "with-line-managers": "with line managers",
        "with-senior-managers": "with senior managers",
        "with-head-of-service": "with the head of service",
        "unresolved": "as unresolved"
      },
      "moment": "later"
    },
    "events": {
      "ask": "When did it happen?",
      "label": "events",
      "kind": "events"
    },
    "receivedAt": {
      "ask": "When did the contact reach the front door?",
      "label": "received",
      "kind": "instant"
    },
    "reference": {
      "ask": "What is the caller's own reference?",
      "group": "The contact",
      "label": "reference",
      "kind": "text",
      "personal": true
    }
  },
  "earlier": {
    "outcomes": {
      "assessed": "an assessment",
      "early-help": "early help",
      "information-and-advice": "information and advice",
      "passed-on": "another authority or service",
      "no-further-action": "no further action"
    },
    "topics": {
      "domestic-abuse": "domestic abuse"
    }
  },
  "latestOf": {
    "practitionerLevel": [
      "professionalLevel",
      "levelAfterScreening",
      "levelAfterEnquiries"
    ],
    "rating": [
      "initialRag",
      "finalRag"
    ]
  },
  "implies": [
    {
      "assume": {
        "contactType": "referral"
      },
      "because": "a contact of which nobody says the kind is taken to be a referral"
    },
    {
      "when": {
        "contactType": "advice-call"
      },
      "assume": {
        "channel": "telephone"
      },
      "because": "advice is taken to be asked for by telephone"
    },
    {
      "when": {
        "channel": "form"
      },
      "assume": {
        "writtenReferralReceived": true
      },
      "because": "the authority's own form is the written referral"
    },
    {
      "when": {
        "channel": "telephone"
      },
      "assume": {
        "events.callReceivedAt": "receivedAt"
      },
      "because": "a call is taken to have come when the contact was received"
    },
    {
      "when": {
        "channel": "telephone"
      },
      "assume": {
        "events.telephoneReferralAt": "receivedAt"
      },
      "because": "a referral by telephone is taken to have been made when it was received"
    },
    {
      "when": {
        "immediateDanger": true
      },
      "then": {
        "riskOfSignificantHarm": true
      },
      "until": "riskOfSignificantHarm",
      "atOdds": "The child is said to need protecting now, and a risk of significant harm to be ruled out: somebody has to look at both."
    },
    {
      "when": {
        "immediateDanger": true
      },
      "then": {
        "safeguardingConcern": true
      },
      "until": "riskOfSignificantHarm",
      "atOdds": "A need to protect the child now is given beside \"no safeguarding concern\": the danger stands."
    },
    {
      "when": {
        "riskOfSignificantHarm": true
      },
      "then": {
        "safeguardingConcern": true
      },
      "atOdds": "A risk of significant harm is given beside \"no safeguarding concern\": the risk stands."
    },
    {
      "when": {
        "unborn": true
      },
      "then": {
        "ageYears": 0
      },
      "atOdds": "The child is given as unborn and with an age: read as unborn."
    },
    {
      "when": {
        "unborn": true
      },
      "then": {
        "ageMonths": 0
      }
    },
    {
      "when": {
        "given": "ageYears",
        "notGiven": "unborn"
      },
      "then": {
        "unborn": false
      }
    },
    {
      "when": {
        "unborn": false
      },
      "notAsked": [
        "unbornWelfareConcern",
        "gestationWeeks"
      ],
      "atOdds": "What is asked of an unborn child alone is given of a child who is born: it counts all the same."
    }
  ],
  "events": {
    "expectedDeliveryAt": {
      "label": "the expected date of delivery",
      "ask": "What is the expected date of delivery?"
    },
    "callReceivedAt": {
      "label": "the call"
    },
    "telephoneReferralAt": {
      "label": "the telephone referral"
    },
    "policeNotificationAt": {
      "label": "the police notification"
    },
    "childProtectionConcernsRaisedAt": {
      "label": "the raising of child protection concerns",
      "begins": true
    },
    "mashReceivedAt": {
      "label": "receipt in the MASH",
      "moment": "screening"
    },
    "ragRatedAt": {
      "label": "the rating",
      "moment": "screening"
    },
    "strategyDiscussionAt": {
      "label": "the strategy discussion",
      "moment": "enquiries",
      "begins": true
    },
    "outcomeDecidedAt": {
      "label": "the decision on the outcome",
      "moment": "enquiries"
    },
    "referralAcceptedAt": {
      "label": "acceptance of the referral",
      "moment": "later",
      "begins": true
    },
    "childAndFamilyAssessmentStartedAt": {
      "label": "the start of the child and family assessment",
      "moment": "later",
      "begins": true
    },
    "earlyHelpCaseOpenedAt": {
      "label": "the opening of the early help case",
      "moment": "later"
    },
    "planStartedAt": {
      "label": "the start of the plan",
      "moment": "later",
      "begins": true
    },
    "initialConferenceAt": {
      "label": "the initial child protection conference",
      "moment": "later"
    },
    "reviewConferenceAt": {
      "label": "the latest review conference",
      "moment": "later"
    },
    "disagreementRaisedAt": {
      "label": "the raising of the disagreement",
      "moment": "later"
    },
    "steppedDownAt": {
      "label": "the stepping down",
      "moment": "later",
      "ends": true
    },
    "caseClosedAt": {
      "label": "the closing of the case",
      "moment": "later",
      "ends": true
    }
  },
  "destinations": {
    "screening": {
      "label": "Held at the front door",
      "says": "to the front door's own screening"
    },
    "mash": {
      "label": "MASH",
      "says": "to the MASH"
    },
    "early-help": {
      "label": "Early help",
      "says": "to early help"
    },
    "social-care": {
      "label": "Children's social care",
      "says": "to children's social care"
    },
    "disability-service": {
      "label": "Disability service",
      "says": "to the disability service"
    },
    "allocated-worker": {
      "label": "The worker who holds the case",
      "says": "to the worker who holds the case"
    },
    "adult-services": {
      "label": "Adult services",
      "says": "to adult services"
    },
    "youth-service": {
      "label": "Youth service",
      "says": "to the youth service"
    },
    "signpost": {
      "label": "Signpost",
      "says": "to signposting"
    },
    "return-to-referrer": {
      "label": "Back to the referrer",
      "says": "back to the referrer"
    },
    "out-of-area": {
      "label": "Another area",
      "says": "to another area"
    }
  },
  "protection": [
    [
      "mash",
      "social-care",
      "allocated-worker",
      "disability-service"
    ],
    [
      "screening"
    ],
    [
      "early-help",
      "youth-service",
      "adult-services"
    ],
    [
      "signpost",
      "return-to-referrer",
      "out-of-area"
    ]
  ],
  "purposes": {
    "referral": "the referral",
    "network-checks": "asking other agencies",
    "information-sharing": "passing information on",
    "service": "taking up help"
  },
  "areas": {
    "learning": "learning",
    "gross-motor": "gross motor skills",
    "fine-motor": "fine motor skills",
    "vision": "vision",
    "hearing": "hearing",
    "communication": "communication",
    "behaviour": "behaviour",
    "self-help": "self-help",
    "physical-health": "physical health",
    "eating-and-swallowing": "eating and swallowing"
  },
  "levels": {
    "1": "Level 1",
    "2": "Level 2",
    "3": "Level 3",
    "4": "Level 4"
  },
  "levelOf": {
    "section-47": 4
  },
  "ratings": {
    "red": "red",
    "amber": "amber",
    "green": "green"
  },
  "bases": {
    "section-17": "the basis is~ section 17",
    "section-47": "the basis is~ section 47"
  }
} as const satisfies Words
