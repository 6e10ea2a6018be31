import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { freePort } from '../free-port.ts'

export interface Portkey {
  readonly url: string
  readonly pid: number
  stop(): Promise<void>
}

const program = resolve('node_modules/@portkey-ai/gateway/build/start-server.js')

/** The gateway of Portkey as its package starts it, without its page. */
export async function startPortkey(): Promise<Portkey> {
  const port = await freePort()
  const server = spawn(process.execPath, [program, `--port=${port}`, '--headless'], { stdio: 'ignore' })
  const url = `http://127.0.0.1:${port}`
  for (let tries = 0; tries < 300 && !(await answers(url)); tries += 1) await pause(100)
  return {
    url,
    pid: server.pid ?? 0,
    async stop() {
      server.kill()
      await once(server, 'exit')
    },
  }
}

async function answers(url: string): Promise<boolean> {
  return fetch(url).then(
    (response) => response.ok,
    () => false,
  )
}
