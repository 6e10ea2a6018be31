import { copyFile, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { OnnxGraph } from '../../../src/adapters/transformers/conversion/onnx-writer.ts'

/** Of the vocabulary of the bundled model, whose tokenizer the test model has. */
const words = 30_522
/** Special tokens, marks and single letters; they say nothing. */
const firstWord = 1996
const dimension = 16
const sharpness = 6
const centre = 0.5

/** What a word's vector holds: numbers that look random, the same everywhere. */
function numberOf(word: number, place: number): number {
  if (word < firstWord) return 0
  const mixed = Math.imul(word * dimension + place + 1, 0x9e3779b1) >>> 0
  return (Math.imul(mixed ^ (mixed >>> 15), 0x85ebca6b) >>> 0) / 2 ** 31 - 1
}

/**
 * Writes a small cross-encoder as a model folder: its logit is how alike the sums of the words' vectors of question and
 * text are. It tells the two apart by the types of the tokens alone.
 * @param tokenizerFolder where the tokenizer lies
 */
export async function writeCrossEncoder(folder: string, tokenizerFolder: string, longest = 128): Promise<void> {
  await mkdir(join(folder, 'onnx'), { recursive: true })
  for (const file of ['tokenizer.json', 'tokenizer_config.json']) {
    await copyFile(join(tokenizerFolder, file), join(folder, file))
  }
  const config = {
    model_type: 'bert',
    architectures: ['BertForSequenceClassification'],
    id2label: { 0: 'LABEL_0' },
    max_position_embeddings: longest + 2,
  }
  await writeFile(join(folder, 'config.json'), JSON.stringify(config))
  await writeFile(join(folder, 'onnx/model.onnx'), crossEncoderGraph())
}

function crossEncoderGraph() {
  const graph = new OnnxGraph('cross_encoder')
  const sides = ['batch_size', 'sequence_length']
  const ids = graph.input('input_ids', 'int64', sides)
  const present = graph.input('attention_mask', 'int64', sides)
  const types = graph.input('token_type_ids', 'int64', sides)
  const number = (name: string, value: number) => graph.constant(name, 'float', [], Float32Array.of(value))
  const axis = (name: string, value: bigint) => graph.constant(name, 'int64', [1], BigInt64Array.of(value))
  const table = Float32Array.from({ length: words * dimension }, (_, at) =>
    numberOf(Math.floor(at / dimension), at % dimension),
  )
  const vectors = graph.apply('Gather', [graph.constant('table', 'float', [words, dimension], table), ids], { axis: 0 })
  const asFloat = (value: typeof ids) => graph.apply('Cast', [value], { to: 1 })
  const second = graph.apply('Mul', [asFloat(types), asFloat(present)])
  const first = graph.apply('Sub', [asFloat(present), second])
  const sumOf = (share: typeof ids) =>
    graph.apply(
      'ReduceSum',
      [graph.apply('Mul', [vectors, graph.apply('Unsqueeze', [share, axis('last', 2n)])]), axis('tokens', 1n)],
      { keepdims: 0 },
    )
  const [asked, said] = [sumOf(first), sumOf(second)]
  const product = (a: typeof ids, b: typeof ids) =>
    graph.apply('ReduceSum', [graph.apply('Mul', [a, b]), axis('numbers', 1n)], { keepdims: 1 })
  const lengths = graph.apply('Sqrt', [graph.apply('Mul', [product(asked, asked), product(said, said)])])
  const cosine = graph.apply('Div', [product(asked, said), graph.apply('Add', [lengths, number('least', 1e-6)])])
  const logit = graph.apply('Mul', [graph.apply('Sub', [cosine, number('centre', centre)]), number('sharp', sharpness)])
  graph.output('logits', logit, 'float', ['batch_size', 1])
  return graph.model('test')
}

/** The score that the model has to give, worked out without it from the words' numbers in the vocabulary. */
export function expectedScore(question: readonly number[], text: readonly number[]): number {
  const sum = (ids: readonly number[]) =>
    Array.from({ length: dimension }, (_, place) => ids.reduce((total, id) => total + numberOf(id, place), 0))
  const [asked, said] = [sum(question), sum(text)]
  const product = (a: readonly number[], b: readonly number[]) =>
    a.reduce((total, value, place) => total + value * (b[place] ?? 0), 0)
  const cosine = product(asked, said) / (Math.sqrt(product(asked, asked) * product(said, said)) + 1e-6)
  return 1 / (1 + Math.exp(-(cosine - centre) * sharpness))
}
