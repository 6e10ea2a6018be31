const hanDigits = '〇一二三四五六七八九'
const financialDigits = '零壹贰叁肆伍陆柒捌玖'
const stems = '甲乙丙丁戊己庚辛壬癸'
const branches = '子丑寅卯辰巳午未申酉戌亥'
const romanParts: readonly (readonly [value: number, sign: string])[] = [
  [1000, 'm'],
  [900, 'cm'],
  [500, 'd'],
  [400, 'cd'],
  [100, 'c'],
  [90, 'xc'],
  [50, 'l'],
  [40, 'xl'],
  [10, 'x'],
  [9, 'ix'],
  [5, 'v'],
  [4, 'iv'],
  [1, 'i'],
]

/** How a number is written in a number format of Word (ECMA-376 part 1, 17.18.59); as digits where that is not known. */
export function numeral(value: number, format: string): string {
  switch (format) {
    case 'none':
    case 'bullet':
      return ''
    case 'decimalZero':
      return String(value).padStart(2, '0')
    case 'upperLetter':
      return letters(value).toUpperCase()
    case 'lowerLetter':
      return letters(value)
    case 'upperRoman':
      return roman(value).toUpperCase()
    case 'lowerRoman':
      return roman(value)
    case 'decimalFullWidth':
    case 'decimalFullWidth2':
      return String(value).replace(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit)))
    case 'decimalEnclosedCircle':
    case 'decimalEnclosedCircleChinese':
      return value >= 1 && value <= 20 ? String.fromCodePoint(0x245f + value) : String(value)
    case 'chineseCounting':
    case 'chineseCountingThousand':
    case 'japaneseCounting':
    case 'taiwaneseCounting':
    case 'taiwaneseCountingThousand':
      return counted(value, hanDigits, '十百千').replace(/^一十/, '十')
    case 'chineseLegalSimplified':
    case 'ideographLegalTraditional':
    case 'japaneseLegal':
      return counted(value, financialDigits, '拾佰仟')
    case 'ideographDigital':
    case 'japaneseDigitalTenThousand':
    case 'taiwaneseDigital':
      return String(value).replace(/\d/g, (digit) => hanDigits[Number(digit)] ?? digit)
    case 'ideographTraditional':
      return stems[value - 1] ?? String(value)
    case 'ideographZodiac':
      return branches[value - 1] ?? String(value)
    default:
      return String(value)
  }
}

/** a to z, then aa, bb and so on, as Word counts. */
function letters(value: number): string {
  if (value < 1) return String(value)
  return String.fromCodePoint(97 + ((value - 1) % 26)).repeat(Math.min(20, Math.ceil(value / 26)))
}

function roman(value: number): string {
  if (value < 1 || value > 3999) return String(value)
  let rest = value
  let signs = ''
  for (const [part, sign] of romanParts) {
    signs += sign.repeat(Math.floor(rest / part))
    rest %= part
  }
  return signs
}

/** Numbers below ten thousand as they are spoken: 105 is 一百〇五. */
function counted(value: number, digits: string, units: string): string {
  const zero = digits[0] ?? ''
  if (value < 1 || value > 9999) return String(value)
  const places = String(value)
  let words = ''
  for (let at = 0; at < places.length; at++) {
    const digit = Number(places[at])
    const unit = units[places.length - at - 2] ?? ''
    if (digit > 0) words += `${digits[digit] ?? ''}${unit}`
    else if (!words.endsWith(zero)) words += zero
  }
  return words.endsWith(zero) ? words.slice(0, -zero.length) : words
}
