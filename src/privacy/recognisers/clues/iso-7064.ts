const checkCharacters = '10X98765432'

/** Whether the last character, a digit or X, checks the digits before it: ISO/IEC 7064 MOD 11-2. */
export function mod112Holds(characters: string): boolean {
  let remainder = 0
  for (const digit of characters.slice(0, -1)) remainder = ((remainder + Number(digit)) * 2) % 11
  return checkCharacters[remainder] === characters.at(-1)
}

/** Whether the last two digits check the digits and capital letters before them: ISO/IEC 7064 MOD 97-10. */
export function mod9710Holds(characters: string): boolean {
  let remainder = 0
  for (const character of characters) {
    const value = Number.parseInt(character, 36)
    remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97
  }
  return remainder === 1
}
