import type { ChildProcessWithoutNullStreams } from 'node:child_process'
import { spawn } from 'node:child_process'

/** A place in a text as editors count: lines and characters from 0. */
export interface Place {
  readonly line: number
  readonly character: number
}

/** What a language server says of a text. */
export interface Underlined {
  readonly message: string
  readonly range: { readonly start: Place; readonly end: Place }
}

interface Message {
  readonly id?: number | string
  readonly method?: string
  readonly params?: unknown
  readonly result?: unknown
}

const settings: Readonly<Record<string, unknown>> = {
  yaml: { validate: true, completion: true, hover: true, schemaStore: { enable: false }, schemas: {} },
}

/** A small client of the Language Server Protocol over standard input and output. */
export class LanguageClient {
  readonly #server: ChildProcessWithoutNullStreams
  readonly #answers = new Map<number | string, (result: unknown) => void>()
  readonly #diagnostics = new Map<string, readonly Underlined[]>()
  readonly #waiting = new Map<string, (found: readonly Underlined[]) => void>()
  #buffer = Buffer.alloc(0)
  #next = 1

  constructor(program: string, args: readonly string[]) {
    this.#server = spawn(program, [...args], { stdio: 'pipe' })
    this.#server.stdout.on('data', (chunk: Buffer) => {
      this.#buffer = Buffer.concat([this.#buffer, chunk])
      this.#read()
    })
  }

  async start(folder: string): Promise<void> {
    await this.request('initialize', {
      processId: process.pid,
      rootUri: folder,
      workspaceFolders: [{ uri: folder, name: 'rules' }],
      capabilities: {
        workspace: { configuration: true, workspaceFolders: true, didChangeConfiguration: {} },
        textDocument: { completion: { completionItem: {} }, publishDiagnostics: {}, hover: {} },
      },
    })
    this.#send({ method: 'initialized', params: {} })
    this.#send({ method: 'workspace/didChangeConfiguration', params: { settings } })
  }

  /** Opens a text and waits for what the server underlines in it. */
  open(uri: string, text: string): Promise<readonly Underlined[]> {
    return new Promise(resolve => {
      this.#waiting.set(uri, resolve)
      this.#send({
        method: 'textDocument/didOpen',
        params: { textDocument: { uri, languageId: 'yaml', version: 1, text } },
      })
    })
  }

  /** The words that the server offers at a place. */
  async complete(uri: string, position: Place): Promise<readonly string[]> {
    const result = (await this.request('textDocument/completion', { textDocument: { uri }, position })) as
      | { readonly items: readonly { readonly label: string }[] }
      | readonly { readonly label: string }[]
      | null
    const items = result === null ? [] : 'items' in result ? result.items : result
    return items.map(item => item.label)
  }

  async hover(uri: string, position: Place): Promise<string> {
    return JSON.stringify(await this.request('textDocument/hover', { textDocument: { uri }, position }))
  }

  stop(): void {
    this.#server.kill()
  }

  request(method: string, params: unknown): Promise<unknown> {
    const id = this.#next++
    return new Promise(resolve => {
      this.#answers.set(id, resolve)
      this.#send({ id, method, params })
    })
  }

  #send(message: Message): void {
    const body = JSON.stringify({ jsonrpc: '2.0', ...message })
    this.#server.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`)
  }

  #read(): void {
    for (;;) {
      const end = this.#buffer.indexOf('\r\n\r\n')
      if (end < 0) return
      const length = Number(/Content-Length: (\d+)/i.exec(this.#buffer.subarray(0, end).toString())?.[1])
      const from = end + 4
      if (this.#buffer.length < from + length) return
      const body = this.#buffer.subarray(from, from + length).toString()
      this.#buffer = this.#buffer.subarray(from + length)
      this.#take(JSON.parse(body) as Message)
    }
  }

  #take({ id, method, params, result }: Message): void {
    if (method === undefined) {
      if (id !== undefined) this.#answers.get(id)?.(result)
      return
    }
    if (method === 'textDocument/publishDiagnostics') {
      const { uri, diagnostics } = params as { uri: string; diagnostics: readonly Underlined[] }
      this.#diagnostics.set(uri, diagnostics)
      this.#waiting.get(uri)?.(diagnostics)
      this.#waiting.delete(uri)
    }
    // The server asks too: for settings, and to be told of changes.
    if (id === undefined) return
    const answer =
      method === 'workspace/configuration'
        ? (params as { items: readonly { section?: string }[] }).items.map(i => settings[i.section ?? ''] ?? {})
        : null
    this.#send({ id, result: answer })
  }
}
