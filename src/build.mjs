// Builds what `npm start` runs: the service with its workers, and the browser code.
// With `--if-stale` it does nothing when no source is newer than the last build. The finished build
// replaces the old one in one step, so that a running service never finds half of it.
import { cp, readdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const fresh = join(root, `dist.${process.pid}`)
const stamp = join(root, 'dist/built')

if (process.argv.includes('--if-stale') && (await isFresh())) process.exit(0)

// Not before it is needed: most starts find a fresh build, and people wait for them.
const { build } = await import('esbuild')

async function isFresh() {
  const built = await stat(stamp).catch(() => undefined)
  if (!built) return false
  for (const path of ['package.json', 'src', 'ingest'])
    if ((await newestChange(join(root, path))) > built.mtimeMs) return false
  return true
}

async function newestChange(path) {
  const info = await stat(path)
  if (!info.isDirectory()) return info.mtimeMs
  const inside = await Promise.all((await readdir(path)).map((name) => newestChange(join(path, name))))
  return Math.max(info.mtimeMs, ...inside)
}

/**
 * Packages that stay where npm put them: they hold native code or files that they look for beside themselves, callers
 * hand us objects of theirs, or they are CommonJS and imported on demand, of which a bundle has no names. All others
 * are bundled: Node spends more time on finding a thousand small files than most commands take.
 */
const external = [
  '@kenjiuno/*',
  '@langchain/*',
  '@node-rs/jieba',
  '@xenova/transformers',
  'chromadb',
  'js-tiktoken',
  'langchain',
  'libsql',
  'onnxruntime-node',
  'pdf-parse',
  'pdfjs-dist',
  'pg-native',
  'pino',
  'sharp',
  'yauzl',
]
/** What is bundled of CommonJS asks for Node's own modules this way. */
const requireOfNode = `import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);`

await build({
  absWorkingDir: root,
  entryPoints: [
    'src/main.ts',
    'src/langchain.ts',
    'src/adapters/transformers/embedding/embedding-worker.ts',
    'src/adapters/transformers/bundled/preparation-worker.ts',
    'src/adapters/transformers/reranking/rerank-worker.ts',
    'ingest/loaders/parsing/parse-worker.ts',
    'ingest/loaders/parsing/watch-worker.ts',
  ],
  outdir: fresh,
  outbase: '.',
  bundle: true,
  // What is imported on demand stays apart, so that a command loads only what it needs.
  splitting: true,
  chunkNames: 'chunks/[name]-[hash]',
  external,
  banner: { js: requireOfNode },
  charset: 'utf8',
  platform: 'node',
  target: 'node20',
  // Else a pattern with a script in it would be made anew each time it is come by.
  supported: { 'regexp-unicode-property-escapes': true },
  format: 'esm',
  sourcemap: true,
  logLevel: 'warning',
})

await build({
  absWorkingDir: root,
  entryPoints: { app: 'src/web/app/main.tsx', admin: 'src/web/admin/main.tsx', widget: 'src/web/widget/widget.ts' },
  outdir: join(fresh, 'web'),
  bundle: true,
  minify: true,
  platform: 'browser',
  target: 'es2022',
  format: 'iife',
  jsx: 'automatic',
  jsxImportSource: 'preact',
  loader: { '.css': 'text' },
  sourcemap: true,
  logLevel: 'warning',
})

await cp(join(root, 'src/web/app/static'), join(fresh, 'web/static'), { recursive: true })
for (const name of ['admin.html', 'admin.css']) await cp(join(root, 'src/web/admin', name), join(fresh, 'web', name))
await writeFile(join(fresh, 'built'), '')
await rm(join(root, 'dist'), { recursive: true, force: true })
await rename(fresh, join(root, 'dist'))
