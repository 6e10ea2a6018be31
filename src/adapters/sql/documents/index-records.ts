import { sql } from 'kysely'
import type { IndexIdentity } from '../../../domain/vectors/embedder-identity.ts'
import { LorekeepError } from '../../../domain/errors.ts'
import type { IndexRecords } from '../../../ports/document-registry.ts'
import type { LorekeepDatabase, WriteTransaction } from '../database/database.ts'
import { forgetOldest } from './extracted-texts.ts'
import type { KeywordEntries } from '../keywords/keyword-entries.ts'
import { removeVersions } from './remove-versions.ts'
import type { IndexIdentityRow } from './document-tables.ts'

/** Few enough that nobody waits long for a statement about them. */
const documentsAtOnce = 200

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
  for (let after = 0; ;) {
    const documents = await transaction
      .selectFrom('published_documents')
      .select(['number', 'id', 'version'])
      .where('number', '>', after)
      .orderBy('number')
      .limit(documentsAtOnce)
      .execute()
    await renamePage(
      transaction,
      documents.map((row) => renamed(row, versions.get(row.id))),
    )
    const last = documents.at(-1)
    if (last === undefined) return
    after = last.number
  }
}

interface RenamedDocument {
  readonly number: number
  readonly former: string
  readonly version: string
}

function renamed(
  { number, id, version: former }: { readonly number: number; readonly id: string; readonly version: string },
  version: string | undefined,
): RenamedDocument {
  if (version !== undefined) return { number, former, version }
  throw new LorekeepError('conflict', `The index that was built lacks the document ${id}.`, {
    hint: 'Run "lorekeep reindex" again.',
  })
}

async function renamePage(transaction: WriteTransaction, page: readonly RenamedDocument[]): Promise<void> {
  const changed = page.filter(({ former, version }) => former !== version)
  if (changed.length === 0) return
  const rows = changed.map(
    ({ number, former, version }) =>
      sql`(cast(${number} as bigint), cast(${former} as text), cast(${version} as text))`,
  )
  const renames = sql`with renames (number, former, version) as (values ${sql.join(rows)})`
  const numbers = changed.map(({ number }) => number)
  await sql`${renames}
    update documents set version = renames.version from renames where documents.number = renames.number`.execute(
    transaction,
  )
  await sql`${renames}
    update chunks set id = renames.version || ':' || chunks.ordinal
    from renames where chunks.document = renames.number`.execute(transaction)
  await sql`${renames}
    insert into extracted_texts (document, version, generation, text, pages)
    select known.document, renames.version, newest.generation + 1, known.text, known.pages
    from renames
      join extracted_texts as known on known.document = renames.number and known.version = renames.former
      join (
        select document, max(generation) as generation from extracted_texts
        where document in (${sql.join(numbers)}) group by document
      ) as newest on newest.document = renames.number
    where true
    on conflict (document, version)
      do update set generation = excluded.generation, text = excluded.text, pages = excluded.pages`.execute(transaction)
  await forgetOldest(transaction, numbers)
}
