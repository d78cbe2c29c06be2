import type { MessageCode } from '../../codes.js'
import type { Diagnostic, Result } from '../../diagnostic.js'
import type { Rulebook } from '../../rules/language/rulebook.js'
import type { Program } from '../compile/program.js'
import { compile } from '../compile/program.js'
import { settleFacts } from '../contact/derive.js'
import type { Derived } from '../contact/derived.js'
import { borrowDerived, giveBack } from '../contact/derived.js'
import { takeContact } from '../contact/take-contact.js'
import type { Decision } from './decision.js'
import { graphAnswer } from './graph-answer.js'
import type { DecideOptions } from './steps.js'
import { decisionSteps } from './steps.js'

/**
 * Decides one contact under a rulebook: pure and synchronous, the same contact always gives the same decision.
 *
 * @param contact facts as the contract names them, still unchecked; a fact left out is unknown
 * @returns the decision, or every mistake in the contact with its path and the remedy
 * @example
 * const result = decide(rulebook, { receivedAt: '2026-03-27T16:30:00+00:00', riskOfSignificantHarm: true })
 * if (result.ok) console.log(result.value.level)
 */
export function decide(rulebook: Rulebook, contact: unknown, options: DecideOptions = {}): Result<Decision> {
  return within(compile(rulebook), contact, (program, derived) =>
    decisionSteps(program, derived, options, graphAnswer(program)),
  )
}

/**
 * Takes a contact, derives what follows from it, and makes something of that: what is made must keep nothing of the room it was made in.
 *
 * @returns what was made, or every mistake in the contact
 */
export function within<T>(
  program: Program,
  contact: unknown,
  make: (program: Program, derived: Derived) => T,
): Result<T> {
  const derived = borrowDerived(program)
  try {
    const diagnostics = takeContact(program, derived, contact)
    if (diagnostics !== null) return { ok: false, diagnostics }
    settleFacts(program, derived)
    return { ok: true, value: make(program, derived) }
  } finally {
    giveBack(program, derived)
  }
}

/** The first diagnostic of a contact as the command line and case systems print it. */
export function contactError(diagnostics: readonly Diagnostic[]): { code: MessageCode; message: string; path: string } {
  const all = diagnostics.map(d => `${d.message}; ${d.hint}`).join('\n')
  return { code: diagnostics[0]?.code ?? 'wrong-contact', message: all, path: diagnostics[0]?.path.join('.') ?? '' }
}
