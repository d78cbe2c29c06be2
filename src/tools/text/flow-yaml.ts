const plain = /^[A-Za-z][\w-]*$/
const reserved = new Set(['true', 'false', 'null', 'yes', 'no', 'on', 'off', 'y', 'n'])

/**
 * Plain data as YAML on one line, as it can be pasted into a case file.
 * @example flowYaml({ receivedAt: '2026-01-13T10:00:00Z', ageYears: 4 }) // { receivedAt: "2026-01-13T10:00:00Z", ageYears: 4 }
 */
export function flowYaml(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flowYaml).join(', ')}]`
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).filter(([, v]) => v !== undefined)
    if (entries.length === 0) return '{}'
    return `{ ${entries.map(([k, v]) => `${flowYaml(k)}: ${flowYaml(v)}`).join(', ')} }`
  }
  if (typeof value === 'string' && plain.test(value) && !reserved.has(value.toLowerCase())) return value
  return JSON.stringify(value) ?? 'null'
}
