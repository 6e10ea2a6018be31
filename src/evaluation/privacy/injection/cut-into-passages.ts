/** About as long as the chunks that questions are answered from. */
const passageLength = { latin: 900, han: 330 } as const

/** Cuts a Markdown text at its headings, and between paragraphs where a section is longer than a passage. */
export function cutIntoPassages(text: string): readonly string[] {
  const longest = /\p{Script=Han}/u.test(text) ? passageLength.han : passageLength.latin
  return text.split(/^(?=#{1,6}\s)/m).flatMap((section) => {
    const passages: string[] = []
    let passage = ''
    for (const paragraph of section.split(/\n\s*\n/)) {
      if (passage !== '' && passage.length + paragraph.length > longest) {
        passages.push(passage)
        passage = ''
      }
      passage += `${passage === '' ? '' : '\n\n'}${paragraph}`
    }
    return [...passages, passage].filter((one) => /\p{L}/u.test(one))
  })
}
