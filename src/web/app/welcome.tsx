import type { JSX } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import type { Texts } from '../texts/texts.ts'
import type { ServiceStatus } from './api.ts'
import { usePage } from './page-context.ts'

const lookAgainAfterMs = 3000

/** The page before the first question: what it is for, and whether there is anything to ask yet. */
export function Welcome(): JSX.Element {
  const { texts } = usePage()
  const status = useServiceStatus()
  return (
    <section class="welcome">
      <h2>{texts.welcome.heading}</h2>
      <p class="lead">{texts.welcome.lead}</p>
      <p class="state" role="status">
        {status && stateOf(status, texts)}
      </p>
    </section>
  )
}

function stateOf({ documents, ingest }: ServiceStatus, { welcome }: Texts): string {
  if (ingest?.running) return ingest.total > 0 ? welcome.reading(ingest.done, ingest.total) : welcome.readingStarts
  return documents === 0 ? welcome.noDocuments : welcome.documents(documents)
}

/** The state of the service, looked up again for as long as documents are being read. */
function useServiceStatus(): ServiceStatus | undefined {
  const { api, notice } = usePage()
  const [status, setStatus] = useState<ServiceStatus>()
  useEffect(() => {
    const leaving = new AbortController()
    let timer: ReturnType<typeof setTimeout> | undefined
    async function look(): Promise<void> {
      try {
        const found = await api.status(leaving.signal)
        setStatus(found)
        if (found.ingest?.running) timer = setTimeout(() => void look(), lookAgainAfterMs)
      } catch (thrown) {
        if (!leaving.signal.aborted) notice(thrown)
      }
    }
    void look()
    return () => {
      leaving.abort()
      clearTimeout(timer)
    }
  }, [api, notice])
  return status
}
