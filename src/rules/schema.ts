import * as z from 'zod'
import {
  actionKinds,
  consentGivers,
  destinations,
  purposes,
  ratings,
  requirements,
  ruleNotices,
  strengths,
} from './vocabulary/fixed.js'

// The shape of the file as people write it. What its words refer to (facts, ids, clauses) is checked afterwards, in normalise.ts.

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
  clauses: z.array(clauseId).min(1),
  interpretation: oneOrMore(id).optional(),
}
const riders = {
  actions: z.array(actionRef).min(1).optional(),
  also: z.array(id).min(1).optional(),
  notice: z.partialRecord(z.enum(ruleNotices), text).optional(),
}

const EligibilityRule = z.strictObject({ ...rule, entry: id, ...riders })
const LevelRule = z.strictObject({ ...rule, level: z.union([z.literal([1, 2, 3, 4]), z.literal('practitionerLevel')]) })
const BasisRule = z.strictObject({ ...rule, basis: z.enum(['section-17', 'section-47', 'none']) })
const RagRule = z.strictObject({ ...rule, rag: z.enum([...ratings, 'rating']) })
const RouteRule = z.strictObject({
  ...rule,
  route: z.strictObject({ to: z.enum(destinations), team: id.optional() }),
  ...riders,
})
const GiverRule = z.strictObject({ ...rule, consentFrom: z.enum([...consentGivers, 'anyone']) })
const ConsentRule = z.strictObject({
  ...rule,
  consent: z.enum([...requirements, 'none']),
  consentFrom: id.optional(),
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
const IndicatorDetail = z.strictObject({
  label: text,
  level: z.literal([1, 2, 3, 4]).optional(),
  section: text.optional(),
  concerns: z.array(text).min(1).optional(),
  bullet: z.union([text, z.number()]).optional(),
  ...indicatorDetail,
})
const IndicatorGroup = z.strictObject({
  section: text,
  source: id,
  level: z.literal([1, 2, 3, 4]),
  domain: id,
  ages: z.tuple([z.int().min(0).max(25), z.int().min(0).max(25)]).optional(),
  ...indicatorDetail,
  listed: map(z.union([text, IndicatorDetail])),
})

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

const OutcomeSet = z.strictObject({
  routes: z.array(z.enum(destinations)).min(1).optional(),
  teams: z.array(id).min(1).optional(),
  deadlines: z.array(id).min(1).optional(),
  actions: z.array(id).min(1).optional(),
  kinds: z.array(z.enum(actionKinds)).min(1).optional(),
})

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day is written `"17:00"`')

/** A rulebook as it stands in its YAML file. */
export const RulebookFile = z.strictObject({
  rulebook: z.strictObject({
    authority: id,
    name: text,
    title: text,
    version: text,
    officeHours: z.strictObject({ opens: time, closes: time }).optional(),
  }),
  sources: map(
    z.strictObject({ title: text, published: text.optional(), publisher: text.optional(), short: text.optional() }),
  ),
  teams: map(text).optional(),
  actions: map(Action).optional(),
  deadlines: map(z.union([text, z.strictObject({ label: text, governs: z.boolean().optional() })])).optional(),
  entries: map(text).optional(),
  indicators: z.array(IndicatorGroup).optional(),
  definitions: map(
    z.strictObject({
      says: text,
      when: conditionMap,
      unless: conditionMap.optional(),
      clauses: z.array(clauseId).min(1).optional(),
      interpretation: oneOrMore(id).optional(),
    }),
  ).optional(),
  rules: z.strictObject({
    eligibility: z.array(EligibilityRule).optional(),
    level: z.array(LevelRule),
    basis: z.array(BasisRule),
    rag: z.array(RagRule).optional(),
    route: z.array(RouteRule),
    consent: z
      .strictObject({
        givers: map(z.array(GiverRule)).optional(),
        ...Object.fromEntries(purposes.map(p => [p, z.array(ConsentRule).optional()])),
      } as { givers: z.ZodOptional<z.ZodRecord<z.ZodString, z.ZodArray<typeof GiverRule>>> } & Record<
        (typeof purposes)[number],
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
  protection: z
    .array(z.array(z.enum(destinations)).min(1))
    .min(1)
    .optional(),
  opposites: z.array(z.strictObject({ id, says: text, one: OutcomeSet, other: OutcomeSet })).optional(),
  alwaysOneOf: z.array(z.strictObject({ id, says: text, when, actions: z.array(id).min(1) })).optional(),
  invariants: z.array(z.strictObject({ id, says: text, given: when, then: conditionMap })).optional(),
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
export type RulebookFile = z.infer<typeof RulebookFile>
