import type { JSX } from 'preact'
import { durationText, momentText } from '../texts/admin-texts.ts'
import type { RunSummary } from './admin-api.ts'
import { useAdmin } from './admin-context.ts'
import { StatusText } from './status-text.tsx'
import { runAddress } from './use-route.ts'

/** Runs, newest first, each with a link to its files. */
export function RunTable({ runs }: { readonly runs: readonly RunSummary[] }): JSX.Element {
  const { texts, language } = useAdmin()
  if (runs.length === 0) return <p class="soft">{texts.runs.none}</p>
  const { began, source, status, files, added, changed, removed, failed, took } = texts.runs
  return (
    <div class="table" tabIndex={0} role="group" aria-labelledby="runs">
      <table>
        <thead>
          <tr>
            {[began, source, status].map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
            {[files, added, changed, removed, failed, took].map((name) => (
              <th key={name} scope="col" class="end">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {runs.map((run) => (
            <tr key={run.id}>
              <td>
                <a href={runAddress(run.id)}>{momentText(run.startedAt, language)}</a>
              </td>
              <td class="path">{run.source}</td>
              <td>
                <StatusText status={run.status} />
              </td>
              <td class="end">{run.report?.files ?? run.progress.done}</td>
              <td class="end">{run.report?.added}</td>
              <td class="end">{run.report?.changed}</td>
              <td class="end">{run.report?.removed}</td>
              <td class="end">{run.report?.failed ?? run.progress.failed}</td>
              <td class="end">
                {run.finishedAt !== undefined && durationText(run.finishedAt - run.startedAt, language)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
