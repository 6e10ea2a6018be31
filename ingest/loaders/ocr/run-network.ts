import { type InferenceSession, Tensor } from 'onnxruntime-node'
import { LorekeepError } from '../../../src/domain/errors.ts'

/** Numbers in rows of rows, as networks take and give them. */
export interface Numbers {
  readonly data: Float32Array
  /** The length of each dimension, the outermost first. */
  readonly sides: readonly number[]
}

/**
 * Computes the one output of a network from its one input.
 * @throws LorekeepError `internal` when the output is no list of numbers
 */
export async function runNetwork(network: InferenceSession, { data, sides }: Numbers): Promise<Numbers> {
  const [input = '', output = ''] = [network.inputNames[0], network.outputNames[0]]
  const tensor = (await network.run({ [input]: new Tensor('float32', data, sides) }))[output]
  if (!(tensor?.data instanceof Float32Array)) {
    throw new LorekeepError('internal', 'A network for text recognition gave no numbers.', {
      hint: 'Run "npm ci" to install the models again.',
    })
  }
  return { data: tensor.data, sides: tensor.dims }
}
