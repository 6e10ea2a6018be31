import { accessLabelOf } from '../../src/domain/access/access-label.ts'
import type { RetrievedPassage } from '../../src/answering/retrieval/retrieved-passage.ts'

/** A passage with everything a test does not care about filled in. */
export function passageOf(text: string, over: Partial<RetrievedPassage> = {}): RetrievedPassage {
  return {
    chunkId: 'v1:0',
    documentId: 'leave',
    title: 'Annual leave',
    source: 'hr/leave.md',
    sourceName: 'samples',
    version: 'v1',
    headingPath: ['Allowance'],
    text,
    start: 100,
    end: 100 + text.length,
    score: 1,
    dense: 0.7,
    keyword: 5,
    language: 'en',
    classification: 'internal',
    accessLabel: accessLabelOf(['everyone']),
    ...over,
  }
}
