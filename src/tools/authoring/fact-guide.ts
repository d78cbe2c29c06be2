import type { Rulebook } from '../../rules/language/rulebook.js'
import type { ListedFact } from './fact-list.js'

const others = 'What stands beside them'

/** The list of facts as a page in Markdown. */
export function factGuide(listed: readonly ListedFact[], rulebooks: readonly Rulebook[]): string {
  const nameOf = (authority: string): string => rulebooks.find(r => r.authority === authority)?.name ?? authority
  const names = (authorities: readonly string[]): string => authorities.map(nameOf).join(', ')
  const readers = ({ readBy }: ListedFact): string =>
    readBy.length === 0
      ? 'No rule turns on it.'
      : readBy.length === rulebooks.length
        ? 'Every authority asks for it.'
        : `Asked for by ${names(readBy)}.`
  const entry = (fact: ListedFact): readonly string[] => {
    const { name, question, takes, choices, moment, declaredBy } = fact
    const notes = [
      moment === 'receipt' ? '' : `Known at: ${moment}.`,
      declaredBy.length > 0 ? `A fact of ${names(declaredBy)}'s own.` : '',
      readers(fact),
    ]
    return [
      `- **\`${name}\`** ${question} ${notes.filter(n => n !== '').join(' ')} Takes ${takes}${choices.length > 0 ? ':' : '.'}`,
      ...choices.map(c => `  - \`${c.value}\`: ${c.words}`),
    ]
  }
  const groups = new Map<string, string[]>()
  for (const fact of listed) {
    const group = fact.group ?? others
    groups.set(group, [...(groups.get(group) ?? []), ...entry(fact)])
  }
  const ordered = [...groups].sort(([a], [b]) => Number(a === others) - Number(b === others))
  return `# Facts of a contact

<!-- Made by \`thresholds facts --format markdown\`: change the words in rules/, not this page. -->

Everything that a contact can say, with the question that asks for it, what it takes, when it becomes known, and which authorities' rules turn on it. A fact that is left out is unknown, and unknown is never taken for *no*. A list that is given is complete. What England's authorities share is declared in \`rules/england.yaml\`, an authority's own in its rulebook; [the rulebook language](rulebook-language.md#words-of-your-own) says how.

${ordered.map(([group, entries]) => `## ${group}\n\n${entries.join('\n')}`).join('\n\n')}
`
}
