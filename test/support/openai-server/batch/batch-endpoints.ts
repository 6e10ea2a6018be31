import type { Exchange } from '../exchange.ts'
import { invalidRequest } from '../vendor-error.ts'
import type { Route } from '../endpoint.ts'
import type { BatchDesk } from './batch-desk.ts'
import type { BatchRules } from './batch-vendor.ts'

/** `/files` and `/batches`, as far as batches need them. */
export function batchEndpoints(desk: BatchDesk, rules: BatchRules): readonly Route[] {
  const at = (path: string) => new RegExp(`^${rules.prefix}${path}$`)
  return [
    {
      method: 'POST',
      path: at('/files'),
      serve: async (exchange) => {
        const { name, text } = await readUpload(exchange)
        await exchange.sendJson(200, desk.keep(name, text))
      },
    },
    { method: 'GET', path: at('/files/([^/]+)'), serve: (exchange, id) => exchange.sendJson(200, desk.fileObject(id)) },
    { method: 'DELETE', path: at('/files/([^/]+)'), serve: (exchange, id) => exchange.sendJson(200, desk.delete(id)) },
    {
      method: 'GET',
      path: at('/files/([^/]+)/content'),
      serve: (exchange, id) => exchange.send(200, 'application/octet-stream', desk.contentOf(id)),
    },
    {
      method: 'POST',
      path: at('/batches'),
      serve: (exchange) => exchange.sendJson(200, desk.create(readCreation(exchange, rules), exchange.record)),
    },
    {
      method: 'GET',
      path: at('/batches'),
      serve: (exchange) => {
        const query = new URL(exchange.record.url, 'http://x').searchParams
        return exchange.sendJson(200, desk.list(query.get('after') ?? undefined, Number(query.get('limit') ?? 20)))
      },
    },
    { method: 'GET', path: at('/batches/([^/]+)'), serve: (exchange, id) => exchange.sendJson(200, desk.look(id)) },
    {
      method: 'POST',
      path: at('/batches/([^/]+)/cancel'),
      serve: (exchange, id) => exchange.sendJson(200, desk.cancel(id)),
    },
  ]
}

async function readUpload({ record }: Exchange): Promise<{ readonly name: string; readonly text: string }> {
  const type = record.headers['content-type'] ?? ''
  if (!type.startsWith('multipart/form-data')) throw invalidRequest(415, 'A file is uploaded as a form.', null)
  const form = await new Response(record.bodyText, { headers: { 'content-type': type } }).formData()
  const file = form.get('file')
  if (form.get('purpose') !== 'batch') throw invalidRequest(400, "Invalid value for 'purpose'.", null, 'purpose')
  if (!(file instanceof File)) throw invalidRequest(400, "Missing required parameter: 'file'.", null, 'file')
  if (!file.name.endsWith('.jsonl')) throw invalidRequest(400, 'The file must be JSONL.', 'invalid_file_format')
  return { name: file.name, text: await file.text() }
}

function readCreation({ record }: Exchange, rules: BatchRules): Readonly<Record<string, unknown>> {
  const fields = { ...(record.body as Readonly<Record<string, unknown>>) }
  const missing = rules.required.find((name) => !Object.hasOwn(fields, name))
  if (missing !== undefined) throw invalidRequest(400, `Missing required parameter: '${missing}'.`, null, missing)
  const known = new Set([...rules.required, ...rules.optional])
  const unknown = Object.keys(fields).find((name) => !known.has(name))
  if (unknown !== undefined) throw invalidRequest(400, `Unknown parameter: '${unknown}'.`, 'unknown_parameter', unknown)
  if (fields['endpoint'] !== rules.endpoint) throw invalidRequest(400, 'Invalid endpoint.', null, 'endpoint')
  if (rules.window !== undefined && !rules.window.test(String(fields['completion_window']))) {
    throw invalidRequest(400, 'Invalid completion_window.', null, 'completion_window')
  }
  const wrong = Object.keys(fields['metadata'] ?? {}).find((name) => rules.metadata?.includes(name) === false)
  if (wrong !== undefined) throw invalidRequest(400, `Unknown metadata: '${wrong}'.`, null, 'metadata')
  return fields
}
