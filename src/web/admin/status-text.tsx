import type { JSX } from 'preact'
import type { IngestRunStatus } from '../../domain/ingest/ingest-run.ts'
import { useAdmin } from './admin-context.ts'

/** The status of a run in words; one that ended badly stands out. */
export function StatusText({ status }: { readonly status: IngestRunStatus }): JSX.Element {
  const { texts } = useAdmin()
  const isBad = status === 'failed' || status === 'interrupted'
  return <span class={isBad ? 'status bad' : 'status'}>{texts.statuses[status]}</span>
}
