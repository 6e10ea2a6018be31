/** What was prepared last, by its SQL. */
export interface StatementCache<Statement> {
  /** Prepares what is not kept. */
  get(sql: string): Statement
  /** Forgets a statement that failed: it may still hold on to what it was doing. */
  drop(sql: string): void
}

/**
 * Keeps prepared statements. Preparing one takes longer than running it, and the engine's memory for
 * it is only given back when the collector comes by, which knows nothing of how much that is.
 * @param most how many are kept; those that were not used for longest make room
 */
export function createStatementCache<Statement>(
  prepare: (sql: string) => Statement,
  most = 200,
): StatementCache<Statement> {
  const kept = new Map<string, Statement>()
  return {
    get(sql) {
      const statement = kept.get(sql) ?? prepare(sql)
      // The order of a map is that of insertion.
      kept.delete(sql)
      kept.set(sql, statement)
      for (const oldest of kept.keys()) {
        if (kept.size <= most) break
        kept.delete(oldest)
      }
      return statement
    },
    drop: (sql) => void kept.delete(sql),
  }
}
