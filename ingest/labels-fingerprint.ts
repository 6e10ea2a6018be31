import { createHash } from 'node:crypto'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Source } from '../src/ports/document-registry.ts'

/** Hash of everything outside a file that its labels depend on, from file stamps alone. */
export type LabelsFingerprint = (absolutePath: string) => Promise<string>

/** Reads the stamp of the source's folder rules once, and of each file's sidecar when asked. */
export async function createLabelsFingerprint(source: Source): Promise<LabelsFingerprint> {
  const rules = await stampOf(join(source.root, 'access.yaml'))
  return async (absolutePath) => {
    const sidecar = await stampOf(`${absolutePath}.meta.yaml`)
    return createHash('sha256')
      .update(JSON.stringify([source.accessLabel, source.classification, rules, sidecar]))
      .digest('hex')
      .slice(0, 24)
  }
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
