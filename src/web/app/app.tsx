import type { JSX } from 'preact'
import { useCallback, useEffect, useMemo, useRef, useState } from 'preact/hooks'
import type { Answer, Citation } from '../../domain/answers/answer.ts'
import type { Send } from '../asking/ask-stream.ts'
import { ServiceProblem } from '../asking/service-problem.ts'
import { useConversation } from '../asking/use-conversation.ts'
import { problemText } from '../texts/problem-text.ts'
import { textsOf } from '../texts/texts.ts'
import type { Api, Session } from './api.ts'
import { BudgetNotice } from './budget-notice.tsx'
import { CitationPanel } from './citation-panel.tsx'
import { ExplainView } from './explain-view.tsx'
import { keepAnswers, keepDraft, keptAnswers, takeDraft } from './kept-conversation.ts'
import { PageContext } from './page-context.ts'
import { PageHeader } from './page-header.tsx'
import { QuestionBox } from './question-box.tsx'
import { SidePanel } from './side-panel.tsx'
import { SignInNotice } from './sign-in-notice.tsx'
import { TurnView } from './turn-view.tsx'
import { useLanguage } from './use-language.ts'
import { Welcome } from './welcome.tsx'

export interface AppProps {
  readonly send: Send
  readonly api: Api
  /** Whether the page is shown because a sign-in link did not work. */
  readonly signInFailed: boolean
}

type Opened =
  | { readonly type: 'citation'; readonly citation: Citation }
  | { readonly type: 'why'; readonly answer: Answer }

/** The employees' page: a conversation in one column, and a panel with the evidence beside it. */
export function App({ send, api, signInFailed }: AppProps): JSX.Element {
  const [language, chooseLanguage] = useLanguage()
  const texts = textsOf[language]
  const [session, setSession] = useState<Session | 'unknown' | 'signed-out'>(signInFailed ? 'signed-out' : 'unknown')
  const [problem, setProblem] = useState<ServiceProblem>()
  const [opened, setOpened] = useState<Opened>()
  const [draft] = useState(takeDraft)
  const box = useRef<HTMLTextAreaElement>(null)

  const notice = useCallback((thrown: unknown, question?: string) => {
    const found = thrown instanceof ServiceProblem ? thrown : new ServiceProblem('internal', String(thrown))
    if (found.code !== 'unauthenticated') return setProblem(found)
    if (question !== undefined) keepDraft(question)
    setSession('signed-out')
  }, [])
  const onTurnFailed = useCallback(
    (found: ServiceProblem, question: string) => {
      if (found.code === 'unauthenticated') notice(found, question)
    },
    [notice],
  )
  const conversation = useConversation(send, onTurnFailed)
  const { turns, running, restore, clear } = conversation

  useEffect(() => {
    if (signInFailed) return undefined
    const leaving = new AbortController()
    api.session(leaving.signal).then(setSession, (thrown: unknown) => {
      if (!leaving.signal.aborted) notice(thrown)
    })
    return () => leaving.abort()
  }, [api, notice, signInFailed])

  useEffect(() => {
    const ids = keptAnswers()
    if (signInFailed || ids.length === 0) return
    Promise.all(ids.map((id) => answerOrGone(api, id))).then(
      (answers) => restore(answers.filter((answer) => answer !== 'gone')),
      notice,
    )
  }, [api, notice, restore, signInFailed])

  const answered = turns.flatMap((turn) => turn.answer?.id ?? [])
  const answeredIds = answered.join(' ')
  useEffect(() => {
    if (answeredIds !== '') keepAnswers(answeredIds.split(' '))
  }, [answeredIds])

  const startOver = useCallback(() => {
    clear()
    keepAnswers([])
    setOpened(undefined)
    setProblem(undefined)
    box.current?.focus()
  }, [clear])
  const close = useCallback(() => setOpened(undefined), [])
  const signOut = useCallback(async () => {
    try {
      await api.signOut()
      startOver()
      setSession('signed-out')
    } catch (thrown) {
      notice(thrown)
    }
  }, [api, notice, startOver])

  const page = useMemo(
    () => ({
      api,
      language,
      texts,
      openCitation: (citation: Citation) => setOpened({ type: 'citation', citation }),
      openWhy: (answer: Answer) => setOpened({ type: 'why', answer }),
      notice,
    }),
    [api, language, texts, notice],
  )
  const isSignedOut = session === 'signed-out'

  return (
    <PageContext.Provider value={page}>
      <div class={opened ? 'page with-panel' : 'page'}>
        {!isSignedOut && (
          <a class="skip" href="#question">
            {texts.page.skipToQuestion}
          </a>
        )}
        <PageHeader
          session={typeof session === 'string' ? undefined : session}
          {...(turns.length > 0 && !isSignedOut && { onNewConversation: startOver })}
          onSignOut={() => void signOut()}
          onLanguage={chooseLanguage}
        />
        <main class={turns.length > 0 || isSignedOut ? 'column' : 'column empty'}>
          {isSignedOut ? (
            <SignInNotice failed={signInFailed} />
          ) : (
            <>
              {turns.length === 0 && <Welcome />}
              {turns.length > 0 && (
                <section class="turns" aria-label={texts.page.conversation}>
                  {turns.map((turn) => (
                    <TurnView key={turn.key} turn={turn} onAskAgain={conversation.askAgain} />
                  ))}
                </section>
              )}
              {problem && (
                <p class="problem" role="alert">
                  {problemText(problem, texts).join(' ')}
                </p>
              )}
              {session !== 'unknown' && <BudgetNotice answers={answered.length} />}
              <QuestionBox
                input={box}
                initial={draft}
                followUp={turns.length > 0}
                running={running}
                onAsk={(question) => {
                  setProblem(undefined)
                  conversation.ask(question)
                }}
                onStop={conversation.stop}
              />
            </>
          )}
        </main>
      </div>
      {opened && (
        <SidePanel
          label={opened.type === 'citation' ? texts.citation.label : texts.explain.heading}
          subject={opened}
          onClose={close}
        >
          {opened.type === 'citation' ? (
            <CitationPanel citation={opened.citation} />
          ) : (
            <ExplainView answer={opened.answer} />
          )}
        </SidePanel>
      )}
    </PageContext.Provider>
  )
}

/** An answer that is not kept any more is no reason to keep the others from the reader. */
async function answerOrGone(api: Api, id: string): Promise<Answer | 'gone'> {
  try {
    return await api.answer(id)
  } catch (thrown) {
    if (thrown instanceof ServiceProblem && thrown.status === 404) return 'gone'
    throw thrown
  }
}
