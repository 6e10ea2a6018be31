/**
 * Puts text on the clipboard, also on pages that are served over plain HTTP inside the house, where
 * browsers offer no clipboard interface.
 */
export async function copyText(text: string): Promise<void> {
  if ('clipboard' in navigator) {
    await navigator.clipboard.writeText(text)
    return
  }
  const box = document.createElement('textarea')
  box.value = text
  box.className = 'unseen'
  document.body.append(box)
  const focused = document.activeElement
  box.select()
  const done = document.execCommand('copy')
  box.remove()
  if (focused instanceof HTMLElement) focused.focus()
  if (!done) throw new Error('the browser does not let this page copy')
}
