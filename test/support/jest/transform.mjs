import { createHash } from 'node:crypto'
import swcJest from '@swc/jest'

/** What the language itself brings, and no test replaces: not `Date`, timers or `fetch`. */
const ofTheLanguage = [
  'Array',
  'ArrayBuffer',
  'BigInt',
  'BigInt64Array',
  'Boolean',
  'Buffer',
  'DataView',
  'Error',
  'Float32Array',
  'Float64Array',
  'Infinity',
  'Int32Array',
  'Int8Array',
  'Intl',
  'JSON',
  'Map',
  'Math',
  'NaN',
  'Number',
  'Object',
  'Promise',
  'RegExp',
  'Set',
  'String',
  'Symbol',
  'Uint16Array',
  'Uint32Array',
  'Uint8Array',
  'Uint8ClampedArray',
  'WeakMap',
]

/**
 * Turns TypeScript into what Node runs. A test file runs in a context of its own (`node:vm`), where each look-up of a
 * global goes through Node and takes some hundred times as long as elsewhere: enough to make a loop over pixels take
 * minutes. So each module gets the globals it mentions as constants of its own, on its first line, so that no line moves.
 */
export default {
  createTransformer(options) {
    const swc = swcJest.createTransformer(options)
    const withConstants = (result) => ({ ...result, code: constantsFor(result.code) + result.code })
    return {
      getCacheKey: (...args) =>
        createHash('sha256')
          .update(`${swc.getCacheKey(...args)} ${ofTheLanguage.join()}`)
          .digest('hex'),
      process: (...args) => withConstants(swc.process(...args)),
      processAsync: async (...args) => withConstants(await swc.processAsync(...args)),
    }
  },
}

function constantsFor(code) {
  const mentioned = ofTheLanguage.filter((name) => new RegExp(String.raw`(?<![.\w$])${name}\b`).test(code))
  return mentioned.length === 0 ? '' : `const { ${mentioned.join(', ')} } = globalThis; `
}
