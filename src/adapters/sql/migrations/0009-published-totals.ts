import { type Migration, sql } from 'kysely'

/** What every search asks of all published documents, their labels and their sizes, is answered by the index alone. */
export const indexPublished: Migration = {
  up: async (database) => {
    await sql.raw('drop index documents_by_label').execute(database)
    await sql
      .raw('create index documents_published on documents (state, access_label, chunks, terms)')
      .execute(database)
  },
}
