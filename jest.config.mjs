import { availableParallelism } from 'node:os'

export default {
  rootDir: '.',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  transform: {
    '^.+\\.tsx?$': [
      '<rootDir>/test/support/jest/transform.mjs',
      { jsc: { parser: { syntax: 'typescript', tsx: false }, target: 'es2022' }, module: { type: 'es6' } },
    ],
  },
  testEnvironment: '<rootDir>/test/support/jest/node-environment.mjs',
  globalSetup: '<rootDir>/test/support/jest/global-setup.mjs',
  testSequencer: '<rootDir>/test/support/jest/slow-first-sequencer.mjs',
  reporters: ['default', '<rootDir>/test/support/jest/totals-reporter.mjs'],
  // More than there are cores: much of the time is spent waiting for processes.
  maxWorkers: Math.ceil(availableParallelism() * 1.5),
  workerIdleMemoryLimit: '700MB',
  // For what hangs only: a busy machine needs its time, and no test is told apart by how much.
  testTimeout: 600_000,
}
