import * as z from 'zod'
import type { Contact } from '../rules/vocabulary/contact-type.js'
import { dayOrMonth, mostEarlier } from '../rules/vocabulary/earlier-contacts.js'
import type { FactSpec } from '../rules/vocabulary/fact-spec.js'
import { instant } from '../rules/vocabulary/fact-spec.js'
import type { Vocabulary } from '../rules/vocabulary/vocabulary.js'
import { england } from '../rules/vocabulary/vocabulary.js'

const date = z.string().regex(instant)

function factSchema({ kind, values, range, most, inner, earlier }: FactSpec): z.ZodType {
  switch (kind) {
    case 'boolean':
      return z.boolean()
    case 'choice':
      return z.enum(values as readonly string[])
    case 'number': {
      if (range === null) return z.literal([...values])
      const number = range.whole ? z.int() : z.number()
      return number.min(range.min).max(range.max)
    }
    case 'list':
      return z
        .array(z.enum(values as readonly string[]))
        .max(most ?? 0)
        .readonly()
    case 'indicators':
      return z
        .array(z.string().max(200))
        .max(most ?? 0)
        .readonly()
    case 'dates-by-indicator':
      return z.record(z.string().max(200), z.string().regex(dayOrMonth)).readonly()
    case 'text':
      return z.string().max(most ?? 0)
    case 'instant':
      return date
    case 'map':
      return mapSchema(inner)
    case 'earlier-contacts':
      return z
        .array(earlierSchema(earlier))
        .max(most ?? 0)
        .readonly()
  }
}

function earlierSchema(parts: FactSpec['earlier']): z.ZodType {
  const { level, concerns, outcome } = parts ?? { level: [], concerns: [], outcome: [] }
  return z
    .strictObject({
      at: z.string().regex(dayOrMonth),
      level: z.literal([...level]).optional(),
      concerns: z.array(z.enum(concerns)).max(mostEarlier).readonly().optional(),
      outcome: z.enum(outcome).optional(),
    })
    .readonly()
}

function mapSchema(inner: FactSpec['inner']): z.ZodType {
  const { names, values } = inner ?? { names: [], values: [] }
  const texts = values.filter(v => typeof v === 'string')
  const numbers = values.filter(v => typeof v === 'number')
  const one =
    values.length === 0
      ? date
      : numbers.length === 0
        ? z.enum(texts)
        : z.union([z.literal(numbers), ...(texts.length > 0 ? [z.literal(texts)] : [])])
  return z.partialRecord(z.enum(names), one).readonly()
}

/**
 * The zod schema of a contact in the words of a vocabulary: strict, and of what it knows nothing but `receivedAt` is required.
 * `decide` checks contacts without it and says more; it is for forms, for JSON Schema and for servers that validate by schema.
 */
export function contactSchema(vocabulary: Vocabulary): z.ZodType<Contact> {
  const shape = Object.fromEntries(Object.entries(vocabulary.facts).map(([name, spec]) => [name, factSchema(spec)]))
  return z.strictObject(shape).partial().required({ receivedAt: true }).readonly() as unknown as z.ZodType<Contact>
}

/** A contact in England's common words. */
export const ContactSchema = contactSchema(england)
