import * as z from 'zod'
import type { SourceDefinition } from '../../ingest/sources/source-definition.ts'
import {
  type Budget,
  budgetKinds,
  budgetPeriods,
  budgetUnits,
  defaultExhaustionPolicy,
  defaultWarnAt,
  exhaustionPolicies,
  problemOfTerms,
} from '../domain/accounting/budget.ts'
import { classifications } from '../domain/access/classification.ts'
import { fileOutcomes } from '../domain/ingest/ingest-report.ts'
import { usageGroupings } from '../domain/accounting/ledger-entry.ts'
import type { SearchFilters } from '../domain/documents/passage.ts'
import { parseTimeSpan } from '../domain/time/time-span.ts'
import { defaultMaxPages } from '../domain/documents/source.ts'

const maxQuestionCharacters = 4000

const question = z
  .string()
  .max(maxQuestionCharacters, `must have at most ${maxQuestionCharacters} characters`)
  .refine((text) => text.trim() !== '', 'must not be empty')

const day = z.iso.date('must be a day such as 2026-03-31')

const filtersSchema = z
  .strictObject({
    source: z.string().min(1).optional(),
    documentId: z.string().min(1).optional(),
    type: z.string().min(1).optional(),
    language: z.enum(['en', 'zh']).optional(),
    classification: z.enum(classifications).optional(),
    after: day.optional(),
    before: day.optional(),
  })
  .transform((filters): SearchFilters => JSON.parse(JSON.stringify(filters)) as SearchFilters)

const conversationId = z.string().min(1).max(64).optional()

export const askSchema = z.strictObject({
  question,
  conversationId,
  stream: z.boolean().optional(),
  filters: filtersSchema.optional(),
  cache: z.literal('bypass').optional(),
})

export const clearCacheSchema = z.strictObject({
  documentId: z.string().min(1).optional(),
  olderThan: z
    .string()
    .transform((text, context) => {
      const span = parseTimeSpan(text)
      if (span === undefined) context.addIssue('must be a length of time such as 12h, 30d or 2w')
      return span
    })
    .optional(),
})

export const batchSchema = z.strictObject({
  questions: z.array(z.unknown()),
  name: z.string().trim().min(1).max(200).optional(),
  sharesCalls: z.boolean().optional(),
  mayWait: z.boolean().optional(),
})

export const batchesSchema = z.strictObject({ limit: z.coerce.number().int().min(1).max(100).default(20) })

export const batchFileSchema = z.strictObject({
  name: z.string().trim().min(1).max(200).optional(),
  sharesCalls: z.enum(['true', 'false']).optional(),
  mayWait: z.enum(['true', 'false']).optional(),
})

export const batchResultsSchema = z.strictObject({
  format: z.enum(['json', 'csv', 'jsonl', 'xlsx']).optional(),
  results: z.enum(['true', 'false']).default('true'),
})

export const searchSchema = z.strictObject({
  query: question,
  limit: z.int().min(1).max(50).default(10),
  filters: filtersSchema.optional(),
})

const maxRedactedCharacters = 100_000

export const redactSchema = z.strictObject({
  text: z.string().max(maxRedactedCharacters, `must have at most ${maxRedactedCharacters} characters`),
  conversationId,
})

export const feedbackSchema = z.strictObject({
  rating: z.enum(['up', 'down']),
  comment: z.string().max(2000).optional(),
})

const names = z.array(z.string().min(1).max(64)).max(100)

export const keySchema = z.strictObject({
  name: z.string().trim().min(1).max(100),
  groups: names.default([]),
  team: z.string().trim().min(1).max(64).optional(),
})

export const siteSchema = z.strictObject({
  origin: z.string().min(1).max(300),
  name: z.string().trim().min(1).max(100),
  groups: names.default([]),
})

export const widgetTokenSchema = z.strictObject({ origin: z.string().min(1).max(300) })

export const pageSchema = z.strictObject({
  limit: z.coerce.number().int().min(1).max(500).default(100),
  offset: z.coerce.number().int().min(0).default(0),
  source: z.string().min(1).optional(),
})

export const ingestSchema = z
  .strictObject({
    source: z.string().min(1).optional(),
    path: z.string().min(1).max(4096).optional(),
    retryFailed: z.boolean().optional(),
    atomic: z.boolean().optional(),
  })
  .refine(({ source, path }) => source !== undefined || path !== undefined, 'name a source, or a path in one')

export const jobsSchema = z.strictObject({
  source: z.string().min(1).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
})

export const jobFilesSchema = z.strictObject({
  limit: z.coerce.number().int().min(1).max(500).default(100),
  offset: z.coerce.number().int().min(0).default(0),
  outcome: z.enum(fileOutcomes).optional(),
  format: z.enum(['json', 'csv']).optional(),
})

export const contentSchema = z.strictObject({
  format: z.enum(['original', 'text']).default('original'),
  version: z.string().min(1).optional(),
})

export const usageSchema = z
  .strictObject({
    from: day.optional(),
    to: day.optional(),
    by: z.enum(usageGroupings).optional(),
    /** The former name of `by`. */
    groupBy: z.enum(usageGroupings).optional(),
    format: z.enum(['json', 'csv']).default('json'),
  })
  .refine(({ from = '', to = from }) => from <= to, 'from must not be after to')
  .transform(({ by, groupBy, ...query }) => ({ ...query, by: by ?? groupBy ?? ('day' as const) }))

export const uploadSchema = z.strictObject({
  groups: z.string().max(2000).optional(),
  classification: z.enum(classifications).optional(),
  title: z.string().trim().min(1).max(300).optional(),
})

const budgetSchema = z
  .strictObject({
    kind: z.enum(budgetKinds),
    id: z.string().trim().min(1).max(100).optional(),
    period: z.enum(budgetPeriods),
    limitMicros: z.int().min(0).optional(),
    limitTokens: z.int().min(0).optional(),
    warnAt: z.array(z.int().min(1).max(100)).max(10).optional(),
    whenExhausted: z.enum(exhaustionPolicies).default(defaultExhaustionPolicy),
    cheaperFrom: z.int().min(1).max(100).optional(),
  })
  .refine(({ kind, id }) => kind !== 'organisation' || (id ?? '*') === '*', 'the id of the organisation is *')
  .refine(({ kind, id }) => kind === 'organisation' || id !== undefined, 'name an id')
  .refine(
    ({ limitMicros, limitTokens }) => (limitMicros === undefined) !== (limitTokens === undefined),
    'set limitMicros or limitTokens',
  )
  .transform(({ limitMicros, limitTokens, warnAt = defaultWarnAt, cheaperFrom, id = '*', ...terms }): Budget => ({
    ...terms,
    id,
    ...(limitTokens === undefined
      ? { unit: 'money', limit: limitMicros ?? 0 }
      : { unit: 'tokens', limit: limitTokens }),
    warnAt: [...new Set(warnAt)].toSorted((a, b) => a - b),
    ...(cheaperFrom !== undefined && { cheaperFrom }),
  }))
  .superRefine((budget, context) => {
    const problem = problemOfTerms(budget)
    if (problem !== undefined) context.addIssue({ code: 'custom', path: ['cheaperFrom'], message: problem })
  })

export const budgetsSchema = z.strictObject({ budgets: z.array(budgetSchema).max(1000) })

export const budgetKeySchema = z
  .object({ kind: z.enum(budgetKinds), id: z.string().min(1), period: z.enum(budgetPeriods) })
  .readonly()

export const budgetUnitSchema = z.strictObject({ unit: z.enum(budgetUnits).default('money') })

export const verifySchema = z.strictObject({
  source: z.string().min(1).max(4096).optional(),
  repair: z.boolean().default(false),
})

const address = z.string().min(1).max(2000)
const credential = z.string().min(1).max(40).optional()

const originSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('folder'), path: z.string().min(1).max(4000) }),
  z.strictObject({ kind: z.literal('git'), url: address, branch: z.string().min(1).max(200).optional(), credential }),
  z.strictObject({
    kind: z.literal('web'),
    start: z.array(address).max(1000).default([]),
    sitemaps: z.array(address).max(1000).default([]),
    maxPages: z.int().min(1).default(defaultMaxPages),
    allowPrivate: z.boolean().default(false),
    credential,
  }),
  z.strictObject({
    kind: z.literal('s3'),
    bucket: z.string().min(1).max(63),
    prefix: z.string().min(1).max(1024).optional(),
    region: z.string().min(1).max(40).optional(),
    endpoint: address.optional(),
    credential,
  }),
])

const globs = z.array(z.string().min(1).max(500)).max(200)

const definitionSchema = z.strictObject({
  name: z.string().min(1).max(100),
  origin: originSchema,
  groups: names.optional(),
  classification: z.enum(classifications).optional(),
  owner: z.string().trim().min(1).max(200).optional(),
  include: globs.optional(),
  exclude: globs.optional(),
  schedule: z.string().min(1).max(200).optional(),
})

export const sourceSchema = definitionSchema
  .extend({ replace: z.boolean().default(false) })
  .transform(({ replace, ...definition }) => ({
    replace,
    // What was left out is absent rather than undefined from here on.
    definition: JSON.parse(JSON.stringify(definition)) as SourceDefinition,
  }))
