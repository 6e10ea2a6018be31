import { createHash } from 'node:crypto'
import { stat } from 'node:fs/promises'
import { posix } from 'node:path'
import type { Policy } from '../../src/domain/privacy/policy.ts'
import type { Source } from '../../src/domain/documents/source.ts'
import { countingRulesOf } from '../../src/privacy/count-values.ts'
import { accessFile, sidecarOf } from './label-files.ts'

/** Hash of everything outside a file that its labels depend on, from file stamps and the policy alone. Takes its path in the source. */
export type LabelsFingerprint = (path: string) => Promise<string>

/** Looks at the rules of each folder once, and at each file's sidecar when asked. */
export function createLabelsFingerprint(source: Source, policy: Policy): LabelsFingerprint {
  const stamps = new Map<string, Promise<string>>()
  const found = createHash('sha256')
    .update(JSON.stringify([policy.raises, countingRulesOf(policy)]))
    .digest('hex')
  const rulesOf = (folder: string) => {
    const known = stamps.get(folder) ?? stampOf(posix.join(source.root, folder, accessFile))
    stamps.set(folder, known)
    return known
  }
  return async (path) => {
    const rules = await Promise.all(foldersAbove(path).map(rulesOf))
    const sidecar = await stampOf(posix.join(source.root, sidecarOf(path)))
    return createHash('sha256')
      .update(JSON.stringify([source.accessLabel, source.classification, source.owner, found, rules, sidecar]))
      .digest('hex')
      .slice(0, 24)
  }
}

/** `a/b/c.md` → ``, `a`, `a/b`. */
function foldersAbove(path: string): readonly string[] {
  const parts = path.split('/').slice(0, -1)
  return ['', ...parts.map((_, index) => parts.slice(0, index + 1).join('/'))]
}

/** Size and time of a file; `absent` when there is none. A file that cannot be looked at counts as changed each time. */
async function stampOf(path: string): Promise<string> {
  try {
    const info = await stat(path)
    return `${info.size}:${info.mtimeMs}`
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'absent' : `unreadable:${Date.now()}`
  }
}
