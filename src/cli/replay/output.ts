import { rmSync } from 'node:fs'
import type { FileHandle } from 'node:fs/promises'
import { constants, open, rename, rm, stat } from 'node:fs/promises'
import { besideOf, isStream, placeOf } from '../files.js'
import { Misuse } from '../io.js'

/** A file, or what stands for one, that is written from front to back. */
export interface Output {
  /** How many bytes have been written. */
  readonly length: () => number
  /** Resolves when more can be written. */
  readonly write: (bytes: Uint8Array) => Promise<void>
  /** Resolves when what was written would outlast a loss of power. */
  readonly sync: () => Promise<void>
  /** Closes what is whole and moves it into its place. */
  readonly finish: () => Promise<void>
  /** Closes what is not whole; without a checkpoint to go on from it is taken away. */
  readonly abandon: (isKept: boolean) => Promise<void>
  /** Takes away what is not whole, at once, where the process is about to end. */
  readonly discard: () => void
}

/**
 * Opens a file for writing. It is written beside its place, so that half a file never stands there, nor takes the place of a
 * whole one; and cut to a length: what an interrupted run wrote after its last checkpoint comes again. A file that is there already,
 * and that no checkpoint knows of, may be anybody's, and stays.
 * @param kept the length of what an interrupted run wrote; `null` begins the file anew
 */
export async function openOutput(path: string, kept: number | null): Promise<Output> {
  if (isStream(path)) return streamOutput(await opened(path, path, 'a'))
  const place = placeOf(path)
  const found = await stat(place).catch(() => null)
  if (found?.isDirectory()) throw new Misuse(`cannot write to \`${path}\`: it is a folder`)
  const beside = besideOf(path)
  const file = await opened(
    path,
    beside,
    kept === null ? 'wx' : constants.O_RDWR | (constants.O_NOFOLLOW ?? 0),
    found?.mode,
  )
  if (kept !== null) {
    const { size } = await file.stat()
    if (size < kept) {
      await file.close()
      throw new Misuse(
        `\`${beside}\` is shorter than when the run was interrupted; put it back, or delete the checkpoint to begin again`,
      )
    }
    await file.truncate(kept)
  }
  let length = kept ?? 0
  let isOpen = true
  const close = async (): Promise<void> => {
    if (isOpen) await file.close()
    isOpen = false
  }
  return {
    length: () => length,
    write: async bytes => {
      for (let from = 0; from < bytes.length; ) {
        const { bytesWritten } = await file.write(bytes, from, bytes.length - from, length)
        from += bytesWritten
        length += bytesWritten
      }
    },
    sync: () => file.datasync(),
    finish: async () => {
      await close()
      await rename(beside, place)
    },
    abandon: async isKept => {
      await close()
      if (!isKept) await rm(beside, { force: true })
    },
    discard: () => rmSync(beside, { force: true }),
  }
}

async function opened(path: string, file: string, flags: string | number, mode = 0o666): Promise<FileHandle> {
  try {
    return await open(file, flags, mode & 0o777)
  } catch (error) {
    const { code, message } = error as { code?: string; message: string }
    if (code === 'ENOENT' && typeof flags === 'number')
      throw new Misuse(
        `\`${file}\`, which the checkpoint is to go on with, is not there; delete the checkpoint to begin again`,
      )
    if (code === 'EEXIST')
      throw new Misuse(
        `\`${file}\` is there already, where \`${path}\` is to be written until it is whole; move it if it is yours, or delete it if it is of a run that was broken off`,
      )
    throw new Misuse(`cannot write to \`${path}\`: ${message}`)
  }
}

/** A pipe or a device has no places; it only takes what comes. */
function streamOutput(file: FileHandle): Output {
  let length = 0
  return {
    length: () => length,
    write: async bytes => {
      for (let from = 0; from < bytes.length; ) {
        const { bytesWritten } = await file.write(bytes, from, bytes.length - from, null)
        from += bytesWritten
        length += bytesWritten
      }
    },
    sync: () => Promise.resolve(),
    finish: () => file.close(),
    abandon: () => file.close(),
    discard: () => undefined,
  }
}

/** Nothing is kept. */
export const noOutput: Output = {
  length: () => 0,
  write: () => Promise.resolve(),
  sync: () => Promise.resolve(),
  finish: () => Promise.resolve(),
  abandon: () => Promise.resolve(),
  discard: () => undefined,
}

/** What a text can be written to, as standard output. */
export function textOutput(write: (text: string) => Promise<void>): Output {
  return {
    ...noOutput,
    write: bytes => (bytes.length === 0 ? Promise.resolve() : write(Buffer.from(bytes).toString())),
  }
}

/** Moves into their places what a run had written whole when it was interrupted between the last line and the end. */
export async function moveFinished(path: string, length: number): Promise<void> {
  if (isStream(path)) return
  const place = placeOf(path)
  const beside = await stat(besideOf(path)).catch(() => null)
  if (beside?.size === length) await rename(besideOf(path), place)
  else if ((await stat(place).catch(() => null))?.size !== length)
    throw new Misuse(`\`${path}\` is not as the run left it; delete the checkpoint to begin again`)
}
