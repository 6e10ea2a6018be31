const amount = String.raw`[£$€¥￥]?\d[\d.,]*\s?(?:%|\p{L}+)?`
/** "rose from £150 to £185", "30 days instead of 60", "由450元提高到600元", "不再是45天": what held before. */
const former: readonly RegExp[] = [
  new RegExp(
    String.raw`(?<=\b(?:rose|rise[sn]?|raised?|increas\w+|grew|went|fell|reduc\w+|lower\w*|cut|drop\w*|chang\w+|mov\w+|extend\w+|shorten\w+)\b[^.;]{0,40}?)\bfrom ${amount}\s(?=to\b)`,
    'giu',
  ),
  new RegExp(
    String.raw`\b(?:instead of|rather than|previously|formerly|up from|down from|no longer|not) ${amount}`,
    'giu',
  ),
  /[由从][^，。；由从]{1,16}?(?=(?:提高|增加|上调|上浮|调整|提升|延长|降低|减少|下调|缩短|修改|改|变)(?:到|至|为))/gu,
  /(?:原为|原先为|原来的?|此前为?|过去为?|不再是|而不是|而非)[^，。；]{0,4}?\d[\d.,]*\s?\p{Script=Han}{0,3}/gu,
]

/** A sentence that tells of a change, without what held before it. */
export function currentWording(sentence: string): string {
  return former.reduce((text, pattern) => text.replaceAll(pattern, ' '), sentence)
}
