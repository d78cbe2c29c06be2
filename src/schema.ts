export { ContactSchema, contactSchema } from './schema/contact-schema.js'
export { DecisionSchema, decisionSchema } from './schema/decision-schema.js'
export type { Draft, JsonSchema, SchemaOptions } from './schema/json-schema.js'
export { contactJsonSchema, decisionJsonSchema } from './schema/json-schema.js'
