import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'

const segmentName = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** The folders in which a Chroma server keeps the vectors of its collections. */
export async function segmentFolders(dataFolder: string): Promise<readonly string[]> {
  const entries = await readdir(dataFolder, { withFileTypes: true })
  return entries
    .filter((entry) => entry.isDirectory() && segmentName.test(entry.name))
    .map((entry) => join(dataFolder, entry.name))
}

/** Chroma leaves the vectors of a deleted collection on the disk for ever. */
export async function removeSegments(folders: readonly string[]): Promise<void> {
  for (const folder of folders) await rm(folder, { recursive: true, force: true })
}
