import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'

/** A process of the benchmark: what it says when it is ready, and what it answers to each message. */
export interface Part {
  readonly process: ChildProcess
  readonly ready: unknown
  ask(message: unknown): Promise<unknown>
  stop(): Promise<void>
}

/** Starts one of the parts that the bundle `file` holds. */
export async function startPart(
  file: string,
  name: string,
  settings: readonly string[] = [],
  nodeOptions: readonly string[] = [],
): Promise<Part> {
  const child = fork(file, [name, ...settings], { execArgv: [...nodeOptions], serialization: 'advanced' })
  const ended = once(child, 'exit').then(() => Promise.reject(new Error(`The part ${name} ended.`)))
  // It does when it is stopped; only whoever waits for an answer minds.
  ended.catch(() => undefined)
  const answer = async (): Promise<unknown> => {
    const [message] = (await Promise.race([once(child, 'message'), ended])) as [unknown]
    return message
  }
  const ready = await answer()
  return {
    process: child,
    ready,
    ask: (message) => {
      const answered = answer()
      child.send(message as object)
      return answered
    },
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return
      child.kill('SIGTERM')
      await ended.catch(() => undefined)
    },
  }
}

/** Inside a part: says that it is ready, then answers each message. */
export function answerParent(ready: unknown, answer: (message: never) => Promise<unknown>): void {
  process.on('message', (message) => void answer(message as never).then((result) => process.send?.(result as object)))
  process.once('disconnect', () => process.exit())
  process.send?.(ready)
}
