import { createHash } from 'node:crypto'
import type { UnpackLimits } from './unpack-limits.ts'

/** What most file systems allow for one part of a path, in bytes of UTF-8. */
const maxNameBytes = 255
const keptNameBytes = 200

/** A path that stays inside the folder it is written to, or why there is none, as the rest of a sentence. */
export type SafePath = { readonly path: string } | { readonly problem: string }

/**
 * The path under which a file may be written that an archive or a mail calls `name`. Backslashes part
 * folders as slashes do. A name that leads elsewhere is a problem, and not bent into one that does not:
 * nobody writes it by accident. Over-long names keep their beginning and extension.
 */
export function safePath(name: string, limits: Pick<UnpackLimits, 'pathDepth' | 'pathLength'>): SafePath {
  const slashed = name.normalize('NFC').replaceAll('\\', '/')
  if (slashed.startsWith('/') || /^[A-Za-z]:/.test(slashed)) return { problem: 'has an absolute path' }
  const parts = slashed.split('/').filter((part) => part !== '' && part !== '.')
  if (parts.includes('..')) return { problem: 'has a path that leads out of the archive' }
  if (parts.length === 0) return { problem: 'has no name' }
  if (parts.length > limits.pathDepth) return { problem: `lies more than ${limits.pathDepth} folders deep` }
  const path = parts.map((part) => shortened(withoutControls(part))).join('/')
  return path.length > limits.pathLength
    ? { problem: `has a path of more than ${limits.pathLength} characters` }
    : { path }
}

/** `a/plan.pdf` → `a/plan (2).pdf` */
export function numberedPath(path: string, number: number): string {
  const [, stem = path, extension = ''] = /^(.*?[^/])(\.[^./]+)?$/s.exec(path) ?? []
  return `${stem} (${number})${extension}`
}

function withoutControls(part: string): string {
  return part.replace(/\p{Cc}/gu, '_')
}

function shortened(part: string): string {
  if (Buffer.byteLength(part) <= maxNameBytes) return part
  const extension = /\.[A-Za-z0-9]{1,16}$/.exec(part)?.[0] ?? ''
  const mark = createHash('sha256').update(part).digest('hex').slice(0, 8)
  let stem = ''
  for (const character of part) {
    if (Buffer.byteLength(stem + character) > keptNameBytes) break
    stem += character
  }
  return `${stem}-${mark}${extension}`
}
