import { readdir, readFile, readlink } from 'node:fs/promises'
import { createServer } from 'node:net'

export const loopback = '127.0.0.1'

/** A port that nobody listens on now. Somebody else may take it before we do. */
export function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, loopback, () => {
      const address = server.address()
      server.close(() => {
        if (address === null || typeof address === 'string') reject(new TypeError('A TCP server has no port.'))
        else resolve(address.port)
      })
    })
  })
}

/**
 * Whether it is this process that listens on the port, which an answer from the port does not
 * prove; undefined where the system does not tell (anywhere but Linux).
 */
export async function listensOn(pid: number, port: number): Promise<boolean | undefined> {
  if (process.platform !== 'linux') return undefined
  try {
    const sockets = listeningSockets(await readFile(`/proc/${pid}/net/tcp`, 'utf8'), port)
    const descriptors = await readdir(`/proc/${pid}/fd`)
    const targets = await Promise.all(descriptors.map((descriptor) => targetOf(`/proc/${pid}/fd/${descriptor}`)))
    return targets.some((target) => target !== undefined && sockets.has(target))
  } catch (error) {
    if (hasEnded(error)) return false
    throw error
  }
}

/** Fields of /proc/net/tcp, see proc(5): 1 is the local address in hex, 3 the state, 9 the inode. */
function listeningSockets(table: string, port: number): ReadonlySet<string> {
  const rows = table.split('\n').map((line) => line.trim().split(/\s+/))
  const listening = rows.filter((row) => row[3] === '0A' && parseInt(row[1]?.split(':')[1] ?? '', 16) === port)
  return new Set(listening.map((row) => `socket:[${row[9]}]`))
}

async function targetOf(descriptor: string): Promise<string | undefined> {
  try {
    return await readlink(descriptor)
  } catch (error) {
    if (hasEnded(error)) return undefined
    throw error
  }
}

function hasEnded(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException
  return code === 'ENOENT' || code === 'ESRCH'
}
