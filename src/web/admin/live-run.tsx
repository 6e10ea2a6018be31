import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { IngestProgress } from '../../domain/ingest/ingest-run.ts'
import { durationText } from '../texts/admin-texts.ts'
import { useAdmin } from './admin-context.ts'
import { useLiveRun } from './use-live-run.ts'

export interface LiveRunViewProps {
  readonly id: string
  readonly source: string
  readonly known: IngestProgress
  readonly onOver: () => void
}

/** A run that goes on: how far it is, how fast, how long still, what it does just now. */
export function LiveRunView({ id, source, known, onOver }: LiveRunViewProps): JSX.Element {
  const { texts, language } = useAdmin()
  const { progress, pace, latest, isConnected } = useLiveRun(id, known, onOver)
  const { phase = 'preparing', done, total, chunks, failed } = progress
  const numbers =
    phase === 'fetching'
      ? [texts.run.fetched(done, total)]
      : total === undefined
        ? []
        : [
            texts.run.files(done, total),
            texts.run.chunks(chunks),
            ...(pace.chunksPerSecond === undefined ? [] : [texts.run.rate(pace.chunksPerSecond)]),
            ...(pace.millisecondsLeft === undefined
              ? []
              : [texts.run.left(durationText(pace.millisecondsLeft, language))]),
          ]
  return (
    <div class="live">
      <p class="live-head">
        <strong>{texts.phases[phase]}</strong>
        <CancelButton id={id} source={source} />
      </p>
      {/* Without a value the bar says that it is going on, but not how far. */}
      <progress
        aria-label={texts.run.barLabel(source)}
        max={total ?? 1}
        {...(total !== undefined && { value: done })}
      />
      <p class="live-numbers">
        {numbers.map((number) => (
          <span key={number}>{number}</span>
        ))}
        {failed > 0 && <span class="bad">{texts.run.failed(failed)}</span>}
      </p>
      {!isConnected && (
        <p class="soft" role="status">
          {texts.run.connectionLost}
        </p>
      )}
      {latest.length > 0 && (
        <ol class="latest" aria-label={texts.run.latest}>
          {latest.map(({ path, outcome, reason }) => (
            <li key={path}>
              <span class={outcome === 'failed' ? 'outcome bad' : 'outcome'}>{texts.outcomes[outcome]}</span> {path}
              {reason !== undefined && <span class="soft"> {reason}</span>}
            </li>
          ))}
        </ol>
      )}
    </div>
  )
}

function CancelButton({ id, source }: { readonly id: string; readonly source: string }): JSX.Element {
  const { api, texts, notice, announce } = useAdmin()
  const [isAsked, setAsked] = useState(false)
  async function cancel(): Promise<void> {
    setAsked(true)
    try {
      await api.cancel(id)
      announce(texts.run.cancelled)
    } catch (thrown) {
      setAsked(false)
      notice(thrown)
    }
  }
  return (
    <button
      type="button"
      class="quiet"
      aria-label={isAsked ? undefined : texts.run.cancelLabel(source)}
      aria-disabled={isAsked}
      onClick={() => {
        if (!isAsked) void cancel()
      }}
    >
      {isAsked ? texts.run.cancelling : texts.run.cancel}
    </button>
  )
}
