import { LorekeepError } from '../../../domain/errors.ts'
import type { AccessStore, ApiKey } from '../../../ports/access-store.ts'
import type { LorekeepDatabase } from '../database/database.ts'
import { prepareQuery } from '../database/prepare-query.ts'
import type { ApiKeyRow } from './access-tables.ts'

const keyByHash = prepareQuery((database, secretHash: string) =>
  database.selectFrom('api_keys').selectAll().where('secret_hash', '=', secretHash),
)

/** Keys, sites and sign-in tokens in SQL. Expired tokens go when any is redeemed. */
export function createSqlAccessStore(database: LorekeepDatabase): AccessStore {
  return {
    saveKey: (key, secretHash) =>
      database.write('access', async (transaction) => {
        await transaction
          .insertInto('api_keys')
          .values({
            id: key.id,
            name: key.name,
            groups: JSON.stringify(key.groups),
            team: key.team ?? null,
            created_at: key.createdAt,
            last_used_at: key.lastUsedAt ?? null,
            secret_hash: secretHash,
          })
          .execute()
      }),

    keyBySecretHash: async (secretHash) => {
      const [row] = await keyByHash(database.read, secretHash)
      return row && keyOf(row)
    },

    keys: async () => {
      const rows = await database.read.selectFrom('api_keys').selectAll().orderBy('created_at').orderBy('id').execute()
      return rows.map(keyOf)
    },

    removeKey: (id) =>
      database.write('access', async (transaction) => {
        const removed = await transaction.deleteFrom('api_keys').where('id', '=', id).returning('id').execute()
        return removed.length > 0
      }),

    noteKeyUse: (id, at) =>
      database.write(
        'access',
        async (transaction) => {
          await transaction.updateTable('api_keys').set({ last_used_at: at }).where('id', '=', id).execute()
        },
        'committed',
      ),

    saveSite: (site) =>
      database.write('access', async (transaction) => {
        const inserted = await transaction
          .insertInto('widget_sites')
          .values({
            id: site.id,
            origin: site.origin,
            name: site.name,
            groups: JSON.stringify(site.groups),
            created_at: site.createdAt,
          })
          .onConflict((conflict) => conflict.column('origin').doNothing())
          .returning('id')
          .execute()
        if (inserted.length === 0) {
          throw new LorekeepError('conflict', `The site ${site.origin} is registered already.`, {
            hint: 'Remove it first to register it with other groups.',
          })
        }
      }),

    sites: async () => {
      const rows = await database.read
        .selectFrom('widget_sites')
        .selectAll()
        .orderBy('created_at')
        .orderBy('id')
        .execute()
      return rows.map((row) => ({
        id: row.id,
        origin: row.origin,
        name: row.name,
        groups: JSON.parse(row.groups) as readonly string[],
        createdAt: row.created_at,
      }))
    },

    removeSite: (id) =>
      database.write('access', async (transaction) => {
        const removed = await transaction.deleteFrom('widget_sites').where('id', '=', id).returning('id').execute()
        return removed.length > 0
      }),

    saveSignInToken: (tokenHash, expiresAt) =>
      database.write('access', async (transaction) => {
        await transaction
          .insertInto('sign_in_tokens')
          .values({ token_hash: tokenHash, expires_at: expiresAt })
          .execute()
      }),

    redeemSignInToken: (tokenHash, now) =>
      database.write('access', async (transaction) => {
        const redeemed = await transaction
          .deleteFrom('sign_in_tokens')
          .where('token_hash', '=', tokenHash)
          .returning('expires_at')
          .executeTakeFirst()
        await transaction.deleteFrom('sign_in_tokens').where('expires_at', '<=', now).execute()
        return redeemed !== undefined && redeemed.expires_at > now
      }),
  }
}

function keyOf(row: ApiKeyRow): ApiKey {
  return {
    id: row.id,
    name: row.name,
    groups: JSON.parse(row.groups) as readonly string[],
    ...(row.team === null ? {} : { team: row.team }),
    createdAt: row.created_at,
    ...(row.last_used_at === null ? {} : { lastUsedAt: row.last_used_at }),
  }
}
