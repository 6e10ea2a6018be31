import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'

const writes = 200

/** How long the disk takes to acknowledge a write of two pages, each time, in ms: no booked answer can be quicker. */
export function measureCommits(parent: string): readonly number[] {
  const folder = mkdtempSync(join(parent, 'lorekeep-commits-'))
  const file = openSync(join(folder, 'file'), 'w')
  const page = Buffer.alloc(8192)
  const times = Array.from({ length: writes }, () => {
    const from = performance.now()
    writeSync(file, page)
    fdatasyncSync(file)
    return performance.now() - from
  })
  closeSync(file)
  rmSync(folder, { recursive: true })
  return times
}
