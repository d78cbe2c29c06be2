import * as z from 'zod'
import type { Path } from '../../diagnostic.js'

/** The keys that a schema accepts at a path, through records, lists, optional parts and unions. */
export function schemaKeys(schema: z.ZodType, path: Path): readonly string[] {
  let nodes: z.core.$ZodType[] = [schema]
  for (const key of path) nodes = nodes.flatMap(n => step(n, key))
  return [...new Set(nodes.flatMap(unwrap).flatMap(namesOf))]
}

function namesOf(node: z.core.$ZodType): readonly string[] {
  if (node instanceof z.ZodObject) return Object.keys(node.shape)
  return node instanceof z.ZodRecord && node.def.keyType instanceof z.ZodEnum
    ? node.def.keyType.options.map(String)
    : []
}

function unwrap(node: z.core.$ZodType): z.core.$ZodType[] {
  if (node instanceof z.ZodOptional || node instanceof z.ZodReadonly || node instanceof z.ZodNullable)
    return unwrap(node.def.innerType)
  if (node instanceof z.ZodUnion) return node.def.options.flatMap(unwrap)
  return [node]
}

function step(node: z.core.$ZodType, key: string | number): z.core.$ZodType[] {
  return unwrap(node).flatMap((n): z.core.$ZodType[] => {
    if (n instanceof z.ZodObject) {
      const inner = n.shape[key as string]
      return inner ? [inner] : []
    }
    if (n instanceof z.ZodRecord) return [n.def.valueType]
    if (n instanceof z.ZodArray) return [n.def.element]
    return []
  })
}
