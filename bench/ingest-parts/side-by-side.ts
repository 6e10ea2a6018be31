import { PDFLoader } from '@langchain/community/document_loaders/fs/pdf'
import { DocxLoader } from '@langchain/community/document_loaders/fs/docx'
import { HuggingFaceTransformersEmbeddings } from '@langchain/community/embeddings/huggingface_transformers'
import { Chroma } from '@langchain/community/vectorstores/chroma'
import { DirectoryLoader } from '@langchain/classic/document_loaders/fs/directory'
import { TextLoader } from '@langchain/classic/document_loaders/fs/text'
import { RecursiveCharacterTextSplitter } from '@langchain/textsplitters'
import { pipeline } from '@xenova/transformers'
import { cp, mkdir, readdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { resolveSource } from '../../ingest/sources/resolve-source.ts'
import { benchData } from '../bench-data.ts'
import { startChroma } from '../chroma-server.ts'
import { withTemporaryLorekeep } from '../temporary-lorekeep.ts'
import { questionText } from '../../src/domain/privacy/sourced-text.ts'

const handbookFiles = 150
/** Of its own accord it embeds 512 texts at a time, for which these files took more than 22 GB of memory. */
const textsAtOnce = 16

interface Throughput {
  readonly chunks: number
  readonly characters: number
  readonly seconds: number
}

/**
 * The same files, the same model, each pipeline the way its documentation shows: LangChain's directory
 * loader, its recursive splitter (1,000 characters, 200 overlap) and its Chroma store, against an ingest.
 */
export async function measureSideBySide(): Promise<void> {
  await withTemporaryLorekeep(async (lorekeep, folder) => {
    const documents = join(folder, 'documents')
    const files = await gather(documents)
    // The model is converted and loaded before either is timed.
    await lorekeep.embedder.embed([questionText('warm up')], 'document')
    const peer = await langchain(documents, folder, join(folder, 'data/models/minilm-l6-v2-int8-1'))
    const { source, place } = await resolveSource({ path: documents, name: 'bench' }, [])
    const startedAt = performance.now()
    const signal = new AbortController().signal
    const report = await lorekeep.ingest({ source, places: [place], actor: 'bench' }, () => undefined, signal)
    const seconds = (performance.now() - startedAt) / 1000
    const listed = await lorekeep.registry.list({ labels: { all: true }, limit: 10_000, offset: 0 })
    const characters = listed.documents.reduce((sum, document) => sum + document.characters, 0)
    const own = { chunks: report.chunksWritten, characters, seconds }
    console.log(`${files} files`)
    print('LangChain.js', peer)
    print('Lorekeep', own)
    console.log(
      `Lorekeep against LangChain.js: ${ratio(own, peer, 'chunks')} times the chunks a second, ` +
        `${ratio(own, peer, 'characters')} times the characters a second`,
    )
  })
}

/** A part of the handbook with a PDF and Word files, as a share would have them. */
async function gather(documents: string): Promise<number> {
  const handbook = benchData('sourcegraph-handbook')
  const pages = (await readdir(handbook, { recursive: true })).filter((name) => name.endsWith('.md')).toSorted()
  const step = Math.floor(pages.length / handbookFiles)
  const chosen = pages.filter((_, at) => at % step === 0).map((name) => join(handbook, name))
  const manuals = benchData('debian-docs')
  const pdfs = (await readdir(manuals, { recursive: true })).filter((name) => /policy.*\.pdf$/.test(name))
  const word = benchData('docx-pandoc')
  const words = (await readdir(word)).filter((name) => name.endsWith('.docx')).slice(0, 20)
  const all = [...chosen, ...pdfs.map((name) => join(manuals, name)), ...words.map((name) => join(word, name))]
  for (const [at, file] of all.entries()) {
    const target = join(documents, String(at), file.slice(file.lastIndexOf('/') + 1))
    await mkdir(dirname(target), { recursive: true })
    await cp(file, target)
  }
  return all.length
}

async function langchain(documents: string, folder: string, model: string): Promise<Throughput> {
  const server = await startChroma(join(folder, 'peer'))
  try {
    const embeddings = new HuggingFaceTransformersEmbeddings()
    // It looks its model up at a hub; here it is given the one that Lorekeep uses.
    Object.assign(embeddings, {
      batchSize: textsAtOnce,
      pipelinePromise: pipeline('feature-extraction', model, { dtype: 'q8' }),
    })
    await embeddings.embedQuery('warm up')
    const startedAt = performance.now()
    const loader = new DirectoryLoader(documents, {
      '.md': (path) => new TextLoader(path),
      '.pdf': (path) => new PDFLoader(path),
      '.docx': (path) => new DocxLoader(path),
    })
    const loaded = await loader.load()
    const splitter = new RecursiveCharacterTextSplitter({ chunkSize: 1000, chunkOverlap: 200 })
    const chunks = await splitter.splitDocuments(loaded)
    const plain = chunks.map(({ pageContent, metadata }) => ({
      pageContent,
      metadata: { source: String(metadata['source']) },
    }))
    await Chroma.fromDocuments(plain, embeddings, { collectionName: 'peer', url: server.url })
    return {
      chunks: chunks.length,
      characters: loaded.reduce((sum, { pageContent }) => sum + pageContent.length, 0),
      seconds: (performance.now() - startedAt) / 1000,
    }
  } finally {
    await server.stop()
  }
}

function ratio(own: Throughput, peer: Throughput, what: 'chunks' | 'characters'): string {
  return (own[what] / own.seconds / (peer[what] / peer.seconds)).toFixed(2)
}

function print(name: string, { chunks, characters, seconds }: Throughput): void {
  const perSecond = (amount: number) => (amount / seconds).toFixed(1)
  console.log(
    `${name.padEnd(14)} ${chunks} chunks in ${seconds.toFixed(1)} s: ${perSecond(chunks)} chunks/s, ${perSecond(characters)} characters/s`,
  )
}
