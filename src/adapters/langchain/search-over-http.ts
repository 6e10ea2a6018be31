import * as z from 'zod'
import { LorekeepError, messageOf } from '../../domain/errors.ts'
import type { SearchFilters } from '../../domain/documents/passage.ts'

/** A running Lorekeep, and the key to ask it with. */
export interface LorekeepServer {
  /** For instance `https://lorekeep.example.com`. */
  readonly url: string
  readonly apiKey: string
  /** Most time that a search may take, in ms; 30,000 when not given. */
  readonly timeoutMs?: number
}

const passageSchema = z.object({
  documentId: z.string(),
  title: z.string(),
  source: z.string(),
  version: z.string(),
  page: z.number().optional(),
  headingPath: z.array(z.string()),
  text: z.string(),
  start: z.number(),
  end: z.number(),
  score: z.number(),
})

export type FoundPassage = z.infer<typeof passageSchema>

const foundSchema = z.object({ passages: z.array(passageSchema) })
const problemSchema = z.object({ detail: z.string(), hint: z.string().optional() })

/** `POST /api/v1/search` of another Lorekeep. @throws LorekeepError `index-unavailable`, `bad-request` */
export async function searchOverHttp(
  server: LorekeepServer,
  query: string,
  limit: number,
  filters: SearchFilters,
): Promise<readonly FoundPassage[]> {
  const response = await post(server, { query, limit, filters })
  const body: unknown = await response.json()
  if (response.ok) return foundSchema.parse(body).passages
  const problem = problemSchema.safeParse(body)
  throw new LorekeepError(
    'bad-request',
    problem.success ? problem.data.detail : `${server.url} answered ${response.status}.`,
    {
      ...(problem.success && problem.data.hint !== undefined && { hint: problem.data.hint }),
    },
  )
}

async function post({ url, apiKey, timeoutMs = 30_000 }: LorekeepServer, body: unknown): Promise<Response> {
  try {
    return await fetch(new URL('/api/v1/search', url), {
      method: 'POST',
      headers: { 'Authorization': `Bearer ${apiKey}`, 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(timeoutMs),
    })
  } catch (error) {
    throw new LorekeepError('index-unavailable', `Lorekeep at ${url} cannot be reached: ${messageOf(error)}.`, {
      hint: 'Check the address, and that the service runs.',
      cause: error,
    })
  }
}
