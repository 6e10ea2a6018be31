import type { Where } from 'chromadb'
import type { SearchFilters } from '../../domain/documents/passage.ts'
import { mediaTypeOf } from './file-type.ts'
import { dayNumberOf, noDay, type RecordMetadata } from './record-metadata.ts'

/** The condition that a field of our records has one of the values. */
export function isOneOf(field: keyof RecordMetadata, values: readonly string[]): Where {
  return { [field]: { $in: [...values] } }
}

/** Search filters as conditions for Chroma, all of which must hold. */
export function conditionsOf(filters: SearchFilters): readonly Where[] {
  const { source, documentId, type, language, classification, after, before } = filters
  return [
    ...(source === undefined ? [] : [anyOf([is('source', source), is('path', source)])]),
    ...(documentId === undefined ? [] : [is('documentId', documentId)]),
    ...(type === undefined ? [] : [is('mediaType', mediaTypeOf(type))]),
    ...(language === undefined ? [] : [is('language', language)]),
    ...(classification === undefined ? [] : [is('classification', classification)]),
    ...(after === undefined ? [] : [compare('$gte', dayNumberOf(after))]),
    ...(before === undefined ? [] : [compare('$lt', dayNumberOf(before)), compare('$gt', noDay)]),
  ]
}

/** Chroma takes neither an empty conjunction nor one of a single condition. */
export function allOf(conditions: readonly Where[]): Where | undefined {
  return conditions.length > 1 ? { $and: [...conditions] } : conditions[0]
}

function is(field: keyof RecordMetadata, value: string): Where {
  return { [field]: { $eq: value } }
}

function compare(operator: '$gt' | '$gte' | '$lt', day: number): Where {
  const field: keyof RecordMetadata = 'day'
  return { [field]: { [operator]: day } as Record<typeof operator, number> }
}

function anyOf(conditions: readonly Where[]): Where {
  return { $or: [...conditions] }
}
