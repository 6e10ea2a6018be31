import { randomUUID } from 'node:crypto'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createSourceRuns, type SourceRuns } from '../../../ingest/runs/run-source.ts'
import { createApiKeys } from '../../../src/access/api-keys.ts'
import { createSignIn } from '../../../src/access/sign-in.ts'
import { createWidgetSites } from '../../../src/access/widget-sites.ts'
import { createBudgetLimits } from '../../../src/accounting/budgets/budget-limits.ts'
import type { Batches } from '../../../src/batch/batches.ts'
import { utc } from '../../../src/domain/time/wall-clock.ts'
import { createJoseTokenSigner } from '../../../src/adapters/identity/jose-token-signer.ts'
import { createMemoryRecords } from '../../../src/adapters/memory/memory-records.ts'
import { createApp } from '../../../src/http/app.ts'
import type { Source } from '../../../src/domain/documents/source.ts'
import type { Records } from '../../../src/ports/records.ts'
import { scriptedBatches } from '../batch/scripted-batches.ts'
import { createScriptedIngest, type IngestCall, silentLog } from '../ingest/scripted-ingest.ts'

/** The whole HTTP side over memory, with an ingest that does what its test says. */
export interface ScriptedService {
  readonly address: string
  readonly adminToken: string
  readonly records: Records
  readonly sourceRuns: SourceRuns
  readonly batches: Batches
  readonly nextCall: () => Promise<IngestCall>
  /** A link that signs a browser in. */
  signInLink(): Promise<string>
  close(): Promise<void>
}

export async function startScriptedService(
  webFolder: string,
  nextRun: (source: Source) => number | undefined = () => undefined,
): Promise<ScriptedService> {
  const clock = Date.now
  const newId = randomUUID
  const records = createMemoryRecords(clock)
  const { registry, access, auditLog } = records
  const { ingest, next } = createScriptedIngest()
  const sourceRuns = createSourceRuns({ runs: records.runs, ingest, clock, newId, log: silentLog })
  const { batches } = scriptedBatches(undefined, records)
  const signer = createJoseTokenSigner('a secret of this test')
  const signIn = createSignIn(access, signer, auditLog, clock, 1)
  const adminToken = randomUUID()
  const app = createApp({
    ...records,
    budgetLimits: createBudgetLimits({ ...records, audit: auditLog, clock, wallClock: utc }),
    wallClock: utc,
    sourceRuns,
    nextRun,
    signIn,
    keys: createApiKeys(access, auditLog, clock, newId),
    sites: createWidgetSites({ store: access, signer, audit: auditLog, clock, newId, tokenMinutes: 15 }),
    ask: notHere,
    batches,
    search: notHere,
    redactText: notHere,
    sources: { all: notHere, one: notHere },
    defineSource: notHere,
    removeSource: notHere,
    readOriginal: notHere,
    verify: notHere,
    cacheUpkeep: { report: notHere, clear: notHere },
    remove: notHere,
    upload: notHere,
    catalogue: { current: () => ({ currency: 'USD', baselineModel: 'gpt-large', models: [] }) as never },
    readiness: async () => ({ ready: (await registry.counts()).documents >= 0, checks: {} }),
    exposition: () => '',
    clock,
    log: silentLog,
    settings: { adminToken, sessionHours: 1, isSecure: false, webFolder, version: '0.0.0' },
  })
  const server: Server = app.listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    address,
    adminToken,
    records,
    sourceRuns,
    batches,
    nextCall: next,
    signInLink: async () => `${address}/sign-in?token=${await signIn.issueLinkToken()}`,
    async close() {
      await sourceRuns.close()
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
    },
  }
}

function notHere(): Promise<never> {
  return Promise.reject(new Error('This service only ingests.'))
}
