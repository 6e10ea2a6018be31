import type { JSX } from 'preact'
import { useCallback, useEffect, useState } from 'preact/hooks'
import type { Overview } from './admin-api.ts'
import { useAdmin } from './admin-context.ts'
import { BudgetTable } from './budget-table.tsx'
import { FailureTable } from './failure-table.tsx'
import { RunTable } from './run-table.tsx'
import { SourceCard } from './source-card.tsx'

const lookAgainAfterMs = 10_000
const runsListed = 20

/** All sources, what could not be read, budgets, and the latest runs. */
export function OverviewPage(): JSX.Element {
  const { texts } = useAdmin()
  const { overview, look } = useOverview()
  if (overview === undefined) {
    return (
      <p class="soft" role="status">
        {texts.page.loading}
      </p>
    )
  }
  const { sources, runs, failures, budgets } = overview
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
        <h2 id="budgets">{texts.budgets.heading}</h2>
        <BudgetTable {...budgets} />
      </section>
      <section>
        <h2 id="runs">{texts.runs.heading}</h2>
        <RunTable runs={runs.slice(0, runsListed)} />
      </section>
    </>
  )
}

/** How everything stands, looked up again now and then while the page is seen. */
function useOverview(): { readonly overview: Overview | undefined; readonly look: () => void } {
  const { api, notice } = useAdmin()
  const [overview, setOverview] = useState<Overview>()
  const [wanted, setWanted] = useState(0)
  const look = useCallback(() => setWanted((times) => times + 1), [])
  useEffect(() => {
    const leaving = new AbortController()
    api.overview(leaving.signal).then(setOverview, (thrown: unknown) => {
      if (!leaving.signal.aborted) notice(thrown)
    })
    return () => leaving.abort()
  }, [api, notice, wanted])
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') look()
    }, lookAgainAfterMs)
    return () => clearInterval(timer)
  }, [look])
  return { overview, look }
}
