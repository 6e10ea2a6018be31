/** The usual Chinese surnames in pinyin. */
const surnames = new Set(
  'li he lin hu ma zhang wang liu chen yang huang zhao wu zhou xu sun zhu guo gao liang zheng luo song xie tang deng feng xiao cao zeng peng lü dong pan yuan cai jiang yu du ye cheng wei su ding ren lu yao shen zhong jin tian dai fang qiu qin jia zou xiong meng bai yan xue hou lei duan hao kong shao mao chang wan gu lai qian gong yin shi niu ge ou ouyang sima zhuge situ'.split(
    ' ',
  ),
)
/** Words of English that are spelled like pinyin. */
const english = new Set(
  'an and are can china come dan de den die done fan fine gun he here hen hi hide home hong huge lane last lie like line long lone ma mail main man mean men mine name nan nine no pan pen pie pin ran rang run rule sang she shine sing so song sun tie time to tune wan wang we win wine yang you ye'.split(
    ' ',
  ),
)
const syllable =
  /^(?:(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?(?:iang|iong|uang|ueng|ang|eng|ing|ong|ian|iao|uan|uai|ai|ei|ao|ou|an|en|in|un|ia|ie|iu|ua|uo|ui|ue|er|[aeiouvü])){1,3}$/

/** Whether two words in small letters are a Chinese surname and given name in pinyin, in either order. */
export function isPinyinName(first: string, second: string): boolean {
  return (surnames.has(first) && isGiven(second)) || (isGiven(first) && surnames.has(second))
}

/** Given names of more than one syllable look like few English words; of one syllable, like many. */
function isGiven(word: string): boolean {
  return word.length > 1 && !english.has(word) && syllable.test(word)
}
