import { z } from 'zod'
import { parseGroupName } from '../../src/domain/access/access-label.ts'
import { classifications } from '../../src/domain/access/classification.ts'
import { LorekeepError } from '../../src/domain/errors.ts'
import type { Language } from '../../src/domain/language.ts'

const words = z.string().trim().min(1, 'must not be empty').max(300, 'must have at most 300 characters')

/** `2026` as a title is a number to YAML, but not to the person who wrote it. */
const title = z.union([words, z.number().transform(String)], 'must be a text')

const group = z.string('must be a text').transform((name, context) => {
  try {
    return parseGroupName(name)
  } catch (error) {
    if (!(error instanceof LorekeepError)) throw error
    context.issues.push({ code: 'custom', message: error.message, input: name })
    return z.NEVER
  }
})

/** One group may be written without a list. */
const groups = z
  .preprocess(
    (value) => (typeof value === 'string' ? value.split(',') : value),
    z.array(group, 'must be a list of group names'),
  )
  .transform((names) => [...new Set(names)])

const classification = z.preprocess(
  (value) => (typeof value === 'string' ? value.trim().toLowerCase() : value),
  z.enum(classifications, `must be one of ${classifications.join(', ')}`),
)

/** `en`, `zh`, and either with a region or script, such as `zh-CN`. */
const language = z
  .string('must be en or zh')
  .regex(/^(?:en|zh)(?:[-_][A-Za-z]{2,4})*$/i, 'must be en or zh')
  .transform((tag) => tag.slice(0, 2).toLowerCase() as Language)

/** A day, alone or with a time behind it; YAML 1.1 readers make it a Date. */
const date = z.preprocess(
  (value) => (value instanceof Date && !Number.isNaN(value.valueOf()) ? value.toISOString() : value),
  z
    .string('must be a day such as 2026-04-01')
    .regex(/^\d{4}-\d{2}-\d{2}(?:[T ]\S*.*)?$/, 'must be a day such as 2026-04-01')
    .transform((day) => day.slice(0, 10))
    .refine(isDay, 'is no day of the calendar'),
)

const owner = words

const labels = { title, groups, classification, language, date, owner }

/** A sidecar file: any of the labels, and nothing else. */
export const sidecarSchema = z.strictObject(labels).partial()

/** Front matter: any of the labels, beside keys that are for other programs. */
export const frontMatterSchema = z.object(labels).partial()

/** `access.yaml`: rules in order, of which the last that matches a path counts, for each label by itself. */
export const accessSchema = z.strictObject({
  rules: z.array(
    z.strictObject({
      path: words,
      groups: groups.optional(),
      classification: classification.optional(),
      owner: owner.optional(),
    }),
  ),
})

export type LabelValues = z.infer<typeof sidecarSchema>
export type AccessRule = z.infer<typeof accessSchema>['rules'][number]

function isDay(day: string): boolean {
  const time = new Date(`${day}T00:00:00Z`)
  return !Number.isNaN(time.valueOf()) && time.toISOString().startsWith(day)
}
