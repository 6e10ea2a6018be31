import express, { type Request, type Response, Router } from 'express'
import multer from 'multer'
import type { Batches, BatchResult, GivenBatch } from '../../batch/batches.ts'
import { type QuestionFormat, readQuestionnaire } from '../../batch/read-questionnaire.ts'
import { questionnaireOfList } from '../../batch/read-json-questions.ts'
import { publicResult } from '../../batch/result-row.ts'
import type { ResultFormat } from '../../batch/result-formats.ts'
import { writeResults } from '../../batch/write-results.ts'
import type { Batch } from '../../domain/batch/batch.ts'
import { LorekeepError } from '../../domain/errors.ts'
import type { Clock } from '../../ports/clock.ts'
import { principalOf } from '../authenticate.ts'
import { publicBatch } from '../public-batch.ts'
import { batchesSchema, batchFileSchema, batchResultsSchema, batchSchema } from '../schemas.ts'
import { readBody, readQuery } from '../validate.ts'

const maxFileBytes = 10 * 1024 * 1024
const excelType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** What a body of a type is read as; of any other type, what it looks like. */
const formatsByType: Readonly<Record<string, QuestionFormat>> = {
  'text/csv': 'csv',
  'text/tab-separated-values': 'csv',
  'application/jsonl': 'jsonl',
  'application/x-ndjson': 'jsonl',
  'application/x-jsonlines': 'jsonl',
  [excelType]: 'xlsx',
}

const typesOf = {
  csv: 'text/csv; charset=utf-8',
  jsonl: 'application/x-ndjson; charset=utf-8',
  xlsx: excelType,
} as const satisfies Record<ResultFormat, string>

/** `POST /batch` in JSON, as a file or as a form; `GET /batch`, `GET` and `DELETE /batch/:id`. */
export function batchRoutes(batches: Batches, clock: Clock): Router {
  const receiveForm = multer({
    storage: multer.memoryStorage(),
    limits: { fileSize: maxFileBytes, files: 1, fields: 10 },
  })
  const receiveBytes = express.raw({
    type: (request) => !/^(?:application\/json|multipart\/)/i.test(request.headers['content-type'] ?? ''),
    limit: maxFileBytes,
  })
  return Router()
    .post('/batch', receiveForm.single('file'), receiveBytes, async (request, response) => {
      const batch = await batches.submit(readBatch(request), principalOf(response))
      response.status(202).location(`/api/v1/batch/${batch.id}`).json(publicBatch(batch, clock()))
    })
    .get('/batch', async (request, response) => {
      const { limit } = readQuery(batchesSchema, request)
      const found = await batches.list(principalOf(response), limit)
      response.json({ batches: found.map((batch) => publicBatch(batch, clock())) })
    })
    .get('/batch/:id', async (request, response) => {
      const { format, results } = readQuery(batchResultsSchema, request)
      const batch = await batches.get(request.params.id, principalOf(response))
      const wanted = format ?? formatAccepted(request)
      if (wanted !== 'json') return sendFile(batches, batch, wanted, response)
      const status = publicBatch(batch, clock())
      if (results === 'false') response.json(status)
      else response.json({ ...status, results: (await all(batches.results(batch))).map(publicResult) })
    })
    .delete('/batch/:id', async (request, response) => {
      const batch = await batches.cancel(request.params.id, principalOf(response))
      response.status(202).json(publicBatch(batch, clock()))
    })
}

function readBatch(request: Request): GivenBatch {
  if (request.is('application/json')) {
    const { questions, name = 'questions', sharesCalls = true, mayWait = false } = readBody(batchSchema, request)
    return { name, questionnaire: questionnaireOfList(questions, 'The request'), sharesCalls, mayWait }
  }
  const { name, sharesCalls, mayWait } = readQuery(batchFileSchema, request)
  const shared = { sharesCalls: sharesCalls !== 'false', mayWait: mayWait === 'true' }
  if (request.file !== undefined) {
    const fileName = Buffer.from(request.file.originalname, 'latin1').toString('utf8')
    return { name: name ?? fileName, questionnaire: readQuestionnaire(request.file.buffer, fileName), ...shared }
  }
  const bytes: unknown = request.body
  if (!Buffer.isBuffer(bytes) || bytes.length === 0) {
    throw new LorekeepError('bad-request', 'The request holds no questions.', {
      hint: 'Send {"questions": ["…"]} as JSON; CSV, JSONL or XLSX as the body with its type; or the multipart field "file".',
    })
  }
  const type = (request.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
  const file = name ?? 'The file'
  return { name: name ?? 'questions', questionnaire: readQuestionnaire(bytes, file, formatsByType[type]), ...shared }
}

function formatAccepted(request: Request): ResultFormat | 'json' {
  const accepted = request.accepts(['application/json', 'text/csv', 'application/x-ndjson', excelType])
  if (accepted === 'text/csv') return 'csv'
  if (accepted === 'application/x-ndjson') return 'jsonl'
  return accepted === excelType ? 'xlsx' : 'json'
}

async function sendFile(batches: Batches, batch: Batch, format: ResultFormat, response: Response): Promise<void> {
  const bytes = writeResults(batch, await all(batches.results(batch)), format)
  response.attachment(`lorekeep-batch-${batch.id}.${format}`)
  response.set('Content-Type', typesOf[format]).send(Buffer.from(bytes))
}

async function all(results: AsyncIterable<BatchResult>): Promise<readonly BatchResult[]> {
  const list: BatchResult[] = []
  for await (const result of results) list.push(result)
  return list
}
