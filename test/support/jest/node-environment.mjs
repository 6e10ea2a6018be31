import { TestEnvironment } from 'jest-environment-node'

/** Shares the outer typed arrays with the tests, since native modules check them by identity. */
export default class extends TestEnvironment {
  async setup() {
    await super.setup()
    Object.assign(this.global, { ArrayBuffer, Float32Array, Float64Array, Int32Array, BigInt64Array, Uint8Array })
  }
}
