import { forEachWithBreaks } from './breathing-space.ts'
import { type BytePairEncoder, createBytePairEncoder } from './byte-pair-encoder.ts'

/** The tokenizer of the GPT models since GPT-4o, `o200k_base`, from the tables of `js-tiktoken`. */
export async function loadGptEncoder(): Promise<BytePairEncoder> {
  const { default: tables } = await import('js-tiktoken/ranks/o200k_base')
  const ranks = new Map<string, number>()
  // A line holds "!", the rank of its first token, and tokens of consecutive ranks in base64.
  for (const line of tables.bpe_ranks.split('\n')) {
    const [, first = '0', ...tokens] = line.split(' ')
    let rank = Number(first)
    await forEachWithBreaks(tokens, (token) => ranks.set(Buffer.from(token, 'base64').toString('latin1'), rank++))
  }
  return createBytePairEncoder(new RegExp(tables.pat_str, 'gu'), ranks)
}
