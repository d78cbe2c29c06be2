import { execFileSync } from 'node:child_process'
import { realpathSync } from 'node:fs'
import { basename, dirname } from 'node:path'

/** The text of a file as it was last committed, and a short name of that version. */
export interface Committed {
  readonly text: string
  readonly revision: string
}

/** A file as it stands in the last commit of the git work tree that it is in; `null` where it is in none, or git is not there. */
export function committed(file: string): Committed | null {
  try {
    const place = realpathSync(file)
    const git = (...args: readonly string[]): string =>
      execFileSync('git', args, {
        cwd: dirname(place),
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
        timeout: 10_000,
        maxBuffer: 64 * 1024 * 1024,
      })
    const text = git('cat-file', 'blob', `HEAD:./${basename(place)}`)
    return { text, revision: git('rev-parse', '--short', 'HEAD').trim() }
  } catch {
    return null
  }
}
