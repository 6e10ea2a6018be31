import { HuggingFaceTransformersEmbeddings } from '@langchain/community/embeddings/huggingface_transformers'
import { Chroma } from '@langchain/community/vectorstores/chroma'
import { RecursiveCharacterTextSplitter } from '@langchain/textsplitters'
import { create, insert, search } from '@orama/orama'
import { pipeline } from '@xenova/transformers'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startChroma } from '../chroma-server.ts'
import type { Engine } from './engine.ts'
import type { QuestionSet, SetDocument } from './question-set.ts'

/** As LangChain's documentation cuts documents. */
const splitting = { chunkSize: 1000, chunkOverlap: 200 }
const textsAtOnce = 16
const dimension = 384

/**
 * What people would use instead, each as its documentation shows it and with the same model: Chroma with a file as a
 * document, LangChain.js with its splitter and its Chroma store, Orama's hybrid search over LangChain's pieces.
 * @param model the folder of the model, as Lorekeep made it
 */
export async function withPeers(
  set: QuestionSet,
  model: string,
  work: (engine: Engine) => Promise<void>,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'lorekeep-peers-'))
  const server = await startChroma(folder)
  try {
    const embeddings = new HuggingFaceTransformersEmbeddings()
    // It looks its model up at a hub; here it is given the one that Lorekeep uses.
    Object.assign(embeddings, {
      batchSize: textsAtOnce,
      pipelinePromise: pipeline('feature-extraction', model, { dtype: 'q8' }),
    })
    await work(await chromaAlone(set, embeddings, server.url))
    const pieces = await piecesOf(set.documents)
    const vectors = await embeddings.embedDocuments(pieces.map(({ text }) => text))
    await work(await langchain(pieces, vectors, embeddings, server.url))
    await work(await orama(pieces, vectors, embeddings))
  } finally {
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

type Embeddings = HuggingFaceTransformersEmbeddings

async function chromaAlone({ documents }: QuestionSet, embeddings: Embeddings, url: string): Promise<Engine> {
  const store = new Chroma(embeddings, { collectionName: 'files', url })
  const texts = documents.filter(({ text }) => text.trim() !== '')
  await addToChroma(store, texts, await embeddings.embedDocuments(texts.map(({ text }) => text)))
  return { name: 'Chroma, a file a document', search: searchOf(store) }
}

async function langchain(
  pieces: readonly SetDocument[],
  vectors: readonly number[][],
  embeddings: Embeddings,
  url: string,
): Promise<Engine> {
  const store = new Chroma(embeddings, { collectionName: 'pieces', url })
  await addToChroma(store, pieces, vectors)
  return { name: 'LangChain.js', search: searchOf(store) }
}

function searchOf(store: Chroma): Engine['search'] {
  return async (question, limit) => {
    const found = await store.asRetriever({ k: limit }).invoke(question)
    return found.map(({ pageContent, metadata }) => ({ document: String(metadata['path']), text: pageContent }))
  }
}

async function addToChroma(store: Chroma, texts: readonly SetDocument[], vectors: readonly number[][]): Promise<void> {
  for (let from = 0; from < texts.length; from += 500) {
    await store.addVectors(
      vectors.slice(from, from + 500),
      texts.slice(from, from + 500).map(({ path, text }) => ({ pageContent: text, metadata: { path } })),
    )
  }
}

async function orama(
  pieces: readonly SetDocument[],
  vectors: readonly number[][],
  embeddings: Embeddings,
): Promise<Engine> {
  const database = create({ schema: { path: 'string', text: 'string', embedding: `vector[${dimension}]` } as const })
  for (const [index, { path, text }] of pieces.entries()) {
    await insert(database, { path, text, embedding: vectors[index] ?? [] })
  }
  return {
    name: 'Orama, hybrid',
    search: async (question, limit) => {
      const value = await embeddings.embedQuery(question)
      const { hits } = await search(database, {
        mode: 'hybrid',
        term: question,
        properties: ['text'],
        vector: { value, property: 'embedding' },
        similarity: 0,
        limit,
      })
      return hits.map(({ document }) => ({ document: document.path, text: document.text }))
    },
  }
}

async function piecesOf(documents: readonly SetDocument[]): Promise<readonly SetDocument[]> {
  const splitter = new RecursiveCharacterTextSplitter(splitting)
  const pieces: SetDocument[] = []
  for (const { path, text } of documents) {
    for (const piece of await splitter.splitText(text)) pieces.push({ path, text: piece })
  }
  return pieces
}
