const wide = /[\uff01-\uff5e]/gu
/** Marks that Chinese text has in a wide form. */
const chineseMark = /[，：；？！（）]/u

/**
 * A line with its punctuation as its script has it: letters, digits and signs are never wide in modern print,
 * marks only where there is Chinese. The reader takes one for the other, as they differ in little but the
 * white around them.
 */
export function inItsScript(line: string): string {
  const isChinese = /\p{Script=Han}/u.test(line)
  return (
    line
      .replace(wide, (character) =>
        isChinese && chineseMark.test(character) ? character : character.normalize('NFKC'),
      )
      // A centred dot at the beginning is the bullet of an item.
      .replace(/^[·•] ?(?=.)/u, '• ')
  )
}
