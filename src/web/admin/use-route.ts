import { useEffect, useState } from 'preact/hooks'

/** The pages with a place in the navigation. */
export const mainPages = ['overview', 'usage', 'batches'] as const

export type MainPage = (typeof mainPages)[number]

/** What the page shows. Kept in the address, so that it can be sent and gone back from. */
export type Route = { readonly page: MainPage } | { readonly page: 'run'; readonly id: string }

export function routeOf(hash: string): Route {
  const id = /^#\/runs\/(.+)$/.exec(hash)?.[1]
  if (id !== undefined) return { page: 'run', id: decodeURIComponent(id) }
  return { page: mainPages.find((page) => hash === addressOf(page)) ?? 'overview' }
}

export function addressOf(page: MainPage): string {
  return page === 'overview' ? '#/' : `#/${page}`
}

export function runAddress(id: string): string {
  return `#/runs/${encodeURIComponent(id)}`
}

export function useRoute(): Route {
  const [route, setRoute] = useState(() => routeOf(location.hash))
  useEffect(() => {
    const follow = () => setRoute(routeOf(location.hash))
    addEventListener('hashchange', follow)
    return () => removeEventListener('hashchange', follow)
  }, [])
  return route
}
