import type { MessagePort } from 'node:worker_threads'
import { LorekeepError, messageOf } from '../../../domain/errors.ts'
import type { ModelReply, ModelRequest, ModelTask } from './model-protocol.ts'
import { PriorityGate } from './priority-gate.ts'

/** Runs a piece of work when its turn comes; undefined when it is no longer wanted. */
export type Turn = <T>(work: () => T | Promise<T>) => Promise<T | undefined>

/** A model as a thread serves it. */
export interface ServedModel<Task extends ModelTask, Result> {
  /** What is wanted of one text of a task, in turns; undefined when it is no longer wanted. */
  resultFor(text: string, task: Task, turn: Turn): Promise<Result | undefined>
  /** What of the results is handed over rather than copied. */
  buffersOf?(result: Result): readonly ArrayBuffer[]
}

// Texts go through a model one by one. Int8 inputs are scaled by the largest number of a whole batch, so what comes out
// for a text would depend on its neighbours; and on a CPU batches of texts of more than 60 tokens are no faster.
/** Answers what comes in at the port until it is told to end. Between two turns, work can be overtaken and dropped. */
export function serveModel<Task extends ModelTask, Result>(port: MessagePort, model: ServedModel<Task, Result>): void {
  const gate = new PriorityGate()
  const wanted = new Set<number>()
  const answering = new Set<Promise<void>>()

  port.on('message', (request: ModelRequest<Task>) => {
    if (request.type === 'cancel') wanted.delete(request.id)
    else if (request.type === 'end') void Promise.allSettled(answering).then(() => port.close())
    else {
      const answered = answer(request).finally(() => answering.delete(answered))
      answering.add(answered)
    }
  })
  send({ type: 'ready' })

  async function answer(request: ModelRequest<Task> & { type: 'work' }): Promise<void> {
    wanted.add(request.id)
    const reply = await workOn(request)
    wanted.delete(request.id)
    if (reply !== undefined) send(reply)
  }

  async function workOn(request: ModelRequest<Task> & { type: 'work' }): Promise<ModelReply<Result> | undefined> {
    const { id, urgent, task } = request
    const turn: Turn = async (work) => (wanted.has(id) ? gate.run(urgent, work) : undefined)
    const results: Result[] = []
    try {
      for (const text of task.texts) {
        const result = await model.resultFor(text, task, turn)
        if (result === undefined) return undefined
        results.push(result)
      }
      return { type: 'done', id, results }
    } catch (error) {
      const code = error instanceof LorekeepError ? error.code : 'model-unavailable'
      return { type: 'failed', id, code, message: messageOf(error) }
    }
  }

  function send(reply: ModelReply<Result>): void {
    const results = reply.type === 'done' ? reply.results : []
    port.postMessage(
      reply,
      results.flatMap((result) => model.buffersOf?.(result) ?? []),
    )
  }
}
