import { beforeEach, describe, expect, test } from '@jest/globals'
import { createStatementCache, type StatementCache } from '../../../../../src/adapters/sql/sqlite/statement-cache.ts'

describe('prepared statements', () => {
  let prepared: string[]
  let statements: StatementCache<{ readonly sql: string }>

  beforeEach(() => {
    prepared = []
    const prepare = (sql: string) => {
      prepared.push(sql)
      return { sql }
    }
    statements = createStatementCache(prepare, 2)
  })

  test('are prepared once', () => {
    const [first, second] = [statements.get('a'), statements.get('a')]

    expect(second).toBe(first)
    expect(prepared).toEqual(['a'])
  })

  test('make room for others when they were not used for longest', () => {
    for (const sql of ['a', 'b', 'a', 'c', 'a', 'b']) statements.get(sql)

    expect(prepared).toEqual(['a', 'b', 'c', 'b'])
  })

  test('are prepared anew after they failed', () => {
    statements.get('a')
    statements.drop('a')
    statements.get('a')

    expect(prepared).toEqual(['a', 'a'])
  })
})
