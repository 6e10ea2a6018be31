import { followerBeginsAt, labelEndsAt, roleEndsAt, thingBeginsAt, whereaboutsEndAt } from './chinese-name-context.ts'

/** What is added to the logarithm of how likely a name is. */
const weights = {
  role: 5,
  label: 6,
  follower: 4,
  whereabouts: -3,
  thingBehind: -4,
  title: -6,
  /** A mark or the end of a line on one side. */
  edge: 0.3,
  /** Nothing but the name between two marks or ends of lines. */
  alone: 1,
  /** Nothing but the name between the start of a sentence and a colon. */
  speaker: 4,
  /** Behind another name and a mark of enumeration. */
  listed: 3,
}

const longestTitle = 30

/** What the surroundings of a name in a run of characters say, looked up once for each offset of it. */
export class ChineseSurroundings {
  #text = ''
  #from = 0
  #to = 0
  #before = new Float32Array(0)
  #after = new Float32Array(0)
  #inTitle = 0
  #alone = 0
  #listed = 0

  /** @param isListed whether the run stands behind a name and a mark of enumeration */
  begin(text: string, from: number, to: number, isListed: boolean): void {
    const length = to - from + 1
    if (this.#before.length < length) {
      this.#before = new Float32Array(length * 2)
      this.#after = new Float32Array(length * 2)
    }
    this.#before.fill(Number.NaN, 0, length)
    this.#after.fill(Number.NaN, 0, length)
    this.#text = text
    this.#from = from
    this.#to = to
    this.#inTitle = insideTitle(text, from) ? weights.title : 0
    const isSpeaker = /[:：]/.test(text.charAt(to)) && /^$|[\n。！？”"]/.test(text.charAt(from - 1))
    this.#alone = isSpeaker ? weights.speaker : weights.alone
    this.#listed = isListed ? weights.listed : 0
  }

  /** What they say of a name between two offsets of the text. */
  weightOf(start: number, end: number): number {
    const isFirst = start === this.#from
    const around = isFirst && end === this.#to ? this.#alone : 0
    return this.#ahead(start) + this.#behind(end) + around + this.#inTitle + (isFirst ? this.#listed : 0)
  }

  #ahead(start: number): number {
    const known = this.#before[start - this.#from] ?? 0
    return Number.isNaN(known) ? (this.#before[start - this.#from] = this.#weightAhead(start)) : known
  }

  #behind(end: number): number {
    const known = this.#after[end - this.#from] ?? 0
    return Number.isNaN(known) ? (this.#after[end - this.#from] = this.#weightBehind(end)) : known
  }

  #weightAhead(start: number): number {
    const isEdge = start === this.#from
    if (isEdge && labelEndsAt(this.#text, start)) return weights.label
    const edge = isEdge ? weights.edge : 0
    if (roleEndsAt(this.#text, start)) return edge + weights.role
    return edge + (whereaboutsEndAt(this.#text, start) ? weights.whereabouts : 0)
  }

  #weightBehind(end: number): number {
    const edge = end === this.#to ? weights.edge : 0
    if (followerBeginsAt(this.#text, end)) return edge + weights.follower
    return edge + (thingBeginsAt(this.#text, end) ? weights.thingBehind : 0)
  }
}

/** Whether an offset lies in the title of a work, between 《 and 》. */
function insideTitle(text: string, offset: number): boolean {
  const ahead = text.slice(Math.max(0, offset - longestTitle), offset)
  return ahead.lastIndexOf('《') > ahead.lastIndexOf('》')
}
