import type { CompiledQuery, Insertable, Kysely } from 'kysely'
import type { Tables } from '../tables.ts'

/** Stands in a query for a value that is given when it runs. */
class Place {
  readonly index: number

  constructor(index: number) {
    this.index = index
  }
}

interface Compilable<Row> {
  compile(): CompiledQuery<Row>
}

/** Runs a prepared query with values in its places, in their order. */
export type PreparedQuery<Values extends readonly unknown[], Row> = (
  database: Kysely<Tables>,
  ...values: Values
) => Promise<readonly Row[]>

/**
 * A query that is put together once for each engine, for those that every question runs: for a short statement, building
 * and compiling take longer than running it.
 * @param build gets what stands for the values, as if it were the values; they can only be compared, set or inserted
 */
export function prepareQuery<const Values extends readonly unknown[], Row>(
  build: (database: Kysely<Tables>, ...places: Values) => Compilable<Row>,
): PreparedQuery<Values, Row> {
  const run = runCompiled((database) => build(database, ...(places(build.length - 1) as unknown as Values)))
  return (database, ...values) => run(database, values)
}

/** Adds a row to a table. Every row has the columns of the first. */
export function prepareInsert<Table extends keyof Tables>(
  table: Table,
): (database: Kysely<Tables>, row: Insertable<Tables[Table]>) => Promise<void> {
  let columns: readonly string[] = []
  const run = runCompiled((database) => {
    const row = Object.fromEntries(places(columns.length).map((place, index) => [columns[index], place]))
    return database.insertInto(table).values(row)
  })
  return async (database, row) => {
    if (columns.length === 0) columns = Object.keys(row)
    const values: Readonly<Record<string, unknown>> = row
    await run(
      database,
      columns.map((column) => values[column]),
    )
  }
}

function runCompiled<Row>(build: (database: Kysely<Tables>) => Compilable<Row>) {
  const compiled = new WeakMap<object, CompiledQuery<Row>>()
  return async (database: Kysely<Tables>, values: readonly unknown[]): Promise<readonly Row[]> => {
    // A database and its transactions share their adapter.
    const { adapter } = database.getExecutor()
    const known = compiled.get(adapter) ?? build(database).compile()
    compiled.set(adapter, known)
    const parameters = known.parameters.map((value) => (value instanceof Place ? values[value.index] : value))
    const { rows } = await database.executeQuery<Row>({ ...known, parameters })
    return rows
  }
}

function places(count: number): readonly Place[] {
  return Array.from({ length: count }, (_, index) => new Place(index))
}
