import { type Migration, sql } from 'kysely'
import type { Engine } from '../database/database.ts'

const dialects = {
  sqlite: { text: 'text', integer: 'integer' },
  postgres: { text: 'text collate "C"', integer: 'bigint' },
} as const satisfies Record<Engine, Readonly<Record<'text' | 'integer', string>>>

/**
 * Limits get a unit, shares at which to warn, and a policy; what is spent and reserved is counted in tokens too, and for
 * API keys and widget sites. Warnings are kept until they are sent.
 */
export function addBudgetTerms(engine: Engine): Migration {
  const { text, integer } = dialects[engine]
  const statements = [
    `create table budgets_with_terms (
       kind ${text} not null,
       id ${text} not null,
       period ${text} not null,
       unit ${text} not null,
       amount ${integer} not null,
       warn_at ${text} not null,
       when_exhausted ${text} not null,
       primary key (kind, id, period, unit)
     )`,
    `insert into budgets_with_terms (kind, id, period, unit, amount, warn_at, when_exhausted)
       select kind, id, period, 'money', limit_micros, '[80]', 'cheaper' from budgets`,
    `drop table budgets`,
    `alter table budgets_with_terms rename to budgets`,
    `alter table reservations add column tokens ${integer} not null default 0`,
    `alter table spending add column tokens ${integer} not null default 0`,
    spendingOf(`'organisation'`, `'*'`),
    spendingOf(`'team'`, 'team', 'team is not null'),
    spendingOf(`'user'`, 'principal_id'),
    spendingOf(`'key'`, 'substr(principal_id, 5)', `principal_id like 'key:%'`),
    spendingOf(`'site'`, 'substr(principal_id, 8)', `principal_id like 'widget:%'`),
    `create table budget_warnings (
       warning ${text} not null primary key,
       kind ${text} not null,
       id ${text} not null,
       period ${text} not null,
       unit ${text} not null,
       period_from ${integer} not null,
       share ${integer} not null,
       amount ${integer} not null,
       spent ${integer} not null,
       at ${integer} not null,
       attempts ${integer} not null default 0,
       next_try_at ${integer} not null,
       sent_at ${integer},
       unique (kind, id, period, unit, period_from, share, amount)
     )`,
    `create index budget_warnings_unsent on budget_warnings (next_try_at) where sent_at is null`,
  ]
  return {
    up: async (database) => {
      for (const statement of statements) await sql.raw(statement).execute(database)
    },
  }
}

const dayMs = 86_400_000

/** The sums of the ledger's calls by day, in UTC as they were kept up to now. */
function spendingOf(kind: string, id: string, condition = '1 = 1'): string {
  return `insert into spending (kind, id, day, micros, tokens)
    select ${kind}, ${id}, (at / ${dayMs}) * ${dayMs}, cast(sum(cost_micros) as bigint),
      cast(sum(prompt_tokens + completion_tokens) as bigint)
    from ledger_entries where kind = 'call' and ${condition}
    group by 1, 2, 3
    on conflict (kind, id, day) do update set micros = excluded.micros, tokens = excluded.tokens`
}
