/** Ends a run with one plain line that a person or a script can read. */
export default class {
  onRunComplete(_contexts, results) {
    const skipped = results.numPendingTests + results.numTodoTests
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites
    process.once('exit', () =>
      console.log(`tests: ${results.numPassedTests} passed, ${failed} failed, ${skipped} skipped`),
    )
  }
}
