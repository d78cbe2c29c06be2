import { compile } from '../../engine/compile/program.js'
import type { Condition } from '../../rules/language/condition.js'
import { TRUE } from '../../rules/language/operators.js'
import type { Rulebook, RulebookContent } from '../../rules/language/rulebook.js'
import { conditionWords } from '../changes/condition-changes.js'
import { testOf } from '../logic/test-of.js'
import { givenThat } from './given.js'
import type { RulebookPromise } from './promise.js'
import { traced } from './promise.js'

type Own = RulebookContent['promises'][number]

/** The promises that a rulebook makes itself, in its own words. */
export function ownPromises(rulebook: Rulebook): readonly RulebookPromise[] {
  return rulebook.promises.map(own => ownPromise(rulebook, own))
}

function ownPromise(rulebook: Rulebook, own: Own): RulebookPromise {
  const program = compile(rulebook)
  const [given, then] = [testOf(program, own.given), testOf(program, own.then)]
  return {
    id: own.id,
    says: own.says,
    why: `given ${conditionWords(rulebook, own.given)}, then ${conditionWords(rulebook, own.then)}`,
    ...givenThat(rulebook, own.given),
    breaks: (book, contact) => {
      const { scope } = traced(book, contact)
      if (given(scope) !== TRUE || then(scope) === TRUE) return null
      return {
        contact,
        against: null,
        says: `it holds that ${conditionWords(rulebook, own.given)}, but not that ${conditionWords(rulebook, own.then)}`,
        expect: expected(own.then),
        stages: ['level', 'basis', 'rag', 'route', 'givers', 'consent', 'deadlines', 'actions'],
      }
    },
  }
}

/** What a case would expect so that the promise is kept, as far as single values say it. */
function expected(then: Condition): Readonly<Record<string, unknown>> {
  const parts = 'all' in then ? then.all : [then]
  const out: Record<string, unknown> = {}
  for (const part of parts) {
    if (!('fact' in part)) continue
    const { fact, value, operator } = part
    const [head, purpose = ''] = fact.split('.')
    // "Not required" says that it may go ahead.
    if (head === 'requirement' && /^not(Equal|In)$/.test(operator) && [value].flat().includes('required'))
      out.consents = { ...(out.consents as object | undefined), [purpose]: { mayProceed: true } }
    if (operator !== 'equal') continue
    if (fact === 'level' || fact === 'rag') out[fact] = value
    else if (fact === 'basis') out.basis = value === 'none' ? null : value
    else if (fact === 'route') out.route = { ...(out.route as object | undefined), destination: value }
    else if (fact === 'team')
      out.route = { ...(out.route as object | undefined), team: value === 'none' ? null : value }
    else if (head === 'requirement' || head === 'mayProceed') {
      const consents = (out.consents ?? {}) as Record<string, object>
      out.consents = {
        ...consents,
        [purpose]: { ...consents[purpose], [head === 'requirement' ? 'requirement' : head]: value },
      }
    }
  }
  return out
}
