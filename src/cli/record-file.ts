import { closeSync, fstatSync, fsyncSync, openSync, readSync, writeSync } from 'node:fs'
import type { Diagnostic } from '../diagnostic.js'
import type { Decision } from '../engine/decide/decision.js'
import type { Rulebook } from '../rules/language/rulebook.js'
import { personalFacts } from '../tools/records/personal-facts.js'
import { readRecord } from '../tools/records/read-record.js'
import type { Previous } from '../tools/records/record.js'
import { recordLine, seal } from '../tools/records/record.js'
import { checkPlace, lock } from './files.js'
import { Misuse } from './io.js'

/** A file to which records are added. */
export interface RecordFile {
  /** Seals a decision with its contact, and adds it; or says why it cannot be kept. */
  readonly add: (rulebook: Rulebook, decision: Decision, contact: unknown) => readonly Diagnostic[]
  readonly close: () => void
}

/**
 * Opens a file of records, which may not be there yet, to add to its end. One run at a time: others are refused meanwhile.
 *
 * @param masked whether personal facts are left out of what is kept
 */
export function openRecordFile(path: string, { masked }: { readonly masked: boolean }): RecordFile {
  checkPlace(path)
  const release = lock(path)
  try {
    const file = opened(path)
    const last = lastRecord(file, path)
    let previous: Previous | null = last?.record ?? null
    // A last line that lacks its end gets it first.
    let begin = last?.isOpen ? '\n' : ''
    return {
      add: (rulebook, decision, contact) => {
        const sealedAt = new Date().toISOString() // allowed: when it was sealed is what a record says; no decision rests on it
        const sealed = seal(decision, contact, { previous, sealedAt, mask: masked ? personalFacts(rulebook) : [] })
        if (!sealed.ok) return sealed.diagnostics
        writeSync(file, `${begin}${recordLine(sealed.value)}\n`)
        begin = ''
        previous = sealed.value
        return []
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

/** The last record of a file, and whether its line lacks its end; `null` where there is none. One that is cut off is not added to. */
function lastRecord(file: number, path: string): { readonly record: Previous; readonly isOpen: boolean } | null {
  const text = lastLine(file)
  const line = text.replace(/^\uFEFF/, '').replace(/\r?\n?$/, '')
  if (line === '') return null
  const read = readRecord(line)
  if (read.record && read.isWhole) return { record: read.record, isOpen: !text.endsWith('\n') }
  throw new Misuse(
    `the last line of \`${path}\` is no whole record, or is cut off; look at it with \`thresholds verify\`, and record into another file`,
  )
}

/** The last line that is not blank, with its newline if it has one; '' of an empty file. */
function lastLine(file: number): string {
  const size = fstatSync(file).size
  for (let length = Math.min(size, 1 << 16); ; length = Math.min(size, length * 4)) {
    const bytes = Buffer.alloc(length)
    readSync(file, bytes, 0, length, size - length)
    const text = bytes.toString('latin1').replace(/(?:[ \t]*\r?\n)+$/, '\n')
    const before = text.lastIndexOf('\n', text.length - 2)
    if (before >= 0 || length === size) return Buffer.from(text.slice(before + 1), 'latin1').toString('utf8')
  }
}
