import type { JSX } from 'preact'
import { useAdmin } from './admin-context.ts'
import { FailureTable } from './failure-table.tsx'
import { RunTable } from './run-table.tsx'
import { SourceCard } from './source-card.tsx'
import { useStanding } from './use-standing.ts'

const lookAgainAfterMs = 10_000
const runsListed = 20

/** All sources, what could not be read, and the latest runs. */
export function OverviewPage(): JSX.Element {
  const { api, texts } = useAdmin()
  const { found: overview, look } = useStanding(api.overview, lookAgainAfterMs)
  if (overview === undefined) {
    return (
      <p class="soft" role="status">
        {texts.page.loading}
      </p>
    )
  }
  const { sources, runs, failures } = overview
  return (
    <>
      <section aria-labelledby="sources">
        <h2 id="sources">{texts.sources.heading}</h2>
        {sources.length === 0 ? (
          <div class="card">
            <p>{texts.sources.none}</p>
            <p class="soft">{texts.sources.noneHint}</p>
            <pre>
              <code>lorekeep ingest /srv/share/policies --source policies --groups everyone</code>
            </pre>
          </div>
        ) : (
          <ul class="cards">
            {sources.map((source) => (
              <SourceCard
                key={source.name}
                source={source}
                runs={runs.filter((run) => run.source === source.name)}
                onChange={look}
              />
            ))}
          </ul>
        )}
      </section>
      <section>
        <h2 id="failures">{texts.failures.heading}</h2>
        <FailureTable failures={failures} />
      </section>
      <section>
        <h2 id="runs">{texts.runs.heading}</h2>
        <RunTable runs={runs.slice(0, runsListed)} />
      </section>
    </>
  )
}
