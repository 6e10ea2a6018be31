import * as z from 'zod'
import { LorekeepError, messageOf } from '../domain/errors.ts'
import type { EvaluationRun } from './evaluation-run.ts'
import { grades, notJudgedReasons } from './judging/judgement.ts'

const count = z.int().nonnegative()
const milliseconds = z.number().nonnegative()
const tier = z.enum(['extractive', 'on-prem', 'cloud'])

const golden = z.object({
  id: z.string(),
  question: z.string(),
  language: z.enum(['en', 'zh']),
  documents: z.array(z.string()),
  passage: z.string().exactOptional(),
  answer: z.string().exactOptional(),
  status: z.enum(['answered', 'abstained', 'blocked', 'review']),
  route: tier.exactOptional(),
  tags: z.array(z.string()),
})

const found = z.object({
  source: z.string(),
  page: z.number().exactOptional(),
  headingPath: z.array(z.string()),
  score: z.number(),
  documents: z.array(z.string()),
  holdsPassage: z.boolean(),
})

const citation = z.object({
  source: z.string(),
  page: z.number().exactOptional(),
  quote: z.string(),
  support: z.enum(['supported', 'weak', 'unsupported']),
  documents: z.array(z.string()),
  quotesPassage: z.boolean(),
})

const answer = z.object({
  id: z.string(),
  status: z.enum(['answered', 'abstained', 'blocked']),
  text: z.string(),
  citations: z.array(citation),
  sentences: z.object({ supported: count, weak: count, unsupported: count }).exactOptional(),
  tier,
  provider: z.string(),
  model: z.string(),
  reasons: z.array(z.string()),
  milliseconds,
  firstTokenMs: milliseconds.exactOptional(),
  promptTokens: count,
  completionTokens: count,
  costMicros: count,
  baselineMicros: count,
})

const spent = { promptTokens: count, completionTokens: count, costMicros: count }

const judgement = z.union([
  z.object({ grade: z.enum(grades), isComplete: z.boolean(), why: z.string(), judge: z.string(), ...spent }),
  z.object({ notJudged: z.enum(notJudgedReasons), detail: z.string(), ...spent }),
])

const runSchema = z.object({
  format: z.literal('lorekeep-evaluation-1'),
  startedAt: count,
  finishedAt: count,
  measured: z.object({
    lorekeep: z.string(),
    embedder: z.string().optional(),
    documents: count,
    chunks: count,
    policy: z.string(),
    models: z.array(z.string()),
    currency: z.string(),
  }),
  conditions: z.object({
    questions: z.string(),
    groups: z.array(z.string()).optional(),
    retrievalOnly: z.boolean(),
    usesCache: z.boolean(),
    concurrency: count,
    compression: z.enum(['on', 'off', 'by-model', 'unknown']).default('unknown'),
    judges: z.array(z.string()).optional(),
  }),
  notes: z.array(z.string()),
  summaries: z.record(z.string(), z.record(z.string(), z.object({ value: z.number(), questions: count }))),
  results: z.array(
    z.object({
      golden,
      found: z.array(found),
      searchMs: milliseconds,
      answer: answer.exactOptional(),
      judgement: judgement.exactOptional(),
      failure: z.object({ code: z.string(), message: z.string() }).exactOptional(),
    }),
  ),
})

/**
 * The run in a run file.
 * @throws LorekeepError `bad-arguments` for a file that holds none
 */
export function readRun(fileText: string, file: string): EvaluationRun {
  let json: unknown
  try {
    json = JSON.parse(fileText)
  } catch (error) {
    throw noRun(file, messageOf(error), error)
  }
  const parsed = runSchema.safeParse(json)
  if (parsed.success) return parsed.data as EvaluationRun
  const [issue] = parsed.error.issues
  throw noRun(file, `${issue?.path.join('.')}: ${issue?.message}`, parsed.error)
}

function noRun(file: string, reason: string, cause: unknown): LorekeepError {
  return new LorekeepError('bad-arguments', `${file} is not an evaluation (${reason}).`, {
    hint: 'Name a run.json that "lorekeep eval" wrote.',
    cause,
  })
}
