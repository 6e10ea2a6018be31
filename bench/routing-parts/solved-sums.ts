import { readFile } from 'node:fs/promises'
import { parseCsv } from '../../src/config/parse-csv.ts'
import { benchData } from '../bench-data.ts'

const weak = 'mistralai/Mixtral-8x7B-Instruct-v0.1'
const strong = 'gpt-4-1106-preview'

/** A sum of a schoolbook, and which model solved it. */
export interface Solved {
  readonly question: string
  readonly byWeak: boolean
  readonly byStrong: boolean
}

/** GSM8K as RouteLLM ran it. */
export async function readSolved(): Promise<readonly Solved[]> {
  const text = await readFile(`${benchData('routellm')}/routellm/evals/gsm8k/gsm8k_responses.csv`, 'utf8')
  const [header, ...rows] = parseCsv(text)
  const column = (name: string) => header?.fields.indexOf(name) ?? -1
  return rows.map(({ fields }) => ({
    question: fields[column('prompt')] ?? '',
    byWeak: fields[column(weak)] === 'True',
    byStrong: fields[column(strong)] === 'True',
  }))
}
