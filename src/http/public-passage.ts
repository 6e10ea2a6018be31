import type { RetrievedPassage } from '../answering/retrieval/retrieved-passage.ts'
import type { Passage } from '../domain/documents/passage.ts'

/** What a search answers for each passage. */
export type PublicPassage = Omit<Passage, 'chunkId' | 'sourceName' | 'accessLabel'>

/** A passage without what is nobody's business outside. */
export function publicPassage(passage: RetrievedPassage): PublicPassage {
  const {
    chunkId: _chunk,
    sourceName: _source,
    accessLabel: _label,
    dense: _dense,
    keyword: _keyword,
    isUnread: _isUnread,
    ...rest
  } = passage
  return rest
}
