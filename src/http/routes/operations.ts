import { Router } from 'express'
import { requireAdmin } from '../authenticate.ts'
import type { Readiness } from '../readiness.ts'
import type { DocumentRegistry } from '../../ports/document-registry.ts'
import type { IngestRuns } from '../../ports/ingest-runs.ts'

/** `GET /healthz`: the process lives. `GET /readyz`: everything it needs answers. */
export function healthRoutes(readiness: Readiness, version: string): Router {
  return Router()
    .get('/healthz', (_request, response) => {
      response.json({ status: 'ok', version })
    })
    .get('/readyz', async (_request, response) => {
      const report = await readiness()
      response.status(report.ready ? 200 : 503).json(report)
    })
}

/** `GET /metrics`: what the service counted since its processes began, for Prometheus. */
export function metricsRoute(exposition: () => string | Promise<string>): Router {
  return Router().get('/metrics', requireAdmin, async (_request, response) => {
    response.type('text/plain; version=0.0.4').send(await exposition())
  })
}

/** `GET /status`: how much is indexed, and how far the ingest is that is running, in whichever process. */
export function statusRoutes(registry: DocumentRegistry, runs: IngestRuns): Router {
  return Router().get('/status', async (_request, response) => {
    const [{ documents, chunks }, [running]] = await Promise.all([registry.counts(), runs.running()])
    const { done = 0, total = 0 } = running?.progress ?? {}
    response.json({ documents, chunks, ingest: { running: running !== undefined, done, total } })
  })
}
