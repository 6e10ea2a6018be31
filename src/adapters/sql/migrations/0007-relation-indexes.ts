import { type Migration, sql } from 'kysely'

/** When a document leaves, those that it was related to are found without going through all of them. */
export const indexRelations: Migration = {
  up: async (database) => {
    for (const relation of ['superseded_by', 'similar_to']) {
      const statement = `create index documents_${relation} on documents (${relation}) where ${relation} is not null`
      await sql.raw(statement).execute(database)
    }
  },
}
