import { allMatches } from '../../../domain/text/all-matches.ts'

/**
 * Firms that are called by the surnames of people: `Mayo-Walters is an investment company`, `Baker, Long and Reyes Inc`.
 * By themselves they look like people; what is said of them, and what they are a line of, does not.
 */

const word = String.raw`\p{Lu}[\p{L}'’]+`
const partnership = String.raw`(?:${word}(?:, ${word}){0,3},? (?:and|&) ${word}|${word}-${word})`
const single = String.raw`${word}(?: ${word}){0,3}`
const trades =
  'company|agency|firm|multinational|corporation|bank|startup|start-up|provider|supplier|manufacturer|business|enterprise|subsidiary|brand|retailer|consultancy|conglomerate|charity|partnership|organi[sz]ation|brainchild'

const saidOfFirms = new RegExp(
  String.raw`(?<![\p{L}\p{N}])(?:${partnership}|${single})(?=(?: [\p{Lu}][\p{L}.]*)? (?:is|was) (?:an?|the) (?:[\p{L}-]+ ){0,4}?(?:${trades})(?!\p{L}))`,
  'gu',
)
/** `Hale and Sons`, and somebody from or of a firm of three. */
const withSons = new RegExp(
  String.raw`(?<![\p{L}\p{N}])${word}(?: (?:and|&) (?:Sons?|Brothers|Bros|Partners|Associates|Co)(?!\p{L}))`,
  'gu',
)
const employing = new RegExp(
  String.raw`(?<=(?:(?:[Aa]ddress of|(?:is|works?) (?:from|for|at)) ))${word}, ${word},? (?:and|&) ${word}(?!\p{L})`,
  'gu',
)
/** Alone on a line of a card, below a person. */
const onCard = new RegExp(String.raw`(?<=\n[> ]*)(?:${word}, ${word},? (?:and|&) ${word}|${word}-${word})(?=\n)`, 'gu')

const shapes = [saidOfFirms, withSons, employing, onCard]

interface Place {
  readonly start: number
  readonly end: number
}

/** Where names of firms stand in a text. */
export function findFirms(text: string): readonly Place[] {
  return shapes.flatMap((shape) =>
    allMatches(text, shape).map(({ index, 0: name }) => ({ start: index, end: index + name.length })),
  )
}
