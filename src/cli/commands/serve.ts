import type { Command } from 'commander'
import cluster, { type Worker } from 'node:cluster'
import { once } from 'node:events'
import { isatty } from 'node:tty'
import { messageOf } from '../../domain/errors.ts'
import type { IngestEvent } from '../../domain/ingest/ingest-report.ts'
import type { Lorekeep } from '../../compose.ts'
import type { Installation } from '../../installation.ts'
import { describeReport } from '../wording/describe-report.ts'
import { createIngestProgress } from '../progress/ingest-progress.ts'
import { withLorekeep } from '../with-lorekeep.ts'

export function addServeCommand(program: Command, installation: Installation): void {
  program
    .command('serve')
    .description('serve the web page and the API until Ctrl-C')
    .addHelpText('after', '\nExample:\n  PORT=8081 lorekeep serve\n')
    .action(async () => {
      // In one of several processes of a service, nothing else would end the connection with the others.
      const place = cluster.worker
      // The first process is interrupted as well, and tells this one to end.
      if (place !== undefined) process.on('SIGINT', () => undefined)
      try {
        await withLorekeep(
          installation,
          (lorekeep, signal) =>
            place === undefined ? runService(lorekeep, signal) : answerForService(place, lorekeep, signal),
          // In a pipe, events are wanted.
          { isQuiet: isatty(process.stdout.fd), isWatched: place !== undefined },
        )
      } finally {
        place?.disconnect()
      }
    })
}

async function runService(lorekeep: Lorekeep, signal: AbortSignal): Promise<void> {
  const progress = createIngestProgress(process.stdout)
  let isNews = (await lorekeep.registry.counts()).documents === 0
  const { serve } = await import('../../service/serve.ts')
  const onIngest = (event: IngestEvent) => {
    if (event.type === 'file') isNews ||= event.result.outcome !== 'unchanged'
    if (isNews || event.type === 'preparing') progress.show(event)
    if (isNews && event.type === 'finished') console.log(describeReport(event.report))
  }
  const service = await serve(lorekeep, onIngest, signal)
  console.log(`Lorekeep is at ${service.url}`)
  console.log(`Sign in: ${service.signInLink}`)
  void service.samplesReady.then(
    () => console.log('Ready. Stop with Ctrl-C.'),
    (error: unknown) => console.error(`The sample documents could not be read: ${messageOf(error)}`),
  )
  if (!signal.aborted) await once(signal, 'abort')
  progress.stop()
  console.log('Stopping …')
  await service.close()
}

async function answerForService(place: Worker, lorekeep: Lorekeep, signal: AbortSignal): Promise<void> {
  const { runAnsweringProcess } = await import('../../service/answering-process.ts')
  await runAnsweringProcess(place, lorekeep, signal)
}
