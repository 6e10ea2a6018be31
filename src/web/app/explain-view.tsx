import type { JSX } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import type { Answer } from '../../domain/answers/answer.ts'
import type { CheckedExplanation, ExplainedPassage, Explanation } from '../../domain/answers/explanation.ts'
import type { SensitiveKind } from '../../domain/privacy/sensitive-span.ts'
import { ServiceProblem } from '../asking/service-problem.ts'
import { ageText } from '../texts/age-text.ts'
import { moneyText } from '../texts/money-text.ts'
import { problemText } from '../texts/problem-text.ts'
import { reasonDetail } from '../texts/reason-detail.ts'
import { secondsText } from '../texts/seconds-text.ts'
import { ExplainedPart } from './explained-part.tsx'
import { usePage } from './page-context.ts'
import { QuoteVerdicts } from './quote-verdicts.tsx'
import { Recitals } from './recitals.tsx'
import { VersionConflict } from './version-conflict.tsx'

/** Everything that decided an answer, in words: for the person who asked, and for whoever has to check. */
export function ExplainView({ answer }: { readonly answer: Answer }): JSX.Element {
  const { texts } = usePage()
  const explanation = useExplanation(answer.id)
  if (explanation === 'loading' || explanation instanceof ServiceProblem) {
    return (
      <section class="explanation">
        <h2>{answer.question}</h2>
        <p class="notice" role="status">
          {explanation === 'loading' ? texts.explain.loading : problemText(explanation, texts).join(' ')}
        </p>
      </section>
    )
  }
  return (
    <section class="explanation" aria-labelledby="explained-question">
      <h2 id="explained-question">{answer.question}</h2>
      <Understood question={answer.question} explanation={explanation} />
      <Reasons explanation={explanation} answer={answer} />
      <Evidence explanation={explanation} />
      {explanation.conflict !== undefined && <VersionConflict conflict={explanation.conflict} />}
      {explanation.sentences !== undefined && <CheckedSentences sentences={explanation.sentences} />}
      <QuoteVerdicts citations={answer.citations} quotes={explanation.quotes} />
      <Recitals recited={explanation.recited ?? []} passages={explanation.passages} />
      <SensitiveValues explanation={explanation} />
      <Passages passages={explanation.passages} />
      <Calls explanation={explanation} />
      <CostAndTime answer={answer} />
    </section>
  )
}

/** The question as it was asked and as it was searched, where the talk before it made a difference. */
function Understood({
  question,
  explanation: { standaloneQuestion, talk },
}: {
  readonly question: string
  readonly explanation: Explanation
}): JSX.Element {
  const { texts } = usePage()
  return (
    <>
      {standaloneQuestion !== question && (
        <p class="understood">
          <span class="term">{texts.explain.understoodAs}</span> {standaloneQuestion}
        </p>
      )}
      {talk !== undefined && talk.relation !== 'first' && (
        <p class="place">
          {texts.explain.relations[talk.relation]} {talk.rewrittenBy === 'model' && texts.explain.completedByModel}
        </p>
      )}
    </>
  )
}

function useExplanation(id: string): CheckedExplanation | ServiceProblem | 'loading' {
  const { api, notice } = usePage()
  const [explanation, setExplanation] = useState<CheckedExplanation | ServiceProblem | 'loading'>('loading')
  useEffect(() => {
    const leaving = new AbortController()
    setExplanation('loading')
    api.explanation(id, leaving.signal).then(setExplanation, (thrown: unknown) => {
      if (leaving.signal.aborted) return
      const problem = thrown instanceof ServiceProblem ? thrown : new ServiceProblem('internal', String(thrown))
      if (problem.code === 'unauthenticated') notice(problem)
      setExplanation(problem)
    })
    return () => leaving.abort()
  }, [api, notice, id])
  return explanation
}

function Reasons({
  explanation: { route, recalled },
  answer,
}: {
  readonly explanation: Explanation
  readonly answer: Answer
}): JSX.Element {
  const { texts, language } = usePage()
  const place = {
    'extractive': texts.origin.extractive,
    'on-prem': texts.origin.onPrem(route.model),
    'cloud': texts.origin.cloud(route.model),
  }[route.tier]
  const isRemembered = route.reasons.some(({ code }) => code === 'answered-from-cache')
  return (
    <ExplainedPart heading={texts.explain.whereHeading}>
      <p>{isRemembered ? texts.origin.cached : place}</p>
      {recalled !== undefined && (
        <p>
          {texts.explain.recalled(recalled.question, ageText(Math.max(0, answer.createdAt - recalled.at), language))}
        </p>
      )}
      <ul class="reasons">
        {route.reasons.map((reason, index) => {
          const detail = reasonDetail(reason, texts)
          return (
            <li key={index}>
              {texts.reasons[reason.code] ?? reason.code}
              {detail !== undefined && <span class="detail"> {detail}</span>}
            </li>
          )
        })}
      </ul>
    </ExplainedPart>
  )
}

function Evidence({ explanation: { evidence } }: { readonly explanation: Explanation }): JSX.Element {
  const { texts } = usePage()
  return (
    <ExplainedPart heading={texts.explain.evidenceHeading}>
      <p>{evidence.sufficient ? texts.explain.evidenceEnough : texts.explain.evidenceLacking}</p>
      <dl class="measures">
        <dt>{texts.explain.coverage}</dt>
        <dd>{Math.round(evidence.coverage * 100)} %</dd>
        <dt>{texts.explain.similarity}</dt>
        <dd>{evidence.similarity.toFixed(2)}</dd>
      </dl>
    </ExplainedPart>
  )
}

/** How the sentences that the model wrote came out; kinds without any are left out. */
function CheckedSentences({ sentences }: Required<Pick<Explanation, 'sentences'>>): JSX.Element {
  const { texts } = usePage()
  const kinds = (['supported', 'weak', 'unsupported', 'removed'] as const).filter((kind) => sentences[kind] > 0)
  return (
    <ExplainedPart heading={texts.explain.sentencesHeading}>
      {kinds.length === 0 && <p>{texts.explain.noSentences}</p>}
      <dl class="measures">
        {kinds.map((kind) => (
          <div key={kind}>
            <dt>{texts.explain.sentenceKinds[kind]}</dt>
            <dd>{sentences[kind]}</dd>
          </div>
        ))}
      </dl>
    </ExplainedPart>
  )
}

type Found = Readonly<Partial<Record<SensitiveKind, number>>>

function SensitiveValues({
  explanation: { found, strictestClassification },
}: {
  readonly explanation: Explanation
}): JSX.Element {
  const { texts } = usePage()
  const places: readonly (readonly [string, Found])[] = [
    [texts.explain.inQuestion, found.question],
    [texts.explain.inTalk, found.talk ?? {}],
    [texts.explain.inEvidence, found.evidence],
  ]
  const withFinds = places.filter(([, kinds]) => Object.keys(kinds).length > 0)
  return (
    <ExplainedPart heading={texts.explain.sensitiveHeading}>
      {withFinds.length === 0 && <p>{texts.explain.noneFound}</p>}
      <dl class="measures">
        {withFinds.map(([place, kinds]) => (
          <div key={place}>
            <dt>{place}</dt>
            <dd>
              {(Object.entries(kinds) as [SensitiveKind, number][])
                .map(([kind, n]) => `${texts.kinds[kind] ?? kind} × ${n}`)
                .join(texts.page.listSeparator)}
            </dd>
          </div>
        ))}
        <div>
          <dt>{texts.explain.strictest}</dt>
          <dd>{texts.classifications[strictestClassification]}</dd>
        </div>
      </dl>
    </ExplainedPart>
  )
}

function Passages({ passages }: { readonly passages: readonly ExplainedPassage[] }): JSX.Element {
  const { texts } = usePage()
  return (
    <ExplainedPart heading={texts.explain.passagesHeading}>
      {passages.length === 0 && <p>{texts.explain.noPassages}</p>}
      <ol class="passages">
        {passages.map((passage) => (
          <li key={`${passage.documentId} ${passage.start}`} class={passage.used ? 'used' : 'unused'}>
            <p class="passage-title">
              {passage.title}
              <span class="use">{passage.used ? texts.explain.used : texts.explain.unused}</span>
            </p>
            <p class="place">
              {passage.headingPath.length > 0 && <span>{passage.headingPath.join(' › ')}</span>}
              {passage.page !== undefined && <span>{texts.citation.page(passage.page)}</span>}
              <span>{texts.classifications[passage.classification]}</span>
            </p>
            <p class="scores">
              <svg class="bar" viewBox="0 0 1 1" preserveAspectRatio="none" aria-hidden="true">
                <rect width={Math.min(1, Math.max(0, passage.score))} height="1" />
              </svg>
              <span>
                {texts.explain.score} {passage.score.toFixed(2)}
              </span>
              <span>
                {texts.explain.dense} {passage.dense.toFixed(2)}
              </span>
              <span>
                {texts.explain.keyword} {passage.keyword.toFixed(2)}
              </span>
            </p>
          </li>
        ))}
      </ol>
    </ExplainedPart>
  )
}

function Calls({ explanation: { calls } }: { readonly explanation: Explanation }): JSX.Element {
  const { texts, language } = usePage()
  return (
    <ExplainedPart heading={texts.explain.callsHeading}>
      {calls.length === 0 && <p>{texts.explain.noCalls}</p>}
      {calls.map((call, index) => (
        <details key={index} class="call">
          <summary>
            {call.model} <span class="place">{texts.explain.tiers[call.tier]}</span>{' '}
            <span class="place">{texts.explain.callOutcomes[call.outcome]}</span>{' '}
            <span class="place">{texts.explain.seconds(secondsText(call.milliseconds, language))}</span>
          </summary>
          {call.purpose !== undefined && call.purpose !== 'answer' && (
            <p class="place">{texts.explain.purposes[call.purpose]}</p>
          )}
          {call.texts !== undefined && <p class="place">{texts.explain.textsSent(call.texts)}</p>}
          {call.error !== undefined && <p class="problem">{call.error}</p>}
          {call.messages.length > 0 && <p class="term">{texts.explain.sentText}</p>}
          {call.messages.map((message, at) => (
            <div key={at} class="sent">
              <span class="role">{texts.explain.roles[message.role] ?? message.role}</span>
              <pre tabIndex={0}>{message.content}</pre>
            </div>
          ))}
        </details>
      ))}
    </ExplainedPart>
  )
}

function CostAndTime({ answer: { usage, timings } }: { readonly answer: Answer }): JSX.Element {
  const { texts, language } = usePage()
  const money = (micros: number): string => moneyText(micros, usage.currency, language)
  const first = timings.firstTokenMs === undefined ? undefined : secondsText(timings.firstTokenMs, language)
  return (
    <>
      <ExplainedPart heading={texts.explain.costHeading}>
        <p>{texts.explain.costLine(money(usage.costMicros), money(usage.baselineMicros))}</p>
        <p>
          {texts.explain.tokens(usage.promptTokens, usage.completionTokens)}{' '}
          {usage.estimated && texts.explain.estimated}
        </p>
      </ExplainedPart>
      <ExplainedPart heading={texts.explain.time}>
        <p>{texts.explain.timeLine(secondsText(timings.totalMs, language), first)}</p>
      </ExplainedPart>
    </>
  )
}
