import { expect, test } from '@jest/globals'
import { OnnxGraph } from '../../../../../src/adapters/transformers/conversion/onnx-writer.ts'
import {
  floatField,
  lengthOf,
  messageField,
  numberField,
  textField,
} from '../../../../../src/adapters/transformers/conversion/protobuf.ts'

const hex = (pieces: readonly Uint8Array[]) => Buffer.concat(pieces).toString('hex')

test('fields are written as protocol buffers want them', () => {
  // The examples of https://protobuf.dev/programming-guides/encoding/
  expect(hex(numberField(1, 150))).toBe('089601')
  expect(hex(textField(2, 'testing'))).toBe('120774657374696e67')
  expect(hex(messageField(3, numberField(1, 150)))).toBe('1a03089601')
  expect(hex(numberField(1, -2))).toBe('08feffffffffffffffff01')
  expect(hex(floatField(5, 1))).toBe('2d0000803f')
})

test('a graph names its inputs and outputs and holds a constant once', () => {
  const graph = new OnnxGraph('sum')
  const input = graph.input('x', 'float', ['n', 2])
  const one = graph.constant('one', 'float', [], Float32Array.of(1))
  graph.constant('one', 'float', [], Float32Array.of(1))
  graph.output('y', graph.apply('Add', [input, one]), 'float', ['n', 2])
  const model = graph.model('test')
  const text = Buffer.concat(model).toString('latin1')

  expect(lengthOf(model)).toBe(text.length)
  expect(text.split(hexToText(hex(floatField(1, 1)).slice(2)))).toHaveLength(2)
  for (const name of ['Add', 'Identity', 'x', 'y', 'n']) expect(text).toContain(name)
})

function hexToText(bytes: string): string {
  return Buffer.from(bytes, 'hex').toString('latin1')
}
