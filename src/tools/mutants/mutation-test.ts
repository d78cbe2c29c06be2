import type { Path } from '../../diagnostic.js'
import { compile } from '../../engine/compile/program.js'
import { readContact } from '../../engine/contact/read-contact.js'
import type { Case, Rulebook } from '../../rules/language/rulebook.js'
import { normaliseRulebook } from '../../rules/reading/normalise.js'
import type { RulebookFile } from '../../rules/reading/schema.js'
import { rulebookFile } from '../../rules/reading/schema.js'
import type { Contact } from '../../rules/vocabulary/contact-type.js'
import { vocabularyOf } from '../../rules/vocabulary/vocabulary.js'
import { differences } from '../cases/expectations.js'
import type { SourceList } from '../cases/source-list.js'
import { listDifferences } from '../cases/source-list.js'
import { traceContact } from '../cases/trace.js'
import { findFindings } from '../findings/findings.js'
import { studyOf } from '../findings/study.js'
import { breaksPromise } from '../promises/first-broken.js'
import { edited } from './edit.js'
import type { Mutant } from './mutant.js'
import { mutantsOf } from './mutants.js'

/** What catches a mutant, in the order in which it is tried. */
export const catchers = {
  load: 'it does not load',
  case: 'a case or an example differs',
  'source list': 'it is not what was listed from the source',
  promise: 'it breaks a promise',
  finding: '`check` finds something new',
} as const satisfies Record<string, string>
export type Catcher = keyof typeof catchers

/** A mutant and what caught it: nothing where it survived. */
export interface Verdict {
  readonly mutant: Mutant
  readonly caughtBy: Catcher | null
  /** The case, the difference from the list or the promise. */
  readonly witness: string | null
}

/** A rulebook with the expectations that were written for it from its source; nothing here is ever made from a decision. */
export interface MutationTest {
  readonly mutants: readonly Mutant[]
  readonly judge: (mutant: Mutant) => Verdict
  /** The rulebook that a mutant is; `null` where it does not load. */
  readonly rulebookOf: (mutant: Mutant) => Rulebook | null
  /** What `check` finds of a mutant and not of the rulebook; `null` where there is nothing. It takes seconds. */
  readonly findingOf: (mutant: Mutant) => string | null
}

interface Expectations {
  readonly cases: readonly Case[]
  /** The clauses and indicators as they were listed from the source; left out, there is no such list. */
  readonly list?: SourceList
  /** How many generated contacts the promises are tried with on what the cases let pass; 0: they are not. */
  readonly contacts?: number
  /** Whether what the cases let pass is searched for findings as well, which takes seconds for each. */
  readonly findings?: boolean
  /** Whether a place stands in the rulebook's own file: what it inherits is not broken. */
  readonly isOwn?: (path: Path) => boolean
}

interface Tried {
  readonly id: string
  readonly contact: Contact
  readonly expect: Readonly<Record<string, unknown>>
  /** What is expected of the unknowns, which take long to find. */
  readonly ofUnknowns: Readonly<Record<string, unknown>>
}

/**
 * Prepares to break a rulebook in every place and to look who notices.
 *
 * @param data the rulebook's file as plain data, with all that it inherits
 */
export function mutationTest(
  rulebook: Rulebook,
  data: unknown,
  { cases, list = { indicators: [], clauses: [] }, contacts = 0, findings = false, isOwn = () => true }: Expectations,
): MutationTest {
  const vocabulary = vocabularyOf(rulebook)
  const file = rulebookFile(vocabulary).parse(data)
  const program = compile(rulebook)
  // What is refused is refused by the facts, and what differs already shows nothing.
  let tried: readonly Tried[] = [...rulebook.examples, ...cases].flatMap(({ id, contact, expect }): Tried[] => {
    const read = readContact(rulebook, program.indicatorPlaces, contact)
    if (!read.ok || 'error' in expect) return []
    const { unknowns, couldChange, ...rest } = expect
    const ofUnknowns = {
      ...(unknowns !== undefined && { unknowns }),
      ...(couldChange !== undefined && { couldChange }),
    }
    const one = { id, contact: read.value, expect: rest, ofUnknowns }
    return failing(rulebook, one) ? [] : [one]
  })
  const already = new Set(listDifferences(rulebook, list))

  // What the rulebook breaks itself shows nothing.
  let brokenBefore: string | null | undefined
  const newlyBroken = (broken: Rulebook): string | null => {
    if (contacts === 0) return null
    brokenBefore ??= breaksPromise(rulebook, contacts)
    const promise = breaksPromise(broken, contacts)
    return promise === brokenBefore ? null : promise
  }

  let known: ReadonlySet<string> | null = null
  const newFinding = (broken: Rulebook, changed: unknown): string | null => {
    known ??= new Set(findingTexts(rulebook, file))
    return findingTexts(broken, changed).find(text => !known?.has(text)) ?? null
  }

  const rulebookOf = (mutant: Mutant): Rulebook | null => {
    let faults = 0
    const content = normaliseRulebook(edited(file, mutant.edit) as RulebookFile, rulebook.words, () => {
      faults++
    })
    return faults > 0 ? null : ({ ...content, layering: rulebook.layering, digest: 'mutant' } as Rulebook)
  }

  const judge = (mutant: Mutant): Verdict => {
    const verdict = (caughtBy: Catcher | null, witness: string | null): Verdict => ({ mutant, caughtBy, witness })
    const broken = rulebookOf(mutant)
    if (!broken) return verdict('load', null)
    const found = tried.find(one => failing(broken, one))
    if (found) {
      // The next mutant is most likely of the same rule, and noticed by the same case.
      tried = [found, ...tried.filter(one => one !== found)]
      return verdict('case', found.id)
    }
    const row = listDifferences(broken, list).find(d => !already.has(d))
    if (row !== undefined) return verdict('source list', row)
    const promise = newlyBroken(broken)
    if (promise !== null) return verdict('promise', promise)
    const finding = findings ? findingOf(mutant) : null
    return finding === null ? verdict(null, null) : verdict('finding', finding)
  }
  const findingOf = (mutant: Mutant): string | null => {
    const broken = rulebookOf(mutant)
    return broken && newFinding(broken, edited(file, mutant.edit))
  }
  return { mutants: mutantsOf(file).filter(m => isOwn(m.path)), judge, rulebookOf, findingOf }
}

function failing(rulebook: Rulebook, { contact, expect, ofUnknowns }: Tried): boolean {
  const wanted = Object.keys(expect).length > 0
  if (
    wanted &&
    differences(expect, traceContact(rulebook, contact, { unknowns: false }).decision, vocabularyOf(rulebook)).length >
      0
  )
    return true
  const asked = Object.keys(ofUnknowns).length > 0
  return (
    asked && differences(ofUnknowns, traceContact(rulebook, contact, {}).decision, vocabularyOf(rulebook)).length > 0
  )
}

/** What is found and not accepted. */
const findingTexts = (rulebook: Rulebook, file: unknown): readonly string[] =>
  findFindings(studyOf(rulebook, 1), file)
    .filter(f => f.accepted === null)
    .map(f => f.message)
