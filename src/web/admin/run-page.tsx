import type { JSX } from 'preact'
import { useCallback, useEffect, useState } from 'preact/hooks'
import type { IngestRun } from '../../domain/ingest/ingest-run.ts'
import { durationText, momentText } from '../texts/admin-texts.ts'
import { useAdmin } from './admin-context.ts'
import { FileReport } from './file-report.tsx'
import { LiveRunView } from './live-run.tsx'
import { StatusText } from './status-text.tsx'

/** One run: how it went, and what became of each file. */
export function RunPage({ id }: { readonly id: string }): JSX.Element {
  const { texts } = useAdmin()
  const { run, look } = useRun(id)
  return (
    <>
      <p class="back">
        <a href="#/">← {texts.run.back}</a>
      </p>
      {run === undefined ? (
        <p class="soft" role="status">
          {texts.page.loading}
        </p>
      ) : (
        <>
          <section aria-labelledby="run">
            <h2 id="run">{texts.run.heading(run.source)}</h2>
            <RunFacts run={run} />
            {run.status === 'running' && <LiveRunView id={id} source={run.source} known={run.progress} onOver={look} />}
            {run.status === 'interrupted' && <p class="problem">{texts.statusHints.interrupted}</p>}
            {run.error !== undefined && (
              <p class="problem">
                {run.error.message} {run.error.hint}
              </p>
            )}
          </section>
          <FileReport key={run.status} run={run} />
        </>
      )}
    </>
  )
}

function RunFacts({ run }: { readonly run: IngestRun }): JSX.Element {
  const { texts, language } = useAdmin()
  const { report, startedAt, finishedAt, actor, trigger, status } = run
  const facts: readonly (readonly [string, JSX.Element | string])[] = [
    [texts.runs.status, <StatusText key="status" status={status} />],
    [texts.run.began, momentText(startedAt, language)],
    ...(finishedAt === undefined ? [] : [[texts.run.took, durationText(finishedAt - startedAt, language)] as const]),
    [texts.run.by, `${actor} (${texts.triggers[trigger]})`],
    ...(report === undefined
      ? []
      : ([
          [texts.run.written, texts.run.writtenLine(report.chunksWritten, report.chunksReused)],
          ...(report.chunksWithoutVector === undefined
            ? []
            : [[texts.run.withheld, texts.run.withheldLine(report.chunksWithoutVector)] as const]),
          [texts.run.removed, String(report.removed)],
          [texts.run.skipped, String(report.skipped)],
          [texts.run.inIndex, texts.run.inIndexLine(report.documentsInIndex, report.chunksInIndex)],
        ] as const)),
    ...(report?.revision === undefined ? [] : [[texts.run.revision, report.revision] as const]),
  ]
  return (
    <dl class="facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

function useRun(id: string): { readonly run: IngestRun | undefined; readonly look: () => void } {
  const { api, notice } = useAdmin()
  const [run, setRun] = useState<IngestRun>()
  const [wanted, setWanted] = useState(0)
  const look = useCallback(() => setWanted((times) => times + 1), [])
  useEffect(() => {
    const leaving = new AbortController()
    api.run(id, leaving.signal).then(setRun, (thrown: unknown) => {
      if (!leaving.signal.aborted) notice(thrown)
    })
    return () => leaving.abort()
  }, [api, id, notice, wanted])
  return { run: run?.id === id ? run : undefined, look }
}
