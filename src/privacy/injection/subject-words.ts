import { allMatches } from '../../domain/text/all-matches.ts'

const stemLength = 6

/** Words that are about nothing in particular, in the form that `subjectWords` gives them. */
const general = new Set(
  `about above after again also always among another answer anything because been before being below between both
  could does doing done down each either else even every everything example first following from further give given
  have having here into just know last less like many more most much must need never next none nothing other others
  over please provide really same several shall should show simple since some someone something sentence still such sure take tell than
  that their them then there these they thing things this those through time under until upon using very want what
  when where whether which while whom whose will with within without word words would your yours response reply write
  text message letter letters make made main between only main step use used user users reader readers`
    .split(/\s+/)
    .map(stemOf),
)
const generalHan = /[的了是在和与及或把将请你我他您这那个一不为用以对中有什么吗呢啊吧如何怎样么其各每]/u
const latinWord = /[\p{Script=Latin}\d][\p{Script=Latin}\d'’]*/gu
const hanRun = /\p{Script=Han}+/gu
const leastLetters = 4

/** What forms of a word have in common: its first letters. */
function stemOf(word: string): string {
  return word
    .toLowerCase()
    .replace(/['’].*$/u, '')
    .replace(/(?:ies|ing|ed|es|s|y|e)$/u, '')
    .slice(0, stemLength)
}

/** The words of a text that tell what it is about, shortened to what their forms share; of Chinese, pairs of characters. */
export function subjectWords(text: string): readonly string[] {
  const words: string[] = []
  for (const [word] of allMatches(text, latinWord)) {
    const stem = stemOf(word)
    if (word.length >= leastLetters && !general.has(stem) && !/^\d+$/.test(word)) words.push(stem)
  }
  for (const [run] of allMatches(text, hanRun)) {
    for (let at = 0; at + 1 < run.length; at += 1) {
      const pair = run.slice(at, at + 2)
      if (!generalHan.test(pair)) words.push(pair)
    }
  }
  return words
}
