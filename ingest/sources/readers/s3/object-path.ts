/** What a key is called below the folder that the prefix ends in: `hr/leave.md` for `docs/hr/leave.md` and `docs/`. */
export function objectPath(key: string, prefix: string | undefined): string {
  return key.slice((prefix ?? '').lastIndexOf('/') + 1)
}

/** File systems allow 255 bytes; the names of what is kept beside a copy are longer than its own. */
const longestPart = 240

/** Why an object cannot be kept as a file of the same path; undefined when it can. */
export function problemOfPath(path: string): string | undefined {
  const parts = path.split('/')
  if (parts.some((part) => part === '')) return 'its key has an empty part between slashes'
  if (parts.some((part) => part === '.' || part === '..')) return 'its key leads elsewhere with . or ..'
  if (/[\p{Cc}\\]/u.test(path)) return 'its key holds control characters or a backslash'
  if (parts.some((part) => Buffer.byteLength(part) > longestPart)) {
    return `a part of its key is longer than ${longestPart} bytes`
  }
  return undefined
}

/** Hidden files are passed over, in buckets as in folders; so are objects that stand for a folder. */
export function isPassedOver(path: string): boolean {
  return path === '' || path.endsWith('/') || path.split('/').some((part) => /^\.(?!\.?$)/.test(part))
}
