import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { FailedDocument } from '../../domain/documents/document.ts'
import { useAdmin } from './admin-context.ts'

const rowsAtOnce = 25

/** The files that cannot be read just now, with why and what to do about each. */
export function FailureTable({ failures }: { readonly failures: readonly FailedDocument[] }): JSX.Element {
  const { texts } = useAdmin()
  const [shown, setShown] = useState(rowsAtOnce)
  if (failures.length === 0) return <p class="soft">{texts.failures.none}</p>
  const hidden = failures.length - shown
  return (
    <>
      <div class="table stacked" tabIndex={0} role="group" aria-labelledby="failures">
        <table>
          <thead>
            <tr>
              <th scope="col">{texts.failures.file}</th>
              <th scope="col">{texts.failures.source}</th>
              <th scope="col">{texts.failures.reason}</th>
            </tr>
          </thead>
          <tbody>
            {failures.slice(0, shown).map(({ source, path, reason, hint }) => (
              <tr key={`${source}/${path}`}>
                <td class="path">{path}</td>
                <td class="path">{source}</td>
                <td class="words">
                  {reason}
                  {hint !== undefined && <span class="soft advice">{hint}</span>}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {hidden > 0 && (
        <button type="button" class="quiet" onClick={() => setShown(shown + rowsAtOnce * 4)}>
          {texts.failures.more(Math.min(hidden, rowsAtOnce * 4))}
        </button>
      )}
    </>
  )
}
