export type { Evaluation, JsonRules } from './engine/json-rules-engine.js'
export { decideWithEngine, evaluateWithEngine, toJsonRulesEngine } from './engine/json-rules-engine.js'
