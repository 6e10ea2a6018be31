import type * as z from 'zod'
import type { RecordedRequest } from './recorded-requests.ts'
import { invalidRequest, type VendorError } from './vendor-error.ts'

type Issue = z.core.$ZodIssue
type Path = readonly PropertyKey[]

/**
 * The request's JSON as the schema's type.
 * @throws VendorError 415, or 400 that names the first field that is wrong, in OpenAI's words
 */
export function parseRequest<Output>(schema: z.ZodType<Output>, recorded: RecordedRequest): Output {
  if (!/^application\/json\b/i.test(recorded.headers['content-type'] ?? ''))
    throw invalidRequest(415, "Unsupported Media Type: Only 'application/json' is allowed", null)
  if ((recorded.headers['content-encoding'] ?? 'identity') !== 'identity')
    throw invalidRequest(415, 'Unsupported content encoding.', null)
  const body = recorded.body
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw invalidRequest(400, 'We could not parse the JSON body of your request. The API expects a JSON object.', null)
  const parsed = schema.safeParse(body)
  if (parsed.success) return parsed.data
  throw complaint(parsed.error.issues, body)
}

function complaint(issues: readonly Issue[], body: unknown, above: Path = []): VendorError {
  const issue = issues[0]
  if (issue === undefined) return invalidRequest(400, 'Invalid request.', null)
  const path = [...above, ...issue.path]
  if (issue.code === 'unrecognized_keys') {
    const param = written([...path, issue.keys[0] ?? ''])
    return invalidRequest(400, `Unknown parameter: '${param}'.`, 'unknown_parameter', param)
  }
  const value = valueAt(path, body)
  const param = written(path)
  const refuse = (message: string, code: string | null): VendorError => invalidRequest(400, message, code, param)
  if (value === undefined) return refuse(`Missing required parameter: '${param}'.`, 'missing_required_parameter')
  switch (issue.code) {
    case 'custom':
      return refuse(issue.message, null)
    case 'invalid_type':
      return refuse(
        `Invalid type for '${param}': expected ${issue.expected}, but got ${kindOf(value)}.`,
        'invalid_type',
      )
    case 'too_small':
      return Array.isArray(value)
        ? refuse(`Invalid '${param}': empty array.`, 'empty_array')
        : refuse(`Invalid '${param}': expected a value >= ${issue.minimum}.`, `${kindOf(value)}_below_min_value`)
    case 'too_big':
      return Array.isArray(value)
        ? refuse(`Invalid '${param}': array longer than ${issue.maximum}.`, 'array_above_max_length')
        : refuse(`Invalid '${param}': expected a value <= ${issue.maximum}.`, `${kindOf(value)}_above_max_value`)
    case 'invalid_union': {
      const kindFits = issue.errors.find((branch) => branch[0]?.code !== 'invalid_type' || branch[0].path.length > 0)
      if (kindFits !== undefined) return complaint(kindFits, body, path)
      return issue.errors.length > 0
        ? refuse(`Invalid type for '${param}': got ${kindOf(value)}.`, 'invalid_type')
        : refuse(`Invalid value: '${JSON.stringify(value)}'.`, 'invalid_value')
    }
    default:
      return refuse(`Invalid value: '${JSON.stringify(value)}'.`, 'invalid_value')
  }
}

function written(path: Path): string {
  return path.reduce<string>(
    (text, step) =>
      typeof step === 'number' ? `${text}[${step}]` : text === '' ? String(step) : `${text}.${String(step)}`,
    '',
  )
}

function valueAt(path: Path, body: unknown): unknown {
  return path.reduce<unknown>(
    (value, step) => (typeof value === 'object' && value !== null ? Reflect.get(value, step) : undefined),
    body,
  )
}

function kindOf(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'array'
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'decimal'
  return typeof value
}
