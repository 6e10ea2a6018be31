import { LorekeepError } from '../../../domain/errors.ts'
import type { Publication, Staging } from '../../../ports/staging.ts'
import type { LorekeepDatabase, WriteTransaction } from '../database/database.ts'
import type { Classification } from '../../../domain/access/classification.ts'
import { strictest } from '../../../domain/access/classification.ts'
import { labelColumns } from '../documents/document-row.ts'
import { inBatches } from '../database/in-batches.ts'
import { type KeywordEntries, keywordEntries } from '../keywords/keyword-entries.ts'
import { writeVersion } from '../documents/publish-document.ts'
import { removeVersions } from '../documents/remove-versions.ts'
import type { DocumentState } from '../documents/document-tables.ts'

/** Versions that wait or are kept, as rows beside the published ones, which a view keeps from readers. */
export function createSqlStaging(database: LorekeepDatabase): Staging {
  const keywords = keywordEntries[database.engine]
  return {
    stage: (document, extracted, entries) =>
      database.write('documents', async (transaction) => {
        const sameVersion = await transaction
          .selectFrom('documents')
          .select(['number', 'state'])
          .where('version', '=', document.version)
          .executeTakeFirst()
        await dropStaged(transaction, keywords, document.id, sameVersion?.number)
        if (sameVersion?.state === 'staged') return
        // A version that comes back after it was replaced: what is kept of it is written anew.
        if (sameVersion !== undefined) await drop(transaction, keywords, [sameVersion.number])
        await writeVersion(transaction, keywords, { document, extracted, entries, state: 'staged' })
      }),

    relabel: (document) =>
      database.write('documents', async (transaction) => {
        await transaction
          .updateTable('documents')
          .set({
            ...labelColumns(document),
            labels_fingerprint: document.labelsFingerprint,
            modified_at: document.modifiedAt,
            kinds: JSON.stringify(document.kinds),
            labels_stale: 1,
          })
          .where('version', '=', document.version)
          .where('state', '=', 'staged')
          .execute()
      }),

    staged: async (source) => {
      const rows = await database.read
        .selectFrom('documents')
        .select(['id', 'version'])
        .where('source', '=', source)
        .where('state', '=', 'staged')
        .execute()
      return new Map(rows.map(({ id, version }) => [id, version]))
    },

    discard: (source, except) =>
      database.write('documents', (transaction) => dropState(transaction, keywords, source, 'staged', except)),

    publishStaged: (source, removed) =>
      database.write('documents', (transaction) => publishStaged(transaction, keywords, source, removed)),

    rollback: (source) => database.write('documents', (transaction) => rollback(transaction, keywords, source)),
  }
}

async function publishStaged(
  transaction: WriteTransaction,
  keywords: KeywordEntries,
  source: string,
  removed: readonly string[],
): Promise<Publication> {
  await forgetPublication(transaction, keywords, source)
  const staged = await rowsOf(transaction, source, 'staged')
  for (const ids of inBatches([...staged.map(({ id }) => id), ...removed])) {
    await transaction
      .updateTable('documents')
      .set({ state: 'kept' })
      .where('id', 'in', ids)
      .where('state', '=', 'published')
      .execute()
  }
  for (const ids of inBatches(removed)) {
    await transaction.deleteFrom('duplicate_files').where('document_id', 'in', ids).execute()
  }
  await transaction
    .updateTable('documents')
    .set({ state: 'published', in_publication: 1 })
    .where('source', '=', source)
    .where('state', '=', 'staged')
    .execute()
  return { published: staged.length, removed: removed.length }
}

async function forgetPublication(
  transaction: WriteTransaction,
  keywords: KeywordEntries,
  source: string,
): Promise<void> {
  await dropState(transaction, keywords, source, 'kept')
  await transaction.updateTable('documents').set({ in_publication: 0 }).where('source', '=', source).execute()
}

async function rollback(transaction: WriteTransaction, keywords: KeywordEntries, source: string): Promise<Publication> {
  const published = await rowsOf(transaction, source, 'published')
  const added = published.filter((row) => row.in_publication === 1)
  const kept = await rowsOf(transaction, source, 'kept')
  if (added.length + kept.length === 0) {
    throw new LorekeepError('not-found', `Nothing is kept that ${JSON.stringify(source)} could go back to.`, {
      hint: 'Only the last "lorekeep ingest --atomic" of a source can be taken back, and only once.',
    })
  }
  await carryLabels(transaction, added, kept)
  await removeVersions(transaction, keywords, added, new Map(kept.map(({ id, number }) => [id, number])))
  const leaving = new Set(added.map(({ id }) => id))
  const current = new Set(published.map(({ id }) => id).filter((id) => !leaving.has(id)))
  const returning = kept.filter(({ id }) => !current.has(id))
  for (const batch of inBatches(returning.map(({ number }) => number))) {
    await transaction.updateTable('documents').set({ state: 'published' }).where('number', 'in', batch).execute()
  }
  // What is kept of documents that changed since.
  await forgetPublication(transaction, keywords, source)
  // Archives are opened again: what they hold is not what was read of them last.
  await transaction.deleteFrom('container_files').where('source', '=', source).execute()
  await transaction.deleteFrom('duplicate_files').where('source', '=', source).execute()
  return { published: returning.length, removed: added.filter(({ id }) => !kept.some((row) => row.id === id)).length }
}

interface VersionRow {
  readonly number: number
  readonly id: string
  readonly version: string
  readonly in_publication: number
}

function rowsOf(transaction: WriteTransaction, source: string, state: DocumentState): Promise<readonly VersionRow[]> {
  return transaction
    .selectFrom('documents')
    .select(['number', 'id', 'version', 'in_publication'])
    .where('source', '=', source)
    .where('state', '=', state)
    .execute()
}

/** Going back brings former text back, not former rights: the readers stay as they are now, and the stricter classification holds. */
async function carryLabels(
  transaction: WriteTransaction,
  added: readonly VersionRow[],
  kept: readonly VersionRow[],
): Promise<void> {
  const successors = new Map(added.map(({ id, number }) => [id, number]))
  for (const { id, number } of kept) {
    const successor = successors.get(id)
    if (successor === undefined) continue
    const labels = await transaction
      .selectFrom('documents')
      .select(['access_label', 'classification', 'owner'])
      .where('number', '=', successor)
      .executeTakeFirstOrThrow()
    const { classification } = await transaction
      .selectFrom('documents')
      .select('classification')
      .where('number', '=', number)
      .executeTakeFirstOrThrow()
    await transaction
      .updateTable('documents')
      .set({
        ...labels,
        classification: strictest([labels.classification as Classification, classification as Classification]),
        labels_stale: 1,
      })
      .where('number', '=', number)
      .execute()
  }
}

async function dropStaged(
  transaction: WriteTransaction,
  keywords: KeywordEntries,
  documentId: string,
  except: number | undefined,
): Promise<void> {
  const rows = await transaction
    .selectFrom('documents')
    .select('number')
    .where('id', '=', documentId)
    .where('state', '=', 'staged')
    .execute()
  await drop(
    transaction,
    keywords,
    rows.map(({ number }) => number).filter((number) => number !== except),
  )
}

async function dropState(
  transaction: WriteTransaction,
  keywords: KeywordEntries,
  source: string,
  state: Exclude<DocumentState, 'published'>,
  except?: ReadonlySet<string>,
): Promise<void> {
  const rows = await rowsOf(transaction, source, state)
  await drop(
    transaction,
    keywords,
    rows.filter(({ id }) => !except?.has(id)).map(({ number }) => number),
  )
}

/** Deletes rows that readers do not see; the texts of those that they once saw stay with the published version. */
async function drop(
  transaction: WriteTransaction,
  keywords: KeywordEntries,
  numbers: readonly number[],
): Promise<void> {
  for (const batch of inBatches(numbers)) {
    const rows = await transaction
      .selectFrom('documents')
      .select(['number', 'id', 'version', 'state'])
      .where('number', 'in', batch)
      .execute()
    const heirs = await transaction
      .selectFrom('published_documents')
      .select(['id', 'number'])
      .where(
        'id',
        'in',
        rows.map(({ id }) => id),
      )
      .execute()
    const staged = rows.filter(({ state }) => state === 'staged')
    await removeVersions(transaction, keywords, staged)
    await removeVersions(
      transaction,
      keywords,
      rows.filter(({ state }) => state !== 'staged'),
      new Map(heirs.map(({ id, number }) => [id, number])),
    )
  }
}
