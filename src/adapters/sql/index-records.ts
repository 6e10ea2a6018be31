import { sql } from 'kysely'
import type { IndexIdentity } from '../../domain/embedder-identity.ts'
import { LorekeepError } from '../../domain/errors.ts'
import type { IndexRecords } from '../../ports/document-registry.ts'
import type { LorekeepDatabase, WriteTransaction } from './database.ts'
import { keepText } from './extracted-texts.ts'
import type { KeywordEntries } from './keyword-entries.ts'
import { removeVersions } from './remove-versions.ts'
import type { IndexIdentityRow } from './tables.ts'

/** What the registry knows of the vector index: the live one, one being built beside it, and former ones. */
export function indexRecords(database: LorekeepDatabase, keywords: KeywordEntries): IndexRecords {
  return {
    indexIdentity: async () =>
      identityOf(await database.read.selectFrom('index_identity').selectAll().executeTakeFirst()),

    setIndexIdentity: (identity) =>
      database.write('documents', (transaction) => writeIdentity(transaction, 'index_identity', identity)),

    indexBeingBuilt: async () =>
      identityOf(await database.read.selectFrom('index_build').selectAll().executeTakeFirst()),

    buildIndex: (identity, at) =>
      database.write('documents', async (transaction) => {
        const former = await transaction.selectFrom('index_build').select('collection').executeTakeFirst()
        if (former !== undefined && former.collection !== identity.collection)
          await retire(transaction, former.collection, at)
        await writeIdentity(transaction, 'index_build', identity)
      }),

    swapIndex: (versions, at) =>
      database.write('documents', async (transaction) => {
        const built = identityOf(await transaction.selectFrom('index_build').selectAll().executeTakeFirst())
        if (built === undefined) throw new LorekeepError('conflict', 'No index was built beside the live one.')
        await dropHidden(transaction, keywords)
        await renameVersions(transaction, versions)
        const live = await transaction.selectFrom('index_identity').select('collection').executeTakeFirst()
        if (live !== undefined) await retire(transaction, live.collection, at)
        // Vectors under former versions go with the former collection.
        await transaction.deleteFrom('vector_versions').execute()
        await writeIdentity(transaction, 'index_identity', built)
        await transaction.deleteFrom('index_build').execute()
      }),

    retiredCollections: async () => {
      const rows = await database.read.selectFrom('retired_collections').selectAll().orderBy('collection').execute()
      return rows.map(({ collection, retired_at: retiredAt }) => ({ collection, retiredAt }))
    },

    collectionDropped: (collection) =>
      database.write('documents', async (transaction) => {
        await transaction.deleteFrom('retired_collections').where('collection', '=', collection).execute()
      }),
  }
}

/** An identity out of its row. */
export function identityOf(row: IndexIdentityRow | undefined): IndexIdentity | undefined {
  if (row === undefined) return undefined
  const { id, dimension, collection, tokens } = row
  return { id, dimension, collection, ...(tokens !== null && { tokens }) }
}

async function writeIdentity(
  transaction: WriteTransaction,
  table: 'index_identity' | 'index_build',
  { id, dimension, collection, tokens = null }: Omit<IndexIdentity, 'tokens'> & { readonly tokens?: string | null },
): Promise<void> {
  const columns = { id, dimension, collection, tokens }
  await transaction
    .insertInto(table)
    .values({ singleton: 1, ...columns })
    .onConflict((conflict) => conflict.column('singleton').doUpdateSet(columns))
    .execute()
}

async function retire(transaction: WriteTransaction, collection: string, at: number): Promise<void> {
  await transaction
    .insertInto('retired_collections')
    .values({ collection, retired_at: at })
    .onConflict((conflict) => conflict.column('collection').doNothing())
    .execute()
}

async function dropHidden(transaction: WriteTransaction, keywords: KeywordEntries): Promise<void> {
  const hidden = await transaction
    .selectFrom('documents')
    .select(['number', 'id', 'version'])
    .where('state', '<>', 'published')
    .execute()
  const published = await transaction.selectFrom('published_documents').select(['id', 'number']).execute()
  await removeVersions(transaction, keywords, hidden, new Map(published.map(({ id, number }) => [id, number])))
}

/** Gives documents their new versions and chunks their new ids; texts are kept under both versions. */
async function renameVersions(transaction: WriteTransaction, versions: ReadonlyMap<string, string>): Promise<void> {
  const documents = await transaction.selectFrom('published_documents').select(['number', 'id', 'version']).execute()
  for (const { number, id, version: former } of documents) {
    const version = versions.get(id)
    if (version === undefined) {
      throw new LorekeepError('conflict', `The index that was built lacks the document ${id}.`, {
        hint: 'Run "lorekeep reindex" again.',
      })
    }
    if (version === former) continue
    await transaction.updateTable('documents').set({ version }).where('number', '=', number).execute()
    await transaction
      .updateTable('chunks')
      .set({ id: sql<string>`${version} || ':' || ordinal` })
      .where('document', '=', number)
      .execute()
    const text = await transaction
      .selectFrom('extracted_texts')
      .select(['text', 'pages'])
      .where('document', '=', number)
      .where('version', '=', former)
      .executeTakeFirst()
    if (text !== undefined)
      await keepText(transaction, number, version, { text: text.text, pages: JSON.parse(text.pages) })
  }
}
