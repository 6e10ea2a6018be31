import * as z from 'zod'
import { sensitiveKindNames, type SensitiveKind } from '../../domain/privacy/sensitive-span.ts'
import type { AnnotatedSet } from './annotated-text.ts'

const kind = z.enum(sensitiveKindNames as readonly [SensitiveKind, ...SensitiveKind[]])
const schema = z
  .object({
    text: z.string(),
    spans: z.array(z.object({ kind, start: z.int().min(0), end: z.int() })),
  })
  .refine(({ text, spans }) => spans.every(({ start, end }) => start < end && end <= text.length), {
    error: 'each span must lie in its text',
  })

/** A company's own texts, a line each, with kinds of ours and offsets in UTF-16. @throws ZodError for another format */
export function readAnnotatedLines(name: string, file: string): AnnotatedSet {
  const texts = file
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => schema.parse(JSON.parse(line)))
    .map(({ text, spans }) => ({ text, spans: spans.map(({ kind: label, ...place }) => ({ label, ...place })) }))
  return { name, kinds: Object.fromEntries(sensitiveKindNames.map((one) => [one, [one]])), texts }
}
