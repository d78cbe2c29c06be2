import {
  accessSync,
  closeSync,
  constants,
  fstatSync,
  linkSync,
  lstatSync,
  openSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { hostname } from 'node:os'
import { basename, dirname, join, resolve } from 'node:path'
import { Misuse } from './io.js'

/** The file that a name stands for, through all links, whether it is there or not. */
export function placeOf(path: string): string {
  let place = resolve(path)
  for (let links = 0; links < 40; links++) {
    const folder = dirname(place)
    if (statSync(folder, { throwIfNoEntry: false })) place = join(realpathSync(folder), basename(place))
    if (!lstatSync(place, { throwIfNoEntry: false })?.isSymbolicLink()) return place
    place = resolve(dirname(place), readlinkSync(place))
  }
  return place
}

/** What is one and the same for all names of a file: hard links have another place, and the same number on the same device. */
function identitiesOf(path: string): readonly string[] {
  const found = statSync(path, { bigint: true, throwIfNoEntry: false })
  const place = placeOf(path)
  return found ? [place, `${found.dev}:${found.ino}`] : [place]
}

/** A pipe or a device takes what comes, and holds nothing that could be lost. */
export const isStream = (path: string): boolean => {
  if (/^\/(?:dev|proc)\//.test(resolve(path))) return true
  const found = statSync(path, { throwIfNoEntry: false })
  return found !== undefined && !found.isFile() && !found.isDirectory()
}

/** The name of a file that is being written, beside the one whose place it takes. */
export const besideOf = (path: string): string => `${placeOf(path)}.part`

/**
 * Refuses to write what is read, or to write a file twice, by whatever name.
 * @param read the files that are read
 * @param written the files that are written, and those beside them
 */
export function checkDistinct(read: readonly string[], written: readonly string[]): void {
  const taken = new Map(read.flatMap(file => identitiesOf(file).map(id => [id, file] as const)))
  for (const file of written) {
    if (isStream(file)) continue
    const ids = identitiesOf(file)
    const other = ids.map(id => taken.get(id)).find(found => found !== undefined)
    if (other !== undefined)
      throw new Misuse(
        other === file
          ? `\`${file}\` is named twice; what is written needs a file of its own`
          : `\`${file}\` is named twice: it is the same file as \`${other}\`; what is written needs a file of its own`,
      )
    for (const id of ids) taken.set(id, file)
  }
}

/** Refuses to read the file that standard output goes on with: it would be read again and again. */
export function checkStandardOutput(inputs: readonly string[]): void {
  const identity = (found: { dev: bigint; ino: bigint; isFile: () => boolean } | undefined): string | null =>
    found?.isFile() ? `${found.dev}:${found.ino}` : null
  const ofOpen = (descriptor: number): string | null => {
    try {
      return identity(fstatSync(descriptor, { bigint: true }))
    } catch {
      return null
    }
  }
  const out = ofOpen(1)
  if (out === null) return
  for (const input of inputs) {
    const found = input === '-' ? ofOpen(0) : identity(statSync(input, { bigint: true, throwIfNoEntry: false }))
    if (found === out) throw new Misuse(`\`${input}\` is also where the output goes; write to another file`)
  }
}

/** Refuses a place where no file can be made, before anything is done whose result would have no place. */
export function checkPlace(path: string): void {
  const place = placeOf(path)
  const folder = dirname(place)
  if (statSync(place, { throwIfNoEntry: false })?.isDirectory())
    throw new Misuse(`\`${path}\` is a folder; name a file in it`)
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory())
    throw new Misuse(`cannot write \`${path}\`: there is no folder \`${folder}\``)
  try {
    accessSync(folder, constants.W_OK)
    if (statSync(place, { throwIfNoEntry: false })) accessSync(place, constants.W_OK)
  } catch {
    throw new Misuse(`cannot write \`${path}\`: it, or its folder, may not be written`)
  }
}

/** Makes a file where none is, as open to others as the file that it is to replace. */
export function createFile(path: string, replaces: string): number {
  const mode = statSync(replaces, { throwIfNoEntry: false })?.mode
  return openSync(path, 'wx', mode === undefined ? undefined : mode & 0o777)
}

/** Writes a file whole or not at all: beside its place, then moved there. */
export function writeWhole(path: string, text: string, { isNew = false } = {}): void {
  const place = isNew ? resolve(path) : placeOf(path)
  const beside = `${place}.${process.pid}.part`
  const file = createFile(beside, place)
  try {
    try {
      writeFileSync(file, text)
    } finally {
      closeSync(file)
    }
    if (isNew) moveNew(beside, place)
    else renameSync(beside, place)
  } finally {
    rmSync(beside, { force: true })
  }
}

/** Moves a file to a place where none is; an error where there is one. */
function moveNew(from: string, to: string): void {
  try {
    linkSync(from, to)
  } catch (error) {
    const { code = '' } = error as { code?: string }
    // Not every file system has links.
    if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'].includes(code)) throw error
    closeSync(openSync(to, 'wx'))
    renameSync(from, to)
  }
}

interface Holder {
  readonly pid: number
  readonly host: string
}

const held = new Set<string>()

/**
 * Keeps other runs from a file as long as this one is at it.
 * @returns what lets it go again; a run that has died lets it go as well
 */
export function lock(path: string): () => void {
  const place = `${placeOf(path)}.lock`
  if (!claim(place)) {
    const holder = holderOf(place)
    if (holder === null || isAtWork(holder, place)) {
      const who = holder === null ? '' : ` (process ${holder.pid} on ${holder.host})`
      throw new Misuse(
        `\`${path}\` is in use by another run${who}; wait for it, or delete \`${place}\` if there is none`,
      )
    }
    rmSync(place, { force: true })
    if (!claim(place)) throw new Misuse(`\`${path}\` is in use by another run; wait for it`)
  }
  held.add(place)
  return () => {
    held.delete(place)
    rmSync(place, { force: true })
  }
}

/** Writes who is at work, whole at once; `false` where somebody is already. */
function claim(place: string): boolean {
  const own = `${place}.${process.pid}`
  try {
    writeFileSync(own, JSON.stringify({ pid: process.pid, host: hostname() } satisfies Holder))
    moveNew(own, place)
    return true
  } catch (error) {
    if ((error as { code?: string }).code === 'EEXIST') return false
    throw new Misuse(`cannot write \`${place}\`: ${(error as Error).message}`)
  } finally {
    rmSync(own, { force: true })
  }
}

function holderOf(place: string): Holder | null {
  try {
    const found = JSON.parse(readFileSync(place, 'utf8')) as Partial<Holder> | null
    return typeof found?.pid === 'number' && typeof found.host === 'string' ? (found as Holder) : null
  } catch {
    return null
  }
}

function isAtWork({ pid, host }: Holder, place: string): boolean {
  if (host !== hostname()) return true
  if (pid === process.pid) return held.has(place)
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as { code?: string }).code === 'EPERM'
  }
}
