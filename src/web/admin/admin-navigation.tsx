import type { JSX } from 'preact'
import { useAdmin } from './admin-context.ts'
import { addressOf, mainPages, type Route } from './use-route.ts'

/** The pages, with the one that is shown marked. */
export function AdminNavigation({ route }: { readonly route: Route }): JSX.Element {
  const { texts } = useAdmin()
  const shown = route.page === 'run' ? 'overview' : route.page
  return (
    <nav class="pages-menu" aria-label={texts.navigation.label}>
      <ul>
        {mainPages.map((page) => (
          <li key={page}>
            <a href={addressOf(page)} aria-current={page === shown ? 'page' : undefined}>
              {texts.navigation[page]}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}
