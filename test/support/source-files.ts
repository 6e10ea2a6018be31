import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

export const repositoryRoot = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '')

/** A file of the repository, with `/` between the parts of its path. */
export interface SourceFile {
  readonly path: string
  readonly text: string
}

/** Every TypeScript file below some folders of the repository. */
export function sourceFiles(...folders: readonly string[]): readonly SourceFile[] {
  return folders.flatMap((folder) =>
    readdirSync(join(repositoryRoot, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
      .map((entry) => {
        const absolutePath = join(entry.parentPath, entry.name)
        const path = relative(repositoryRoot, absolutePath).split(sep).join('/')
        return { path, text: readFileSync(absolutePath, 'utf8') }
      }),
  )
}

/** The modules that a file imports or re-exports, as written. */
export function importsOf({ text }: SourceFile): readonly string[] {
  const pattern = /(?:^|\n)\s*(?:import|export)\s(?:[^'";]*?\sfrom\s*)?['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]/g
  return [...text.matchAll(pattern)].map((match) => match[1] ?? match[2] ?? '')
}
