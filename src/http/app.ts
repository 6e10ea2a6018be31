import express, { type Express } from 'express'
import helmet from 'helmet'
import { join } from 'node:path'
import type { BudgetLimits } from '../accounting/budgets/budget-limits.ts'
import type { WallClock } from '../domain/time/wall-clock.ts'
import type { ApiKeys } from '../access/api-keys.ts'
import type { SignIn } from '../access/sign-in.ts'
import type { WidgetSites } from '../access/widget-sites.ts'
import type { Ask } from '../answering/ask-request.ts'
import type { RedactText } from '../answering/redact-text.ts'
import type { Retrieve } from '../answering/retrieval/retrieve.ts'
import type { Batches } from '../batch/batches.ts'
import type { ReadOriginal } from '../../ingest/documents/read-original.ts'
import type { Verify } from '../../ingest/verify/verify.ts'
import type { RemoveDocuments } from '../../ingest/documents/remove-documents.ts'
import type { SourceRuns } from '../../ingest/runs/run-source.ts'
import type { UploadDocument } from '../../ingest/documents/upload-document.ts'
import type { ModelCatalogue } from '../domain/routing/model-catalogue.ts'
import type { Source } from '../domain/documents/source.ts'
import type { Readiness } from './readiness.ts'
import type { AnswerJournal } from '../ports/answer-journal.ts'
import type { BudgetStore } from '../ports/budget-store.ts'
import type { Clock } from '../ports/clock.ts'
import type { SourceFiles } from '../ports/source-files.ts'
import type { DocumentRegistry } from '../ports/document-registry.ts'
import type { IngestRuns } from '../ports/ingest-runs.ts'
import type { Ledger } from '../ports/ledger.ts'
import type { LiveValue } from '../ports/live-value.ts'
import type { Log } from '../ports/log.ts'
import { authenticate } from './authenticate.ts'
import { handleErrors, handleUnknownPath } from './handle-errors.ts'
import { accessRoutes } from './routes/access.ts'
import { adminPageRoute } from './routes/admin-page.ts'
import { answerRoutes } from './routes/answers.ts'
import { askRoutes } from './routes/ask.ts'
import { batchRoutes } from './routes/batch.ts'
import { type CacheRouteParts, cacheRoutes } from './routes/cache.ts'
import { budgetRoutes } from './routes/budgets.ts'
import { documentRoutes } from './routes/documents.ts'
import { ingestRoutes } from './routes/ingest.ts'
import { jobRoutes } from './routes/jobs.ts'
import { healthRoutes, metricsRoute, statusRoutes } from './routes/operations.ts'
import { redactRoutes } from './routes/redact.ts'
import { searchRoutes } from './routes/search.ts'
import { sessionRoutes, signInRoute } from './routes/session.ts'
import { type SourceRouteParts, sourceRoutes } from './routes/sources.ts'
import { verifyRoute } from './routes/verify.ts'
import { usageRoutes } from './routes/usage.ts'
import { widgetCors } from './widget-cors.ts'

const maxBody = '64kb'
/** Room for the longest text that `POST /redact` takes, each character escaped. */
const maxTextBody = '1mb'
/** Room for the longest questionnaire. */
const maxBatchBody = '10mb'

export interface AppParts extends SourceRouteParts, CacheRouteParts {
  readonly ask: Ask
  readonly batches: Batches
  readonly search: Retrieve
  readonly redactText: RedactText
  readonly registry: DocumentRegistry
  readonly sourceFiles: SourceFiles
  readonly journal: AnswerJournal
  readonly ledger: Ledger
  readonly budgets: BudgetStore
  readonly budgetLimits: BudgetLimits
  /** Says when the days and months of budgets begin. */
  readonly wallClock: WallClock
  readonly readOriginal: ReadOriginal
  readonly verify: Verify
  readonly remove: RemoveDocuments
  readonly upload: UploadDocument
  readonly keys: ApiKeys
  readonly signIn: SignIn
  readonly sites: WidgetSites
  readonly catalogue: LiveValue<ModelCatalogue>
  readonly runs: IngestRuns
  readonly sourceRuns: SourceRuns
  /** When a source with a schedule is ingested next. */
  readonly nextRun?: (source: Source) => number | undefined
  readonly readiness: Readiness
  /** What the service counted, for Prometheus. */
  readonly exposition: () => string | Promise<string>
  readonly clock: Clock
  readonly log: Log
  readonly settings: {
    readonly adminToken: string
    readonly sessionHours: number
    readonly isSecure: boolean
    readonly webFolder: string
    readonly version: string
  }
}

/** The HTTP side: pages, API and operations. */
export function createApp(parts: AppParts): Express {
  const { settings } = parts
  const app = express()
  app.disable('x-powered-by')
  app.use(
    helmet({
      contentSecurityPolicy: { useDefaults: false, directives: pagePolicy },
      strictTransportSecurity: settings.isSecure,
    }),
  )

  app.use(healthRoutes(parts.readiness, settings.version))
  app.use(signInRoute(parts.signIn, { ...settings, signInPage: join(settings.webFolder, 'static/sign-in.html') }))
  app.get('/widget.js', allowEmbedding, sendFile(join(settings.webFolder, 'widget.js')))
  app.get('/app.js', sendFile(join(settings.webFolder, 'app.js')))
  app.use(adminPageRoute({ ...parts, adminToken: settings.adminToken }, settings.webFolder))
  app.use(express.static(join(settings.webFolder, 'static'), { index: 'index.html', maxAge: 0 }))

  app.use('/metrics', authenticate({ ...parts, adminToken: settings.adminToken }))
  app.use(metricsRoute(parts.exposition))

  const api = express.Router()
  api.use(widgetCors(parts.sites))
  api.use(authenticate({ ...parts, adminToken: settings.adminToken }))
  api.use('/redact', express.json({ limit: maxTextBody }))
  api.use('/batch', express.json({ limit: maxBatchBody }))
  api.use(express.json({ limit: maxBody }))
  api.use(askRoutes(parts.ask))
  api.use(batchRoutes(parts.batches, parts.clock))
  api.use(searchRoutes(parts.search))
  api.use(redactRoutes(parts.redactText))
  api.use(answerRoutes(parts.journal, parts.registry, parts.clock))
  api.use(documentRoutes(parts))
  api.use(sourceRoutes(parts))
  api.use(usageRoutes(parts))
  api.use(budgetRoutes(parts.budgetLimits, parts.catalogue))
  api.use(cacheRoutes(parts))
  api.use(accessRoutes(parts.keys, parts.sites))
  api.use(sessionRoutes())
  api.use(verifyRoute(parts.verify))
  api.use(ingestRoutes(parts))
  api.use(jobRoutes(parts))
  api.use(statusRoutes(parts.registry, parts.runs))
  app.use('/api/v1', api)

  app.use(handleUnknownPath)
  app.use(handleErrors(parts.log))
  return app
}

/** Pages run our own scripts and styles and talk to us, and nothing else. */
const pagePolicy = {
  'default-src': ["'none'"],
  'script-src': ["'self'"],
  'style-src': ["'self'"],
  'img-src': ["'self'", 'data:'],
  'connect-src': ["'self'"],
  'base-uri': ["'none'"],
  'form-action': ["'self'"],
  'frame-ancestors': ["'none'"],
}

const allowEmbedding: express.RequestHandler = (_request, response, next) => {
  response.set('Cross-Origin-Resource-Policy', 'cross-origin')
  next()
}

function sendFile(path: string): express.RequestHandler {
  return (_request, response) => {
    response.sendFile(path, { maxAge: 0 })
  }
}
