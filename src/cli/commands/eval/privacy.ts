import type { Command } from 'commander'
import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { readEnvironment } from '../../../config/environment.ts'
import { LorekeepError, messageOf } from '../../../domain/errors.ts'
import type { AnnotatedSet } from '../../../evaluation/privacy/annotated-text.ts'
import { type DataSetFile, dataSetFiles, plainTextFolders } from '../../../evaluation/privacy/data-sets.ts'
import { madeNumbers } from '../../../evaluation/privacy/made-numbers.ts'
import { measureSpeed, type SpeedTexts } from '../../../evaluation/privacy/measure-speed.ts'
import { scoreSet } from '../../../evaluation/privacy/score-spans.ts'
import type { Installation } from '../../../installation.ts'
import { describePrivacyScores } from '../../wording/describe-privacy-scores.ts'
import { readNamedFile } from '../../files/read-named-file.ts'

interface Options {
  readonly data: string
  readonly json?: true
}

const details = `
Of the folder, these are read, as far as they are there:
${[...dataSetFiles, ...plainTextFolders].map(({ path }) => `  ${path}`).join('\n')}

annotated.jsonl is for texts of your own, a line each:
  {"text": "Call 13812345678", "spans": [{"kind": "PHONE", "start": 5, "end": 16}]}

Exact: found from end to end. Overlap: any part of it found. Chinese numbers that are made up, valid
and not, are measured as well, and how long redaction takes: processor time of this process.

Values are found as the service finds them, by the policy and the directory of names in force
(POLICY_FILE, DIRECTORY_FILE). Nothing is sent anywhere.

Example:
  lorekeep eval privacy --data privacy-texts
`

export function addEvalPrivacyCommand(evaluation: Command, installation: Installation): void {
  evaluation
    .command('privacy')
    .description('measure how well sensitive values are found in texts where they are marked')
    .option('--data <folder>', 'the folder with the annotated texts', '../shared/bench')
    .option('--json', 'print as JSON')
    .addHelpText('after', details)
    .action(async ({ data, json }: Options) => {
      // On demand: what finds values takes longer to load than most commands take.
      const { privacyInForce } = await import('../../privacy-in-force.ts')
      const { countInPlainTexts } = await import('../../../evaluation/privacy/count-in-plain-texts.ts')
      const { find, redact } = await privacyInForce(readEnvironment(installation.root))
      const sets = await inTurn(present(data, dataSetFiles), (one) => readSet(data, one))
      const folders = await inTurn(present(data, plainTextFolders), (one) => readFolder(data, one))
      if (sets.length + folders.length === 0) throw nothingToMeasure(data)
      const scores = {
        sets: [...sets.flat(), ...madeNumbers()].map((set) => scoreSet(set, find)),
        plain: folders.map(({ name, texts }) => countInPlainTexts(name, texts, find)),
        speed: measureSpeed(folders, { redact, processorMs }),
      }
      console.log(json ? JSON.stringify(scores) : describePrivacyScores(scores))
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

async function readSet(folder: string, { path, read }: DataSetFile): Promise<readonly AnnotatedSet[]> {
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

async function readFolder(data: string, { path, name }: (typeof plainTextFolders)[number]): Promise<SpeedTexts> {
  const folder = join(data, path)
  const files = (await readdir(folder, { recursive: true })).filter((file) => textFile.test(file)).toSorted()
  return { name, texts: await inTurn(files, (file) => readNamedFile(join(folder, file))) }
}

function processorMs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

function nothingToMeasure(folder: string): LorekeepError {
  return new LorekeepError('bad-arguments', `${folder} holds none of the files that are measured with.`, {
    hint: 'Name another folder with --data, or put an annotated.jsonl there: see "lorekeep eval privacy --help".',
  })
}
