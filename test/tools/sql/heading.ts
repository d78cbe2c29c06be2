import { expect } from 'vitest'

/** The lines before a query, each of which must be a comment. */
export function headingOf(query: string): string {
  const heading = query.slice(0, query.indexOf('WITH '))
  expect(heading.trimEnd().split('\n')).toSatisfy((lines: readonly string[]) => lines.every(l => l.startsWith('-- ')))
  return heading
}
