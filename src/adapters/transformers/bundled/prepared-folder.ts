import { createHash, randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import * as z from 'zod'
import { LorekeepError, messageOf } from '../../../domain/errors.ts'

/** A folder of files that are derived from others once and reused from then on. */
export interface PreparedFolder {
  readonly path: string
  /** Says what the files were made from and how; files of another recipe are made again. */
  readonly recipe: string
}

const manifestName = 'manifest.json'
const manifestSchema = z.object({
  recipe: z.string(),
  files: z.array(z.object({ path: z.string(), bytes: z.int(), blake2b: z.string() })),
})
type Manifest = z.infer<typeof manifestSchema>

const mostAttempts = 5
const readAtOnce = 1024 * 1024
const abandonedAfterMs = 60 * 60 * 1000

/** Whether the folder is there with this recipe and every file in it is as it was written. */
export async function isIntact(folder: PreparedFolder): Promise<boolean> {
  const manifest = await readManifest(folder.path)
  if (manifest === undefined || manifest.recipe !== folder.recipe) return false
  for (const file of manifest.files) {
    const path = join(folder.path, file.path)
    const info = await unlessMissing(stat(path))
    if (info?.size !== file.bytes || (await blake2bOf(path)) !== file.blake2b) return false
  }
  return true
}

/**
 * Fills the folder and puts it in place in one step, so that nobody ever sees half of it. When several processes do
 * this at once, each gets a whole folder. `fill` is given an empty folder to write to.
 * @throws LorekeepError `data-damaged` when the folder cannot be written; and what `fill` throws
 */
export async function makePreparedFolder(
  folder: PreparedFolder,
  fill: (emptyFolder: string) => Promise<void>,
): Promise<void> {
  const making = besides(folder.path, 'making')
  try {
    await removeAbandoned(folder.path)
    await mkdir(making, { recursive: true })
    await fill(making)
    await writeFile(join(making, manifestName), JSON.stringify(await manifestOf(making, folder.recipe), undefined, 2))
    await putInPlace(making, folder)
  } catch (cause) {
    if (cause instanceof LorekeepError) throw cause
    throw new LorekeepError('data-damaged', `"${folder.path}" cannot be prepared: ${messageOf(cause)}.`, {
      hint: 'Check that the data folder can be written to and that the disk has room.',
      cause,
    })
  } finally {
    await rm(making, { recursive: true, force: true })
  }
}

/** Half the time of SHA-256, which every start would have to wait for. */
async function blake2bOf(path: string): Promise<string> {
  const hash = createHash('blake2b512')
  await pipeline(createReadStream(path, { highWaterMark: readAtOnce }), hash)
  return hash.digest('hex')
}

async function putInPlace(making: string, folder: PreparedFolder): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await rename(making, folder.path)
    } catch (error) {
      if (!isTaken(error) || attempt === mostAttempts) throw error
    }
    // Another process may have been faster; only what is damaged or of another recipe makes room.
    if (await isIntact(folder)) return
    const replaced = besides(folder.path, 'replaced')
    await unlessMissing(rename(folder.path, replaced))
    await rm(replaced, { recursive: true, force: true })
  }
}

async function manifestOf(path: string, recipe: string): Promise<Manifest> {
  const entries = await readdir(path, { recursive: true, withFileTypes: true })
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  const files: Manifest['files'] = []
  for (const file of paths.sort()) {
    files.push({ path: file.slice(path.length + 1), bytes: (await stat(file)).size, blake2b: await blake2bOf(file) })
  }
  return { recipe, files }
}

/** Undefined when there is none, or none that can be read: then the folder is not intact. */
async function readManifest(path: string): Promise<Manifest | undefined> {
  const text = await unlessMissing(readFile(join(path, manifestName), 'utf8'))
  return text === undefined ? undefined : manifestInText.safeParse(text).data
}

const manifestInText = z
  .string()
  .transform((text, context) => {
    try {
      return JSON.parse(text) as unknown
    } catch (error) {
      context.addIssue({ code: 'custom', message: messageOf(error) })
      return z.NEVER
    }
  })
  .pipe(manifestSchema)

/** Removes what processes left behind that were killed while they prepared this folder. */
async function removeAbandoned(path: string): Promise<void> {
  const parent = dirname(path)
  for (const name of (await unlessMissing(readdir(parent))) ?? []) {
    if (!name.startsWith(`${basename(path)}.`) || !/\.(?:making|replaced)$/.test(name)) continue
    const info = await unlessMissing(stat(join(parent, name)))
    if (info !== undefined && Date.now() - info.mtimeMs > abandonedAfterMs) {
      await rm(join(parent, name), { recursive: true, force: true })
    }
  }
}

function besides(path: string, purpose: 'making' | 'replaced'): string {
  return `${path}.${randomUUID()}.${purpose}`
}

function isTaken(error: unknown): boolean {
  return hasCode(error, 'ENOTEMPTY') || hasCode(error, 'EEXIST') || hasCode(error, 'EPERM')
}

async function unlessMissing<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work
  } catch (error) {
    if (hasCode(error, 'ENOENT') || hasCode(error, 'ENOTDIR')) return undefined
    throw error
  }
}

function hasCode(error: unknown, code: string): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === code
}
