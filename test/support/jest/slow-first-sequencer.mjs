import Sequencer from '@jest/test-sequencer'

/** The kinds of tests from the slowest to the quickest: a whole product, real servers, real databases, many made-up texts, the rest. */
const slowToQuick = [
  /\/e2e\//,
  /\/integration\/(?:chroma|loaders|transformers)\//,
  /\/(?:contract|integration)\//,
  /\/unit\/(?:evaluation|privacy)\//,
]

/** Starts what takes longest first, so that a run does not end with one long file alone. */
export default class extends Sequencer {
  sort(tests) {
    const rank = ({ path }) => {
      const at = slowToQuick.findIndex((kind) => kind.test(path))
      return at === -1 ? slowToQuick.length : at
    }
    return [...tests].sort((one, other) => rank(one) - rank(other))
  }
}
