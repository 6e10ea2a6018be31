import type { Command } from 'commander'
import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { LorekeepError, messageOf } from '../../../domain/errors.ts'
import { plainTextFolders } from '../../../evaluation/privacy/data-sets.ts'
import type { CarrierSet } from '../../../evaluation/privacy/injection/attack.ts'
import { cutIntoPassages } from '../../../evaluation/privacy/injection/cut-into-passages.ts'
import { readBipiaAttacks, readBipiaCarriers } from '../../../evaluation/privacy/injection/read-bipia.ts'
import { describeInjectionScores } from '../../wording/describe-injection-scores.ts'
import { readNamedFile } from '../../files/read-named-file.ts'

interface Options {
  readonly data: string
  readonly json?: true
}

const attackFile = 'bipia/benchmark/text_attack_train.json'
const carrierFiles = [
  { path: 'bipia/benchmark/email/train.jsonl', name: 'e-mails (BIPIA)' },
  { path: 'bipia/benchmark/table/train.jsonl', name: 'tables (BIPIA)' },
]

const details = `
Of the folder, these are read, as far as they are there:
${[attackFile, ...[...carrierFiles, ...plainTextFolders].map(({ path }) => path)].map((path) => `  ${path}`).join('\n')}

Each instruction is planted at the start, in the middle and at the end of ten texts. It is found when
a model would not see most of it. Chinese instructions of Lorekeep's own go into Chinese passages.
Nothing is sent anywhere.

Example:
  lorekeep eval injection --data ../shared/bench
`

export function addEvalInjectionCommand(evaluation: Command): void {
  evaluation
    .command('injection')
    .description('measure how well instructions that are planted in documents are found')
    .option('--data <folder>', 'the folder with attacks and texts', '../shared/bench')
    .option('--json', 'print as JSON')
    .addHelpText('after', details)
    .action(async ({ data, json }: Options) => {
      const there = (path: string) => existsSync(join(data, path))
      const attacks = there(attackFile) ? await read(join(data, attackFile), readBipiaAttacks) : []
      const carriers: CarrierSet[] = []
      for (const { path, name } of carrierFiles) {
        if (there(path)) carriers.push({ name, texts: await read(join(data, path), readBipiaCarriers) })
      }
      const clean: CarrierSet[] = []
      for (const { path, name } of plainTextFolders) {
        if (there(path)) clean.push({ name, texts: await passagesIn(join(data, path)) })
      }
      if (carriers.length + clean.length === 0) throw nothingToMeasure(data)
      const { measureInjection } = await import('../../../evaluation/privacy/injection/measure-injection.ts')
      const scores = measureInjection({ attacks, carriers, clean })
      console.log(json ? JSON.stringify(scores) : describeInjectionScores(scores))
    })
}

async function read<T>(file: string, parse: (text: string) => T): Promise<T> {
  const text = await readNamedFile(file)
  try {
    return parse(text)
  } catch (error) {
    throw new LorekeepError('bad-arguments', `${file} is not in the format that belongs there: ${messageOf(error)}`, {
      hint: 'See "lorekeep eval injection --help".',
      cause: error,
    })
  }
}

const textFile = /\.(?:md|txt)$/

async function passagesIn(folder: string): Promise<readonly string[]> {
  const files = (await readdir(folder, { recursive: true })).filter((file) => textFile.test(file)).toSorted()
  const passages: string[] = []
  for (const file of files) passages.push(...cutIntoPassages(await readNamedFile(join(folder, file))))
  return passages
}

function nothingToMeasure(folder: string): LorekeepError {
  return new LorekeepError('bad-arguments', `${folder} holds none of the texts that are measured with.`, {
    hint: 'Name another folder with --data: see "lorekeep eval injection --help".',
  })
}
