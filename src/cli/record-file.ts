import { closeSync, fstatSync, fsyncSync, openSync, readSync, writeSync } from 'node:fs'
import type { Decision } from '../engine/decide/decision.js'
import type { Rulebook } from '../rules/language/rulebook.js'
import { personalFacts } from '../tools/records/personal-facts.js'
import { readRecord } from '../tools/records/read-record.js'
import type { Previous } from '../tools/records/record.js'
import { recordLine, seal } from '../tools/records/record.js'
import { lock } from './files.js'
import { Misuse } from './io.js'

/** A file to which records are added. */
export interface RecordFile {
  /** Seals a decision with its contact, and adds it. */
  readonly add: (rulebook: Rulebook, decision: Decision, contact: unknown) => void
  readonly close: () => void
}

const newline = 10

/**
 * Opens a file of records, which may not be there yet, to add to its end. One run at a time: others are refused meanwhile.
 *
 * @param masked whether personal facts are left out of what is kept
 */
export function openRecordFile(path: string, { masked }: { readonly masked: boolean }): RecordFile {
  const release = lock(path)
  try {
    const file = opened(path)
    let previous = lastRecord(file, path)
    return {
      add: (rulebook, decision, contact) => {
        const sealedAt = new Date().toISOString() // allowed: when it was sealed is what a record says; no decision rests on it
        const sealed = seal(decision, contact, { previous, sealedAt, mask: masked ? personalFacts(rulebook) : [] })
        if (!sealed.ok) throw new Error(sealed.diagnostics.map(d => `${d.message}; ${d.hint}`).join('\n'))
        writeSync(file, `${recordLine(sealed.value)}\n`)
        previous = sealed.value
      },
      close: () => {
        fsyncSync(file)
        closeSync(file)
        release()
      },
    }
  } catch (error) {
    release()
    throw error
  }
}

function opened(path: string): number {
  try {
    return openSync(path, 'a+')
  } catch (error) {
    throw new Misuse(`cannot write \`${path}\`: ${(error as Error).message}`)
  }
}

/** The last record of a file; `null` where it is empty. One that is cut off is not added to: what came after it would hide it. */
function lastRecord(file: number, path: string): Previous | null {
  const text = lastLine(file)
  if (text === null) return null
  const read = text.endsWith('\n') ? readRecord(text.slice(0, -1)) : null
  if (read?.record && read.isWhole) return read.record
  throw new Misuse(
    `the last line of \`${path}\` is ${text.endsWith('\n') ? 'no whole record' : 'cut off'}; look at it with \`thresholds verify\`, and record into another file`,
  )
}

/** The last line, with its newline if it has one; `null` of an empty file. */
function lastLine(file: number): string | null {
  const size = fstatSync(file).size
  if (size === 0) return null
  for (let length = Math.min(size, 1 << 16); ; length = Math.min(size, length * 4)) {
    const bytes = Buffer.alloc(length)
    readSync(file, bytes, 0, length, size - length)
    const before = bytes.lastIndexOf(newline, length - 2)
    if (before >= 0 || length === size) return bytes.subarray(before + 1).toString('utf8')
  }
}
