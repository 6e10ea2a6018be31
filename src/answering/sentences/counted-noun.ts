const listed = (words: string): ReadonlySet<string> => new Set(words.trim().split(/\s+/))

/** Words that may stand between "how many" and what is counted, beside numbers. */
const before = listed(`
  of the this these those such all both any other different more further additional various
  my your his her its our their
`)

/** Words with which another part of the question begins, so that nothing was named: "how many are there", "how many of them". */
const beyond = listed(`
  is are was were am be been do does did have has had can could may might must shall should will would
  i you he she it we they me him us them there that who whom whose which what where when why how
  in on at to from for by with without per within during under over between among as than through
  a an each every and or but if so not in total altogether exactly actually still
`)

const word = /[\p{L}\p{N}][\p{L}\p{N}'’-]*/gu
const numberWord =
  /^(?:\d.*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|hundreds?|thousands?|millions?)$/u

/**
 * What is counted, and all behind it: "employees took leave" of "of the 12 employees took leave". Undefined where the
 * words behind "how many" name nothing.
 */
export function fromCountedNoun(words: string): { readonly noun: string; readonly onward: string } | undefined {
  word.lastIndex = 0
  for (let found = word.exec(words); found !== null; found = word.exec(words)) {
    const noun = found[0]
    const plain = noun.toLowerCase()
    if (beyond.has(plain) || /n['’]t$/u.test(plain)) return undefined
    const isOwner = /['’]s$|s['’]$/u.test(plain)
    if (!before.has(plain) && !isOwner && !numberWord.test(plain)) return { noun, onward: words.slice(found.index) }
  }
  return undefined
}

const chineseBefore = /^(?:不同|其[他它余])的?/u
/** Verbs and particles that stand behind 多少 where what is counted stands before it: "员工有多少是女性". */
const chineseBeyond =
  /^(?:[是在有了呢吗吧的和也都不]|没有|已经|可以|可能|需要|应该|属于|来自|用于|能够|能(?![源量力])|会(?![议员计场])|被(?!告))/u

/** As above; of Chinese, which has no spaces, the first character, which is the measure word if there is one. */
export function chineseCounted(words: string): string | undefined {
  const onward = words.replace(chineseBefore, '')
  return chineseBeyond.test(onward) ? undefined : /^\p{Script=Han}/u.exec(onward)?.[0]
}
