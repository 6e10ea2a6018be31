import { type Request, type Response, Router } from 'express'
import { once } from 'node:events'
import { fileReportCsv } from '../../../ingest/runs/file-report.ts'
import { unknownRun } from '../../../ingest/runs/poll-run.ts'
import type { RunNews } from '../../../ingest/runs/run-channel.ts'
import type { SourceRuns } from '../../../ingest/runs/run-source.ts'
import type { FileOutcome } from '../../domain/ingest/ingest-report.ts'
import type { IngestRun } from '../../domain/ingest/ingest-run.ts'
import type { IngestRuns } from '../../ports/ingest-runs.ts'
import { principalOf, requireAdmin } from '../authenticate.ts'
import { departureOf } from '../departure.ts'
import { type EventStream, openEventStream } from '../event-stream.ts'
import { problemOf } from '../problem.ts'
import { jobSummary, problemOfJob } from '../public-job.ts'
import { jobFilesSchema, jobsSchema } from '../schemas.ts'
import { readQuery } from '../validate.ts'

export interface JobRouteParts {
  readonly runs: IngestRuns
  readonly sourceRuns: SourceRuns
}

/** The ingest runs: `GET /jobs`, `GET` and `DELETE /jobs/:id`, `GET /jobs/:id/files`. */
export function jobRoutes({ runs, sourceRuns }: JobRouteParts): Router {
  const find = async (request: Request): Promise<IngestRun> => {
    const id = String(request.params['id'])
    const run = await runs.get(id)
    if (run === undefined) throw unknownRun(id)
    return run
  }

  return Router()
    .get('/jobs', requireAdmin, async (request, response) => {
      const { source, limit } = readQuery(jobsSchema, request)
      const found = await runs.list({ limit, ...(source !== undefined && { source }) })
      response.json({ jobs: found.map(jobSummary) })
    })
    .get('/jobs/:id', requireAdmin, async (request, response) => {
      const run = await find(request)
      if (request.accepts(['application/json', 'text/event-stream']) === 'text/event-stream') {
        await streamRun(sourceRuns, run.id, response)
      } else response.json(run)
    })
    .get('/jobs/:id/files', requireAdmin, async (request, response) => {
      const { limit, offset, outcome, format } = readQuery(jobFilesSchema, request)
      const run = await find(request)
      const wanted = format ?? (request.accepts(['application/json', 'text/csv']) === 'text/csv' ? 'csv' : 'json')
      if (wanted === 'csv') await sendCsv(runs, run, outcome, response)
      else response.json(await runs.files(run.id, { limit, offset, ...(outcome !== undefined && { outcome }) }))
    })
    .delete('/jobs/:id', requireAdmin, async (request, response) => {
      const { id } = await find(request)
      await sourceRuns.cancel(id, principalOf(response).id)
      response.status(202).json(await find(request))
    })
}

/** Follows a run until it is over or the client leaves. A client that is slow gets the latest progress only. */
async function streamRun(sourceRuns: SourceRuns, runId: string, response: Response): Promise<void> {
  const signal = departureOf(response)
  const stream = openEventStream(response)
  try {
    for await (const news of sourceRuns.follow(runId, signal)) {
      sendNews(stream, news)
      await stream.drained()
    }
  } catch (error) {
    stream.send('error', problemOf(error))
  }
  stream.end()
}

function sendNews(stream: EventStream, news: RunNews): void {
  if (news.type === 'progress') stream.send('progress', news.progress)
  else if (news.type === 'file') stream.send('file', news.result)
  else if (news.run.status === 'succeeded') stream.send('done', news.run)
  else stream.send('error', problemOfJob(news.run))
}

async function sendCsv(
  runs: IngestRuns,
  { id }: IngestRun,
  outcome: FileOutcome | undefined,
  response: Response,
): Promise<void> {
  const signal = departureOf(response)
  response.type('text/csv').attachment(`lorekeep-run-${id}.csv`)
  for await (const piece of fileReportCsv(runs, id, outcome)) {
    if (signal.aborted) return
    if (!response.write(piece)) await Promise.race([once(response, 'drain'), once(response, 'close')])
  }
  response.end()
}
