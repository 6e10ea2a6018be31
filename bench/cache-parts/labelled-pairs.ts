import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as z from 'zod'
import { benchData } from '../bench-data.ts'

/** Two texts, and whether people say that they mean the same. */
export interface LabelledPair {
  readonly one: string
  readonly other: string
  readonly isSame: boolean
}

const mockDataSchema = z.array(z.object({ origin: z.string(), similar: z.string() }))

/** GPTCache's own benchmark: remembered texts, and another wording of each. */
export async function readQqp(): Promise<readonly LabelledPair[]> {
  const file = join(benchData('gptcache-qqp'), 'examples/benchmark/mock_data.json')
  const pairs = mockDataSchema.parse(JSON.parse(await readFile(file, 'utf8')))
  return pairs.map(({ origin, similar }) => ({ one: origin, other: similar, isSame: true }))
}

/** Questions to a payment service (AFQMC), of which many look alike. */
export async function readAfqmc(): Promise<readonly LabelledPair[]> {
  const lines = await readLines(join(benchData('csts'), 'AFQMC/dev.txt'))
  return lines.flatMap((line) => pairOf(line.split('\t')))
}

/** Sentences of the same words that often do not mean the same (PAWS-X). */
export async function readPaws(): Promise<readonly LabelledPair[]> {
  const lines = await readLines(join(benchData('csts'), 'PAWS-X/dev_2k.tsv'))
  return lines.slice(1).flatMap((line) => pairOf(line.split('\t').slice(1)))
}

function pairOf([one = '', other = '', label]: readonly string[]): readonly LabelledPair[] {
  return label === '0' || label === '1' ? [{ one, other, isSame: label === '1' }] : []
}

async function readLines(file: string): Promise<readonly string[]> {
  return (await readFile(file, 'utf8')).split('\n').filter((line) => line !== '')
}
