import { type Command, InvalidArgumentError } from 'commander'
import { type Classification, classifications, isClassification } from '../domain/access/classification.ts'

/** What can be said of the documents of a source. */
export interface DocumentOptions {
  readonly groups?: readonly string[]
  readonly classification?: Classification
  readonly include?: readonly string[]
  readonly exclude?: readonly string[]
}

export function addDocumentOptions(command: Command): Command {
  return command
    .option('--groups <names>', 'who may read, with commas between; "everyone" means all who are signed in', splitNames)
    .option('--classification <level>', `one of ${classifications.join(', ')}`, parseClassification)
    .option('--include <glob...>', 'only files whose path matches')
    .option('--exclude <glob...>', 'no files whose path matches')
}

function splitNames(text: string): readonly string[] {
  return text.split(',').filter((name) => name.trim() !== '')
}

function parseClassification(text: string): Classification {
  if (isClassification(text)) return text
  throw new InvalidArgumentError(`It must be one of ${classifications.join(', ')}.`)
}
