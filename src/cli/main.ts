#!/usr/bin/env node
import type { Io } from './io.js'
import { Closed } from './io.js'
import { run } from './run.js'

let closed = false
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  closed = true
})

const io: Io = {
  stdin: process.stdin,
  write: text =>
    new Promise((resolve, reject) => {
      if (closed) return reject(new Closed())
      if (process.stdout.write(text)) return resolve()
      process.stdout.once('drain', resolve)
      process.stdout.once('error', () => reject(new Closed()))
    }),
  warn: text => {
    process.stderr.write(text)
  },
  columns: process.stdout.isTTY ? process.stdout.columns : null,
  colour: process.stdout.isTTY === true && process.env.NO_COLOR === undefined && process.env.TERM !== 'dumb',
}

try {
  process.exitCode = await run(process.argv.slice(2), io)
} catch (error) {
  if (!(error instanceof Closed)) throw error
  process.exitCode = 0
}
