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

/** The condition that no contact meets, of a fact that a decision always knows and the index cannot use. */
const neverMoment = { fact: 'moment', operator: 'equal', value: 'never' }

/**
 * A rulebook with its rules copied under new ids, stage by stage at the foot of the list that each is of.
 * `holding` copies are true as often as the rules they copy, so that what is put out grows too; the others are rules for
 * another day: looked at as often, and false.
 */
export function withMoreRules(rulebook, times, { holding }) {
  const copy = (rule, nth) => ({
    ...rule,
    id: `${rule.id}-copy-${nth}`,
    when: holding ? rule.when : { all: [...('all' in rule.when ? rule.when.all : [rule.when]), neverMoment] },
  })
  const stages = [...new Set(rulebook.rules.map(r => r.stage))]
  const rules = stages.flatMap(stage => {
    const own = rulebook.rules.filter(r => r.stage === stage)
    const copies = Array.from({ length: times - 1 }, (_, nth) => own.map(rule => copy(rule, nth)))
    return [...own, ...copies.flat()]
  })
  return { ...rulebook, rules }
}
