import type { BatchProgress } from '../../domain/batch/batch.ts'

/** What waits at providers, in one line: `12 of 40 done at openai/gpt-4o-mini, due by 2026-04-01 14:05`. */
export function describeDelegated({ delegated = [] }: Pick<BatchProgress, 'delegated'>): string {
  return delegated
    .map(({ provider, requests, dueAt }) => {
      const due = new Date(dueAt).toISOString().slice(0, 16).replace('T', ' ')
      const through = requests.done + requests.failed
      return `${through} of ${requests.total} done at ${provider.name}/${provider.model}, due by ${due} UTC`
    })
    .join('; ')
}
