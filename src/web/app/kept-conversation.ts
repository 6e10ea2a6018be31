const answersKey = 'lorekeep.answers'
const draftKey = 'lorekeep.draft'
const kept = 50

/**
 * Keeps which answers a tab shows, so that reloading the page shows them again. Only their ids are
 * kept: the answers come from the service, which decides anew who may read them.
 */
export function keepAnswers(ids: readonly string[]): void {
  sessionStorage.setItem(answersKey, JSON.stringify(ids.slice(-kept)))
}

export function keptAnswers(): readonly string[] {
  return JSON.parse(sessionStorage.getItem(answersKey) ?? '[]') as readonly string[]
}

/** Keeps a question that could not be asked because the reader had to sign in first. */
export function keepDraft(question: string): void {
  sessionStorage.setItem(draftKey, question)
}

export function takeDraft(): string {
  const draft = sessionStorage.getItem(draftKey) ?? ''
  sessionStorage.removeItem(draftKey)
  return draft
}
