import { type AST, RegExpParser, RegExpSyntaxError, visitRegExpAST } from '@eslint-community/regexpp'
import { rangesOf } from './character-ranges.ts'
import { type Choice, countReadings, type Readings } from './count-readings.ts'

/** More ways to read one place of a text than this could hold up a long text that was made for it. */
const mostWays = 100
const longestMatch = 128
const shortestMatch = 2
const usualMost = 20

const parser = new RegExpParser({ ecmaVersion: 2022, strict: true })
/** Text is compared with these as ASCII. */
const fullWidth = /[\uFF01-\uFF5E\u3000\u2010-\u2015\u2212]/u

/**
 * What is wrong with a pattern of a company, where, and what to write instead; undefined for one whose time grows in
 * proportion to the text, whatever the text. The rule is stricter than it need be: it asks for a bound of every
 * repetition, and for repetitions that cannot trade characters with their neighbours in many ways.
 */
export function problemWithPattern(pattern: string): string | undefined {
  const parsed = parse(pattern)
  if (typeof parsed === 'string') return parsed
  return problemOfSpelling(pattern) ?? problemOfParts(parsed) ?? problemOfReadings(parsed)
}

function parse(pattern: string): AST.Pattern | string {
  try {
    return parser.parsePattern(pattern, 0, pattern.length, { unicode: true })
  } catch (error) {
    if (!(error instanceof RegExpSyntaxError)) throw error
    return `is no regular expression at character ${error.index + 1}: ${error.message.replace(/^.*: /, '')}`
  }
}

function problemOfSpelling(pattern: string): string | undefined {
  const found = fullWidth.exec(pattern)
  if (found === null) return undefined
  const [character] = found
  return `"${character}" at character ${found.index + 1} is never met, since full-width characters and dashes are read as the plain ones: write "${plainOf(character)}" instead`
}

function plainOf(character: string): string {
  if (character === '\u3000') return ' '
  const code = character.charCodeAt(0)
  if (code < 0xff_00) return '-'
  const plain = String.fromCharCode(code - 0xfe_e0)
  return /[\^$\\.*+?()[\]{}|/]/.test(plain) ? `\\${plain}` : plain
}

/** The first part that cannot be there at all. */
function problemOfParts(pattern: AST.Pattern): string | undefined {
  const problems: { readonly at: number; readonly text: string }[] = []
  const note = ({ start, raw }: AST.Node, text: string) =>
    problems.push({ at: start, text: `"${raw}" at character ${start + 1} ${text}` })
  visitRegExpAST(pattern, {
    onQuantifierEnter(quantifier) {
      if (quantifier.max === Infinity) note(quantifier, unbounded(quantifier))
    },
    onBackreferenceEnter: (node) => note(node, 'refers back: write out what may stand there'),
    onAssertionEnter(node) {
      if (node.kind === 'start' || node.kind === 'end') {
        note(
          node,
          'ties the value to the end of a text: leave it out. A value is found anywhere, where it stands alone',
        )
      }
    },
  })
  return problems.toSorted((a, b) => a.at - b.at)[0]?.text
}

function unbounded({ element, min }: AST.Quantifier): string {
  const most = Math.max(usualMost, min)
  return `has no end: say how many there may be at most, such as "${element.raw}{${min},${most}}"`
}

function problemOfReadings(pattern: AST.Pattern): string | undefined {
  const choices: Choice[] = []
  // What is found stands alone: no Latin letter or digit follows.
  const behind = rangesOf('[^A-Za-z0-9_]')
  const readings = countReadings(pattern.alternatives, behind, (node, ways) => choices.push({ node, ways }))
  return problemOfLength(readings) ?? problemOfWays(readings, pattern, choices)
}

function problemOfLength({ shortest, longest }: Readings): string | undefined {
  if (shortest < shortestMatch) {
    return `matches ${shortest === 0 ? 'nothing at all' : 'a single character'}: ask for at least ${shortestMatch} characters`
  }
  if (longest > longestMatch) {
    return `matches up to ${longest} characters: lower its counts, so that a value has at most ${longestMatch}.`
  }
  return undefined
}

function problemOfWays({ ways }: Readings, pattern: AST.Pattern, choices: readonly Choice[]): string | undefined {
  if (ways <= mostWays) return undefined
  const worst = choices.reduce((most, choice) => (choice.ways > most.ways ? choice : most), {
    node: pattern,
    ways: 0,
  } as Choice)
  const { raw, start } = worst.node
  return `"${raw}" at character ${start + 1} can share characters with itself or with what follows, in ${described(ways)} ways altogether, so that some texts would take very long: give it a fixed count such as {6}, put a character between the two that neither takes, or write both as one class with one count, such as "[A-Z0-9]{4,12}"`
}

function described(ways: number): string {
  return ways > 1e6 ? 'more than a million' : String(ways)
}
