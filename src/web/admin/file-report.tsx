import type { JSX } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { type FileOutcome, fileOutcomes, type FileResult } from '../../domain/ingest/ingest-report.ts'
import type { IngestRun } from '../../domain/ingest/ingest-run.ts'
import type { Language } from '../../domain/language.ts'
import { sensitiveKinds, type SensitiveKind } from '../../domain/privacy/sensitive-span.ts'
import { durationText } from '../texts/admin-texts.ts'
import { tagOf } from '../texts/texts.ts'
import { csvAddress, type FilePage, filesOnPage } from './admin-api.ts'
import { useAdmin } from './admin-context.ts'

/** What became of each file of a run, by outcome and page by page. */
export function FileReport({ run }: { readonly run: IngestRun }): JSX.Element {
  const { texts } = useAdmin()
  const [outcome, setOutcome] = useState<FileOutcome>()
  const [offset, setOffset] = useState(0)
  const page = useFiles(run.id, outcome, offset)
  const choose = (chosen: FileOutcome | undefined) => {
    setOutcome(chosen)
    setOffset(0)
  }
  return (
    <section>
      <h2 id="files">{texts.files.heading}</h2>
      <div class="filter">
        <div class="choices" role="group" aria-label={texts.files.filter}>
          <FilterButton isChosen={outcome === undefined} onChoose={() => choose(undefined)}>
            {texts.files.all}
          </FilterButton>
          {fileOutcomes.map((one) =>
            one === 'unchanged' ? (
              run.report !== undefined && (
                <span key={one} class="count" title={texts.files.unchangedNote}>
                  {texts.outcomes.unchanged} {run.report.unchanged}
                </span>
              )
            ) : (
              <FilterButton key={one} isChosen={outcome === one} onChoose={() => choose(one)}>
                {texts.outcomes[one]} {run.report?.[one]}
              </FilterButton>
            ),
          )}
        </div>
        <a class="download" href={csvAddress(run.id, outcome)} download>
          {texts.files.csv}
        </a>
      </div>
      {page === undefined ? (
        <p class="soft" role="status">
          {texts.page.loading}
        </p>
      ) : page.total === 0 ? (
        <p class="soft">
          {texts.files.none} {texts.files.unchangedNote}
        </p>
      ) : (
        <>
          <FileTable files={page.files} />
          <Pages offset={offset} total={page.total} onOffset={setOffset} />
        </>
      )}
    </section>
  )
}

function FilterButton(props: {
  readonly isChosen: boolean
  readonly onChoose: () => void
  readonly children: JSX.Element | string | readonly unknown[]
}): JSX.Element {
  return (
    <button type="button" class="quiet" aria-pressed={props.isChosen} onClick={props.onChoose}>
      {props.children}
    </button>
  )
}

function FileTable({ files }: { readonly files: readonly FileResult[] }): JSX.Element {
  const { texts, language } = useAdmin()
  const number = (n: number | undefined) => n?.toLocaleString(tagOf(language))
  const {
    path,
    outcome,
    pages,
    chunks,
    characters,
    language: languageName,
    classification,
    sensitive,
    time,
  } = texts.files
  return (
    <div class="table" tabIndex={0} role="group" aria-labelledby="files">
      <table>
        <thead>
          <tr>
            <th scope="col">{path}</th>
            <th scope="col">{outcome}</th>
            {[pages, chunks, characters].map((name) => (
              <th key={name} scope="col" class="end">
                {name}
              </th>
            ))}
            {[languageName, classification, sensitive].map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
            <th scope="col" class="end">
              {time}
            </th>
          </tr>
        </thead>
        <tbody>
          {files.map((file) => (
            <tr key={file.path}>
              <td class="path">
                {file.path}
                <Remarks file={file} />
              </td>
              <td>
                <span class={file.outcome === 'failed' ? 'bad' : ''}>{texts.outcomes[file.outcome]}</span>
              </td>
              <td class="end">{number(file.pages)}</td>
              <td class="end">{number(file.chunks)}</td>
              <td class="end">{number(file.characters)}</td>
              <td>{file.language && texts.languages[file.language]}</td>
              <td>{file.classification && texts.classifications[file.classification]}</td>
              <td class="sensitive">
                {Object.entries(file.kinds ?? {})
                  .map(([kind, n]) => texts.files.kind(kindName(kind, language), n))
                  .join(texts.page.separator)}
              </td>
              <td class="end">{file.milliseconds !== undefined && durationText(file.milliseconds, language)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Remarks({ file }: { readonly file: FileResult }): JSX.Element {
  const { texts } = useAdmin()
  const remarks = [
    file.reason,
    file.hint,
    file.warning,
    ...(file.duplicateOf === undefined ? [] : [texts.files.sameAs(file.duplicateOf)]),
  ].filter((remark) => remark !== undefined)
  return <>{remarks.length > 0 && <span class="soft advice">{remarks.join(' ')}</span>}</>
}

function kindName(kind: string, language: Language): string {
  return Object.hasOwn(sensitiveKinds, kind) ? sensitiveKinds[kind as SensitiveKind].label[language] : kind
}

function Pages({
  offset,
  total,
  onOffset,
}: {
  readonly offset: number
  readonly total: number
  readonly onOffset: (offset: number) => void
}): JSX.Element {
  const { texts } = useAdmin()
  const isFirst = offset === 0
  const isLast = offset + filesOnPage >= total
  return (
    <p class="pages">
      <span>{texts.files.range(offset + 1, Math.min(offset + filesOnPage, total), total)}</span>
      {(!isFirst || !isLast) && (
        <>
          <button type="button" class="quiet" disabled={isFirst} onClick={() => onOffset(offset - filesOnPage)}>
            {texts.files.previous}
          </button>
          <button type="button" class="quiet" disabled={isLast} onClick={() => onOffset(offset + filesOnPage)}>
            {texts.files.next}
          </button>
        </>
      )}
    </p>
  )
}

function useFiles(id: string, outcome: FileOutcome | undefined, offset: number): FilePage | undefined {
  const { api, notice } = useAdmin()
  const [page, setPage] = useState<FilePage>()
  useEffect(() => {
    const leaving = new AbortController()
    api.files(id, outcome, offset, leaving.signal).then(setPage, (thrown: unknown) => {
      if (!leaving.signal.aborted) notice(thrown)
    })
    return () => leaving.abort()
  }, [api, id, notice, offset, outcome])
  return page
}
