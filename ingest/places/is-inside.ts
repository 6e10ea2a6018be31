import { sep } from 'node:path'

/** Whether an absolute path is a folder or lies below it. */
export function isInside(place: string, folder: string): boolean {
  return place === folder || place.startsWith(folder.endsWith(sep) ? folder : folder + sep)
}
