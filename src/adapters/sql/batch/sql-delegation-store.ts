import type { Selectable } from 'kysely'
import type { Delegation, DelegationState } from '../../../domain/batch/delegation.ts'
import type { DelegatedQuestion, DelegationStore } from '../../../ports/delegation-store.ts'
import type { Sealer } from '../../../ports/sealer.ts'
import type { LorekeepDatabase, ReadDatabase, WriteTransaction } from '../database/database.ts'
import { inBatches } from '../database/in-batches.ts'
import type { DelegatedQuestionRow, DelegationRow } from './batch-tables.ts'

/** Delegations in SQL, where every process on the same database sees them; prompts sealed, and gone when they were used. */
export function createSqlDelegationStore(database: LorekeepDatabase, sealer: Sealer): DelegationStore {
  const write = <T>(work: (transaction: WriteTransaction) => Promise<T>) => database.write('batches', work)
  return {
    prepare: (delegation, questions) =>
      write(async (transaction) => {
        const { id, batch, provider, state, createdAt, dueAt, fileId, remoteId, requests } = delegation
        await transaction
          .insertInto('delegations')
          .values({
            id,
            batch,
            provider: provider.name,
            model: provider.model,
            state,
            created_at: createdAt,
            due_at: dueAt,
            file_id: fileId ?? null,
            remote_id: remoteId ?? null,
            ...requests,
          })
          .execute()
        for (const some of inBatches(questions)) {
          await transaction
            .insertInto('delegated_questions')
            .values(some.map((question) => rowOf(id, question, sealer)))
            .execute()
        }
      }),

    open: (batch) => openDelegations(database.read, [batch]),

    numbers: async (batch) => {
      const rows = await database.read
        .selectFrom('delegated_questions')
        .innerJoin('delegations', 'delegations.id', 'delegated_questions.delegation')
        .select('delegated_questions.number as number')
        .where('delegations.batch', '=', batch)
        .where('delegations.state', '!=', 'settled')
        .execute()
      return new Set(rows.map(({ number }) => number))
    },

    note: (id, { state, fileId, remoteId, requests }) =>
      write(async (transaction) => {
        await transaction
          .updateTable('delegations')
          .set({
            ...(state !== undefined && { state }),
            ...(fileId !== undefined && { file_id: fileId }),
            ...(remoteId !== undefined && { remote_id: remoteId }),
            ...requests,
          })
          .where('id', '=', id)
          .execute()
      }),

    questions: async (id) => {
      const rows = await database.read
        .selectFrom('delegated_questions')
        .selectAll()
        .where('delegation', '=', id)
        .orderBy('number')
        .execute()
      return rows.map((row) => questionOf(row, sealer))
    },

    drop: (id, number) =>
      write(async (transaction) => {
        await transaction
          .deleteFrom('delegated_questions')
          .where('delegation', '=', id)
          .where('number', '=', number)
          .execute()
      }),

    leftBehind: async (limit) => {
      const rows = await database.read
        .selectFrom('delegations')
        .innerJoin('batches', 'batches.id', 'delegations.batch')
        .selectAll('delegations')
        .where('delegations.state', '!=', 'settled')
        .where('batches.status', 'in', ['succeeded', 'failed', 'cancelled'])
        .orderBy('delegations.number')
        .limit(limit)
        .execute()
      return rows.map(delegationOf)
    },
  }
}

/** Of batches, those that are not settled, oldest first. */
export async function openDelegations(read: ReadDatabase, batches: readonly string[]): Promise<readonly Delegation[]> {
  if (batches.length === 0) return []
  const rows = await read
    .selectFrom('delegations')
    .selectAll()
    .where('batch', 'in', batches)
    .where('state', '!=', 'settled')
    .orderBy('number')
    .execute()
  return rows.map(delegationOf)
}

function delegationOf(row: Selectable<DelegationRow>): Delegation {
  return {
    id: row.id,
    batch: row.batch,
    provider: { name: row.provider, model: row.model },
    state: row.state as DelegationState,
    createdAt: row.created_at,
    dueAt: row.due_at,
    ...(row.file_id !== null && { fileId: row.file_id }),
    ...(row.remote_id !== null && { remoteId: row.remote_id }),
    requests: { total: row.total, done: row.done, failed: row.failed },
  }
}

function rowOf(delegation: string, { number, answerId, request }: DelegatedQuestion, sealer: Sealer) {
  const sealed_request = request === undefined ? null : sealer.seal(JSON.stringify(request))
  return { delegation, number, answer_id: answerId, sealed_request }
}

function questionOf({ number, answer_id, sealed_request }: DelegatedQuestionRow, sealer: Sealer): DelegatedQuestion {
  return {
    number,
    answerId: answer_id,
    ...(sealed_request !== null && {
      request: JSON.parse(sealer.open(sealed_request)) as NonNullable<DelegatedQuestion['request']>,
    }),
  }
}
