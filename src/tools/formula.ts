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

const NO = 0
const MAYBE = 1
const YES = 2

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
  let memo = new Map<Formula, number>()

  function judge(f: Formula, domain: Int32Array): number {
    if ('variable' in f) {
      const now = domain[f.variable] ?? 0
      const left = now & f.mask
      return left === 0 ? NO : left === now ? YES : MAYBE
    }
    const before = memo.get(f)
    if (before !== undefined) return before
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
    memo.set(f, result)
    return result
  }

  /** Carries on what follows at once; the alternatives that are still open, or `null` where nothing is left. */
  function settle(domain: Int32Array, first: readonly Formula[]): readonly Formula[] | null {
    let queue = first
    for (;;) {
      let narrowed = false
      const open: Formula[] = []
      const stack = [...queue]
      memo = new Map()
      for (let f = stack.pop(); f !== undefined; f = stack.pop()) {
        if ('variable' in f) {
          const now = domain[f.variable] ?? 0
          const left = now & f.mask
          if (left === 0) return null
          if (left !== now) {
            domain[f.variable] = left
            narrowed = true
            memo = new Map()
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
      if (!narrowed) return open
      queue = open
    }
  }

  function search(domain: Int32Array, pending: readonly Formula[]): Int32Array | null | undefined {
    const open = settle(domain, pending)
    if (open === null) return null
    let best: Formula | null = null
    for (const f of open)
      if ('any' in f && (best === null || ('any' in best && f.any.length < best.any.length))) best = f
    if (best === null || !('any' in best)) return domain
    const rest = open.filter(f => f !== best)
    for (const part of order(best.any)) {
      if (++branches > budgetOfBranches) return undefined
      const found = search(domain.slice(), [part, ...rest])
      if (found !== null) return found
    }
    return null
  }

  const found = search(domains.slice(), [formula])
  if (found === undefined) return { status: 'undecided' }
  return found === null ? { status: 'unsatisfiable' } : { status: 'satisfiable', classes: found }
}
