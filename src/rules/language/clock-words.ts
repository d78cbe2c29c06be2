import { describeDuration, spanWords } from '../time/durations.js'
import type { Outcome } from '../vocabulary/stages.js'
import type { Vocabulary } from '../vocabulary/vocabulary.js'
import { eventWords } from '../vocabulary/vocabulary.js'

type DeadlineOutcome = Extract<Outcome, { stage: 'deadlines' }>

/** What a clock says beside its length and its start: when it opens, what ends it sooner, what lets it end later. */
export function besideLength(
  vocabulary: Vocabulary,
  { opens, orAt, orLater }: DeadlineOutcome,
  opening: (length: string) => string,
): string {
  return [
    opens === null ? '' : opening(describeDuration(opens).replace(/^within /, '')),
    orAt === null ? '' : `, or at ${eventWords(vocabulary, orAt)} if that is sooner`,
    orLater === null
      ? ''
      : `, or ${spanWords(orLater.duration, eventWords(vocabulary, orLater.from))} if that is later`,
  ].join('')
}
