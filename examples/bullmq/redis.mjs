import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'

const missing =
  'redis-server is not on the PATH; install Redis (Debian and Ubuntu: apt-get install redis-server) and run this again'

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address()
  server.close()
  await once(server, 'close')
  return port
}

/** Starts a Redis of our own, which keeps nothing on disk; `ready` resolves when it takes connections. */
export async function startRedis(folder) {
  const port = await freePort()
  const options = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', folder]
  const server = spawn('redis-server', options, { stdio: ['ignore', 'pipe', 'inherit'] })
  const ready = new Promise((resolve, reject) => {
    let said = ''
    server.once('error', error => reject(error.code === 'ENOENT' ? new Error(missing) : error))
    server.once('exit', status => reject(new Error(`redis-server ended with status ${status}:\n${said}`)))
    server.stdout.on('data', text => {
      said += text
      if (said.includes('Ready to accept connections')) resolve()
    })
  })
  return { port, server, ready }
}

/** Stops it, and waits until it is gone. */
export async function stopRedis({ server }) {
  if (server.pid === undefined || server.exitCode !== null || server.signalCode !== null) return
  const gone = once(server, 'exit')
  // It kept nothing, so there is nothing to save.
  server.kill('SIGKILL')
  await gone
}
