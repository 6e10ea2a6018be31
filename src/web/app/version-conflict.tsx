import type { JSX } from 'preact'
import type { ExplainedVersion, Explanation } from '../../domain/answers/explanation.ts'
import { dateText } from '../texts/date-text.ts'
import { ExplainedPart } from './explained-part.tsx'
import { usePage } from './page-context.ts'

/** What the versions say that contradict each other, the one that the answer follows first. */
export function VersionConflict({
  conflict: { newer, older },
}: {
  readonly conflict: NonNullable<Explanation['conflict']>
}): JSX.Element {
  const { texts } = usePage()
  return (
    <ExplainedPart heading={texts.explain.conflictHeading}>
      <p>{texts.explain.conflictLine}</p>
      <dl class="versions">
        <Version version={newer} role={texts.explain.newerVersion} />
        <Version version={older} role={texts.explain.olderVersion} />
      </dl>
    </ExplainedPart>
  )
}

function Version({ version, role }: { readonly version: ExplainedVersion; readonly role: string }): JSX.Element {
  const { language } = usePage()
  return (
    <div>
      <dt>
        {version.title} <span class="use">{role}</span>
      </dt>
      <dd>
        {version.date !== undefined && <time dateTime={version.date}>{dateText(version.date, language)}</time>}
        <span class="place">{version.source}</span>
        {version.quote !== undefined && <blockquote>{version.quote}</blockquote>}
      </dd>
    </div>
  )
}
