import { type Migration, sql } from 'kysely'

/** Few answers are rated: finding these must not read all of them. */
export const indexRatedAnswers: Migration = {
  up: async (database) => {
    await sql
      .raw('create index answers_rated on answers (feedback_at, id) where feedback_at is not null')
      .execute(database)
  },
}
