import { CompiledQuery, type Kysely } from 'kysely'
import type { Lasting, WriteTransaction } from './database.ts'
import type { Tables } from '../tables.ts'

/** Runs writes one after the other, in the order they were asked for. */
export interface WriteQueue {
  /** All or nothing, and done only once it is committed and, unless it need not be, on the disk. */
  add<T>(work: (transaction: WriteTransaction) => Promise<T>, lasting?: Lasting): Promise<T>
  /** Resolves when nothing waits and nothing runs any more. */
  idle(): Promise<void>
}

/** A write on its way. Whoever asked for it hears of it when its transaction is over. */
interface Write {
  readonly run: (transaction: WriteTransaction) => Promise<void>
  readonly lasting: Lasting
  readonly committed: () => void
  readonly failed: (error: unknown) => void
}

/** A group takes in others for this long, so that the first in it does not wait much longer than alone. */
const groupMs = 50

/**
 * What takes long of a small write is its commit, which the disk has to acknowledge. So the writes that
 * wait while another one runs are committed together with it (group commit: DeWitt et al. 1984,
 * "Implementation Techniques for Main Memory Database Systems"), each behind a savepoint of its own: one
 * that throws is undone alone.
 * @param lock taken before anything else in each transaction
 * @param sync resolves when all that was committed before is on the disk; not given where a commit says that itself.
 *   The next group runs meanwhile.
 */
export function createWriteQueue(
  database: Kysely<Tables>,
  lock: (transaction: WriteTransaction) => Promise<void>,
  sync?: () => Promise<void>,
): WriteQueue {
  const waiting: Write[] = []
  const syncing = new Set<Promise<void>>()
  let running: Promise<void> | undefined

  async function runAll(): Promise<void> {
    for (let first = waiting.shift(); first !== undefined; first = waiting.shift()) await runGroup(first)
    running = undefined
  }

  /** Never throws: what fails is told to those who asked. */
  async function runGroup(first: Write): Promise<void> {
    const group = [first]
    try {
      await database.transaction().execute(async (transaction) => {
        await lock(transaction)
        await first.run(transaction)
        const until = performance.now() + groupMs
        while (performance.now() < until) {
          const next = waiting.shift()
          if (next === undefined) return
          group.push(next)
          const failure = await runBehindSavepoint(transaction, next)
          if (failure === undefined) continue
          group.pop()
          next.failed(failure.error)
        }
      })
    } catch (error) {
      for (const write of group) write.failed(error)
      return
    }
    acknowledge(group)
  }

  function acknowledge(group: readonly Write[]): void {
    const isDone = ({ lasting }: Write) => sync === undefined || lasting === 'committed'
    for (const write of group.filter(isDone)) write.committed()
    const unsure = group.filter((write) => !isDone(write))
    if (sync === undefined || unsure.length === 0) return
    const synced = sync()
      .then(
        () => unsure.forEach((write) => write.committed()),
        (error: unknown) => unsure.forEach((write) => write.failed(error)),
      )
      .finally(() => syncing.delete(synced))
    syncing.add(synced)
  }

  return {
    add: (work, lasting = 'on-disk') =>
      new Promise((resolve, reject) => {
        let result: Awaited<ReturnType<typeof work>>
        waiting.push({
          run: async (transaction) => {
            result = await work(transaction)
          },
          lasting,
          committed: () => resolve(result),
          failed: reject,
        })
        running ??= runAll()
      }),
    idle: async () => {
      await running
      await Promise.all(syncing)
    },
  }
}

/**
 * @returns what the write threw, when it is undone
 * @throws what the write threw, when the engine ended the whole transaction over it
 */
async function runBehindSavepoint(
  transaction: WriteTransaction,
  write: Write,
): Promise<{ readonly error: unknown } | undefined> {
  await execute(transaction, 'savepoint joined')
  try {
    await write.run(transaction)
  } catch (error) {
    await execute(transaction, 'rollback to savepoint joined').catch(() => {
      throw error
    })
    await execute(transaction, 'release savepoint joined')
    return { error }
  }
  await execute(transaction, 'release savepoint joined')
  return undefined
}

async function execute(transaction: WriteTransaction, statement: string): Promise<void> {
  await transaction.executeQuery(CompiledQuery.raw(statement))
}
