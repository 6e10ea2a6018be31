import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as z from 'zod'
import { benchData } from '../bench-data.ts'
import { seededRandom, shuffled } from '../../src/evaluation/seeded-random.ts'
import { paraphrase } from './paraphrase.ts'

/** Questions whose answers are remembered, and what is asked then. */
export interface Traffic {
  readonly remembered: readonly string[]
  /** Remembered questions in other words. */
  readonly again: readonly { readonly asked: string; readonly meant: string }[]
  /** Questions that nobody asked before, of the same documents. */
  readonly others: readonly string[]
}

const handbookSchema = z.object({ question: z.string() })
const xquadSchema = z.object({
  data: z.array(z.object({ paragraphs: z.array(z.object({ qas: z.array(z.object({ question: z.string() })) })) })),
})

/** English: questions to a company handbook. */
export async function handbookTraffic(): Promise<Traffic> {
  const file = join(benchData('sourcegraph-handbook'), 'qa_from_headings.jsonl')
  const lines = (await readFile(file, 'utf8')).split('\n').filter((line) => line !== '')
  return trafficOf(lines.map((line) => handbookSchema.parse(JSON.parse(line)).question))
}

/** Chinese: questions to paragraphs of an encyclopedia (XQuAD), as no Chinese handbook is there. */
export async function xquadTraffic(): Promise<Traffic> {
  const { data } = xquadSchema.parse(JSON.parse(await readFile(join(benchData('xquad'), 'xquad.zh.json'), 'utf8')))
  return trafficOf(
    data.flatMap(({ paragraphs }) => paragraphs.flatMap(({ qas }) => qas.map(({ question }) => question))),
  )
}

function trafficOf(all: readonly string[]): Traffic {
  const random = seededRandom(7)
  const questions = shuffled([...new Set(all)], random)
  const half = Math.ceil(questions.length / 2)
  const remembered = questions.slice(0, half)
  return {
    remembered,
    again: remembered.map((meant) => ({ asked: paraphrase(meant, random), meant })),
    others: questions.slice(half),
  }
}
