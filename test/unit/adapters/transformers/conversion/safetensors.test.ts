import { expect, test } from '@jest/globals'
import { parseSafetensors } from '../../../../../src/adapters/transformers/conversion/safetensors.ts'

function file(header: unknown, data: Uint8Array): Uint8Array {
  const text = Buffer.from(JSON.stringify(header))
  const length = Buffer.alloc(8)
  length.writeBigUInt64LE(BigInt(text.length))
  return Buffer.concat([length, text, data])
}

test('reads tensors in half and in single precision', () => {
  // 1, -2, 0.5, the smallest number there is, infinity
  const halves = Uint16Array.of(0x3c00, 0xc000, 0x3800, 0x0001, 0x7c00)
  const singles = Float32Array.of(1.5, -3)
  const data = Buffer.concat([Buffer.from(halves.buffer), Buffer.from(singles.buffer)])
  const tensors = parseSafetensors(
    file(
      {
        __metadata__: { format: 'pt' },
        half: { dtype: 'F16', shape: [5], data_offsets: [0, 10] },
        single: { dtype: 'F32', shape: [1, 2], data_offsets: [10, 18] },
      },
      data,
    ),
  )

  expect(tensors.names).toEqual(['half', 'single'])
  expect(Array.from(tensors.tensor('half').data)).toEqual([1, -2, 0.5, 2 ** -24, Infinity])
  expect(tensors.tensor('single')).toEqual({ shape: [1, 2], data: singles })
})

test.each([
  ['a file that ends in its header', () => parseSafetensors(Buffer.from([9, 0, 0, 0, 0, 0, 0, 0, 123]))],
  ['a header that is no JSON', () => parseSafetensors(Buffer.from([1, 0, 0, 0, 0, 0, 0, 0, 123]))],
  ['a tensor that is not there', () => parseSafetensors(file({}, new Uint8Array())).tensor('weight')],
  ['a tensor beyond the end', () => beyondEnd('F32', 4)],
  ['a tensor of another size than its shape', () => beyondEnd('F16', 8)],
  ['numbers of an unknown type', () => beyondEnd('BF16', 2)],
])('%s is reported as damaged', (_, read) => {
  expect(read).toThrow(expect.objectContaining({ code: 'data-damaged' }))
})

function beyondEnd(dtype: string, bytes: number) {
  return parseSafetensors(file({ w: { dtype, shape: [1], data_offsets: [0, bytes] } }, new Uint8Array(2))).tensor('w')
}
