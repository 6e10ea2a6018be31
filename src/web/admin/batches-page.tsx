import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { isOver } from '../../domain/batch/batch.ts'
import { durationText, momentText } from '../texts/admin-texts.ts'
import { moneyText } from '../texts/money-text.ts'
import { type BatchStanding, resultsAddress } from './admin-api.ts'
import { useAdmin } from './admin-context.ts'
import { useStanding } from './use-standing.ts'

const lookAgainAfterMs = 3000
const formats = ['csv', 'xlsx', 'jsonl'] as const

/** All batches, the latest first: how far each is, what it costs, and its results. */
export function BatchesPage(): JSX.Element {
  const { api, texts } = useAdmin()
  const { found: batches, look } = useStanding(api.batches, lookAgainAfterMs)
  return (
    <section>
      <h2 id="batches">{texts.batches.heading}</h2>
      {batches === undefined ? (
        <p class="soft" role="status">
          {texts.page.loading}
        </p>
      ) : batches.length === 0 ? (
        <div class="card">
          <p>{texts.batches.none}</p>
          <p class="soft">{texts.batches.noneHint}</p>
          <pre>
            <code>lorekeep batch questions.csv --out answers.xlsx</code>
          </pre>
        </div>
      ) : (
        <BatchTable batches={batches} onChange={look} />
      )}
    </section>
  )
}

function BatchTable({
  batches,
  onChange,
}: {
  readonly batches: readonly BatchStanding[]
  readonly onChange: () => void
}): JSX.Element {
  const { texts } = useAdmin()
  const { name, given, status, progress, cost, results } = texts.batches
  return (
    <div class="table stacked" tabIndex={0} role="group" aria-labelledby="batches">
      <table>
        <thead>
          <tr>
            {[name, given, status, progress].map((title) => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
            <th scope="col" class="end">
              {cost}
            </th>
            <th scope="col">{results}</th>
          </tr>
        </thead>
        <tbody>
          {batches.map((batch) => (
            <BatchRow key={batch.id} batch={batch} onChange={onChange} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function BatchRow({ batch, onChange }: { readonly batch: BatchStanding; readonly onChange: () => void }): JSX.Element {
  const { texts, language } = useAdmin()
  const { id, name, principal, status, createdAt, counts, progress, currency, error } = batch
  const { done, total, rest, delegated = [] } = progress
  const money = (micros: number) => moneyText(micros, currency, language)
  return (
    <tr>
      <td class="path">
        {name}
        <span class="soft advice">{principal}</span>
      </td>
      <td>{momentText(createdAt, language)}</td>
      <td class="words">
        <span class={status === 'failed' ? 'status bad' : 'status'}>{texts.batches.statuses[status]}</span>
        {delegated.map((at) => (
          <span key={`${at.provider.name} ${at.createdAt}`} class="soft advice">
            {texts.batches.delegated(
              at.provider.name,
              at.requests.done,
              at.requests.total,
              momentText(at.dueAt, language),
            )}
          </span>
        ))}
        {delegated.length === 0 && batch.settings.mayWait === true && !isOver(batch) && (
          <span class="soft advice">{texts.batches.mayWait}</span>
        )}
        {error !== undefined && (
          <span class="soft advice">
            {error.message} {error.hint}
          </span>
        )}
      </td>
      <td>
        <progress class="used" max={total} value={done} aria-label={texts.batches.barLabel(name)} />{' '}
        {texts.batches.done(done, total)}
        {counts.failed > 0 && <span class="bad advice">{texts.batches.failed(counts.failed)}</span>}
        {rest !== undefined && !isOver(batch) && (
          <span class="soft advice">{texts.run.left(durationText(rest.milliseconds, language))}</span>
        )}
      </td>
      <td class="end">
        {money(batch.costMicros)}
        {rest !== undefined && !isOver(batch) && rest.costMicros > 0 && (
          <span class="soft advice">{texts.batches.expected(money(batch.costMicros + rest.costMicros))}</span>
        )}
      </td>
      <td class="actions">
        {done > 0 &&
          formats.map((format) => (
            <a
              key={format}
              class="download"
              href={resultsAddress(id, format)}
              download
              aria-label={texts.batches.resultsLabel(name, format.toUpperCase())}
            >
              {format.toUpperCase()}
            </a>
          ))}
        {!isOver(batch) && <CancelButton id={id} name={name} onCancelled={onChange} />}
      </td>
    </tr>
  )
}

function CancelButton({
  id,
  name,
  onCancelled,
}: {
  readonly id: string
  readonly name: string
  readonly onCancelled: () => void
}): JSX.Element {
  const { api, texts, notice, announce } = useAdmin()
  const [isAsked, setAsked] = useState(false)
  async function cancel(): Promise<void> {
    setAsked(true)
    try {
      await api.cancelBatch(id)
      announce(texts.batches.cancelled(name))
    } catch (thrown) {
      setAsked(false)
      notice(thrown)
    }
    onCancelled()
  }
  return (
    <button
      type="button"
      class="quiet"
      aria-label={isAsked ? undefined : texts.batches.cancelLabel(name)}
      aria-disabled={isAsked}
      onClick={() => {
        if (!isAsked) void cancel()
      }}
    >
      {isAsked ? texts.run.cancelling : texts.run.cancel}
    </button>
  )
}
