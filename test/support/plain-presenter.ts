import type { ReplyPresenter } from '../../src/answering/presentation/present-reply.ts'

/** Shows text as it is; says `undefined` at the end when nothing came. */
export function plainPresenter(): ReplyPresenter {
  let text = ''
  return {
    push(part) {
      text += part
    },
    get hasShown() {
      return text !== ''
    },
    get said() {
      return text
    },
    goOn: () => undefined,
    end: () => (text === '' ? undefined : { text, citations: [] }),
    release: () => undefined,
  }
}
