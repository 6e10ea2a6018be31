import type { AnnotatedSet } from './annotated-text.ts'
import { readAnnotatedLines } from './read-annotated-lines.ts'
import { readCluener } from './read-cluener.ts'
import {
  bankCards,
  chineseMobiles,
  readNumberingPlans,
  readNumberVectors,
  residentIds,
  type NumberVectors,
} from './read-number-vectors.ts'
import { readPresidio } from './read-presidio.ts'

/** A file that recognisers can be measured with, if a folder has it. */
export interface DataSetFile {
  /** Where it lies below the folder. */
  readonly path: string
  readonly read: (file: string) => readonly AnnotatedSet[]
}

const numbers = (path: string, name: string, vectors: NumberVectors): DataSetFile => ({
  path,
  read: (file) => [readNumberVectors(name, file, vectors)],
})

/** The sets that are known, at the places where their publishers have them. */
export const dataSetFiles: readonly DataSetFile[] = [
  {
    path: 'presidio-research/data/synth_dataset_v2.json',
    read: (file) => readPresidio('English sentences (presidio-research)', file),
  },
  { path: 'chinese-ner/cluener_train.jsonl', read: (file) => readCluener('Chinese news (CLUENER)', file) },
  numbers('pii-vectors/cn-id.jsonl', 'Chinese resident IDs', residentIds),
  numbers('pii-vectors/cards.card-validator.jsonl', 'cards', bankCards),
  numbers('pii-vectors/cn-phone.jsonl', 'Chinese mobile numbers', chineseMobiles),
  {
    path: 'pii-vectors/phone-examples.libphonenumber.jsonl',
    read: (file) => [readNumberingPlans('numbering plans', file)],
  },
  { path: 'annotated.jsonl', read: (file) => [readAnnotatedLines('own annotated texts', file)] },
]

/** Folders of texts that hold next to nothing sensitive. */
export const plainTextFolders: readonly { readonly path: string; readonly name: string }[] = [
  { path: 'sourcegraph-handbook/content', name: 'a handbook (Sourcegraph)' },
  { path: 'cn-laws', name: 'Chinese laws' },
]
