import type { Sql } from './sql-text.js'

interface Column {
  readonly name: string
  readonly text: string
}

/** The columns that a query works out, each once and in the first step in which all that it needs is there. */
export interface Columns {
  /** Makes an expression a column and gives its name; the same expression is the same column. */
  readonly column: (wish: string, expression: Sql) => Sql
  /** The columns of step 1, of step 2 and so on. */
  readonly steps: () => readonly (readonly Column[])[]
}

/** So many bytes PostgreSQL keeps of a name. */
const longestName = 63

export function newColumns(quoted: (name: string) => string): Columns {
  const byText = new Map<string, Sql>()
  const taken = new Set<string>()
  const found: Column[][] = []
  return {
    column: (wish, { text, step }) => {
      const key = `${step} ${text}`
      const known = byText.get(key)
      if (known) return known
      const name = quoted(freeName(wish, taken))
      const own = found[step] ?? []
      own.push({ name, text })
      for (let i = 0; i <= step; i++) found[i] ??= []
      found[step] = own
      const column = { text: name, step: step + 1 }
      byText.set(key, column)
      return column
    },
    steps: () => found,
  }
}

/** A name that no other column has, however an engine folds its letters. */
function freeName(wish: string, taken: Set<string>): string {
  const plain = /^[\x20-\x7e]+$/.test(wish) && wish.length <= longestName ? wish : 'column'
  for (let n = 1; ; n++) {
    const name = n === 1 && plain === wish ? plain : `${plain.slice(0, longestName - 8)} ${n}`
    if (taken.has(name.toLowerCase())) continue
    taken.add(name.toLowerCase())
    return name
  }
}
