import { Router } from 'express'
import { placeInSource } from '../../../ingest/places/place-in-source.ts'
import type { SourceRuns } from '../../../ingest/runs/run-source.ts'
import type { Source } from '../../domain/documents/source.ts'
import type { DocumentRegistry } from '../../ports/document-registry.ts'
import type { SourceFiles } from '../../ports/source-files.ts'
import type { IngestRuns } from '../../ports/ingest-runs.ts'
import { principalOf, requireAdmin } from '../authenticate.ts'
import { jobSummary } from '../public-job.ts'
import { ingestSchema } from '../schemas.ts'
import { readBody } from '../validate.ts'

export interface IngestRouteParts {
  readonly registry: DocumentRegistry
  readonly sourceFiles: SourceFiles
  readonly runs: IngestRuns
  readonly sourceRuns: SourceRuns
  readonly nextRun?: (source: Source) => number | undefined
}

/** `POST /ingest` starts a run of a known source. `GET /ingest`: how each of them stands. */
export function ingestRoutes(parts: IngestRouteParts): Router {
  const { registry, sourceRuns } = parts
  return Router()
    .get('/ingest', requireAdmin, async (_request, response) => {
      const sources = await registry.sources()
      response.json({ sources: await Promise.all(sources.map((source) => standingOf(parts, source))) })
    })
    .post('/ingest', requireAdmin, async (request, response) => {
      const { source: name, path, retryFailed, atomic } = readBody(ingestSchema, request)
      const { source, place } = await placeInSource(
        { ...(name !== undefined && { name }), ...(path !== undefined && { path }) },
        await registry.sources(),
      )
      const run = await sourceRuns.submit({
        source,
        isKnown: true,
        places: [place],
        actor: principalOf(response).id,
        trigger: 'request',
        ...(retryFailed !== undefined && { retryFailed }),
        ...(atomic !== undefined && { atomic }),
      })
      response.status(202).location(`/api/v1/jobs/${run.id}`).json(run)
    })
}

async function standingOf({ registry, sourceFiles, runs, nextRun }: IngestRouteParts, source: Source) {
  const { name, origin, schedule } = source
  const [{ total }, failures, [lastRun]] = await Promise.all([
    registry.list({ labels: { all: true }, source: name, limit: 1, offset: 0 }),
    sourceFiles.failures(name),
    runs.list({ source: name, limit: 1 }),
  ])
  const next = nextRun?.(source)
  return {
    name,
    kind: origin.kind,
    root: addressOf(source),
    documents: total,
    failures: failures.length,
    ...(lastRun !== undefined && { lastRun: jobSummary(lastRun) }),
    ...(schedule !== undefined && { schedule }),
    ...(next !== undefined && { nextRunAt: next }),
  }
}

/** Where people find the source: not the copy that is made of it here. */
function addressOf({ origin, root }: Source): string {
  if (origin.kind === 'git') return origin.url.replace(/(?<=:\/\/)[^@/]*@/, '')
  if (origin.kind === 's3') return `s3://${origin.bucket}/${origin.prefix ?? ''}`
  return origin.kind === 'web' ? [...origin.start, ...origin.sitemaps].join(', ') : root
}
