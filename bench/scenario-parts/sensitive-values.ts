import type { Random } from '../../src/evaluation/seeded-random.ts'

const idWeights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const idChecks = '10X98765432'

/** A resident ID number that nobody has been given, whose check digit is right (GB 11643). */
export function makeChineseId(random: Random): string {
  const born = `19${60 + Math.floor(random() * 40)}0${1 + Math.floor(random() * 9)}1${Math.floor(random() * 10)}`
  const body = `110101${born}${String(Math.floor(random() * 1000)).padStart(3, '0')}`
  const sum = idWeights.reduce((total, weight, at) => total + weight * Number(body[at]), 0)
  return body + idChecks[sum % 11]
}

/** A card number of a test range whose check digit is right (Luhn). */
export function makeCard(random: Random): string {
  const body = `411111${Array.from({ length: 9 }, () => Math.floor(random() * 10)).join('')}`
  const sum = [...body].reduce((total, digit, at) => {
    const value = at % 2 === 0 ? Number(digit) * 2 : Number(digit)
    return total + (value > 9 ? value - 9 : value)
  }, 0)
  return body + String((10 - (sum % 10)) % 10)
}
