import { useEffect, useState } from 'preact/hooks'
import type { Rulebook } from '../../src/index.js'
import { vocabularyOf } from '../../src/index.js'
import { listWords } from '../../src/rules/language/condition-words.js'
import type { AuthorityAnswer } from '../../src/tools/authorities/compare-authorities.js'
import { compareAuthorities } from '../../src/tools/authorities/compare-authorities.js'
import { comparisonRows } from './comparison-rows.js'
import { Details } from './details.js'
import { authorities, loadRulebook } from './rulebooks.js'
import type { Facts } from './state.js'

interface OthersProps {
  readonly rulebook: Rulebook
  readonly contact: Facts
}

/** The same contact under every authority; the other rulebooks are loaded once this is opened. */
export function Others(props: OthersProps) {
  return (
    <>
      <h2 class="govuk-heading-m">Elsewhere</h2>
      <Details summary="The same contact under the other authorities">
        <Comparison {...props} />
      </Details>
    </>
  )
}

function Comparison({ rulebook, contact }: OthersProps) {
  const [rulebooks, setRulebooks] = useState<readonly Rulebook[] | null>(null)
  const [failed, setFailed] = useState(false)
  useEffect(() => {
    Promise.all(authorities.map(a => loadRulebook(a.id))).then(setRulebooks, () => setFailed(true))
  }, [])
  if (failed)
    return <p class="govuk-body">The other rulebooks could not be loaded. Go online once and open this again.</p>
  if (rulebooks === null) return <p class="govuk-body">Loading the other rulebooks…</p>
  const own = (r: Rulebook): number => (r.authority === rulebook.authority ? 0 : 1)
  const sorted = [...rulebooks].sort((a, b) => own(a) - own(b))
  const answers = compareAuthorities(sorted, contact)
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be within reach of the keyboard */}
      <section class="try-scroll" tabIndex={0} aria-label="The same contact under every authority">
        <table class="govuk-table">
          <caption class="govuk-table__caption govuk-visually-hidden">The same contact under every authority</caption>
          <thead class="govuk-table__head">
            <tr class="govuk-table__row">
              <td class="govuk-table__cell" />
              {answers.map(({ authority, name }) => (
                <th key={authority} scope="col" class="govuk-table__header">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody class="govuk-table__body">
            {comparisonRows.map(({ label, says }) => (
              <tr class="govuk-table__row" key={label}>
                <th scope="row" class="govuk-table__header">
                  {label}
                </th>
                {answers.map(({ authority, decision }, i) => (
                  <td key={authority} class="govuk-table__cell">
                    {decision === null ? '' : says(decision, vocabularyOf(sorted[i] ?? rulebook))}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {answers.map(({ authority, name, error }) =>
        error === null ? null : (
          <p class="govuk-body-s" key={authority}>
            {name} could not decide: {error.message}
          </p>
        ),
      )}
      {[...leftOut(answers, rulebook), ...factsLeftOut(answers, rulebook)].map(text => (
        <p class="govuk-body-s" key={text}>
          {text}
        </p>
      ))}
    </>
  )
}

/** The facts that other authorities do not ask for. */
function factsLeftOut(answers: readonly AuthorityAnswer[], rulebook: Rulebook): readonly string[] {
  const { facts } = vocabularyOf(rulebook)
  return answers.flatMap(({ name, droppedFacts }) =>
    droppedFacts.length === 0
      ? []
      : [
          `${name} does not ask for ${listWords(
            droppedFacts.map(f => `"${facts[f]?.label ?? f}"`),
            'and',
          )}: left out there.`,
        ],
  )
}

/** What other authorities could not be told, those that could not be told the same together. */
function leftOut(answers: readonly AuthorityAnswer[], rulebook: Rulebook): readonly string[] {
  const alike = new Map<string, string[]>()
  for (const { name, dropped } of answers) {
    if (dropped.length === 0) continue
    const labels = dropped.map(id => rulebook.indicators.find(i => i.id === id)?.label ?? id).join('; ')
    alike.set(labels, [...(alike.get(labels) ?? []), name])
  }
  return [...alike].map(
    ([labels, names]) =>
      `Indicators are an authority's own. Left out for ${listWords(names, 'and')}, which may so come out too low: ${labels}.`,
  )
}
