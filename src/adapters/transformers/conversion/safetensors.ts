import * as z from 'zod'
import { LorekeepError } from '../../../domain/errors.ts'

/** Numbers of a model, row by row, whatever precision they were stored in. */
export interface Tensor {
  readonly shape: readonly number[]
  readonly data: Float32Array
}

/** The tensors of one file by name. */
export interface TensorFile {
  readonly names: readonly string[]
  /** @throws LorekeepError `data-damaged` when there is none of that name, or none that can be read */
  tensor(name: string): Tensor
}

const headerLengthBytes = 8
const entry = z.object({
  dtype: z.string(),
  shape: z.array(z.int().min(0)),
  data_offsets: z.tuple([z.int().min(0), z.int().min(0)]),
})
const header = z.record(z.string(), z.unknown())

/**
 * Reads a file in the safetensors format: the length of a JSON header in eight bytes, the header, the numbers
 * (https://github.com/huggingface/safetensors, "Format"). Knows 16- and 32-bit floats.
 * @throws LorekeepError `data-damaged` when the header is no such header
 */
export function parseSafetensors(bytes: Uint8Array): TensorFile {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const dataStart = headerLengthBytes + headerLengthOf(view)
  const entries = parseHeader(bytes.subarray(headerLengthBytes, dataStart))
  return {
    names: Object.keys(entries).filter((name) => name !== '__metadata__'),
    tensor: (name) => {
      const described = entry.safeParse(entries[name])
      if (!described.success) throw damaged(`it has no tensor "${name}"`)
      const { dtype, shape, data_offsets: range } = described.data
      const count = shape.reduce((product, side) => product * side, 1)
      return { shape, data: numbersOf(view, dtype, dataStart + range[0], dataStart + range[1], count, name) }
    },
  }
}

function headerLengthOf(view: DataView): number {
  const length = view.byteLength < headerLengthBytes ? Infinity : Number(view.getBigUint64(0, true))
  if (headerLengthBytes + length > view.byteLength) throw damaged('it ends inside its header')
  return length
}

function parseHeader(bytes: Uint8Array): Readonly<Record<string, unknown>> {
  try {
    return header.parse(JSON.parse(new TextDecoder().decode(bytes)))
  } catch (cause) {
    throw damaged('its header is not JSON', cause)
  }
}

function numbersOf(
  view: DataView,
  dtype: string,
  start: number,
  end: number,
  count: number,
  name: string,
): Float32Array {
  const size = dtype === 'F16' ? 2 : dtype === 'F32' ? 4 : undefined
  if (size === undefined) throw damaged(`tensor "${name}" is of type ${dtype}, not F16 or F32`)
  if (end - start !== count * size || end > view.byteLength) throw damaged(`tensor "${name}" is not of its size`)
  const numbers = new Float32Array(count)
  const halves = size === 2 ? halfFloats() : undefined
  for (let i = 0; i < count; i++) {
    const at = start + i * size
    numbers[i] = halves === undefined ? view.getFloat32(at, true) : (halves[view.getUint16(at, true)] ?? NaN)
  }
  return numbers
}

let knownHalfFloats: Float32Array | undefined

/** Every 16-bit float (IEEE 754 binary16) by its bits. */
function halfFloats(): Float32Array {
  return (knownHalfFloats ??= Float32Array.from({ length: 65_536 }, (_, bits) => {
    const sign = bits >> 15 === 0 ? 1 : -1
    const exponent = (bits >> 10) & 31
    const fraction = bits & 1023
    if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN
    return exponent === 0 ? sign * fraction * 2 ** -24 : sign * (1 + fraction / 1024) * 2 ** (exponent - 15)
  }))
}

function damaged(what: string, cause?: unknown): LorekeepError {
  return new LorekeepError('data-damaged', `The model's weights cannot be read: ${what}.`, {
    hint: 'Install the packages again with "npm ci".',
    cause,
  })
}
