import { useEffect, useState } from 'preact/hooks'

/** What the page shows: all sources, or one run. Kept in the address, so that it can be sent and gone back from. */
export type Route = { readonly page: 'overview' } | { readonly page: 'run'; readonly id: string }

export function routeOf(hash: string): Route {
  const id = /^#\/runs\/(.+)$/.exec(hash)?.[1]
  return id === undefined ? { page: 'overview' } : { page: 'run', id: decodeURIComponent(id) }
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
