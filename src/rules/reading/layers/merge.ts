import type { Path, Report } from '../../../diagnostic.js'
import { didYouMean } from '../../suggest.js'
import type { LayerChanges } from './changes.js'
import { checkChanges } from './changes.js'
import type { Part, Room } from './parts.js'
import { isData, listedIn, withoutListed } from './parts.js'

const idOf = (room: Room): string => room.path.join('.')

/** What a rulebook says of itself is its own; all else is told by its name. */
const isNamed = ({ path }: Room): boolean => path[0] !== 'rulebook'

/** Every name in some rooms, with where it stands in its file; an indicator stands in its group. */
function namesIn(rooms: readonly Room[]): ReadonlyMap<string, Path> {
  const names = new Map<string, Path>()
  for (const {
    path: [section],
    parts,
  } of rooms)
    for (const { name, path, value } of parts) {
      if (name !== null) names.set(name, path)
      if (section === 'indicators')
        for (const listed of listedIn(value)) names.set(listed, [...path, 'listed', listed.slice('indicators.'.length)])
    }
  return names
}

/** Rooms of several layers side by side: what one layer says twice over, by two ways, stands once. */
export function joined(
  first: readonly Room[],
  second: readonly Room[],
  clash: (part: Part, other: Part) => void,
): readonly Room[] {
  const rooms = new Map(first.map(room => [idOf(room), room]))
  const names = new Map(first.flatMap(r => r.parts.flatMap(p => (p.name === null ? [] : [[p.name, p] as const]))))
  for (const room of second) {
    const there = rooms.get(idOf(room))
    const known = new Set(there?.parts.map(p => `${p.layer.id} ${p.path.join('.')}`))
    const fresh = room.parts.filter(part => {
      if (known.has(`${part.layer.id} ${part.path.join('.')}`)) return false
      const other = part.name === null ? undefined : names.get(part.name)
      if (other === undefined || !isNamed(room)) return true
      clash(part, other)
      return false
    })
    if (there === undefined) rooms.set(idOf(room), { ...room, parts: fresh })
    else rooms.set(idOf(room), { ...there, parts: there.kind === 'one' ? room.parts : [...there.parts, ...fresh] })
  }
  return [...rooms.values()]
}

/** The rooms of a file over those that it inherits: what it overrides stands in the place of what it had, what it adds comes before. */
export function layered(
  inherited: readonly Room[],
  local: readonly Room[],
  changes: LayerChanges,
  report: Report,
): readonly Room[] {
  const here = namesIn(local)
  checkChanges(changes, new Set(namesIn(inherited.filter(isNamed)).keys()), namesIn(local.filter(isNamed)), report)
  const gone = new Set([...changes.removes.map(r => r.of), ...here.keys()])
  const rooms = new Map(local.map(room => [idOf(room), room]))
  const ids = [...new Set([...inherited.map(idOf), ...local.map(idOf)])]
  const before = new Map(inherited.map(room => [idOf(room), room]))
  return ids.flatMap((id): readonly Room[] => {
    const own = rooms.get(id)
    const had = before.get(id)
    if (had === undefined) return own === undefined ? [] : [placed(own, [], own.parts, report)]
    if (own === undefined && had.kind === 'one' && had.parts.some(p => p.name !== null && gone.has(p.name))) return []
    if (own?.kind === 'one' || had.kind === 'one') return [mergedWhole(had, own)]
    const ownByName = new Map((own?.parts ?? []).map(p => [p.name, p]))
    const replaced = new Set<Part>()
    const kept = had.parts.flatMap((part): readonly Part[] => {
      const mine = part.name === null ? undefined : ownByName.get(part.name)
      if (mine !== undefined) {
        replaced.add(mine)
        return [mine]
      }
      if (part.name !== null && gone.has(part.name)) return []
      return had.path[0] === 'indicators' ? [withoutListed(part, gone)].filter(p => p !== null) : [part]
    })
    const added = (own?.parts ?? []).filter(part => !replaced.has(part))
    return [placed(had, kept, added, report)]
  })
}

/** What a rulebook says of itself is its own, but for the keys that it leaves out and that hold for those that extend it. */
function mergedWhole(had: Room, own: Room | undefined): Room {
  const [mine] = own?.parts ?? []
  const [theirs] = had.parts
  if (own === undefined || mine === undefined) return had
  if (had.path[0] !== 'rulebook' || theirs === undefined || !isData(mine.value) || !isData(theirs.value)) return own
  const handedOn = Object.fromEntries(Object.entries(theirs.value).filter(([key]) => handedDown.has(key)))
  return { ...own, parts: [{ ...mine, value: { ...handedOn, ...mine.value } }] }
}

const handedDown = new Set(['officeHours', 'calendar'])

/** Puts what a file adds beside what it inherits: rules before, or where `before` and `after` say; anything else after. */
function placed(room: Room, kept: readonly Part[], added: readonly Part[], report: Report): Room {
  if (room.path[0] !== 'rules') return { ...room, parts: [...kept, ...added] }
  const parts = [...kept]
  // The rating that an authority gave stands first wherever ratings are ruled on.
  let first = isData(parts[0]?.value) && parts[0].value.rag === 'rating' ? 1 : 0
  for (const part of added) {
    const { before, after, ...value } = isData(part.value) ? part.value : {}
    const way = before === undefined ? 'after' : 'before'
    const beside = before ?? after
    if (beside === undefined) {
      parts.splice(first++, 0, part)
      continue
    }
    const at = parts.findIndex(p => p.name === beside)
    if (at < 0 || (before !== undefined && after !== undefined))
      report(
        'unknown-rule',
        [...part.path, way],
        at < 0
          ? `there is no rule \`${String(beside)}\` in this list`
          : 'a rule stands before another or after one, not both',
        at < 0
          ? didYouMean(
              String(beside),
              parts.flatMap(p => p.name ?? []),
              'name a rule of the same list that is inherited',
            )
          : 'leave one of `before` and `after`',
      )
    parts.splice(at < 0 ? first : at + (before === undefined ? 1 : 0), 0, { ...part, value })
    if (at >= 0 && at < first) first++
  }
  return { ...room, parts }
}
