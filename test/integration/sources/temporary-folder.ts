import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export function temporaryFolder() {
  const path = realpathSync(mkdtempSync(join(tmpdir(), 'lorekeep-source-')))
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}
