import { Presets, SingleBar } from 'cli-progress'

/** Shows how far a piece of work has come: a bar on a terminal, ten lines in a pipe. */
export interface StepProgress {
  /** @param detail shown behind it, such as what was spent */
  show(done: number, total: number, detail?: string): void
  /** Takes the bar off the screen, also when the work failed. */
  stop(): void
}

const linesInPipe = 10

export function createStepProgress(output: NodeJS.WriteStream, what: string): StepProgress {
  if (!output.isTTY) {
    let told = 0
    return {
      show(done, total, detail = '') {
        const step = Math.floor((done * linesInPipe) / Math.max(1, total))
        if (step === told) return
        told = step
        output.write(`${what}: ${done} of ${total}${detail}\n`)
      },
      stop: () => undefined,
    }
  }
  const format = `${what} {bar} {value}/{total} · {eta_formatted} left{detail}`
  const bar = new SingleBar({ stream: output, format, hideCursor: true, clearOnComplete: true }, Presets.shades_grey)
  let isStarted = false
  return {
    show(done, total, detail = '') {
      if (!isStarted) bar.start(total, done, { detail })
      isStarted = true
      bar.setTotal(total)
      bar.update(done, { detail })
    },
    stop: () => bar.stop(),
  }
}
