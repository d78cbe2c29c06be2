import type { Diagnostic } from '../diagnostic.js'
import { inFile } from '../rules/reading/layers/find-layers.js'
import { renderDiagnostics } from '../rules/reading/render-diagnostics.js'
import type { FailedCase } from '../tools/cases/run-cases.js'
import type { AcceptedPart, CheckReport } from '../tools/findings/check.js'
import type { Finding, FindingCode } from '../tools/findings/finding.js'
import { findingCodes } from '../tools/findings/finding.js'
import type { BrokenPromise, Proof } from '../tools/promises/prove.js'
import { flowYaml } from '../tools/text/flow-yaml.js'
import { wrap } from '../tools/text/wrap.js'
import type { CheckedFile } from './check.js'
import { renderSince } from './render-since.js'

const plural = (n: number, one: string, many = `${one}s`): string => `${thousands(n)} ${n === 1 ? one : many}`
/** 10,000 */
const thousands = (n: number): string => String(n).replace(/\B(?=(\d{3})+$)/g, ',')

/** A rulebook that does not load: every mistake with its line. */
export function renderFaults({ file, text, diagnostics }: CheckedFile): string {
  return `${renderDiagnostics(diagnostics, text, file)}\n\n${file}: ${plural(diagnostics.length, 'mistake')}; the rulebook does not load, so nothing more was checked.\n`
}

const proofs = {
  exhaustive: 'proved: every kind of contact that the conditions tell apart was gone through',
  search: 'searched: contacts were built from the conditions and varied',
} as const satisfies Record<Finding['proof'], string>

/** How a finding is known. That nothing uses a name is read off the rulebook, and an acceptance answers to nothing or it does. */
const proofOf = ({ code, proof }: Finding): readonly string[] =>
  code === 'stale-acceptance'
    ? []
    : [/^(?:unused|uncited)-/.test(code) ? 'proved: the whole rulebook was read for it' : proofs[proof]]

/** Everything that is to be said of a rulebook that loads, for people. */
export function renderCheck(checked: CheckedFile, report: CheckReport, seed: number, width: number): string {
  const { findings, promises, acceptedPromises, overtaken, examples } = report
  const open = findings.filter(f => f.accepted === null)
  const accepted = findings.filter(f => f.accepted !== null)
  const count = (n: number, one: string): string[] => (n === 0 ? [] : [plural(n, one)])
  const wrong = [
    ...count(open.length, 'finding'),
    ...count(promisesOf(promises.broken).length, 'broken promise'),
    ...(examples.failed.length === 0 ? [] : [`${plural(examples.failed.length, 'example')} not as expected`]),
    ...(checked.cases?.failed.length ? [`${plural(checked.cases.failed.length, 'case')} not as expected`] : []),
  ]
  return `${[
    `${checked.file}: ${report.authority} ${report.version}`,
    '',
    ...(checked.since ? [...renderSince(checked.since, checked.file, width), ''] : []),
    open.length === 0 ? 'Findings: none.' : `Findings: ${open.length}.`,
    ...open.flatMap(f => ['', ...renderFinding(checked, f, width)]),
    ...(accepted.length + acceptedPromises.length === 0 ? [] : ['', 'Accepted, since the source itself causes it:']),
    ...renderAccepted(accepted, width),
    ...renderAcceptedPromises(acceptedPromises, width),
    ...(overtaken.length === 0
      ? []
      : ['', 'Overtaken by law or newer guidance, and decided as written, with a notice:']),
    ...overtaken.flatMap(o => wrap(`  ${o.rule}: ${o.says} Overtaken by: ${o.by}.`, width, '    ')),
    '',
    ...renderProof(promises, seed, width),
    '',
    examples.failed.length === 0
      ? `Examples: ${examples.count === 0 ? 'none' : `${plural(examples.count, 'example')}, all as expected`}.`
      : `Examples: ${examples.failed.length} of ${examples.count} not as expected.`,
    ...examples.failed.flatMap(f => renderExample(f, width)),
    ...renderCases(checked.cases, width),
    ...renderAlternatives(checked, width),
    ...(checked.formLine === null
      ? []
      : [
          '',
          ...wrap(
            `Form: from line ${checked.formLine} on not the one that \`thresholds format ${checked.file} --write\` gives it.`,
            width,
          ),
        ]),
    '',
    wrong.length === 0 ? `${report.authority}: nothing is wrong.` : `${report.authority}: ${wrong.join(', ')}.`,
  ].join('\n')}\n`
}

/** How many cases that fail are told. */
const casesAtMost = 20

function renderCases(report: CheckedFile['cases'], width: number): readonly string[] {
  if (report === null) return []
  const { cases, failed, writtenFor } = report
  const whose = writtenFor === null ? '' : ` that come with this package for \`${writtenFor}\``
  const left = failed.length - casesAtMost
  return [
    '',
    ...wrap(
      failed.length === 0
        ? `Cases: ${plural(cases, 'case')}${whose}, all as expected.`
        : `Cases: ${failed.length} of ${cases}${whose} not as expected. Where the rulebook means what it now says, give cases of your own with \`--cases\`.`,
      width,
    ),
    ...failed.slice(0, casesAtMost).flatMap(f => renderExample(f, width)),
    ...(left > 0 ? [`  ${left} more`] : []),
  ]
}

/** Alternatives of conditions that nothing tried needs, in one line: the list is long where there are few cases. */
function renderAlternatives({ alternatives, file }: CheckedFile, width: number): readonly string[] {
  if (!alternatives || alternatives.notNeeded.length === 0) return []
  const { total, notNeeded } = alternatives
  return [
    '',
    ...wrap(
      `Alternatives: ${notNeeded.length} of ${total} alternatives and values of conditions are needed by no contact tried; \`thresholds coverage ${file}\` lists them.`,
      width,
    ),
  ]
}

/** One finding with its place, a contact that shows it where there is one, and how it is known. */
export function renderFinding(
  { file, text, resolved }: Pick<CheckedFile, 'file' | 'text' | 'resolved'>,
  f: Finding,
  width: number,
): readonly string[] {
  // A thing that is declared stands at its name, a rule at its id, and a condition where it begins.
  const last = f.path.at(-1)
  const path = typeof last === 'number' && f.path[0] === 'rules' ? [...f.path, 'id'] : f.path
  const at = typeof last === 'number' || last === 'when' || last === 'unless' ? 'value' : 'key'
  const place = resolved?.placeOf(path, at)
  const found: Diagnostic<FindingCode> = {
    code: f.code,
    message: f.message,
    hint: f.hint,
    path: place?.path ?? f.path,
    range: place?.range ?? null,
  }
  const diagnostic = place && place.layer.file !== null ? inFile(found, place.layer.file, place.layer.lines) : found
  return [
    renderDiagnostics([diagnostic], text, file),
    // Whoever wants to accept the finding has to name it.
    ...(f.message.includes(nameOf(f)) ? [] : [`      named \`${nameOf(f)}\``]),
    ...(f.witness === null ? [] : wrap(`      shown by ${flowYaml(f.witness)}`, width, '        ')),
    ...proofOf(f).map(words => `      ${words}`),
  ]
}

/** What is accepted, by finding and then by reason: one reason often covers many, and is read once. */
const renderAccepted = (accepted: readonly Finding[], width: number): string[] =>
  grouped(accepted, f => f.code).flatMap(([code, findings]) => [
    ...wrap(`  ${findingCodes[code]}  [${code}]`, width, '    '),
    ...grouped(findings, f => f.accepted ?? '').flatMap(([reason, alike]) => [
      ...wrap(`    ${reason}`, width, '    '),
      ...wrap(`      ${[...new Set(alike.map(nameOf))].join(', ')}`, width, '      '),
    ]),
  ])

/** What is accepted of promises, by promise and then by reason. */
const renderAcceptedPromises = (accepted: readonly AcceptedPart[], width: number): string[] =>
  grouped(accepted, a => a.id).flatMap(([id, parts]) => [
    ...wrap(`  not held to: ${parts[0]?.promise ?? ''}  [${id}]`, width, '    '),
    ...grouped(parts, p => p.reason).flatMap(([reason, alike]) => [
      ...wrap(`    ${reason}`, width, '    '),
      ...alike.flatMap(p => wrap(`      ${p.rule} (${p.sections.join('; ')})`, width, '        ')),
    ]),
  ])

/** As an acceptance names it under `rule`. */
const nameOf = (f: Finding): string => f.rule ?? f.about ?? f.message

/** By their key, in the order in which the keys first come up. */
function grouped<T, K>(list: readonly T[], keyOf: (item: T) => K): readonly (readonly [K, readonly T[]])[] {
  const groups = new Map<K, T[]>()
  for (const item of list) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item])
  return [...groups]
}

function renderProof({ contacts, kept, broken }: Proof, seed: number, width: number): string[] {
  const all = [...kept, ...promisesOf(broken)]
  const own = all.filter(i => i.own).length
  const whose = `${all.length - own} that every rulebook makes${own > 0 ? ` and ${own} of its own` : ''}`
  const proved = kept.filter(k => k.proof === 'exhaustive').length
  const tried = `tried on ${plural(contacts, 'contact')} (seed ${seed})${proved > 0 ? `; ${proved} proved for every kind of contact` : ''}`
  const ways = broken.length > promisesOf(broken).length ? `, by ${broken.length} rules` : ''
  return [
    ...wrap(
      broken.length === 0
        ? `Promises: ${whose}, ${tried}: all kept.`
        : `Promises: ${whose}, ${tried}: ${promisesOf(broken).length} broken${ways}.`,
      width,
    ),
    ...broken.flatMap(b => ['', ...renderBroken(b, width)]),
  ]
}

/** A promise that several rules break is one. */
const promisesOf = (broken: readonly BrokenPromise[]): readonly BrokenPromise[] =>
  grouped(broken, b => `${b.id} ${b.promise}`).flatMap(([, alike]) => alike.slice(0, 1))

function renderBroken(b: BrokenPromise, width: number): string[] {
  const fired = (title: string, rules: BrokenPromise['fired']): string[] =>
    rules.length === 0
      ? []
      : [`    ${title}:`, ...rules.flatMap(r => wrap(`      ${r.rule}: ${r.says} ${r.outcome}`, width, '        '))]
  return [
    ...wrap(`  Broken: ${b.promise}  [${b.id}]`, width, '    '),
    ...wrap(`    ${sentence(b.says)}`, width, '    '),
    ...wrap(`    contact: ${flowYaml(b.contact)}`, width, '      '),
    ...fired('rules that led there', b.fired),
    ...(b.against === null ? [] : wrap(`    compared with: ${flowYaml(b.against)}`, width, '      ')),
    ...fired('rules that led there', b.firedAgainst),
    '    a case to paste:',
    ...b.case.split('\n').map(line => `      ${line}`),
  ]
}

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`

const renderExample = (f: FailedCase, width: number): string[] => [
  ...wrap(`  ${f.id}  ${f.title}`, width, '    '),
  ...f.differences.flatMap(d => [
    ...wrap(`    ${d.says}`, width, '      '),
    ...d.because.flatMap(b => wrap(`      \`${b.rule}\`: ${b.says}`, width, '        ')),
  ]),
]
