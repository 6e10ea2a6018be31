import { randomUUID } from 'node:crypto'
import type { BehaviourScript } from '../behaviour-script.ts'
import type { ChatBehaviour } from '../behaviours.ts'
import type { ChatCompletionRequest } from '../chat-request.ts'
import { secondsNow } from '../completion-identity.ts'
import type { RecordedRequest } from '../recorded-requests.ts'
import type { ServerProfile } from '../server-profile.ts'
import type { Usage } from '../usage.ts'
import { invalidRequest } from '../vendor-error.ts'
import { type BatchLine, readBatchFile } from './batch-file.ts'
import { type RequestFate, resultOf } from './batch-results.ts'
import type { BatchRules } from './batch-vendor.ts'

interface KeptFile {
  readonly text: string
  readonly filename: string
  looks: number
}

interface KeptBatch {
  readonly id: string
  readonly fields: Readonly<Record<string, unknown>>
  readonly lines: readonly BatchLine[]
  readonly recorded: RecordedRequest
  status: string
  looks: number
  results: Readonly<Partial<Record<'output' | 'error', string>>>
  counts: { readonly completed: number; readonly failed: number }
}

/** What a test decides and sees of the batches of a server. */
export interface BatchControl {
  /** How often a batch is looked at before it ends; 1 unless set. */
  looksNeeded: number
  /** How it ends, unless it is cancelled. */
  ending: 'completed' | 'expired' | 'failed'
  /** What becomes of each request. */
  fateOf: (request: ChatCompletionRequest) => RequestFate
  /** How many requests are answered of a batch that is cancelled. */
  answeredWhenCancelled: number
  readonly created: readonly { readonly id: string; readonly status: string; readonly prompts: readonly string[] }[]
  /** Files that are there still, results too. */
  readonly filesKept: number
  /** What is billed. */
  readonly billed: readonly { readonly model: string; readonly usage: Usage }[]
}

const ended: ReadonlySet<string> = new Set(['completed', 'failed', 'expired', 'cancelled'])

/** Takes files and batches in, and carries them out when it is asked how they stand. */
export class BatchDesk implements BatchControl {
  looksNeeded = 1
  ending: BatchControl['ending'] = 'completed'
  fateOf: BatchControl['fateOf'] = () => 'answered'
  answeredWhenCancelled = 0
  readonly billed: { readonly model: string; readonly usage: Usage }[] = []
  readonly #files = new Map<string, KeptFile>()
  readonly #batches: KeptBatch[] = []
  readonly #rules: BatchRules
  readonly #profile: ServerProfile
  readonly #script: BehaviourScript<ChatCompletionRequest, ChatBehaviour>

  constructor(
    rules: BatchRules,
    profile: ServerProfile,
    script: BehaviourScript<ChatCompletionRequest, ChatBehaviour>,
  ) {
    this.#rules = rules
    this.#profile = profile
    this.#script = script
  }

  get created() {
    return this.#batches.map(({ id, status, lines }) => ({
      id,
      status,
      prompts: lines.map(({ request }) => JSON.stringify(request.messages)),
    }))
  }

  get filesKept(): number {
    return this.#files.size
  }

  reset(): void {
    this.looksNeeded = 1
    this.ending = 'completed'
    this.fateOf = () => 'answered'
    this.answeredWhenCancelled = 0
    this.billed.length = 0
    this.#files.clear()
    this.#batches.length = 0
  }

  keep(filename: string, text: string): unknown {
    const id = `file-${randomUUID()}`
    this.#files.set(id, { text, filename, looks: 0 })
    return this.fileObject(id)
  }

  /** Each time it is looked at, its check has come further. */
  fileObject(id: string): unknown {
    const file = this.#file(id)
    const statuses = this.#rules.fileStatuses
    const status = statuses[Math.min(file.looks, statuses.length - 1)]
    file.looks += 1
    const bytes = Buffer.byteLength(file.text)
    return { id, object: 'file', purpose: 'batch', filename: file.filename, bytes, created_at: secondsNow(), status }
  }

  contentOf(id: string): string {
    return this.#file(id).text
  }

  delete(id: string): unknown {
    this.#file(id)
    this.#files.delete(id)
    return { id, object: 'file', deleted: true }
  }

  create(fields: Readonly<Record<string, unknown>>, recorded: RecordedRequest): unknown {
    const file = this.#file(String(fields['input_file_id']))
    if (file.looks < this.#rules.fileStatuses.length) {
      throw invalidRequest(400, 'The input file is not processed yet.', 'invalid_file_status')
    }
    const lines = readBatchFile(file.text, this.#rules, this.#profile)
    const counts = { completed: 0, failed: 0 }
    const id = `batch_${randomUUID()}`
    const batch = { id, fields, lines, recorded, status: 'validating', looks: 0, results: {}, counts }
    this.#batches.unshift(batch)
    return this.#object(batch)
  }

  look(id: string): unknown {
    const batch = this.#batch(id)
    batch.looks += 1
    if (batch.status === 'cancelling') this.#end(batch, 'cancelled')
    else if (!ended.has(batch.status)) {
      if (batch.looks >= this.looksNeeded) this.#end(batch, this.ending)
      else batch.status = 'in_progress'
    }
    return this.#object(batch)
  }

  list(after: string | undefined, limit: number): unknown {
    const start = after === undefined ? 0 : this.#batches.findIndex(({ id }) => id === after) + 1
    const page = this.#batches.slice(start, start + limit)
    return {
      object: 'list',
      data: page.map((batch) => this.#object(batch)),
      first_id: page[0]?.id ?? null,
      last_id: page.at(-1)?.id ?? null,
      has_more: start + limit < this.#batches.length,
    }
  }

  cancel(id: string): unknown {
    const batch = this.#batch(id)
    if (ended.has(batch.status)) throw invalidRequest(409, `Cannot cancel a batch with status '${batch.status}'.`, null)
    batch.status = 'cancelling'
    return this.#object(batch)
  }

  #end(batch: KeptBatch, status: string): void {
    batch.status = status
    if (status === 'failed') return
    const results = batch.lines.flatMap((line, at) => {
      const fate = status === 'cancelled' && at >= this.answeredWhenCancelled ? 'forgotten' : this.fateOf(line.request)
      if (fate === 'forgotten') return []
      const result = resultOf(
        line,
        fate,
        this.#script.next(line.request, batch.recorded),
        batch.recorded,
        this.#profile,
      )
      if (result.usage !== undefined) this.billed.push({ model: line.request.model, usage: result.usage })
      return [result]
    })
    const fileOf = (wanted: 'output' | 'error') => {
      const lines = results.filter(({ file }) => file === wanted).map(({ line }) => `${line}\n`)
      if (lines.length === 0) return {}
      const id = `file-${wanted}-${randomUUID()}`
      this.#files.set(id, { text: lines.join(''), filename: `${batch.id}_${wanted}.jsonl`, looks: 0 })
      return { [wanted]: id }
    }
    const completed = results.filter(({ file }) => file === 'output').length
    batch.results = { ...fileOf('output'), ...fileOf('error') }
    batch.counts = { completed, failed: results.length - completed }
  }

  #object({ id, fields, lines, status, results, counts }: KeptBatch): unknown {
    const { noFile } = this.#rules
    const data = [{ code: 'token_limit_exceeded', message: 'Enqueued token limit reached.', param: null, line: null }]
    return {
      ...fields,
      id,
      object: 'batch',
      status,
      errors: status === 'failed' ? { object: 'list', data } : null,
      output_file_id: results.output ?? noFile,
      error_file_id: results.error ?? noFile,
      created_at: secondsNow(),
      request_counts: { total: lines.length, ...counts },
    }
  }

  #file(id: string): KeptFile {
    const file = this.#files.get(id)
    if (file === undefined) throw invalidRequest(404, `No such File object: ${id}`, null, 'id')
    return file
  }

  #batch(id: string): KeptBatch {
    const batch = this.#batches.find((one) => one.id === id)
    if (batch === undefined) throw invalidRequest(404, `No batch found with id '${id}'.`, null)
    return batch
  }
}
