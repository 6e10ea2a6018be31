import { Router } from 'express'
import type { IngestStatus } from '../../../ingest/ingest-status.ts'
import type { Readiness } from '../readiness.ts'
import type { DocumentRegistry } from '../../ports/document-registry.ts'

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

/** `GET /status`: how much is indexed, and whether an ingest is running. */
export function statusRoutes(registry: DocumentRegistry, ingestStatus: IngestStatus): Router {
  return Router().get('/status', async (_request, response) => {
    const { documents, chunks } = await registry.counts()
    response.json({ documents, chunks, ingest: ingestStatus.current() })
  })
}
