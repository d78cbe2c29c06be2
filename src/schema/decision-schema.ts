import * as z from 'zod'
import {
  actionKinds,
  changeables,
  consentGivers,
  noticeCodes,
  requirements,
  strengths,
} from '../rules/vocabulary/fixed.js'
import { toldStages } from '../rules/vocabulary/stages.js'
import type { Vocabulary } from '../rules/vocabulary/vocabulary.js'
import { england } from '../rules/vocabulary/vocabulary.js'

// The decision as the interfaces of `decision.ts` describe it, for those who read it as JSON: strict, so that a field that is
// added to one of the two and not to the other shows in the tests. Plain, so that it can be written as JSON Schema.

const ids = z.array(z.string()).readonly()
const instant = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d$/)
const date = z.string().regex(/^\d{4}-\d\d-\d\d$/)
const dayOrMonth = z
  .string()
  .regex(/^\d{4}-\d\d(-\d\d)?$/)
  .nullable()
const about = { rule: z.string(), clauses: ids.describe('ids of the clauses it rests on') }
const strength = z
  .enum(strengths)
  .describe('must: a stated limit or duty; should: recommended, or an aim; may: allowed')

const Matched = z
  .strictObject({
    fact: z.string(),
    operator: z.string(),
    value: z.unknown(),
    of: z.record(z.string(), z.unknown()).readonly().optional().describe('what is counted, where the fact is a count'),
    observed: z.unknown().describe('null: the fact is not known'),
  })
  .readonly()

const Reason_ = z
  .strictObject({
    stage: z.enum(toldStages),
    ...about,
    interpretation: z.string().nullable().describe('the first reading that the rule rests on'),
    interpretations: ids.describe('all the readings that the rule rests on'),
    matched: z.array(Matched).readonly(),
    outcome: z.record(z.string(), z.unknown()).readonly(),
    says: z.string().describe('one plain English sentence'),
    unless: z
      .array(z.strictObject({ says: z.string().describe('reads on after "unless"'), facts: ids }).readonly())
      .readonly()
      .describe('exceptions of the rule that are not settled'),
  })
  .readonly()

const requirement = {
  requirement: z.enum(requirements),
  from: z.enum(consentGivers).nullable().describe('who consents; both: each of the two; null: the source does not say'),
  mayProceed: z.boolean().nullable().describe('whether it may go ahead; null: not known'),
}

/** A decision in the words of a vocabulary, as `decide` returns it and the command line prints it: strict, so nothing stands in one that is not here. */
export function decisionSchema({
  levels,
  baseNames,
  ratingNames,
  destinationNames,
  purposeNames,
  factNames,
  eventNames,
}: Vocabulary) {
  const level = z.literal([...levels])
  const Deadline = z
    .strictObject({
      id: z.string(),
      label: z.string(),
      action: z.string(),
      duration: z.string().describe('ISO form: PT4H, P3BD (working days), T09:00'),
      from: z
        .union([z.enum(['receivedAt', ...eventNames]), z.string().regex(/^deadline ./)])
        .describe('what starts the clock; `deadline ID`: the due instant of another clock'),
      due: instant.nullable().describe('null: its event is not given yet, or it is past the calendar of bank holidays'),
      dueDate: date.nullable(),
      notBefore: instant.nullable().describe('what opens the window, where there is one'),
      strength,
      governs: z.boolean().describe('false: a clock of retention, review, closure or notice'),
      ...about,
    })
    .readonly()

  const factName = z.enum([...factNames, ...eventNames.map(e => `events.${e}`)])

  const Unknown = z
    .strictObject({
      fact: factName,
      couldChange: z
        .array(z.enum(changeables))
        .readonly()
        .describe('deadlines: another clock than the one that governs; also: who must be told'),
      highestLevel: level.nullable().describe('the highest level that an answer could lead to'),
      assumed: z.union([z.string(), z.boolean()]).optional().describe('what is taken for granted until it is said'),
    })
    .readonly()

  return z
    .strictObject({
      authority: z.string(),
      reference: z.string().nullable().describe("the caller's own reference"),
      rulebook: z
        .strictObject({
          version: z.string(),
          digest: z.string().regex(/^sha256-[0-9a-f]{64}$/),
          sources: z
            .array(z.strictObject({ title: z.string(), published: z.string().nullable() }).readonly())
            .readonly()
            .describe('the documents that it rests on'),
          inForce: z
            .strictObject({
              from: dayOrMonth,
              to: dayOrMonth,
              reviewBy: dayOrMonth,
              supersededBy: z.string().nullable().describe('the version that took its place'),
            })
            .readonly()
            .describe('each a day, a month, or null where the text gives none'),
          status: z
            .union([z.literal('draft'), z.strictObject({ approvedBy: z.string(), on: z.string() }).readonly()])
            .nullable()
            .describe('null: nobody is said to have approved it'),
          check: z.string().describe('what whoever reads the decision has to do about that'),
        })
        .readonly()
        .describe('the exact rules that decided'),
      engine: z.string().describe('the version of this package that decided'),
      level: level.nullable().describe('null: no rule can say yet'),
      basis: z.enum(baseNames).nullable(),
      rag: z.enum(ratingNames).nullable(),
      route: z
        .strictObject({
          destination: z.enum(destinationNames),
          team: z.string().nullable(),
          label: z.string().nullable(),
          also: ids.describe('others who must be told or involved'),
          alsoLabels: ids,
        })
        .readonly(),
      consent: z.strictObject(requirement).readonly().nullable().describe('for the referral itself; null: no rule'),
      consents: z
        .array(z.strictObject({ purpose: z.enum(purposeNames), ...requirement, ...about }).readonly())
        .readonly()
        .describe('every purpose on which the source rules, the referral included'),
      deadline: Deadline.nullable().describe('the one that governs'),
      deadlines: z.array(Deadline).readonly().describe('earliest first; without a date last'),
      actions: z
        .array(
          z
            .strictObject({
              id: z.string(),
              label: z.string(),
              kind: z.enum(actionKinds),
              by: z.string().nullable().describe('the team or role that does it; null: the source does not say'),
              byLabel: z.string().nullable(),
              strength,
              ...about,
            })
            .readonly(),
        )
        .readonly()
        .describe('in the order of their kinds'),
      rationale: z.array(Reason_).readonly().optional().describe('why, rule by rule in the order decided'),
      notices: z
        .array(
          z
            .strictObject({
              code: z.enum(noticeCodes),
              says: z.string(),
            })
            .readonly(),
        )
        .readonly(),
      assumed: z
        .array(
          z.strictObject({ fact: factName, value: z.union([z.string(), z.boolean()]), because: z.string() }).readonly(),
        )
        .readonly()
        .describe('facts not given that the contract takes for granted'),
      unknowns: z
        .array(Unknown)
        .readonly()
        .optional()
        .describe('facts not given that could change this decision, most consequential first'),
    })
    .readonly()
}

/** A decision in England's common words. */
export const DecisionSchema = decisionSchema(england)
