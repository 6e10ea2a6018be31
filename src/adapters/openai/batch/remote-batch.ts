import * as z from 'zod'
import type { RemoteBatch } from '../../../ports/deferred-chat.ts'

const count = z.int().min(0).nullish()

/** What we read of a batch. Providers leave out what they have nothing to say of, or send null or an empty text. */
export const remoteBatchSchema = z.object({
  id: z.string().min(1),
  status: z.string(),
  input_file_id: z.string().nullish(),
  output_file_id: z.string().nullish(),
  error_file_id: z.string().nullish(),
  request_counts: z.object({ completed: count, failed: count }).nullish().catch(undefined),
  errors: z
    .object({ data: z.array(z.object({ code: z.string().nullish() })).nullish() })
    .nullish()
    .catch(undefined),
})

const ended: ReadonlySet<string> = new Set(['completed', 'failed', 'expired', 'cancelled'])

export function remoteBatchOf(reported: z.infer<typeof remoteBatchSchema>): RemoteBatch {
  const { id, status, output_file_id, error_file_id, request_counts: counts, errors } = reported
  // The words of a refusal may repeat what we sent, so only its labels are passed on.
  const labels = [...new Set((errors?.data ?? []).flatMap(({ code }) => code ?? []))]
  return {
    id,
    status,
    hasEnded: ended.has(status),
    done: counts?.completed ?? 0,
    failed: counts?.failed ?? 0,
    files: [output_file_id, error_file_id].flatMap((file) => file || []),
    ...(labels.length > 0 && { problem: labels.join(', ') }),
  }
}
