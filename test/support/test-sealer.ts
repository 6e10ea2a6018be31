import { createAesSealer } from '../../src/adapters/system/aes-sealer.ts'

/** The sealer of an installation whose secret nobody else has. */
export const testSealer = createAesSealer('a secret of this test')
