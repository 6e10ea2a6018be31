// Runs a benchmark of this folder: node bench/run.mjs NAME [options of the benchmark]
import { build } from 'esbuild'
import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const name = process.argv[2] ?? ''
const entry = join(root, 'bench', `${name}.ts`)
if (!existsSync(entry)) {
  console.error(`There is no benchmark "${name}" in bench/.`)
  process.exit(2)
}
const bundled = join(root, 'dist', `bench-${name}-${process.pid}.mjs`)
await build({
  entryPoints: [entry],
  outfile: bundled,
  bundle: true,
  packages: 'external',
  platform: 'node',
  format: 'esm',
  target: 'node20',
  // Else a pattern with a script in it would be made anew each time it is come by.
  supported: { 'regexp-unicode-property-escapes': true },
})
try {
  await import(pathToFileURL(bundled).href)
} finally {
  await rm(bundled, { force: true })
}
