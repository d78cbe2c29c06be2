import { saysUnless } from '../../src/engine/render/decision-words.js'
import { citedSources, matchedWords } from '../../src/engine/render/explanation-words.js'
import type { ExplainedReason, Explanation, Interpretation, Rulebook } from '../../src/index.js'
import { stageOf } from '../../src/rules/vocabulary/stages.js'
import { placeOf } from '../../src/tools/pages/model/place-of.js'
import { Details } from './details.js'
import { readingHref } from './rule-link.js'

interface WhyProps {
  readonly explanation: Explanation
  readonly rulebook: Rulebook
}

/** Why: each rule that settled something, with what it saw here and the sections it rests on; and the readings behind them. */
export function Why({ explanation, rulebook }: WhyProps) {
  // What is to be done has its sections beside it.
  const reasons = explanation.reasons.filter(r => r.stage !== 'actions')
  const stages = [...new Set(reasons.map(r => r.stage))]
  const { readings } = explanation
  return (
    <section aria-labelledby="why-title">
      <h3 class="govuk-heading-s" id="why-title">
        Why
      </h3>
      <Details summary="Why this is the outcome" printed>
        {reasons.length === 0 && <p class="govuk-body">No rule could speak yet: too little is known.</p>}
        {stages.map(stage => (
          <div key={stage}>
            <h4 class="try-stage">{stageOf(stage).heading}</h4>
            <ul class="govuk-list try-list">
              {reasons
                .filter(r => r.stage === stage)
                .map(r => (
                  <ReasonItem key={r.rule} reason={r} rulebook={rulebook} />
                ))}
            </ul>
          </div>
        ))}
      </Details>
      {readings.length > 0 && (
        <Details summary={`Where the guidance is silent or contradicts itself (${readings.length})`}>
          {readings.map(reading => (
            <Reading key={reading.id} reading={reading} rulebook={rulebook} />
          ))}
        </Details>
      )}
    </section>
  )
}

function ReasonItem({ reason, rulebook }: { readonly reason: ExplainedReason; readonly rulebook: Rulebook }) {
  const matched = [...new Set(reason.matched.map(m => matchedWords(m, rulebook)).filter(x => x !== ''))]
  const place = placeOf.rule(rulebook, reason.rule)
  const says = saysUnless(reason.says, reason.unless)
  return (
    <li>
      {place === null ? (
        says
      ) : (
        <a class="govuk-link" href={`../${rulebook.authority}/${place}`}>
          {says}
        </a>
      )}
      {matched.length > 0 && <span class="try-behind">Here: {matched.join('; ')}.</span>}
      <span class="try-behind try-source">
        {citedSources(reason.clauses, rulebook).map(({ source, sections }) => (
          <span key={source} class="try-behind">
            {source}: {sections.map(s => s.section).join('; ')}
          </span>
        ))}
      </span>
    </li>
  )
}

function Reading({ reading, rulebook }: { readonly reading: Interpretation; readonly rulebook: Rulebook }) {
  return (
    <div class="try-reading">
      <h4 class="try-stage">
        <a class="govuk-link" href={readingHref(rulebook, reading.id)}>
          {reading.question}
        </a>
      </h4>
      <p class="govuk-body-s">
        <strong>Read here as:</strong> {reading.reading}
      </p>
      <p class="govuk-body-s">
        <strong>Not as:</strong> {reading.notChosen}
      </p>
    </div>
  )
}
