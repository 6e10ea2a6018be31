import type { Command } from 'commander'
import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { noCompanyRules } from '../../../domain/company-rules.ts'
import { LorekeepError, messageOf } from '../../../domain/errors.ts'
import type { AnnotatedSet } from '../../../evaluation/privacy/annotated-text.ts'
import { countInPlainTexts, type PlainTextCounts } from '../../../evaluation/privacy/count-in-plain-texts.ts'
import { type DataSetFile, dataSetFiles, plainTextFolders } from '../../../evaluation/privacy/data-sets.ts'
import { scoreSet } from '../../../evaluation/privacy/score-spans.ts'
import { createJiebaWords } from '../../../adapters/language/jieba-words.ts'
import { createListedNames } from '../../../adapters/language/listed-names.ts'
import { emptyDirectory } from '../../../privacy/directory.ts'
import { createFindSensitive } from '../../../privacy/find-sensitive.ts'
import { describePrivacyScores } from '../../describe-privacy-scores.ts'
import { readNamedFile } from '../../read-named-file.ts'

interface Options {
  readonly data: string
  readonly json?: true
}

/** As the service finds them, without names and rules of a company: texts to measure with are nobody's. */
const findSensitive = createFindSensitive({
  nameLists: createListedNames(),
  chineseWords: createJiebaWords(),
  directory: { current: () => emptyDirectory },
  companyRules: { current: () => noCompanyRules },
})

const details = `
Of the folder, these are read, as far as they are there:
${[...dataSetFiles, ...plainTextFolders].map(({ path }) => `  ${path}`).join('\n')}

annotated.jsonl is for texts of your own, a line each:
  {"text": "Call 13812345678", "spans": [{"kind": "PHONE", "start": 5, "end": 16}]}

Exact: found from end to end. Overlap: any part of it found. Nothing is sent anywhere.

Example:
  lorekeep eval privacy --data privacy-texts
`

export function addEvalPrivacyCommand(evaluation: Command): void {
  evaluation
    .command('privacy')
    .description('measure how well sensitive values are found in texts where they are marked')
    .option('--data <folder>', 'the folder with the annotated texts', '../shared/bench')
    .option('--json', 'print as JSON')
    .addHelpText('after', details)
    .action(async ({ data, json }: Options) => {
      const sets = await inTurn(present(data, dataSetFiles), (one) => readSet(data, one))
      const plain = await inTurn(present(data, plainTextFolders), ({ path, name }) => countIn(join(data, path), name))
      if (sets.length + plain.length === 0) throw nothingToMeasure(data)
      const scores = sets.map((set) => scoreSet(set, findSensitive))
      console.log(json ? JSON.stringify({ sets: scores, plain }) : describePrivacyScores(scores, plain))
    })
}

function present<T extends { readonly path: string }>(folder: string, known: readonly T[]): readonly T[] {
  return known.filter(({ path }) => existsSync(join(folder, path)))
}

async function inTurn<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<readonly R[]> {
  const results: R[] = []
  for (const item of items) results.push(await work(item))
  return results
}

async function readSet(folder: string, { path, read }: DataSetFile): Promise<AnnotatedSet> {
  const file = join(folder, path)
  const text = await readNamedFile(file)
  try {
    return read(text)
  } catch (error) {
    throw new LorekeepError('bad-arguments', `${file} is not in the format that belongs there: ${messageOf(error)}`, {
      hint: 'See "lorekeep eval privacy --help".',
      cause: error,
    })
  }
}

const textFile = /\.(?:md|txt)$/

async function countIn(folder: string, name: string): Promise<PlainTextCounts> {
  const files = (await readdir(folder, { recursive: true })).filter((file) => textFile.test(file)).toSorted()
  const texts = await inTurn(files, (file) => readNamedFile(join(folder, file)))
  return countInPlainTexts(name, texts, findSensitive)
}

function nothingToMeasure(folder: string): LorekeepError {
  return new LorekeepError('bad-arguments', `${folder} holds none of the files that are measured with.`, {
    hint: 'Name another folder with --data, or put an annotated.jsonl there: see "lorekeep eval privacy --help".',
  })
}
