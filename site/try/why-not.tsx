import { indicatorLines, lackLines } from '../../src/engine/render/explanation-words.js'
import type { Explanation, NextLevel, Rulebook } from '../../src/index.js'
import { Details } from './details.js'
import { RuleLink } from './rule-link.js'

const waysAtMost = 6

interface WhyNotProps {
  readonly explanation: Explanation
  readonly rulebook: Rulebook
}

/** What a higher level would want that this contact does not have. */
export function WhyNot({ explanation, rulebook }: WhyNotProps) {
  return (
    <>
      {explanation.nextLevels.map(next => (
        <Details key={next.level} summary={`Why not level ${next.level}`}>
          <Ways next={next} rulebook={rulebook} />
        </Details>
      ))}
    </>
  )
}

function Ways({ next, rulebook }: { readonly next: NextLevel; readonly rulebook: Rulebook }) {
  const more = next.ways.slice(waysAtMost)
  return (
    <>
      <p class="govuk-body">
        {next.ways.length === 0
          ? `No rule gives level ${next.level}.`
          : `It would be level ${next.level} by any one of these rules. The one that lacks least comes first.`}
      </p>
      <ul class="govuk-list try-list">
        {next.ways.slice(0, waysAtMost).map(way => (
          <li key={way.rule}>
            {way.says}
            {lackLines(way.lacks).map(({ text, under }) => (
              <span key={text} class={under ? 'try-behind try-under' : 'try-behind'}>
                {text}
              </span>
            ))}
            <span class="try-behind try-source">
              <RuleLink rulebook={rulebook} rule={way.rule} clauses={way.clauses} />
            </span>
          </li>
        ))}
      </ul>
      {more.length > 0 && (
        <p class="govuk-body-s">
          And by {more.length} more: {more.map(w => w.says.replace(/\.$/, '')).join('; ')}.
        </p>
      )}
      {indicatorLines(next).map(text => (
        <p class="govuk-body-s" key={text}>
          {text}
        </p>
      ))}
    </>
  )
}
