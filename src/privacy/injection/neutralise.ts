/** What stands in place of words that were left out. */
export const leftOut = '[…]'

const fence = /[<＜]([\s\p{Default_Ignorable_Code_Point}]*[/／]?[\s\p{Default_Ignorable_Code_Point}]*evidence)/giu
const controlToken = /<\|([^|<>]{0,40})\|>|\[(\/?INST)\]|<<(\/?SYS)>>/giu

/** A text without the given places, which are in order and do not overlap, and without what could end its fence in a prompt. */
export function neutralise(text: string, places: readonly { readonly start: number; readonly end: number }[]): string {
  let kept = ''
  let done = 0
  for (const { start, end } of places) {
    kept += text.slice(done, start) + leftOut
    done = end
  }
  return withoutFence(kept + text.slice(done))
}

/** A text that cannot close the fence around evidence, nor be read as a control token of a chat template. */
function withoutFence(text: string): string {
  return text
    .replaceAll(fence, '‹$1')
    .replaceAll(controlToken, (_whole, ...names: readonly unknown[]) => `‹${names.slice(0, 3).join('')}›`)
}
