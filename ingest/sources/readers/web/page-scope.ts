/** Which pages belong to a source. */
export interface PageScope {
  /** Those at or below the start pages, which links are followed to. */
  isBelowStart(address: string): boolean
  /** These and all pages of the hosts of the sitemaps. */
  includes(address: string): boolean
}

/** Whether a host is asked over http or https does not matter. */
export function createPageScope(start: readonly string[], sitemaps: readonly string[]): PageScope {
  const hosts = new Set(sitemaps.map((address) => hostOf(new URL(address))))
  const roots = start.map((address) => {
    const url = new URL(address)
    return { host: hostOf(url), page: url.pathname, folder: folderOf(url.pathname) }
  })
  const isBelowStart = (address: string) => {
    const url = new URL(address)
    const host = hostOf(url)
    return roots.some(
      (root) => root.host === host && (url.pathname === root.page || url.pathname.startsWith(root.folder)),
    )
  }
  return {
    isBelowStart,
    includes: (address) => hosts.has(hostOf(new URL(address))) || isBelowStart(address),
  }
}

/** `/handbook/index.html` and `/handbook/` → `/handbook/`; `/handbook` → `/handbook/` too. */
function folderOf(pathname: string): string {
  const last = pathname.slice(pathname.lastIndexOf('/') + 1)
  if (last === '') return pathname
  return last.includes('.') ? pathname.slice(0, -last.length) : `${pathname}/`
}

function hostOf({ hostname, port }: URL): string {
  return port === '' ? hostname : `${hostname}:${port}`
}
