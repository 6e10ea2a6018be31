import * as z from 'zod'
import { OnnxGraph, type Value } from './onnx-writer.ts'
import type { Pieces } from './protobuf.ts'
import { quantizeRows, transposed } from './quantize.ts'
import type { Tensor, TensorFile } from './safetensors.ts'

/** The shape of a BERT encoder, as its `config.json` gives it. */
export const bertConfig = z.object({
  model_type: z.literal('bert'),
  hidden_act: z.literal('gelu'),
  position_embedding_type: z.literal('absolute'),
  hidden_size: z.int().min(1),
  num_attention_heads: z.int().min(1),
  num_hidden_layers: z.int().min(1),
  layer_norm_eps: z.number().positive(),
})

export type BertConfig = z.infer<typeof bertConfig>

/**
 * Weights get seven bits of the eight: sums of two products of 8-bit inputs then fit into 16 bits, and processors
 * without VNNI compute the same as those with it instead of saturating.
 */
const weightLevels = 63
/** Looked up, never multiplied by, so all eight bits are safe. */
const wordLevels = 127
const floatType = 1

/**
 * The encoder of BERT (Devlin et al. 2019) as an ONNX graph in int8: words to `last_hidden_state`. Weights are quantized
 * for each output, inputs of multiplications while it runs. Takes `input_ids`, `attention_mask` and `token_type_ids`.
 */
export function buildBertGraph(weights: TensorFile, config: BertConfig): Pieces {
  const graph = new OnnxGraph('bert')
  const sides = ['batch_size', 'sequence_length'] as const
  const words = graph.input('input_ids', 'int64', sides)
  const attended = graph.input('attention_mask', 'int64', sides)
  const segments = graph.input('token_type_ids', 'int64', sides)

  const layers = new BertLayers(graph, weights, config)
  let hidden = layers.embed(words, segments)
  const mask = layers.mask(attended)
  for (let layer = 0; layer < config.num_hidden_layers; layer++) hidden = layers.encode(hidden, mask, layer)
  graph.output('last_hidden_state', hidden, 'float', [...sides, config.hidden_size])
  return graph.model('lorekeep')
}

/** Writes the parts of the encoder into a graph. */
class BertLayers {
  readonly #graph: OnnxGraph
  readonly #weights: TensorFile
  readonly #config: BertConfig
  readonly #prefix: string
  readonly #quantized = new Map<Value, readonly [Value, Value, Value]>()

  constructor(graph: OnnxGraph, weights: TensorFile, config: BertConfig) {
    this.#graph = graph
    this.#weights = weights
    this.#config = config
    const wordTable = 'embeddings.word_embeddings.weight'
    this.#prefix = weights.names.find((name) => name.endsWith(wordTable))?.slice(0, -wordTable.length) ?? ''
  }

  embed(words: Value, segments: Value): Value {
    const graph = this.#graph
    const zero = this.#whole('zero', 0)
    const one = this.#whole('one', 1)
    const length = graph.apply('Gather', [graph.apply('Shape', [words]), one], { axis: 0 })
    const positions = graph.apply('Range', [zero, length, one])
    const wordVectors = this.#lookUpWords(words)
    const segmentVectors = this.#lookUp('embeddings.token_type_embeddings.weight', segments)
    const positionVectors = this.#lookUp('embeddings.position_embeddings.weight', positions)
    const sum = this.#add(this.#add(wordVectors, segmentVectors), positionVectors)
    return this.#normalize(sum, 'embeddings.LayerNorm')
  }

  /** Added to attention scores: 0 for words, far below everything for padding. */
  mask(attended: Value): Value {
    const graph = this.#graph
    const axes = graph.constant('axes', 'int64', [2], BigInt64Array.of(1n, 2n))
    const present = graph.apply('Unsqueeze', [graph.apply('Cast', [attended], { to: floatType }), axes])
    return graph.apply('Mul', [graph.apply('Sub', [this.#number('unit', 1), present]), this.#number('far_below', -1e9)])
  }

  /** One layer: every word looks at all others, then is transformed by itself. */
  encode(hidden: Value, mask: Value, layer: number): Value {
    const name = `encoder.layer.${layer}`
    const context = this.#attend(hidden, mask, `${name}.attention.self`)
    const attended = this.#normalize(
      this.#add(this.#linear(context, `${name}.attention.output.dense`), hidden),
      `${name}.attention.output.LayerNorm`,
    )
    const wide = this.#gelu(this.#linear(attended, `${name}.intermediate.dense`))
    return this.#normalize(this.#add(this.#linear(wide, `${name}.output.dense`), attended), `${name}.output.LayerNorm`)
  }

  #attend(hidden: Value, mask: Value, name: string): Value {
    const graph = this.#graph
    const { hidden_size: width, num_attention_heads: heads } = this.#config
    const headWidth = width / heads
    const split = graph.constant(
      'split_heads',
      'int64',
      [4],
      BigInt64Array.of(0n, 0n, BigInt(heads), BigInt(headWidth)),
    )
    const join = graph.constant('join_heads', 'int64', [3], BigInt64Array.of(0n, 0n, BigInt(width)))
    const inHeads = (value: Value, order: readonly number[]): Value =>
      graph.apply('Transpose', [graph.apply('Reshape', [value, split])], { perm: order })

    // The scores' division by √width is in the weights of the query already.
    const query = inHeads(this.#linear(hidden, `${name}.query`, 1 / Math.sqrt(headWidth)), [0, 2, 1, 3])
    const key = inHeads(this.#linear(hidden, `${name}.key`), [0, 2, 3, 1])
    const value = inHeads(this.#linear(hidden, `${name}.value`), [0, 2, 1, 3])
    const scores = this.#add(graph.apply('MatMul', [query, key]), mask)
    const context = graph.apply('MatMul', [graph.apply('Softmax', [scores], { axis: -1 }), value])
    return graph.apply('Reshape', [graph.apply('Transpose', [context], { perm: [0, 2, 1, 3] }), join])
  }

  /** `input × weightᵀ + bias`, multiplied in whole numbers. */
  #linear(input: Value, name: string, factor = 1): Value {
    const graph = this.#graph
    const weight = quantizeRows(scaled(this.#tensor(`${name}.weight`), factor), weightLevels)
    const bias = scaled(this.#tensor(`${name}.bias`), factor)
    const { rows: outputs, columns: inputs } = weight
    const [numbers, scale, zero] = this.#quantize(input)
    const product = graph.apply('MatMulInteger', [
      numbers,
      graph.constant(`${name}.weight`, 'int8', [inputs, outputs], transposed(weight)),
      zero,
      graph.constant(`${name}.weight_zero`, 'int8', [outputs], new Int8Array(outputs)),
    ])
    const scales = graph.constant(`${name}.weight_scale`, 'float', [outputs], weight.scales)
    const unscaled = graph.apply('Cast', [product], { to: floatType })
    const result = graph.apply('Mul', [unscaled, graph.apply('Mul', [scale, scales])])
    return this.#add(result, graph.constant(`${name}.bias`, 'float', [outputs], bias.data))
  }

  /** Quantized once for all multiplications it goes into. */
  #quantize(value: Value): readonly [Value, Value, Value] {
    const known = this.#quantized.get(value) ?? this.#graph.quantize(value)
    this.#quantized.set(value, known)
    return known
  }

  #lookUpWords(words: Value): Value {
    const graph = this.#graph
    const name = 'embeddings.word_embeddings.weight'
    const table = quantizeRows(this.#tensor(name), wordLevels)
    const values = graph.constant(name, 'int8', [table.rows, table.columns], table.values)
    const scales = graph.constant(`${name}_scale`, 'float', [table.rows, 1], table.scales)
    const rows = graph.apply('Cast', [graph.apply('Gather', [values, words], { axis: 0 })], { to: floatType })
    return graph.apply('Mul', [rows, graph.apply('Gather', [scales, words], { axis: 0 })])
  }

  #lookUp(name: string, indices: Value): Value {
    return this.#graph.apply('Gather', [this.#parameter(name), indices], { axis: 0 })
  }

  #normalize(value: Value, name: string): Value {
    const inputs = [value, this.#parameter(`${name}.weight`), this.#parameter(`${name}.bias`)]
    const epsilon = { float: this.#config.layer_norm_eps }
    return this.#graph.apply('LayerNormalization', inputs, { axis: -1, epsilon })
  }

  /** `x/2 · (1 + erf(x/√2))` (Hendrycks and Gimpel 2016). */
  #gelu(value: Value): Value {
    const graph = this.#graph
    const erf = graph.apply('Erf', [graph.apply('Div', [value, this.#number('root_two', Math.SQRT2)])])
    const twice = graph.apply('Mul', [value, this.#add(erf, this.#number('unit', 1))])
    return graph.apply('Mul', [twice, this.#number('half', 0.5)])
  }

  #add(a: Value, b: Value): Value {
    return this.#graph.apply('Add', [a, b])
  }

  #parameter(name: string): Value {
    const { shape, data } = this.#tensor(name)
    return this.#graph.constant(name, 'float', shape, data)
  }

  #number(name: string, value: number): Value {
    return this.#graph.constant(name, 'float', [], Float32Array.of(value))
  }

  #whole(name: string, value: number): Value {
    return this.#graph.constant(name, 'int64', [], BigInt64Array.of(BigInt(value)))
  }

  #tensor(name: string): Tensor {
    return this.#weights.tensor(this.#prefix + name)
  }
}

function scaled(tensor: Tensor, factor: number): Tensor {
  return factor === 1 ? tensor : { shape: tensor.shape, data: tensor.data.map((value) => value * factor) }
}
