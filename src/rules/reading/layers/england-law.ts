// Written by scripts/write-england.mjs from rules/: change the YAML there, then build.

/** What holds beside every rulebook that extends England: national law and guidance, and the clocks that they set. */
export const englandLaw: Readonly<Record<string, unknown>> = {
  "law": {
    "working-together-2026": {
      "title": "Working Together to Safeguard Children 2026",
      "from": "2026",
      "status": "in force",
      "read": "Named by secondary sources; the text itself was not read.",
      "says": "It replaces the edition of 2023. A rulebook that rests on an earlier edition has to be held against it."
    },
    "families-first-partnership": {
      "title": "Families First Partnership programme guide, year 2",
      "from": "2026-03-26",
      "status": "in force",
      "read": "Named by secondary sources; the text itself was not read.",
      "says": "Partnerships are expected to refresh their threshold documents, with family help joining targeted early help and section 17."
    },
    "childrens-wellbeing-and-schools-act-2026-section-3": {
      "title": "Children's Wellbeing and Schools Act 2026, section 3",
      "from": "2027",
      "status": "enacted",
      "read": "Royal Assent on 29 April 2026, by secondary sources; regulations are aimed at late 2027.",
      "says": "Multi-agency child protection teams. Not known to be in force."
    },
    "childrens-wellbeing-and-schools-act-2026-section-4": {
      "title": "Children's Wellbeing and Schools Act 2026, section 4",
      "from": "2026-04-29",
      "status": "enacted",
      "read": "Royal Assent on 29 April 2026, by secondary sources.",
      "says": "A duty to share information, and identifiers of children. Not known to be in force."
    },
    "recognised-legitimate-interests": {
      "title": "Data (Use and Access) Act 2025, recognised legitimate interests",
      "from": "2026-02",
      "status": "in force",
      "read": "In force since February 2026 by secondary sources; the text itself was not read.",
      "says": "Safeguarding is a recognised interest on which referrers outside public tasks can rely. It is no basis for the council."
    },
    "information-sharing-advice": {
      "title": "Advice on information sharing for practitioners (Department for Education, 2024; Information Commissioner, 2023)",
      "from": "2024",
      "status": "in force",
      "read": "Named by secondary sources; the texts themselves were not read.",
      "says": "Consent is not needed to share information where a child is at risk."
    }
  },
  "sources": {
    "working-together": {
      "title": "Working Together to Safeguard Children",
      "published": "2023",
      "publisher": "HM Government",
      "short": "Working Together"
    }
  },
  "clauses": {
    "wt-next-steps": {
      "source": "working-together",
      "section": "assessment",
      "says": "Within one working day of a referral the authority decides what happens next and lets the referrer know."
    },
    "wt-assessment": {
      "source": "working-together",
      "section": "assessment",
      "says": "An assessment is concluded within 45 working days."
    },
    "wt-conference": {
      "source": "working-together",
      "section": "child protection conference",
      "says": "The initial conference is held within 15 working days of the strategy discussion."
    },
    "wt-core-group": {
      "source": "working-together",
      "section": "child protection plan",
      "says": "The core group meets within ten working days of the initial conference."
    },
    "wt-reviews": {
      "source": "working-together",
      "section": "child protection plan",
      "says": "The plan is reviewed within three months of the initial conference, and then at least every six months."
    }
  },
  "deadlines": {
    "england-next-steps": {
      "label": "England: decision on the next steps, and word to the referrer",
      "governs": false
    },
    "england-assessment": {
      "label": "England: assessment concluded",
      "governs": false
    },
    "england-conference": {
      "label": "England: initial child protection conference",
      "governs": false
    },
    "england-core-group": {
      "label": "England: first core group",
      "governs": false
    },
    "england-review": {
      "label": "England: review conference",
      "governs": false
    }
  },
  "rules": {
    "deadlines": [
      {
        "id": "england-next-steps-within-a-working-day",
        "says": "In England the authority decides on the next steps of a referral, and lets the referrer know, within one working day.",
        "when": {
          "contactType": "referral"
        },
        "unless": {
          "ageYears": "at least 18"
        },
        "deadline": "england-next-steps",
        "within": "1 working day",
        "from": "receivedAt",
        "clauses": [
          "wt-next-steps"
        ]
      },
      {
        "id": "england-assessment-within-45-working-days",
        "says": "In England an assessment under section 17 or section 47 is concluded within 45 working days of the referral.",
        "when": {
          "basis": [
            "section-17",
            "section-47"
          ]
        },
        "unless": {
          "ageYears": "at least 18"
        },
        "deadline": "england-assessment",
        "within": "45 working days",
        "from": "receivedAt",
        "clauses": [
          "wt-assessment"
        ]
      },
      {
        "id": "england-conference-within-15-working-days",
        "says": "In England an initial child protection conference is held within 15 working days of the strategy discussion.",
        "when": {
          "basis": "section-47",
          "given": "events.strategyDiscussionAt"
        },
        "unless": {
          "ageYears": "at least 18"
        },
        "deadline": "england-conference",
        "within": "15 working days",
        "from": "strategyDiscussionAt",
        "clauses": [
          "wt-conference"
        ]
      },
      {
        "id": "england-core-group-within-ten-working-days",
        "says": "In England the core group meets within ten working days of the initial conference.",
        "when": {
          "given": "events.initialConferenceAt"
        },
        "deadline": "england-core-group",
        "within": "10 working days",
        "from": "initialConferenceAt",
        "clauses": [
          "wt-core-group"
        ]
      },
      {
        "id": "england-first-review-within-three-months",
        "says": "In England a plan is first reviewed within three months of the initial conference.",
        "when": {
          "given": "events.initialConferenceAt",
          "notGiven": "events.reviewConferenceAt"
        },
        "deadline": "england-review",
        "within": "3 months",
        "from": "initialConferenceAt",
        "clauses": [
          "wt-reviews"
        ]
      },
      {
        "id": "england-next-review-within-six-months",
        "says": "In England a plan is reviewed again within six months of the latest review.",
        "when": {
          "given": "events.reviewConferenceAt"
        },
        "deadline": "england-review",
        "within": "6 months",
        "from": "reviewConferenceAt",
        "clauses": [
          "wt-reviews"
        ]
      }
    ]
  }
}
