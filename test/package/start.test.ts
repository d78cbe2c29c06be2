import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { isBuiltin } from './source-files.js'

// What stands before a command can begin: asking for help must not wait for what checks, draws or replays.

const staticImport = /(?:^|\n)\s*(?:import|export)\s(?:[^'"()]*?from\s*)?["']([^"']+)["']/g

/** Everything that a built file imports before it runs, itself included, with the packages outside. */
function startOf(entry: string): { readonly files: ReadonlySet<string>; readonly packages: ReadonlySet<string> } {
  const files = new Set<string>()
  const packages = new Set<string>()
  const waiting = [entry]
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (files.has(file)) continue
    files.add(file)
    for (const [, specifier = ''] of readFileSync(join('dist', file), 'utf8').matchAll(staticImport))
      if (specifier.startsWith('./')) waiting.push(specifier.slice(2))
      else if (!isBuiltin(specifier)) packages.add(specifier)
  }
  return { files, packages }
}

describe('the start of the command line', () => {
  const { files, packages } = startOf('cli.js')

  it('loads no package, and little text', () => {
    expect([...packages]).toEqual([])
    const bytes = [...files].reduce((sum, file) => sum + statSync(join('dist', file)).size, 0)
    expect(bytes).toBeLessThan(40_000)
  })

  it('is told from what a command loads', () => {
    // The parts that commands load are there, so the walk above has something to leave out.
    expect(startOf('testing.js').files.size).toBeGreaterThan(2)
    expect(files.size).toBeGreaterThan(1)
  })
})
