import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { freePort } from './free-port.ts'

/** A Chroma server of its own, on a free port. */
export async function startChroma(folder: string) {
  const port = await freePort()
  const cli = resolve('node_modules/chromadb/dist/cli.mjs')
  const server = spawn(process.execPath, [cli, 'run', '--path', folder, '--port', String(port)], { stdio: 'ignore' })
  const url = `http://127.0.0.1:${port}`
  for (let tries = 0; tries < 100 && !(await answers(url)); tries += 1) await pause(100)
  return {
    url,
    async stop() {
      server.kill()
      await once(server, 'exit')
    },
  }
}

async function answers(url: string): Promise<boolean> {
  return fetch(`${url}/api/v2/heartbeat`).then(
    (response) => response.ok,
    () => false,
  )
}
