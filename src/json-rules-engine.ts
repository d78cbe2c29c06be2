export type { Evaluation, JsonRules } from './engine/reference.js'
export { decideWithEngine, evaluateWithEngine, toJsonRulesEngine } from './engine/reference.js'
