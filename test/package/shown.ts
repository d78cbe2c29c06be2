import { expect } from 'vitest'
import { parse } from 'yaml'
import { renderFinding } from '../../src/cli/render-check.js'
import type { Diagnostic } from '../../src/diagnostic.js'
import { decide } from '../../src/engine/decide/decide.js'
import { formatText } from '../../src/rules/reading/format-text.js'
import { loadRulebook, resolveText } from '../../src/rules/reading/load.js'
import { renderDiagnostics } from '../../src/rules/reading/render-diagnostics.js'
import { findingCodes } from '../../src/tools/findings/finding.js'
import { findFindings } from '../../src/tools/findings/findings.js'
import { studyOf } from '../../src/tools/findings/study.js'
import { rulebookFrom } from '../rulebooks.js'
import type { GuideBlock } from './guide-blocks.js'

/** What comes of an example: the codes of all that is told, and how it is printed. */
interface Shown {
  readonly codes: readonly string[]
  readonly printed: string
}

/**
 * Tries a block that shows a code: a diff that spoils a rulebook (`in=FILE`, else the small one) or gives it a finding, a contact that
 * it refuses or decides with a notice, or a `whole` rulebook.
 *
 * @param textOf the text of a file beside the page
 */
export function shownBy({ language, marks, text }: GuideBlock, textOf: (file: string) => string): Shown {
  const file = marks.in ?? 'small.yaml'
  if ('whole' in marks) return ofRulebook(seen(text), file, textOf)
  if (language === 'yaml') return ofContact(textOf(file), file, parse(text))
  const changedText = changed(textOf(file), seen(text))
  return Object.hasOwn(findingCodes, marks.shows ?? '')
    ? ofFindings(changedText, file)
    : ofRulebook(changedText, file, textOf)
}

/** `<U+200B>` stands for a character that nobody could see. */
const seen = (text: string): string =>
  text.replace(/<U\+([0-9A-F]{4})>/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))

/** A text with the pieces of a diff exchanged; each that goes stands in it once. */
export function changed(text: string, diff: string): string {
  const pieces = [...diff.matchAll(/((?:^-.*\n)+)((?:^\+.*\n)*)/gm)]
  expect(pieces.map(([whole]) => whole).join('')).toBe(diff)
  return pieces.reduce((now, [, gone = '', come = '']) => {
    const [from, to] = [gone, come].map(lines => lines.replace(/^[-+]/gm, '').replace(/\n$/, ''))
    expect(now.split(from ?? ''), from).toHaveLength(2)
    return now.replace(from ?? '', () => to ?? '')
  }, text)
}

function ofRulebook(text: string, file: string, textOf: (file: string) => string): Shown {
  const find = (name: string) => {
    try {
      return { file: name, text: textOf(name) }
    } catch {
      return null
    }
  }
  const loaded = loadRulebook(text, { file, find })
  const diagnostics = loaded.ok ? formFaults(text) : loaded.diagnostics
  return { codes: diagnostics.map(d => d.code), printed: `${renderDiagnostics(diagnostics, text, file)}\n` }
}

/** Why a rulebook that loads has no one form. */
function formFaults(text: string): readonly Diagnostic[] {
  const formed = formatText(text)
  return formed.ok ? [] : formed.diagnostics
}

function ofContact(text: string, file: string, contact: unknown): Shown {
  const result = decide(rulebookFrom(text, file), contact)
  if (result.ok) {
    const { notices } = result.value
    return { codes: notices.map(n => n.code), printed: notices.map(n => `${n.says}\n`).join('') }
  }
  const words = ({ message, hint, code }: Diagnostic): string => `${message}; ${hint}  [${code}]\n`
  return { codes: result.diagnostics.map(d => d.code), printed: result.diagnostics.map(words).join('') }
}

function ofFindings(text: string, file: string): Shown {
  const read = resolveText(text)
  const resolved = read.ok ? read.value.resolved : null
  const found = findFindings(studyOf(rulebookFrom(text, file), 1), resolved?.data).filter(f => f.accepted === null)
  const printed = found.map(f => `${renderFinding({ file, text, resolved }, f, 110).join('\n')}\n`)
  return { codes: found.map(f => f.code), printed: printed.join('\n') }
}
