import type { Diagnostic, Path, Report } from '../diagnostic.js'
import type { Condition } from './condition.js'
import { always, atomsOf, withException } from './condition.js'
import type { CountSpec } from './counts.js'
import { canonicalJson } from './digest.js'
import type { Duration } from './durations.js'
import { parseDuration } from './durations.js'
import { facts } from './facts.js'
import type { ConditionContext } from './parse-condition.js'
import { parseCondition } from './parse-condition.js'
import { readableFacts } from './readable.js'
import type { ActionRef, Indicator, Outcome, Rule, RulebookContent } from './rulebook.js'
import type { RulebookFile } from './schema.js'
import { didYouMean } from './suggest.js'
import type { EventName, Purpose, Stage, Strength } from './vocabulary.js'
import { consentGivers, eventNames, purposes, stages } from './vocabulary.js'

type FileRule = {
  readonly id: string
  readonly says: string
  readonly when: 'always' | 'otherwise' | Readonly<Record<string, unknown>>
  readonly unless?: Readonly<Record<string, unknown>> | undefined
  readonly clauses: readonly string[]
  readonly interpretation?: string | readonly string[] | undefined
  readonly actions?: readonly (string | Readonly<Record<string, Strength>>)[] | undefined
  readonly also?: readonly string[] | undefined
  readonly strength?: Strength | undefined
}

const asList = <T>(x: T | readonly T[] | undefined): readonly T[] =>
  x === undefined ? [] : Array.isArray(x) ? (x as readonly T[]) : [x as T]
const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
const unique = <T>(xs: readonly T[]): readonly T[] => [...new Set(xs)]

/** Turns a file of the right shape into normal form, and reports whatever its words refer to in vain. */
export function normaliseRulebook(
  file: RulebookFile,
  add: (diagnostic: Omit<Diagnostic, 'range'>) => void,
): RulebookContent {
  const report: Report = (code, path, message, hint) => add({ code, path, message, hint })
  const teams = file.teams ?? {}
  const entries = file.entries ?? {}
  const refer = (kind: string, known: readonly string[], section: string) => {
    const set = new Set(known)
    return (id: string, path: Path): void => {
      if (!set.has(id))
        report(
          `unknown-${kind}`,
          path,
          `there is no ${kind} \`${id}\``,
          didYouMean(id, known, `add it under \`${section}\`, or use one of those`),
        )
    }
  }
  const team = refer('team', Object.keys(teams), 'teams')
  const action = refer('action', Object.keys(file.actions ?? {}), 'actions')
  const entry = refer('entry', Object.keys(entries), 'entries')
  const clause = refer('clause', Object.keys(file.clauses), 'clauses')
  const source = refer('source', Object.keys(file.sources), 'sources')
  const deadline = refer('deadline', Object.keys(file.deadlines ?? {}), 'deadlines')
  const interpretation = refer(
    'interpretation',
    (file.interpretations ?? []).map(i => i.id),
    'interpretations',
  )
  const each = (ids: readonly string[], path: Path, check: (id: string, path: Path) => void): void => {
    ids.forEach((id, i) => {
      check(id, [...path, i])
    })
  }
  const readings = (value: string | readonly string[] | undefined, path: Path): readonly string[] => {
    const list = asList(value)
    list.forEach((id, i) => {
      interpretation(id, Array.isArray(value) ? [...path, i] : path)
    })
    return list
  }

  // Names first: indicators, groups and domains that conditions may use.
  const groups = file.indicators ?? []
  const indicatorIds = new Set<string>()
  groups.forEach((group, g) => {
    for (const id of Object.keys(group.listed)) {
      if (indicatorIds.has(id))
        report(
          'duplicate-id',
          ['indicators', g, 'listed', id],
          `the indicator \`${id}\` stands twice`,
          'give one of them another id',
        )
      indicatorIds.add(id)
    }
  })
  const details = groups.flatMap(g => Object.values(g.listed).map(x => (typeof x === 'string' ? null : x)))
  const readable = readableFacts(Object.keys(teams), Object.keys(entries))
  const counts = new Map<string, CountSpec>()
  const definitions = definitionReader()
  const context: ConditionContext = {
    report,
    readable,
    indicatorIds,
    indicatorGroups: new Set([...groups.flatMap(g => g.groups ?? []), ...details.flatMap(d => d?.groups ?? [])]),
    indicatorDomains: new Set(groups.map(g => g.domain)),
    definition: (name, path) => definitions.read(name, path)?.condition ?? null,
    counts,
  }

  /** Each definition is read once, when it is first used or at the end; a definition that needs itself is an error. */
  function definitionReader() {
    const all = file.definitions ?? {}
    const done = new Map<
      string,
      { condition: Condition; clauses: readonly string[]; interpretations: readonly string[] } | null
    >()
    const open: string[] = []
    let used: string[] = []
    const read = (name: string, path: Path) => {
      const found = all[name]
      if (!found) {
        report(
          'unknown-definition',
          path,
          `there is no definition \`${name}\``,
          didYouMean(name, Object.keys(all), 'add it under `definitions`, or use one of those'),
        )
        return null
      }
      if (open.includes(name)) {
        report(
          'circular-definition',
          path,
          `the definition \`${name}\` needs itself: ${[...open.slice(open.indexOf(name)), name].join(' → ')}`,
          'write one of them without the others',
        )
        return null
      }
      used.push(name)
      const before = done.get(name)
      if (before !== undefined) return before
      open.push(name)
      const outer = used
      used = []
      const at: Path = ['definitions', name]
      const when = parseCondition(found.when, [...at, 'when'], context)
      const unless = found.unless && parseCondition(found.unless, [...at, 'unless'], context)
      each(found.clauses ?? [], [...at, 'clauses'], clause)
      const inner = used.flatMap(n => done.get(n) ?? [])
      const value =
        when && unless !== null
          ? {
              condition: withException(when, unless ?? null),
              clauses: unique([...(found.clauses ?? []), ...inner.flatMap(d => d.clauses)]),
              interpretations: unique([
                ...readings(found.interpretation, [...at, 'interpretation']),
                ...inner.flatMap(d => d.interpretations),
              ]),
            }
          : null
      used = outer
      open.pop()
      done.set(name, value)
      return value
    }
    return {
      read,
      /** The definitions that `f` used, directly. */
      during: <T>(f: () => T): { value: T; clauses: readonly string[]; interpretations: readonly string[] } => {
        used = []
        const value = f()
        const found = used.flatMap(n => done.get(n) ?? [])
        return { value, clauses: found.flatMap(d => d.clauses), interpretations: found.flatMap(d => d.interpretations) }
      },
    }
  }

  const parseWhen = (raw: FileRule['when'], path: Path): Condition | null =>
    typeof raw === 'string' ? always : parseCondition(raw, path, context)

  /** Reports facts that a condition reads before the stage that sets them. */
  const checkOrder = (condition: Condition | null, path: Path, stage: Stage): void => {
    for (const atom of condition ? atomsOf(condition) : []) {
      const after = readable.get(atom.fact)?.after ?? null
      if (after !== null && stages.indexOf(after) >= stages.indexOf(stage))
        report(
          'outcome-too-early',
          path,
          `\`${atom.fact}\` is not decided yet where this rule is read`,
          `rules of \`${stage}\` are read before the ${after} stage is done; use a fact of the contact instead`,
        )
    }
  }

  const actionRefs = (raw: FileRule['actions'], strength: Strength, path: Path): readonly ActionRef[] =>
    (raw ?? []).flatMap((item, i): ActionRef[] => {
      const pairs: [string, Strength][] = typeof item === 'string' ? [[item, strength]] : Object.entries(item)
      return pairs.map(([id, s]) => {
        action(id, typeof item === 'string' ? [...path, i] : [...path, i, id])
        return { id, strength: s }
      })
    })

  const rules: Rule[] = []
  const seen = new Map<string, Path>()
  const addRules = <R extends FileRule>(
    stage: Stage,
    list: (rule: R) => string | null,
    path: Path,
    raw: readonly R[] | undefined,
    outcomeOf: (rule: R, path: Path) => Outcome | null,
  ): void => {
    raw?.forEach((rule, i) => {
      const at: Path = [...path, i]
      if (seen.has(rule.id))
        report('duplicate-id', [...at, 'id'], `the rule \`${rule.id}\` stands twice`, 'give one of them another id')
      seen.set(rule.id, at)
      // What a definition cites is cited by the rule that it makes true, not by one that it only could have held back.
      const read = definitions.during(() => parseWhen(rule.when, [...at, 'when']))
      const when = read.value
      const unless = rule.unless === undefined ? null : parseCondition(rule.unless, [...at, 'unless'], context)
      checkOrder(when, [...at, 'when'], stage)
      checkOrder(unless, [...at, 'unless'], stage)
      each(rule.clauses, [...at, 'clauses'], clause)
      each(rule.also ?? [], [...at, 'also'], team)
      const outcome = outcomeOf(rule, at)
      const actions = actionRefs(rule.actions, stage === 'actions' ? (rule.strength ?? 'must') : 'must', [
        ...at,
        'actions',
      ])
      if (stage === 'actions' && actions.length === 0 && (rule.also ?? []).length === 0)
        report(
          'missing-key',
          at,
          `the rule \`${rule.id}\` asks for nothing`,
          'give it `actions`, or `also` for teams that must be told',
        )
      const interpretations = readings(rule.interpretation, [...at, 'interpretation'])
      if (!when || !outcome || (rule.unless !== undefined && !unless)) return
      rules.push({
        id: rule.id,
        stage,
        list: list(rule),
        says: rule.says,
        when,
        unless,
        otherwise: rule.when === 'otherwise',
        clauses: unique([...rule.clauses, ...read.clauses]),
        interpretations: unique([...interpretations, ...read.interpretations]),
        outcome,
        actions,
        also: rule.also ?? [],
      })
    })
    checkList(stage, path, raw ?? [])
  }

  /** Ordered lists end in a default, nothing follows it, and no two rules of a list have the same condition. */
  const checkList = (stage: Stage, path: Path, raw: readonly FileRule[]): void => {
    const needsDefault = ['basis', 'route', 'consent', 'givers'].includes(stage)
    const mayHaveDefault = needsDefault || stage === 'eligibility' || stage === 'rag'
    if (needsDefault && raw.at(-1)?.when !== 'otherwise')
      report(
        'missing-default',
        path,
        'this ordered list does not end in a rule for everything else',
        'add a last rule with `when: otherwise`',
      )
    const conditions = new Map<string, string>()
    raw.forEach((rule, i) => {
      if (rule.when === 'otherwise' && (!mayHaveDefault || i < raw.length - 1))
        report(
          'misplaced-default',
          [...path, i, 'when'],
          '`when: otherwise` is not at the foot of an ordered list',
          mayHaveDefault ? 'move the rule to the end of its list' : 'write `always`, or a condition',
        )
      const same = stage === 'deadlines' && 'deadline' in rule ? String(rule.deadline) : ''
      const key = canonicalJson([same, rule.when, rule.unless ?? null])
      const twin = conditions.get(key)
      if (twin !== undefined)
        report(
          'identical-conditions',
          [...path, i, 'when'],
          `the rules \`${twin}\` and \`${rule.id}\` of one list have identical conditions`,
          'join them into one rule, or tell them apart',
        )
      conditions.set(key, rule.id)
    })
  }

  const duration = (text: string, path: Path): Duration | null => {
    const found = parseDuration(text)
    if (found === null)
      report(
        'wrong-duration',
        path,
        `\`${text}\` is not a length of time`,
        'write for instance `4 hours`, `3 working days`, `12 weeks`, `1 month`, `at once`, `by 09:00` or `3 working days before`',
      )
    return found
  }
  const event = (name: string, path: Path): EventName | null => {
    if ((eventNames as readonly string[]).includes(name)) return name as EventName
    report(
      'unknown-event',
      path,
      `there is no event \`${name}\``,
      didYouMean(name, ['receivedAt', ...eventNames], 'use an event of the contract'),
    )
    return null
  }

  const r = file.rules
  addRules(
    'eligibility',
    () => null,
    ['rules', 'eligibility'],
    r.eligibility,
    (rule, at) => {
      entry(rule.entry, [...at, 'entry'])
      return { stage: 'eligibility', entry: rule.entry }
    },
  )
  addRules(
    'level',
    () => null,
    ['rules', 'level'],
    r.level,
    rule => ({ stage: 'level', level: rule.level }),
  )
  addRules(
    'basis',
    () => null,
    ['rules', 'basis'],
    r.basis,
    rule => ({ stage: 'basis', basis: rule.basis === 'none' ? null : rule.basis }),
  )
  addRules(
    'rag',
    () => null,
    ['rules', 'rag'],
    r.rag,
    rule => ({ stage: 'rag', rag: rule.rag }),
  )
  addRules(
    'route',
    () => null,
    ['rules', 'route'],
    r.route,
    (rule, at) => {
      if (rule.route.team !== undefined) team(rule.route.team, [...at, 'route', 'team'])
      return { stage: 'route', destination: rule.route.to, team: rule.route.team ?? null }
    },
  )
  const givers = r.consent?.givers ?? {}
  for (const [name, list] of Object.entries(givers))
    addRules(
      'givers',
      () => name,
      ['rules', 'consent', 'givers', name],
      list,
      rule => ({ stage: 'givers', giver: name, from: rule.consentFrom === 'anyone' ? null : rule.consentFrom }),
    )
  for (const purpose of purposes) {
    const list = r.consent?.[purpose]
    if (list === undefined) continue
    addRules(
      'consent',
      () => purpose,
      ['rules', 'consent', purpose],
      list,
      (rule, at) => {
        const from = rule.consentFrom ?? 'anyone'
        const fixed = (consentGivers as readonly string[]).includes(from) || from === 'anyone'
        if (!fixed && !(from in givers))
          report(
            'unknown-giver',
            [...at, 'consentFrom'],
            `nobody is named \`${from}\` who may consent`,
            didYouMean(from, [...consentGivers, 'anyone', ...Object.keys(givers)], 'it can be'),
          )
        return {
          stage: 'consent',
          purpose: purpose satisfies Purpose,
          requirement: rule.consent === 'none' ? null : rule.consent,
          from: fixed && from !== 'anyone' ? (from as (typeof consentGivers)[number]) : null,
          giver: fixed ? null : from,
        }
      },
    )
  }
  addRules(
    'deadlines',
    rule => rule.deadline,
    ['rules', 'deadlines'],
    r.deadlines,
    (rule, at) => {
      deadline(rule.deadline, [...at, 'deadline'])
      const within = duration(rule.within, [...at, 'within'])
      const opens = rule.opens === undefined ? null : duration(rule.opens, [...at, 'opens'])
      const from = rule.from === 'receivedAt' ? rule.from : event(rule.from, [...at, 'from'])
      const orAt = rule.orAt === undefined ? null : event(rule.orAt, [...at, 'orAt'])
      if (!within || !from) return null
      return {
        stage: 'deadlines',
        deadline: rule.deadline,
        duration: within,
        from,
        strength: rule.strength ?? 'must',
        opens,
        orAt,
      }
    },
  )
  addRules(
    'actions',
    () => null,
    ['rules', 'actions'],
    r.actions,
    () => ({ stage: 'actions' }),
  )

  const concernNames = facts.concerns.values as readonly string[]
  const indicators = groups.flatMap((group, g): Indicator[] => {
    const at: Path = ['indicators', g]
    source(group.source, [...at, 'source'])
    each(group.clauses ?? [], [...at, 'clauses'], clause)
    const groupReadings = readings(group.interpretation, [...at, 'interpretation'])
    return Object.entries(group.listed).map(([id, raw]): Indicator => {
      const here: Path = [...at, 'listed', id]
      const detail = typeof raw === 'string' ? { label: raw } : raw
      each(detail.clauses ?? [], [...here, 'clauses'], clause)
      detail.concerns?.forEach((c, i) => {
        if (!concernNames.includes(c))
          report(
            'wrong-value',
            [...here, 'concerns', i],
            `there is no concern \`${c}\``,
            didYouMean(c, concernNames, 'it can be'),
          )
      })
      const condition = (own: unknown, ownPath: Path, shared: unknown, sharedPath: Path): Condition | null => {
        const [value, path] = own !== undefined ? [own, ownPath] : [shared, sharedPath]
        const parsed = value === undefined ? null : parseCondition(value, path, context)
        checkOrder(parsed, path, 'indicators')
        for (const atom of parsed ? atomsOf(parsed) : [])
          if (atom.fact === 'indicators' || atom.fact === 'concerns' || atom.fact.startsWith('indicatorCount:'))
            report(
              'indicator-on-indicators',
              path,
              `the indicator \`${id}\` depends on \`${atom.fact.split(':')[0] ?? ''}\``,
              'an indicator counts by other facts only; write a rule that reads both instead',
            )
        return parsed
      }
      return {
        id,
        level: detail.level ?? group.level,
        domain: group.domain,
        ages: group.ages ?? null,
        label: detail.label,
        source: group.source,
        section: detail.section ?? group.section,
        concerns: detail.concerns ?? [],
        bullet: detail.bullet === undefined ? id : `${detail.section ?? group.section} / ${String(detail.bullet)}`,
        groups: unique([...(group.groups ?? []), ...(detail.groups ?? [])]),
        when: condition(detail.when, [...here, 'when'], group.when, [...at, 'when']),
        unless: condition(detail.unless, [...here, 'unless'], group.unless, [...at, 'unless']),
        note: detail.note ?? group.note ?? null,
        clauses: unique([...(group.clauses ?? []), ...(detail.clauses ?? [])]),
        interpretations: unique([...groupReadings, ...readings(detail.interpretation, [...here, 'interpretation'])]),
      }
    })
  })

  const known = new Set<string>()
  const definitionList = Object.entries(file.definitions ?? {}).flatMap(([id, d]) => {
    const found = definitions.read(id, ['definitions', id])
    return found ? [{ id, says: d.says, ...found }] : []
  })
  file.interpretations?.forEach((i, n) => {
    if (known.has(i.id))
      report(
        'duplicate-id',
        ['interpretations', n, 'id'],
        `the interpretation \`${i.id}\` stands twice`,
        'give one of them another id',
      )
    known.add(i.id)
    each(i.passages, ['interpretations', n, 'passages'], clause)
  })
  const invariants = (file.invariants ?? []).flatMap((i, n) => {
    const given = parseWhen(i.given, ['invariants', n, 'given'])
    const then = parseCondition(i.then, ['invariants', n, 'then'], context)
    return given && then ? [{ id: i.id, says: i.says, given, then }] : []
  })
  file.leftToJudgement?.forEach((x, i) => {
    each(x.clauses, ['leftToJudgement', i, 'clauses'], clause)
  })
  file.outOfScope?.forEach((x, i) => {
    each(x.clauses, ['outOfScope', i, 'clauses'], clause)
  })
  for (const [id, c] of Object.entries(file.clauses)) source(c.source, ['clauses', id, 'source'])
  const hours = file.rulebook.officeHours ?? { opens: '09:00', closes: '17:00' }

  return {
    authority: file.rulebook.authority,
    name: file.rulebook.name,
    title: file.rulebook.title,
    version: file.rulebook.version,
    officeHours: { opens: minutesOf(hours.opens), closes: minutesOf(hours.closes) },
    sources: file.sources,
    teams,
    actions: file.actions ?? {},
    deadlines: Object.fromEntries(
      Object.entries(file.deadlines ?? {}).map(([id, d]) => [
        id,
        typeof d === 'string' ? { label: d, governs: true } : { label: d.label, governs: d.governs ?? true },
      ]),
    ),
    entries,
    indicators,
    counts: Object.fromEntries(counts),
    definitions: definitionList,
    rules,
    interpretations: file.interpretations ?? [],
    invariants,
    accepted: file.accepted ?? [],
    examples: file.examples ?? [],
    leftToJudgement: file.leftToJudgement ?? [],
    outOfScope: file.outOfScope ?? [],
    clauses: file.clauses,
  }
}
