import type { Loader } from '../loaded-document.ts'
import { unreadable } from '../unreadable.ts'

/**
 * Says of a file in a format that is known but not read how to save it in one that is, so that it is
 * reported rather than passed over.
 * @param format such as `the old Word format (.doc)`
 */
export function refuseFormat(format: string, program: string, extension: string): Loader {
  return async ({ path }) => {
    throw unreadable(path, `is in ${format}, which is not read`, `Open it in ${program} and save it as ${extension}.`)
  }
}
