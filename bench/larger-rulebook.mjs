/**
 * A rulebook with its indicators copied under new ids until there are so many times as many. Every copy is in the tables,
 * in the counts and in the index; contacts go on giving the ids that they gave.
 */
export function withMoreIndicators(rulebook, times) {
  const copies = Array.from({ length: times - 1 }, (_, nth) =>
    rulebook.indicators.map(i => ({ ...i, id: `${i.id}-copy-${nth}`, bullet: `${i.bullet}-copy-${nth}` })),
  )
  return { ...rulebook, indicators: [...rulebook.indicators, ...copies.flat()] }
}

/** Conditions that no contact meets: of a fact that the index of rules can use, and of one that it cannot. */
const never = {
  indexed: { fact: 'serviceRequested', operator: 'equal', value: 'never' },
  looked: { fact: 'moment', operator: 'equal', value: 'never' },
}

/**
 * A rulebook with its rules copied under new ids, stage by stage at the foot of the list that each is of.
 *
 * @param copies `holding`: true as often as the rules they copy, so that what is put out grows too; `indexed`: rules for another
 * service, which nobody asks for; `looked`: rules for another day, looked at as often as those they copy, and false
 */
export function withMoreRules(rulebook, times, copies) {
  const copy = (rule, nth) => ({
    ...rule,
    id: `${rule.id}-copy-${nth}`,
    when: never[copies] ? { all: [...('all' in rule.when ? rule.when.all : [rule.when]), never[copies]] } : rule.when,
  })
  const stages = [...new Set(rulebook.rules.map(r => r.stage))]
  const rules = stages.flatMap(stage => {
    const own = rulebook.rules.filter(r => r.stage === stage)
    return [...own, ...Array.from({ length: times - 1 }, (_, nth) => own.map(rule => copy(rule, nth))).flat()]
  })
  return { ...rulebook, rules }
}
