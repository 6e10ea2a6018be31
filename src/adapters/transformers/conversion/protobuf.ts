/**
 * Pieces that follow one another in a protocol-buffer message. Kept apart until they are written, so that megabytes of
 * weights are not copied for each message around them.
 */
export type Pieces = readonly Uint8Array[]

const varintType = 0
const lengthType = 2
const floatType = 5

/**
 * A field with a whole number. Negative numbers take ten bytes, as 64-bit two's complement
 * (https://protobuf.dev/programming-guides/encoding/).
 */
export function numberField(field: number, value: number): Pieces {
  return [Uint8Array.of(...varint((field << 3) | varintType), ...varint(value))]
}

/** A field with a 32-bit float. */
export function floatField(field: number, value: number): Pieces {
  return [Uint8Array.from(varint((field << 3) | floatType)), new Uint8Array(Float32Array.of(value).buffer)]
}

/** A field with text. */
export function textField(field: number, text: string): Pieces {
  return messageField(field, [new TextEncoder().encode(text)])
}

/** A field with bytes or with another message. */
export function messageField(field: number, content: Pieces): Pieces {
  return [Uint8Array.of(...varint((field << 3) | lengthType), ...varint(lengthOf(content))), ...content]
}

/** The bytes in all pieces together. */
export function lengthOf(pieces: Pieces): number {
  return pieces.reduce((sum, piece) => sum + piece.byteLength, 0)
}

function varint(value: number): readonly number[] {
  const bytes: number[] = []
  let rest = BigInt.asUintN(64, BigInt(value))
  do {
    const more = rest > 127n
    bytes.push(Number(rest & 127n) | (more ? 128 : 0))
    rest >>= 7n
  } while (rest > 0n)
  return bytes
}
