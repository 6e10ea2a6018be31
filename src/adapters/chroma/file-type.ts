import { mediaTypeOfFileType } from '../../domain/documents/file-type.ts'

/** The media type that a search for files of a type means; a media type means itself. */
export function mediaTypeOf(type: string): string {
  return mediaTypeOfFileType(type) ?? type
}
