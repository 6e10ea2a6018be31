import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { momentText } from '../texts/admin-texts.ts'
import type { RunSummary, SourceStanding } from './admin-api.ts'
import { useAdmin } from './admin-context.ts'
import { LiveRunView } from './live-run.tsx'
import { RunChart } from './run-chart.tsx'
import { StatusText } from './status-text.tsx'
import { runAddress } from './use-route.ts'

export interface SourceCardProps {
  readonly source: SourceStanding
  /** Its runs, newest first. */
  readonly runs: readonly RunSummary[]
  /** Called when what is shown may have changed. */
  readonly onChange: () => void
}

/** How one source stands, with the run that goes on, and what can be done. */
export function SourceCard({ source, runs, onChange }: SourceCardProps): JSX.Element {
  const { texts, language } = useAdmin()
  const { name, kind, root, documents, failures, lastRun, schedule, nextRunAt } = source
  const running = lastRun?.status === 'running' ? lastRun : undefined
  const next =
    nextRunAt !== undefined
      ? momentText(nextRunAt, language)
      : schedule === undefined
        ? texts.sources.onRequest
        : texts.sources.schedule(schedule)
  return (
    <li class="card">
      <div class="card-head">
        <div>
          <h3>{name}</h3>
          <p class="soft">
            {texts.sources.kinds[kind]}
            {root !== name && <span class="where"> {root}</span>}
          </p>
        </div>
        {running === undefined && <StartButtons source={source} onStarted={onChange} />}
      </div>
      <p class="standing">
        <span>{texts.sources.documents(documents)}</span>
        {failures > 0 && <span class="bad">{texts.sources.failures(failures)}</span>}
      </p>
      {running !== undefined && (
        <LiveRunView id={running.id} source={name} known={running.progress} onOver={onChange} />
      )}
      <div class="card-foot">
        <dl class="facts">
          <div>
            <dt>{texts.sources.lastRun}</dt>
            <dd>
              {lastRun === undefined ? (
                texts.sources.never
              ) : (
                <>
                  <StatusText status={lastRun.status} /> {momentText(lastRun.startedAt, language)}{' '}
                  <a href={runAddress(lastRun.id)} aria-label={texts.run.detailsLabel(name)}>
                    {texts.run.details}
                  </a>
                </>
              )}
            </dd>
          </div>
          <div>
            <dt>{texts.sources.nextRun}</dt>
            <dd>{next}</dd>
          </div>
        </dl>
        <RunChart runs={runs} />
      </div>
      {lastRun?.error !== undefined && (
        <p class="problem">
          {lastRun.error.message} {lastRun.error.hint}
        </p>
      )}
    </li>
  )
}

function StartButtons({
  source: { name, failures },
  onStarted,
}: {
  readonly source: SourceStanding
  readonly onStarted: () => void
}): JSX.Element {
  const { api, texts, notice, announce } = useAdmin()
  const [isStarting, setStarting] = useState(false)
  async function start(retryFailed: boolean): Promise<void> {
    if (isStarting) return
    setStarting(true)
    try {
      await api.start(name, retryFailed)
      announce(texts.sources.started(name))
    } catch (thrown) {
      notice(thrown)
    }
    setStarting(false)
    onStarted()
  }
  return (
    <div class="card-actions">
      {failures > 0 && (
        <button
          type="button"
          class="quiet"
          aria-label={texts.sources.retryLabel(name)}
          aria-disabled={isStarting}
          onClick={() => void start(true)}
        >
          {texts.sources.retry}
        </button>
      )}
      <button
        type="button"
        aria-label={texts.sources.runLabel(name)}
        aria-disabled={isStarting}
        onClick={() => void start(false)}
      >
        {texts.sources.run}
      </button>
    </div>
  )
}
