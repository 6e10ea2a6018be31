const syllables = ['ba', 'de', 'fi', 'go', 'ku', 'la', 'me', 'ni', 'po', 'ru']

/** Prime to the number of words, so that neighbours become words that share few letters. */
const spread = 61_803_399
const words = 100_000_000

/**
 * A word that is no other number's: digits would make a question another one to the check of numbers, and words that are
 * one syllable apart may be one misspelt.
 */
export function inLetters(number: number): string {
  const scattered = Number((BigInt(number) * BigInt(spread)) % BigInt(words))
  return [...String(scattered).padStart(8, '0')].map((digit) => syllables[Number(digit)]).join('')
}
