const syllables = ['ba', 'de', 'fi', 'go', 'ku', 'la', 'me', 'ni', 'po', 'ru']

/** A word that is no other number's: digits would make a question another one to the check of numbers. */
export function inLetters(number: number): string {
  return [...String(number)].map((digit) => syllables[Number(digit)]).join('')
}
