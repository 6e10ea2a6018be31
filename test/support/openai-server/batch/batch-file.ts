import * as z from 'zod'
import { type ChatCompletionRequest, chatRequestSchema } from '../chat-request.ts'
import { requireModel, type ServerProfile } from '../server-profile.ts'
import { invalidRequest, type VendorError } from '../vendor-error.ts'
import type { BatchRules } from './batch-vendor.ts'

/** A request of a file, which passed. */
export interface BatchLine {
  readonly customId: string
  readonly request: ChatCompletionRequest
}

const line = z.strictObject({
  custom_id: z.string().max(64),
  method: z.literal('POST'),
  url: z.string(),
  body: z.unknown(),
})

const mostLines = 50_000

/** The requests of a file. @throws VendorError for the first line that the vendor would refuse */
export function readBatchFile(text: string, rules: BatchRules, profile: ServerProfile): readonly BatchLine[] {
  const lines = text.split('\n').filter((one) => one.trim() !== '')
  if (lines.length === 0) throw wrong('The file holds no requests.', 'empty_file')
  if (lines.length > mostLines) throw wrong('The file holds too many requests.', 'too_many_tasks')
  const schema = chatRequestSchema(profile.vendor)
  const read = lines.map((one, at): BatchLine => {
    const parsed = line.safeParse(JSON.parse(one))
    if (!parsed.success) throw wrong(`Line ${at + 1} is no request.`, 'invalid_json_line')
    const { custom_id: customId, url, body } = parsed.data
    if (customId.length < rules.shortestCustomId) throw wrong('The custom_id is too short.', '1214')
    if (url !== rules.endpoint) throw wrong('The url does not match the endpoint.', 'mismatched_endpoint')
    const request = schema.safeParse(body)
    if (!request.success) throw wrong(`Line ${at + 1}: ${request.error.message}`, 'invalid_request')
    if (request.data.stream === true) throw wrong('A batch does not stream.', 'invalid_request')
    requireModel(request.data.model, profile)
    return { customId, request: request.data }
  })
  if (new Set(read.map(({ customId }) => customId)).size < read.length) {
    throw wrong('The custom_id is not unique.', 'duplicate_custom_id')
  }
  if (new Set(read.map(({ request }) => request.model)).size > 1) {
    throw wrong('The file names several models.', 'mismatched_model')
  }
  return read
}

function wrong(message: string, code: string): VendorError {
  return invalidRequest(400, message, code)
}
