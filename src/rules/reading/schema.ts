import * as z from 'zod'
import { keptFor } from '../../kept-for.js'
import type { englandWords } from '../vocabulary/england.js'
import {
  actionKinds,
  lawStatuses,
  moments,
  requirements,
  ruleNotices,
  soleGivers,
  strengths,
} from '../vocabulary/fixed.js'
import { bothGivers } from '../vocabulary/phrases.js'
import type { Said, Stage } from '../vocabulary/stages.js'
import { ruleStages, saidStages, stageOf } from '../vocabulary/stages.js'
import type { Vocabulary } from '../vocabulary/vocabulary.js'
import { england } from '../vocabulary/vocabulary.js'
import { calendarNames } from './read-calendar.js'

// The shape of the file as people write it. What its words refer to (facts, ids, clauses) is checked afterwards, in normalise.ts.
// The choices among a vocabulary's words are part of the shape, so that the schema is made for the vocabulary that the file declares.

const id = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*$/, 'ids are lower-case words joined by hyphens')
// Clause ids keep the section numbers of their source.
const clauseId = z.string().regex(/^[a-z0-9.-]+$/, 'clause ids are lower-case words, numbers, dots and hyphens')
const text = z.string().min(1)
const map = <V extends z.ZodType>(value: V) => z.record(z.string(), value)
const oneOrMore = <V extends z.ZodType>(value: V) => z.union([value, z.array(value).min(1)])

const conditionMap = map(z.unknown())
const when = z.union([z.enum(['always', 'otherwise']), conditionMap])
const actionRef = z.union([id, z.record(z.string(), z.enum(strengths))])

const Exception = z.strictObject({ says: text, when: conditionMap })

const rule = {
  id,
  says: text,
  when,
  unless: z.union([conditionMap, z.array(Exception).min(1)]).optional(),
  appliesTo: id.optional(),
  clauses: z.array(clauseId).min(1),
  interpretation: oneOrMore(id).optional(),
}
const riders = {
  overtakenBy: id.optional(),
  actions: z.array(actionRef).min(1).optional(),
  also: z.array(id).min(1).optional(),
  notice: z.partialRecord(z.enum(ruleNotices), text).optional(),
}

const EligibilityRule = z.strictObject({ ...rule, entry: id, ...riders })
const givers = `write \`parental-responsibility\`, \`young-person\` or \`anyone\`; where both are needed, \`${bothGivers}\``
/** Those of whom each is needed; that they are two is looked at where they are read. */
const allGivers = z.strictObject({ all: z.array(z.enum(soleGivers)).min(1) })
const GiverRule = z.strictObject({
  ...rule,
  consentFrom: z.union([z.enum([...soleGivers, 'anyone']), allGivers], { error: givers }),
})
const ConsentRule = z.strictObject({
  ...rule,
  consent: z.enum([...requirements, 'none']),
  consentFrom: z.union([id, allGivers], { error: givers }).optional(),
  ...riders,
})
const DeadlineRule = z.strictObject({
  ...rule,
  deadline: id,
  within: text,
  from: text,
  strength: z.enum(strengths).optional(),
  opens: text.optional(),
  orAt: text.optional(),
  orLater: z.strictObject({ within: text, from: text }).optional(),
  ...riders,
})
const ActionRule = z.strictObject({ ...rule, ...riders, strength: z.enum(strengths).optional() })

const indicatorDetail = {
  groups: z.array(id).min(1).optional(),
  when: conditionMap.optional(),
  unless: conditionMap.optional(),
  clauses: z.array(clauseId).min(1).optional(),
  interpretation: oneOrMore(id).optional(),
  note: text.optional(),
}
const Case = z.strictObject({
  id: text,
  title: text,
  contact: map(z.unknown()),
  expect: map(z.unknown()),
  // A section may be a number to YAML (`why: 6.1`).
  why: z.union([text, z.number()]).optional(),
})

const Action = z.strictObject({
  label: text,
  kind: z.enum(actionKinds),
  by: id.optional(),
  clauses: z.array(clauseId).min(1),
})

/** An act, or national guidance. */
const Law = z.strictObject({
  title: text,
  from: text.optional(),
  status: z.enum(lawStatuses),
  read: text,
  says: text,
})

/** Why a rulebook has its own in the place of what it inherits, or leaves it out. */
const Change = z.strictObject({ because: text, clauses: z.array(clauseId).min(1) })

const calendarName = z.enum(calendarNames)
const holidayDate = z.string().regex(/^\d{4}-\d\d-\d\d$/, 'a day is written `2026-12-24`')
/** Whose bank holidays: a calendar that comes with the package, or one with changes. */
const Calendar = z.union([
  calendarName,
  z.strictObject({
    of: calendarName,
    without: z.array(text).min(1).optional(),
    with: z
      .array(z.union([text, z.record(holidayDate, text)]))
      .min(1)
      .optional(),
  }),
])

const choiceId = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'names are lower-case words joined by hyphens')
const factName = z
  .string()
  .regex(/^[a-z][a-zA-Z0-9]*$/, 'names of facts and events are letters without spaces, as in `previousContacts`')
const choices = z.record(choiceId, text)
const level = z.string().regex(/^[1-9](\.5)?$/, 'levels are whole numbers or halves, as in `3` and `2.5`')

const OwnFact = z.strictObject({
  ask: text,
  label: text.optional(),
  name: text.optional(),
  says: text.optional(),
  none: text.optional(),
  choices: choices.optional(),
  severalOf: choices.optional(),
  number: text.optional(),
  unit: text.optional(),
  moment: z.enum(moments).optional(),
  askedFrom: z.enum(moments).optional(),
  group: text.optional(),
  help: text.optional(),
  families: text.optional(),
  personal: z.boolean().optional(),
})
/** A fact that England has already: an authority adds choices to it. */
const AddedChoices = z.strictObject({ choices: choices.optional(), severalOf: choices.optional() })

const eventDetail = {
  moment: z.enum(moments).optional(),
  begins: z.boolean().optional(),
  ends: z.boolean().optional(),
}

const impliedValues = z.record(text, z.union([z.boolean(), z.number(), text]))
/** What one fact says of another: one of `then`, `assume` and `notAsked`. */
const Implication = z.strictObject({
  when: impliedValues.optional(),
  then: impliedValues.optional(),
  until: text.optional(),
  assume: impliedValues.optional(),
  because: text.optional(),
  notAsked: z.array(text).min(1).optional(),
  atOdds: text.optional(),
})

/** The words of its own that a rulebook may declare, section by section. */
export const wordSections = {
  facts: z.record(factName, z.union([OwnFact, AddedChoices])).optional(),
  concerns: choices.optional(),
  referrers: choices.optional(),
  plans: choices.optional(),
  contactTypes: choices.optional(),
  channels: choices.optional(),
  destinations: z.record(choiceId, z.union([text, z.strictObject({ label: text, says: text })])).optional(),
  ratings: z.record(choiceId, z.union([text, z.strictObject({ label: text, 'graver than': text })])).optional(),
  events: z.record(factName, z.union([text, z.strictObject({ label: text, ...eventDetail })])).optional(),
  purposes: choices.optional(),
  levels: z
    .record(level, z.union([text, z.strictObject({ name: text, basis: z.literal('section-47').optional() })]))
    .optional(),
  implies: z.array(Implication).optional(),
}

/** Rules that no part of the program names: those of further stages. */
const furtherRules = (rules: readonly (readonly [string, z.ZodType])[]): Record<never, never> =>
  Object.fromEntries(rules)

/** The shape of a rulebook's file whose words are those of a vocabulary; made once for each. */
export const rulebookFile = keptFor(shapeOf)

function shapeOf(vocabulary: Vocabulary) {
  const aLevel = z.literal([...vocabulary.levels])
  const aDestination = z.enum(vocabulary.destinationNames)
  /** The rules of a stage whose outcome is one value. */
  const saying = (stage: Stage) => {
    const { key, values } = stageOf(stage).says as Said
    return z.array(z.strictObject({ ...rule, [key]: z.literal(values(vocabulary).map(v => v ?? 'none')) }))
  }
  const RouteRule = z.strictObject({
    ...rule,
    route: z.strictObject({ to: aDestination, team: id.optional() }),
    ...riders,
  })
  const IndicatorDetail = z.strictObject({
    label: text,
    level: aLevel.optional(),
    section: text.optional(),
    concerns: z.array(text).min(1).optional(),
    bullet: z.union([text, z.number()]).optional(),
    ...indicatorDetail,
  })
  const IndicatorGroup = z.strictObject({
    section: text,
    source: id,
    // A group of protective signs has none; that any other has one is looked at where it is read.
    level: aLevel.optional(),
    protective: z.literal(true).optional(),
    domain: id,
    ages: z.tuple([z.int().min(0).max(25), z.int().min(0).max(25)]).optional(),
    ...indicatorDetail,
    listed: map(z.union([text, IndicatorDetail])),
  })
  const OutcomeSet = z.strictObject({
    routes: z.array(aDestination).min(1).optional(),
    teams: z.array(id).min(1).optional(),
    deadlines: z.array(id).min(1).optional(),
    actions: z.array(id).min(1).optional(),
    kinds: z.array(z.enum(actionKinds)).min(1).optional(),
  })
  return z.strictObject({
    rulebook: z.strictObject({
      authority: id,
      name: text,
      title: text,
      extends: oneOrMore(text).optional(),
      version: text,
      inForce: z.strictObject({ from: text.optional(), to: text.optional(), reviewBy: text.optional() }).optional(),
      supersededBy: text.optional(),
      status: z.union([z.literal('draft'), z.strictObject({ approvedBy: text, on: text })]).optional(),
      calendar: Calendar.optional(),
      officeHours: map(text).optional(),
    }),
    overrides: map(Change).optional(),
    law: map(Law).optional(),
    removes: map(Change).optional(),
    ...wordSections,
    sources: map(
      z.strictObject({ title: text, published: text.optional(), publisher: text.optional(), short: text.optional() }),
    ),
    teams: map(text).optional(),
    actions: map(Action).optional(),
    deadlines: map(
      z.union([text, z.strictObject({ label: text, governs: z.boolean().optional(), doneAt: text.optional() })]),
    ).optional(),
    entries: map(text).optional(),
    indicators: z.array(IndicatorGroup).optional(),
    appliesTo: map(
      z.strictObject({
        outside: Exception,
        throughout: z.array(z.enum(ruleStages)).min(1).optional(),
        clauses: z.array(clauseId).min(1).optional(),
        interpretation: oneOrMore(id).optional(),
      }),
    ).optional(),
    definitions: map(
      z.strictObject({
        says: text,
        when: conditionMap,
        unless: conditionMap.optional(),
        appliesTo: id.optional(),
        clauses: z.array(clauseId).min(1).optional(),
        interpretation: oneOrMore(id).optional(),
      }),
    ).optional(),
    rules: z.strictObject({
      ...furtherRules(saidStages.map(s => [s.stage, saying(s.stage).optional()])),
      eligibility: z.array(EligibilityRule).optional(),
      level: saying('level'),
      basis: saying('basis'),
      rag: saying('rag').optional(),
      route: z.array(RouteRule),
      consent: z
        .strictObject({
          givers: map(z.array(GiverRule)).optional(),
          ...Object.fromEntries(vocabulary.purposeNames.map(p => [p, z.array(ConsentRule).optional()])),
        } as { givers: z.ZodOptional<z.ZodRecord<z.ZodString, z.ZodArray<typeof GiverRule>>> } & Record<
          keyof typeof englandWords.purposes,
          z.ZodOptional<z.ZodArray<typeof ConsentRule>>
        >)
        .optional(),
      deadlines: z.array(DeadlineRule).optional(),
      actions: z.array(ActionRule).optional(),
    }),
    interpretations: z
      .array(
        z.strictObject({
          id,
          question: text,
          passages: z.array(clauseId).min(1),
          reading: text,
          notChosen: text,
          why: text,
        }),
      )
      .optional(),
    protection: z.array(z.array(aDestination).min(1)).min(1).optional(),
    opposites: z.array(z.strictObject({ id, says: text, one: OutcomeSet, other: OutcomeSet })).optional(),
    alwaysOneOf: z.array(z.strictObject({ id, says: text, when, actions: z.array(id).min(1) })).optional(),
    promises: z.array(z.strictObject({ id, says: text, given: when, then: conditionMap })).optional(),
    accepted: z
      .array(
        z.strictObject({
          finding: id,
          reason: text,
          witness: map(z.unknown()).optional(),
          rule: id.optional(),
          clauses: z.array(clauseId).min(1).optional(),
        }),
      )
      .optional(),
    examples: z.array(Case).optional(),
    leftToJudgement: z.array(z.strictObject({ clauses: z.array(clauseId).min(1), reason: text })).optional(),
    outOfScope: z.array(z.strictObject({ section: text, clauses: z.array(clauseId).min(1), reason: text })).optional(),
    clauses: map(z.strictObject({ source: id, section: text, says: text })),
  })
}

/** A rulebook as it stands in its YAML file, with England's words. */
export const RulebookFile = rulebookFile(england)
export type RulebookFile = z.infer<typeof RulebookFile>
