import { describe, expect, test } from 'vitest'
import { decide } from '../../src/engine/decide/decide.js'
import { visibleJson } from '../../src/rules/visible.js'
import { decisionLine } from '../../src/tools/text/decision-line.js'
import { draw } from '../arbitrary/draw.js'
import { shippedRulebooks } from '../rulebooks.js'
import { runs } from '../runs.js'
import { receivedAt, small } from '../small.js'

describe('a decision on one line', () => {
  test.each(shippedRulebooks())('is the text that JSON has of it: $name', ({ rulebook }) => {
    for (const contact of draw(rulebook, runs(60)))
      for (const options of [{}, { unknowns: false }, { unknowns: false, rationale: false }]) {
        const result = decide(rulebook, contact, options)
        if (!result.ok) throw new Error('it is refused')
        expect(decisionLine(result.value)).toBe(visibleJson(result.value))
        expect(decisionLine(result.value)).toBe(visibleJson(result.value))
      }
  })

  test('shows what is not seen as its number', () => {
    const result = decide(small(), { receivedAt, reference: 'a\u202eb\u0007"' })
    if (!result.ok) throw new Error('it is refused')
    expect(decisionLine(result.value)).toBe(visibleJson(result.value))
    expect(decisionLine(result.value)).toContain('a\\u202eb\\u0007\\"')
  })
})
