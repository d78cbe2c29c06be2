import { classBit, mostClasses } from './bits.js'

/** The classes into which the values of one fact fall, as far as some conditions can tell them apart: one word. */
export interface Classes {
  /** The place of the word among the states. */
  readonly state: number
  /** The operands that tell values apart, in order where they are numbers. */
  readonly operands: readonly unknown[]
  /** A value of each class, for tests; of what is none of the operands, a symbol. */
  readonly samples: readonly unknown[]
  /** Of numbers: the bit of each small whole one; else `null`. */
  readonly numbers: Int32Array | null
  /** Of anything else: the bit of each operand. */
  readonly others: ReadonlyMap<unknown, number>
  /** Every class. */
  readonly all: number
}

// Ages, levels, scores, weeks and counts are below it; whatever is not is compared.
const small = 128

/** How many classes some operands make. Numbers have one more before each and after the last, all else one for what is none of them. */
const classCount = (operands: number, numeric: boolean): number => (numeric ? 2 * operands : operands) + 1

/** Whether so many operands fit one word. */
export const fitsWord = (operands: number, numeric: boolean): boolean => classCount(operands, numeric) <= mostClasses

/** The most operands that one word takes. */
export const mostOperands = (numeric: boolean): number => (numeric ? (mostClasses - 1) / 2 : mostClasses - 1)

export function classesOf(state: number, operands: ReadonlySet<unknown>, numeric: boolean): Classes {
  if (!numeric) {
    const values = [...operands]
    return {
      state,
      operands: values,
      samples: [...values, Symbol('other')],
      numbers: null,
      others: new Map(values.map((value, nth) => [value, classBit(nth)])),
      all: every(values.length + 1),
    }
  }
  const points = [...operands].filter(v => typeof v === 'number').sort((a, b) => a - b)
  const samples = points.flatMap((p, nth) => [p, ((points[nth + 1] ?? p + 1) + p) / 2])
  return {
    state,
    operands: points,
    samples: [(points[0] ?? 1) - 1, ...samples],
    numbers: Int32Array.from({ length: small }, (_, value) => bitOfNumber(points, value)),
    others: new Map(),
    all: every(classCount(points.length, true)),
  }
}

const every = (count: number): number => (classBit(count) - classBit(0)) | 0

/** Of numbers, the classes are: below the first operand, the first, between it and the second, the second, and so on. */
function bitOfNumber(points: readonly unknown[], value: number): number {
  let nth = 0
  while (nth < points.length && value > (points[nth] as number)) nth++
  return classBit(points[nth] === value ? 2 * nth + 1 : 2 * nth)
}

/** The bit of a value's class. */
export function bitOf({ numbers, operands, others, all }: Classes, value: unknown): number {
  if (numbers === null) return others.get(value) ?? all & ~(all >>> 1)
  if (typeof value !== 'number') return all & ~(all >>> 1)
  const found = numbers[value]
  return found === undefined ? bitOfNumber(operands, value) : found
}

/** The bits of every class from one number to another. */
export function bitsBetween(classes: Classes, atLeast: number, atMost: number): number {
  const from = bitOf(classes, atLeast)
  // All bits from the lower number's to the higher one's: 2 * to - from, as bits stand in order.
  return atMost <= atLeast ? from : ((bitOf(classes, atMost) << 1) - from) | 0
}
