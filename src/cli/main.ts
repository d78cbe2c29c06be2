#!/usr/bin/env node
import { run } from './commands.js'
import type { Io } from './io.js'
import { brokenOffWords, Closed } from './io.js'

// Not 1, which says that every contact has its answer.
const brokenOff = 3

// What goes wrong outside a command's own steps, as in a stream that nobody waits for.
for (const event of ['uncaughtException', 'unhandledRejection'])
  process.on(event, error => {
    process.stderr.write(brokenOffWords(error))
    process.exit(brokenOff)
  })

let closed = false
/** Ends the wait of whoever waits for the output to drain. */
let stopWaiting: (() => void) | null = null
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') {
    process.stderr.write(`cannot write any more: ${error.message}\n`)
    process.exit(brokenOff)
  }
  closed = true
  stopWaiting?.()
})

const io: Io = {
  stdin: process.stdin,
  write: async text => {
    if (closed) throw new Closed()
    if (process.stdout.write(text)) return
    await new Promise<void>(resolve => {
      stopWaiting = resolve
      process.stdout.once('drain', resolve)
    })
    stopWaiting = null
    if (closed) throw new Closed()
  },
  warn: text => {
    process.stderr.write(text)
  },
  columns: process.stdout.isTTY ? process.stdout.columns : null,
  threads: true,
  colour: process.stdout.isTTY === true && process.env.NO_COLOR === undefined && process.env.TERM !== 'dumb',
}

try {
  process.exitCode = await run(process.argv.slice(2), io)
} catch (error) {
  if (!(error instanceof Closed)) io.warn(brokenOffWords(error))
  process.exitCode = error instanceof Closed ? 0 : brokenOff
  // What still comes in has no reader any more.
  process.stdin.destroy()
}
