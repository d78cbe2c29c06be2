/**
 * What a question over a rulebook comes to: a fact's class must be one of a set (`mask`, a bit for each class), joined by
 * `all` and `any`. There is no `not`: a negated condition asks for the other classes.
 */
export type Formula =
  | { readonly variable: number; readonly mask: number }
  | { readonly all: readonly Formula[] }
  | { readonly any: readonly Formula[] }

export const certain: Formula = { all: [] }
export const impossible: Formula = { any: [] }

export const every = (parts: readonly Formula[]): Formula =>
  parts.length === 1 && parts[0] ? parts[0] : { all: parts }
export const some = (parts: readonly Formula[]): Formula => (parts.length === 1 && parts[0] ? parts[0] : { any: parts })

/** `unsatisfiable` is a proof; `undecided` means that the budget ran out before all was tried. */
export type Answer =
  | { readonly status: 'satisfiable'; readonly classes: Int32Array }
  | { readonly status: 'unsatisfiable' }
  | { readonly status: 'undecided' }

/** How often a branch may be tried before a question is given up. */
const budgetOfBranches = 1500

// By part, which several questions share; a part is about as many variables as its rulebook has.
const about = new WeakMap<Formula, Int32Array>()

const NO = 0
const MAYBE = 1
const YES = 2

function mark(bits: Int32Array, variable: number): void {
  bits[variable >> 5] = (bits[variable >> 5] ?? 0) | (1 << (variable & 31))
}

/**
 * Looks for classes of all variables that make a formula true: every alternative is tried, and what is settled is carried on
 * before the next choice, so that "there are none" is proved and not sampled.
 *
 * @param domains the classes of each variable, as bits
 * @param order in which order the alternatives of an `any` are tried; another order gives another answer
 */
export function solve(
  formula: Formula,
  domains: Int32Array,
  order: <T>(parts: readonly T[]) => readonly T[] = parts => parts,
): Answer {
  let branches = 0
  // What is certain stays so while classes are only taken away: it is kept until the branch that found it is left.
  const settled = new Map<Formula, number>()
  const trail: Formula[] = []
  // What is not certain is asked anew once a class of one of its variables was taken away: how many were when it was asked.
  let undecided = new Map<Formula, number>()
  let narrowings: number[] = []
  const words = (domains.length + 31) >> 5

  function touchedSince(f: Formula, since: number): boolean {
    const bits = variablesOf(f)
    for (let i = since; i < narrowings.length; i++) {
      const variable = narrowings[i] ?? 0
      if (((bits[variable >> 5] ?? 0) & (1 << (variable & 31))) !== 0) return true
    }
    undecided.set(f, narrowings.length)
    return false
  }

  function judge(f: Formula, domain: Int32Array): number {
    if ('variable' in f) {
      const now = domain[f.variable] ?? 0
      const left = now & f.mask
      return left === 0 ? NO : left === now ? YES : MAYBE
    }
    const known = settled.get(f)
    if (known !== undefined) return known
    const asked = undecided.get(f)
    if (asked !== undefined && !touchedSince(f, asked)) return MAYBE
    let result: number
    if ('all' in f) {
      result = YES
      for (const part of f.all) {
        const x = judge(part, domain)
        if (x < result) result = x
        if (result === NO) break
      }
    } else {
      result = NO
      for (const part of f.any) {
        const x = judge(part, domain)
        if (x > result) result = x
        if (result === YES) break
      }
    }
    if (result === MAYBE) undecided.set(f, narrowings.length)
    else {
      settled.set(f, result)
      trail.push(f)
    }
    return result
  }

  /** Which variables a part is about, as bits. */
  function variablesOf(f: Formula): Int32Array {
    const before = about.get(f)
    if (before !== undefined) return before
    const bits = new Int32Array(words)
    if ('variable' in f) mark(bits, f.variable)
    else
      for (const part of 'all' in f ? f.all : f.any) {
        const more = variablesOf(part)
        for (let w = 0; w < words; w++) bits[w] = (bits[w] ?? 0) | (more[w] ?? 0)
      }
    about.set(f, bits)
    return bits
  }

  function touches(f: Formula, narrowed: Int32Array): boolean {
    const bits = variablesOf(f)
    for (let w = 0; w < words; w++) if (((bits[w] ?? 0) & (narrowed[w] ?? 0)) !== 0) return true
    return false
  }

  /**
   * Carries on what follows at once; the alternatives that are still open, or `null` where nothing is left.
   *
   * @param first what has to hold, of which the last `seen` were settled under this domain before
   */
  function settle(domain: Int32Array, first: readonly Formula[], seen: number): readonly Formula[] | null {
    let fresh = first.slice(0, first.length - seen)
    let carried = first.slice(first.length - seen)
    let narrowed = new Int32Array(words)
    for (;;) {
      const before = narrowed
      narrowed = new Int32Array(words)
      let isNarrowed = false
      const open: Formula[] = []
      const stack: Formula[] = []
      for (;;) {
        let f = stack.pop()
        if (f === undefined) {
          f = carried.pop()
          // What was settled before changes only with its own variables.
          if (f !== undefined && !touches(f, before) && !touches(f, narrowed)) {
            open.push(f)
            continue
          }
          f ??= fresh.pop()
        }
        if (f === undefined) break
        if ('variable' in f) {
          const now = domain[f.variable] ?? 0
          const left = now & f.mask
          if (left === 0) return null
          if (left !== now) {
            domain[f.variable] = left
            mark(narrowed, f.variable)
            narrowings.push(f.variable)
            isNarrowed = true
          }
        } else if ('all' in f) stack.push(...f.all)
        else {
          const live: Formula[] = []
          let met = false
          for (const part of f.any) {
            const x = judge(part, domain)
            if (x === YES) {
              met = true
              break
            }
            if (x === MAYBE) live.push(part)
          }
          if (met) continue
          if (live.length === 0) return null
          if (live.length === 1 && live[0]) stack.push(live[0])
          else open.push(live.length === f.any.length ? f : { any: live })
        }
      }
      if (!isNarrowed) return open
      fresh = []
      carried = open
    }
  }

  function search(domain: Int32Array, pending: readonly Formula[], seen: number): Int32Array | null | undefined {
    undecided = new Map()
    narrowings = []
    const open = settle(domain, pending, seen)
    if (open === null) return null
    let best: Formula | null = null
    for (const f of open)
      if ('any' in f && (best === null || ('any' in best && f.any.length < best.any.length))) best = f
    if (best === null || !('any' in best)) return domain
    const rest = open.filter(f => f !== best)
    const certain = trail.length
    for (const part of order(best.any)) {
      if (++branches > budgetOfBranches) return undefined
      const found = search(domain.slice(), [part, ...rest], rest.length)
      if (found !== null) return found
      while (trail.length > certain) settled.delete(trail.pop() as Formula)
    }
    return null
  }

  const found = search(domains.slice(), [formula], 0)
  if (found === undefined) return { status: 'undecided' }
  return found === null ? { status: 'unsatisfiable' } : { status: 'satisfiable', classes: found }
}
