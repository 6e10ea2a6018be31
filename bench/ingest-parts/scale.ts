import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { IngestReport } from '../../src/domain/ingest/ingest-report.ts'

const defaultSizes = [1_000, 10_000, 100_000]
const filesPerFolder = 500
const dimension = 16

/**
 * Ingests generated files with the command, twice, and prints time and peak memory. The vectors come
 * from an endpoint that makes them of nothing, since it is not the model that is measured.
 */
export async function measureScale(sizes: readonly number[]): Promise<void> {
  const model = await startEmbeddings()
  try {
    for (const size of sizes.length > 0 ? sizes : defaultSizes) {
      const folder = await mkdtemp(join(tmpdir(), 'lorekeep-scale-'))
      try {
        await writeFiles(join(folder, 'files'), size)
        const first = await ingest(folder, model.url)
        const second = await ingest(folder, model.url)
        console.log(
          `${size} files: first run ${describe(first)} (${first.report.added} added); ` +
            `second run ${describe(second)} (${second.report.unchanged} unchanged)`,
        )
      } finally {
        await rm(folder, { recursive: true, force: true })
      }
    }
  } finally {
    model.close()
  }
}

async function writeFiles(root: string, count: number): Promise<void> {
  for (let at = 0; at < count; at += 1) {
    const folder = join(root, `folder-${Math.floor(at / filesPerFolder)}`)
    if (at % filesPerFolder === 0) await mkdir(folder, { recursive: true })
    const text = `# Policy ${at}\n\nRule ${at} holds for team ${at % 97}. Ask for form ${at * 7} at desk ${at % 13}.\n`
    await writeFile(join(folder, `policy-${at}.md`), text)
  }
}

interface Run {
  readonly report: IngestReport
  readonly peakMb: number
}

async function ingest(folder: string, embeddings: string): Promise<Run> {
  const args = ['dist/src/main.js', 'ingest', join(folder, 'files'), '--source', 'scale', '--json']
  const env = {
    ...process.env,
    DATA_DIR: join(folder, 'data'),
    EMBEDDINGS_BASE_URL: embeddings,
    EMBEDDINGS_MODEL: 'none',
    LOG_LEVEL: 'silent',
  }
  const child = spawn(process.execPath, args, { env, cwd: resolve('.'), stdio: ['ignore', 'pipe', 'inherit'] })
  let peakMb = 0
  const watch = setInterval(() => {
    void peakOf(child.pid).then((peak) => (peakMb = Math.max(peakMb, peak)))
  }, 250)
  const output: Buffer[] = []
  child.stdout.on('data', (piece: Buffer) => output.push(piece))
  await once(child, 'close')
  clearInterval(watch)
  const lines = Buffer.concat(output).toString().trim().split('\n')
  return { report: JSON.parse(lines.at(-1) ?? '{}') as IngestReport, peakMb }
}

/** The most that the process has had in memory so far (Linux, `proc(5)`). */
async function peakOf(pid: number | undefined): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  return Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024
}

function describe({ report, peakMb }: Run): string {
  return `${(report.milliseconds / 1000).toFixed(1)} s, ${peakMb.toFixed(0)} MB`
}

/** An OpenAI-compatible endpoint whose vectors depend on the text alone. */
async function startEmbeddings() {
  const server = createServer((request, response) => {
    const body: Buffer[] = []
    request.on('data', (piece: Buffer) => body.push(piece))
    request.on('end', () => {
      const { input } = JSON.parse(Buffer.concat(body).toString()) as { input: string | readonly string[] }
      const texts = typeof input === 'string' ? [input] : input
      const data = texts.map((text, index) => ({ object: 'embedding', index, embedding: vectorOf(text) }))
      response.setHeader('content-type', 'application/json')
      response.end(
        JSON.stringify({ object: 'list', model: 'none', data, usage: { prompt_tokens: 1, total_tokens: 1 } }),
      )
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`, close: () => server.close() }
}

function vectorOf(text: string): readonly number[] {
  const vector = Array.from({ length: dimension }, () => 1)
  for (let at = 0; at < text.length; at += 1)
    vector[at % dimension] = (vector[at % dimension] ?? 0) + text.charCodeAt(at)
  return vector
}
