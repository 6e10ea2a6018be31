import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rename, rm, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as z from 'zod'
import { jsonOf } from '../../../../src/domain/text/json-of.ts'

const keptPage = z.strictObject({
  address: z.string(),
  /** Its file in the folder. */
  file: z.string(),
  /** SHA-256 of what the server sent. */
  hash: z.string(),
  etag: z.string().optional(),
  /** Header of that name, to be sent back. */
  lastModified: z.string().optional(),
  /** What the sitemap said when it was fetched. */
  sitemapDate: z.string().optional(),
  /** The address that it calls its own, where that is another one. */
  canonical: z.string().optional(),
  /** When the server last confirmed it, in ms since the epoch. */
  checkedAt: z.number(),
})

const manifest = z.strictObject({ version: z.literal(1), pages: z.array(keptPage) })

/** A page whose last good copy lies in the folder. */
export type KeptPage = Readonly<z.infer<typeof keptPage>>

/** What is known of a page besides its bytes. */
export type PageFacts = Omit<KeptPage, 'file' | 'hash'>

/** Hidden, as everything else in the folder that is no page. */
const manifestFile = '.pages.json'

/** The copies of a web source: a file for each page, and a manifest that names them. */
export interface KeptPages {
  get(address: string): KeptPage | undefined
  all(): readonly KeptPage[]
  /** The file of a page whose content is as it was keeps its time. */
  save(facts: PageFacts, bytes: Uint8Array, extension: string, modifiedAt: number): Promise<KeptPage>
  /** Notes that the server says a page is as it was. */
  confirm(page: KeptPage): void
  forget(address: string): void
  /** Makes what was noted last; a killed run finds the state of the last call. */
  write(): Promise<void>
  /** Deletes files of pages that were forgotten. */
  sweep(): Promise<void>
}

/** Opens the copies in a folder. A manifest that cannot be read counts as none: everything is fetched anew then. */
export async function openKeptPages(folder: string): Promise<KeptPages> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const pages = new Map((await readManifest(folder)).map((page) => [page.address, page]))
  return {
    get: (address) => pages.get(address),
    all: () => [...pages.values()],
    async save(facts, bytes, extension, modifiedAt) {
      const hash = createHash('sha256').update(bytes).digest('hex')
      const file = `${createHash('sha256').update(facts.address).digest('hex').slice(0, 32)}.${extension}`
      const former = pages.get(facts.address)
      const page: KeptPage = { ...facts, file, hash }
      if (former?.hash !== hash || former.file !== file || !existsSync(join(folder, file))) {
        await writeInOneStep(join(folder, file), bytes, modifiedAt)
      }
      pages.set(page.address, page)
      return page
    },
    confirm: (page) => void pages.set(page.address, page),
    forget: (address) => void pages.delete(address),
    async write() {
      const text = JSON.stringify({ version: 1, pages: [...pages.values()] } satisfies z.input<typeof manifest>)
      await writeInOneStep(join(folder, manifestFile), text, Date.now())
    },
    async sweep() {
      const files = new Set([manifestFile, ...[...pages.values()].map(({ file }) => file)])
      for (const name of await readdir(folder)) {
        if (!files.has(name)) await rm(join(folder, name), { recursive: true, force: true })
      }
    },
  }
}

/** The pages of a folder, in the order they were first kept. */
export async function readManifest(folder: string): Promise<readonly KeptPage[]> {
  let text: string
  try {
    text = await readFile(join(folder, manifestFile), 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
  const parsed = manifest.safeParse(jsonOf(text))
  return parsed.success ? parsed.data.pages : []
}

async function writeInOneStep(path: string, content: string | Uint8Array, modifiedAt: number): Promise<void> {
  const beside = `${path}.part`
  await writeFile(beside, content, { mode: 0o600 })
  await utimes(beside, new Date(modifiedAt), new Date(modifiedAt))
  await rename(beside, path)
}
