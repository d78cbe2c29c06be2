import type { FileHandle } from 'node:fs/promises'
import { open } from 'node:fs/promises'
import { Misuse } from './io.js'

/** A file, or what stands for one, that is written from front to back. */
export interface Output {
  /** How many bytes have been written. */
  readonly length: () => number
  /** Resolves when more can be written. */
  readonly write: (bytes: Uint8Array) => Promise<void>
  /** Resolves when what was written would outlast a loss of power. */
  readonly sync: () => Promise<void>
  readonly close: () => Promise<void>
}

/**
 * Opens a file for writing and cuts it to a length: what an interrupted run wrote after its last checkpoint comes again.
 * @param kept the length of what stays; 0 begins the file anew
 */
export async function openOutput(path: string, kept: number): Promise<Output> {
  let file: FileHandle
  try {
    file = await open(path, kept === 0 ? 'w' : 'r+')
  } catch (error) {
    throw new Misuse(`cannot write to \`${path}\`: ${(error as Error).message}`)
  }
  const stat = await file.stat()
  // A pipe or a device has no places; it only takes what comes.
  const places = stat.isFile()
  if (places && stat.size < kept) {
    await file.close()
    throw new Misuse(
      `\`${path}\` is shorter than when the run was interrupted; put it back, or delete the checkpoint to begin again`,
    )
  }
  if (places) await file.truncate(kept)
  let length = kept
  return {
    length: () => length,
    write: async bytes => {
      for (let from = 0; from < bytes.length; ) {
        const { bytesWritten } = await file.write(bytes, from, bytes.length - from, places ? length : null)
        from += bytesWritten
        length += bytesWritten
      }
    },
    sync: () => (places ? file.datasync() : Promise.resolve()),
    close: () => file.close(),
  }
}

/** Nothing is kept. */
export const noOutput: Output = {
  length: () => 0,
  write: () => Promise.resolve(),
  sync: () => Promise.resolve(),
  close: () => Promise.resolve(),
}

/** What a text can be written to, as standard output. */
export function textOutput(write: (text: string) => Promise<void>): Output {
  return {
    ...noOutput,
    write: bytes => (bytes.length === 0 ? Promise.resolve() : write(Buffer.from(bytes).toString())),
  }
}
