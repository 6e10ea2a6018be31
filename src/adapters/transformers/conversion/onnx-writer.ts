import { floatField, messageField, numberField, type Pieces, textField } from './protobuf.ts'

/** The types of numbers that our graphs use, by their numbers in `onnx.proto`. */
const elementTypes = { float: 1, int8: 3, int64: 7 } as const

export type ElementType = keyof typeof elementTypes

/** What a node gives and another takes. */
export type Value = string & { readonly onnxValue: true }

/** A setting of an operator. `float` says that a number is not a whole one by nature. */
export type Attribute = number | readonly number[] | { readonly float: number }

type NumberArray = Float32Array | Int8Array | BigInt64Array

const attributeTypes = { float: 1, int: 2, ints: 7 } as const
const irVersion = 8
const operatorSet = 17

/**
 * A computation, written down operator by operator, in the ONNX format: `onnx.proto`, intermediate representation 8,
 * operator set 17 (https://onnx.ai/onnx/repo-docs/IR.html).
 */
export class OnnxGraph {
  readonly #name: string
  readonly #nodes: Pieces[] = []
  readonly #constants = new Map<string, Pieces>()
  readonly #inputs: Pieces[] = []
  readonly #outputs: Pieces[] = []
  #count = 0

  constructor(name: string) {
    this.#name = name
  }

  /** An input of the whole graph; sides that vary have a name instead of a length. */
  input(name: string, type: ElementType, sides: readonly (number | string)[]): Value {
    this.#inputs.push(valueInfo(name, type, sides))
    return valueNamed(name)
  }

  /** Numbers that are part of the model. Given twice under the same name they are kept once. */
  constant(name: string, type: ElementType, shape: readonly number[], numbers: NumberArray): Value {
    if (!this.#constants.has(name)) {
      this.#constants.set(name, [
        ...shape.flatMap((side) => numberField(1, side)),
        ...numberField(2, elementTypes[type]),
        ...textField(8, name),
        ...messageField(9, [new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength)]),
      ])
    }
    return valueNamed(name)
  }

  /** The result of an operator. */
  apply(operator: string, inputs: readonly Value[], attributes: Readonly<Record<string, Attribute>> = {}): Value {
    const output = valueNamed(`${operator}_${this.#count}`)
    this.#addNode(operator, inputs, [output], attributes)
    return output
  }

  /** The three results of `DynamicQuantizeLinear`: the 8-bit numbers, their scale and their zero point. */
  quantize(input: Value): readonly [Value, Value, Value] {
    const name = `quantized_${this.#count}`
    const outputs = [valueNamed(name), valueNamed(`${name}_scale`), valueNamed(`${name}_zero`)] as const
    this.#addNode('DynamicQuantizeLinear', [input], outputs, {})
    return outputs
  }

  /** Makes a value an output of the whole graph. */
  output(name: string, value: Value, type: ElementType, sides: readonly (number | string)[]): void {
    this.#addNode('Identity', [value], [valueNamed(name)], {})
    this.#outputs.push(valueInfo(name, type, sides))
  }

  /** The file. */
  model(producer: string): Pieces {
    const graph = [
      ...this.#nodes.flatMap((node) => messageField(1, node)),
      ...textField(2, this.#name),
      ...[...this.#constants.values()].flatMap((constant) => messageField(5, constant)),
      ...this.#inputs.flatMap((input) => messageField(11, input)),
      ...this.#outputs.flatMap((output) => messageField(12, output)),
    ]
    return [
      ...numberField(1, irVersion),
      ...textField(2, producer),
      ...messageField(7, graph),
      ...messageField(8, [...textField(1, ''), ...numberField(2, operatorSet)]),
    ]
  }

  #addNode(
    operator: string,
    inputs: readonly Value[],
    outputs: readonly Value[],
    attributes: Readonly<Record<string, Attribute>>,
  ): void {
    this.#nodes.push([
      ...inputs.flatMap((input) => textField(1, input)),
      ...outputs.flatMap((output) => textField(2, output)),
      ...textField(3, `node_${this.#count++}`),
      ...textField(4, operator),
      ...Object.entries(attributes).flatMap(([name, value]) => messageField(5, attribute(name, value))),
    ])
  }
}

function attribute(name: string, value: Attribute): Pieces {
  const head = textField(1, name)
  if (typeof value === 'number') return [...head, ...numberField(3, value), ...numberField(20, attributeTypes.int)]
  if ('float' in value) return [...head, ...floatField(2, value.float), ...numberField(20, attributeTypes.float)]
  return [...head, ...value.flatMap((item) => numberField(8, item)), ...numberField(20, attributeTypes.ints)]
}

function valueInfo(name: string, type: ElementType, sides: readonly (number | string)[]): Pieces {
  const shape = sides.flatMap((side) =>
    messageField(1, typeof side === 'string' ? textField(2, side) : numberField(1, side)),
  )
  const tensorType = [...numberField(1, elementTypes[type]), ...messageField(2, shape)]
  return [...textField(1, name), ...messageField(2, messageField(1, tensorType))]
}

function valueNamed(name: string): Value {
  return name as Value
}
