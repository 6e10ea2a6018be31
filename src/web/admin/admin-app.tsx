import type { JSX } from 'preact'
import { useCallback, useEffect, useMemo, useState } from 'preact/hooks'
import { useLanguage } from '../app/use-language.ts'
import { ServiceProblem } from '../asking/service-problem.ts'
import { adminProblemText, adminTextsOf } from '../texts/admin-texts.ts'
import type { AdminApi } from './admin-api.ts'
import { AdminContext } from './admin-context.ts'
import { AdminHeader } from './admin-header.tsx'
import { AdminNavigation } from './admin-navigation.tsx'
import { BatchesPage } from './batches-page.tsx'
import { OverviewPage } from './overview-page.tsx'
import { RunPage } from './run-page.tsx'
import { UsagePage } from './usage-page.tsx'
import { type Route, useRoute } from './use-route.ts'

/** The administrators' page: where documents come from, what became of them, what answers cost, and what goes on just now. */
export function AdminApp({ api }: { readonly api: AdminApi }): JSX.Element {
  const [language, chooseLanguage] = useLanguage()
  const texts = adminTextsOf[language]
  const route = useRoute()
  const [problems, setProblems] = useState<readonly ServiceProblem[]>([])
  const [isSignedOut, setSignedOut] = useState(false)
  const [said, setSaid] = useState('')
  const [attempt, setAttempt] = useState(0)

  const notice = useCallback((thrown: unknown) => {
    const found = thrown instanceof ServiceProblem ? thrown : new ServiceProblem('internal', String(thrown))
    if (found.code === 'unauthenticated') setSignedOut(true)
    else setProblems((others) => [...others, found])
    return () => setProblems((others) => others.filter((other) => other !== found))
  }, [])
  const signOut = useCallback(async () => {
    try {
      await api.signOut()
      setSignedOut(true)
    } catch (thrown) {
      notice(thrown)
    }
  }, [api, notice])
  useEffect(() => {
    document.title = `Lorekeep · ${texts.page.title}`
  }, [texts])
  const place = route.page === 'run' ? route.id : route.page
  useEffect(() => setProblems([]), [place])
  const problem = problems.at(-1)

  const admin = useMemo(() => ({ api, language, texts, notice, announce: setSaid }), [api, language, notice, texts])

  return (
    <AdminContext.Provider value={admin}>
      <div class="page admin">
        <a class="skip" href="#content" onClick={focusContent}>
          {texts.page.skipToContent}
        </a>
        <AdminHeader {...(!isSignedOut && { onSignOut: () => void signOut() })} onLanguage={chooseLanguage} />
        {!isSignedOut && <AdminNavigation route={route} />}
        <main id="content" tabIndex={-1}>
          <p class="unseen" role="status">
            {said}
          </p>
          {isSignedOut ? (
            <section class="sign-in">
              <h2>{texts.page.signedOut}</h2>
              <p>
                <a href="admin">{texts.page.signIn}</a>
              </p>
            </section>
          ) : (
            <>
              {problem && (
                <div class="problem ending" role="alert">
                  <p>{adminProblemText(problem, texts)}</p>
                  <button
                    type="button"
                    onClick={() => {
                      setProblems([])
                      setAttempt(attempt + 1)
                    }}
                  >
                    {texts.page.tryAgain}
                  </button>
                </div>
              )}
              <ShownPage key={`${place} ${attempt}`} route={route} />
            </>
          )}
        </main>
      </div>
    </AdminContext.Provider>
  )
}

function ShownPage({ route }: { readonly route: Route }): JSX.Element {
  switch (route.page) {
    case 'overview':
      return <OverviewPage />
    case 'usage':
      return <UsagePage />
    case 'batches':
      return <BatchesPage />
    case 'run':
      return <RunPage id={route.id} />
  }
}

/** The address of the page is its route, so that a link inside it must not change it. */
function focusContent(event: JSX.TargetedMouseEvent<HTMLAnchorElement>): void {
  event.preventDefault()
  document.getElementById('content')?.focus()
}
