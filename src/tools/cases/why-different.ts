import { effectiveCondition } from '../../engine/compile/rule-conditions.js'
import type { Decision, Reason } from '../../engine/decide/decision.js'
import { evaluate } from '../../engine/decide/evaluate.js'
import { ruleSentence } from '../../engine/render/decision-words.js'
import { atomsOf } from '../../rules/language/condition.js'
import type { Case, Rule, Rulebook } from '../../rules/language/rulebook.js'
import { readableFacts } from '../../rules/vocabulary/readable.js'
import { vocabularyOf } from '../../rules/vocabulary/vocabulary.js'

/** How a rule stands to a difference. */
export type Standing =
  /** It decided, and that is what is different. */
  | 'decided'
  /** It would give what is wanted, and holds, but an earlier rule of its list decides. */
  | 'later-in-its-list'
  /** It would give what is wanted, and whether it holds cannot be told. */
  | 'undecided'
  /** It would give what is wanted, and does not hold. */
  | 'does-not-apply'

/** One rule that explains a difference. */
export interface Because {
  readonly rule: string
  readonly says: string
  /** The sections of the source that it cites. */
  readonly sections: readonly string[]
  readonly standing: Standing
  /** Where it is undecided: what it reads and is not known. */
  readonly notGiven: readonly string[]
}

const wouldGiveAtMost = 3
const standings: readonly Standing[] = ['decided', 'later-in-its-list', 'undecided', 'does-not-apply']

/**
 * The rules that led to a difference, and those that would have given what is wanted.
 * @param difference one of the texts of `differences`: it begins with the path of what differs
 */
export function whyDifferent(
  rulebook: Rulebook,
  { contact, expect }: Pick<Case, 'contact' | 'expect'>,
  decision: Decision,
  difference: string,
): readonly Because[] {
  const path = /^[\w.-]+/.exec(difference)?.[0].split('.') ?? []
  const wanted = path.reduce<unknown>((x, key) => (x as Record<string, unknown> | null | undefined)?.[key], expect)
  // Differences of lists name the one that is missing, or that must not be there.
  const id = /: wanted (\S+) among|: (\S+) must not be there|cites (\S+)$/.exec(difference)?.slice(1).find(Boolean)
  const { decided, wouldGive } = rulesBehind(path, wanted, id ?? null)

  const evaluated = evaluate(rulebook, contact)
  const fired = new Set(evaluated.ok ? evaluated.value.fired : [])
  const undecided = new Set(evaluated.ok ? evaluated.value.undecided : [])
  const reasons = (decision.rationale ?? []).filter(r => decided(r, decision)).map(r => r.rule)
  // A default would give it whenever nothing above it did: that explains nothing.
  const others = rulebook.rules.filter(r => !r.otherwise && !reasons.includes(r.id) && wouldGive(r)).map(r => r.id)
  const because = (rule: Rule): Because => {
    const standing = reasons.includes(rule.id)
      ? 'decided'
      : fired.has(rule.id)
        ? 'later-in-its-list'
        : undecided.has(rule.id)
          ? 'undecided'
          : 'does-not-apply'
    return {
      rule: rule.id,
      says: ruleSentence(rule),
      sections: [...new Set(rule.clauses.map(c => rulebook.clauses[c]?.section ?? c))],
      standing,
      notGiven: standing === 'undecided' ? notGivenOf(rulebook, rule, contact, decision) : [],
    }
  }
  const found = [...new Set([...reasons, ...others])].flatMap(r => {
    const rule = rulebook.rules.find(x => x.id === r)
    return rule ? [because(rule)] : []
  })
  const led = found.filter(b => b.standing === 'decided')
  const rest = found
    .filter(b => b.standing !== 'decided')
    .sort((a, b) => standings.indexOf(a.standing) - standings.indexOf(b.standing))
  return [...led, ...rest.slice(0, wouldGiveAtMost)]
}

interface Behind {
  readonly decided: (reason: Reason, decision: Decision) => boolean
  readonly wouldGive: (rule: Rule) => boolean
}

const asksFor = (rule: Rule, id: string | null): boolean =>
  id !== null && (rule.actions.some(a => a.id === id) || rule.also.includes(id))
const reasonAsksFor = ({ outcome }: Reason, id: string | null): boolean =>
  [outcome.actions, outcome.also].some(ids => Array.isArray(ids) && ids.includes(id))

/** Which rules decide a part of a decision, and which of a rulebook would give what is wanted of it. */
function rulesBehind(path: readonly string[], wanted: unknown, id: string | null): Behind {
  const [part = '', second = '', third = ''] = path
  switch (part) {
    case 'level':
    case 'basis':
    case 'rag':
      return {
        decided: r => r.stage === part,
        wouldGive: ({ outcome }) => outcome.stage === part && part in outcome && Reflect.get(outcome, part) === wanted,
      }
    case 'route':
      if (id !== null) return { decided: r => reasonAsksFor(r, id), wouldGive: r => asksFor(r, id) }
      return {
        decided: r => r.stage === 'route',
        wouldGive: ({ outcome }) =>
          outcome.stage === 'route' && (second === 'team' ? outcome.team : outcome.destination) === wanted,
      }
    case 'consent':
    case 'consents': {
      const purpose = part === 'consent' ? 'referral' : second
      const field = part === 'consent' ? second : third
      return {
        decided: r =>
          r.stage === 'consent' && (r.outcome.purpose === purpose || (field === 'from' && !('purpose' in r.outcome))),
        wouldGive: ({ outcome }) =>
          outcome.stage === 'consent' &&
          outcome.purpose === purpose &&
          field === 'requirement' &&
          outcome.requirement === wanted,
      }
    }
    case 'deadline':
      return {
        decided: (r, d) => r.stage === 'deadlines' && r.outcome.deadline === d.deadline?.id,
        wouldGive: r => r.stage === 'deadlines' && r.list === wanted,
      }
    case 'deadlines': {
      const deadline = id ?? second
      return {
        decided: r => r.stage === 'deadlines' && r.outcome.deadline === deadline,
        wouldGive: r => r.stage === 'deadlines' && id !== null && r.list === id,
      }
    }
    case 'actions':
      return { decided: r => reasonAsksFor(r, id), wouldGive: r => asksFor(r, id) }
    case 'clauses':
      return { decided: () => false, wouldGive: r => id !== null && r.clauses.includes(id) }
    default:
      return { decided: () => false, wouldGive: () => false }
  }
}

/** The facts that a rule reads and that a contact does not give, and the outcomes that it reads and that are still open. */
function notGivenOf(
  rulebook: Rulebook,
  rule: Rule,
  contact: Case['contact'],
  { level, rag }: Decision,
): readonly string[] {
  const vocabulary = vocabularyOf(rulebook)
  const readable = readableFacts(vocabulary, Object.keys(rulebook.teams), Object.keys(rulebook.entries))
  const names = atomsOf(effectiveCondition(rule, vocabulary.ratingNames)).flatMap(atom => {
    const count = rulebook.counts[atom.fact]
    // Of the outcomes of earlier stages these can be open.
    if ((atom.fact === 'level' && level === null) || (atom.fact === 'rag' && rag === null)) return [atom.fact]
    return count ? [count.of] : (readable.get(atom.fact)?.behind.slice(0, 1) ?? [])
  })
  // A list of indicators or of earlier contacts, or a map of needs, can be given and still leave open what the rule asks.
  const isGiven = (name: string): boolean =>
    contact[name] !== undefined && !['indicators', 'functionalNeeds', 'earlierContacts'].includes(name)
  return [...new Set(names)].filter(name => !isGiven(name))
}
