/**
 * Words of which questions are made rather than of what they are about: those that ask, join, compare, count, point and
 * measure. They are written out because no rule tells them; all others are much the same to whoever asks how hard a
 * question is.
 */
const english = new Set(
  `
    a about above according across after again against ago all allowed almost alone along already also although always
    am among an and another any anybody anyone anything are around as ask at away back be because been before being
    below beside best better between beyond both brief briefly but by came can can't cannot come compare compared
    comparison cost costs could couldn't day days describe did didn't differ difference differences different
    differently do does doesn't doing don't done down draw due during each either else enough essentials even ever every
    everybody everyone everything exactly explain fee fewer first for from further get gets getting gist give given go
    goes going good got had happen happens has have haven't having he her here him his hour hours how however i i'd i'll
    i'm i've if in instead into is isn't it it's its just keep key kind last least less lessons let like list long
    longer main make many matter matters may maybe me mean means might minus month months more most much must my name
    near need needs neither never new next no nobody none nor not nothing now number of off often ok okay old on once
    one ones only onto or other others our out outline over overview own pay per percent perhaps plus point points
    possible price quite rather really require required requires right same see set several shall she short should show
    side similar since so some somebody someone something soon still such sum summarise summarize summary take takes
    tell than that that's the their them then there these they thing things third this those three through till time
    times to together too total toward two under understand unless until up upon us use versus very via vs want was we
    we'd we'll we're we've week weeks well were what what's when whenever where whereas whether which while who who's
    whom whose why will with within without won't work works worse worst worth would year years yes yet you you'd you're
    you've your
  `
    .trim()
    .split(/\s+/),
)

/** The longest first, so that 什么时候 is not read as 什么 and 时候. */
const chinese = `
  什么时候 可不可以 来龙去脉 上个月 下个月 不一样 为什么 什么样 优缺点 会不会 全过程 哪个好 多少钱 够不够 怎么办
  怎么样 是不是 有没有 能不能 行不行 要不要 该不该 一下 一共 一样 不同 不过 为何 主要 之前 之后 什么 今年 介绍 他们
  以前 以及 以后 但是 你们 依据 值得 假如 全部 几个 几号 几天 几楼 几点 分别 分钟 划算 利弊 加上 区别 原因 去年 另外
  只要 可以 可是 各自 合计 合适 同时 咱们 哪个 哪些 哪位 哪儿 哪几 哪天 哪家 哪种 哪边 哪里 因为 多久 多大 多少 多远
  多重 多长 多高 大致 好处 如何 如果 对比 导致 小时 差别 差异 帮我 应当 应该 归纳 影响 必须 怎么 怎样 总共 总结 意味
  我们 或者 所以 所有 整理 明年 是否 核心 根据 梳理 概括 概述 步骤 每个 比较 汇总 没有 流程 然后 的话 相比 简述 能否
  虽然 要是 要点 讲讲 说说 请问 还是 这个 那个 重点 除了 除非 需要 麻烦 、 上 下 不 与 个 中 为 乘 也 了 于 交 人 从
  他 以 份 会 但 低 你 值 做 元 先 共 内 再 写 减 几 别 到 前 剩 办 加 却 去 又 及 可 号 各 后 向 吗 吧 呢 周 和 哪 啊
  啥 在 地 坏 块 外 多 大 天 她 好 它 对 小 少 就 差 帮 年 得 快 想 慢 我 或 才 扣 找 把 折 按 既 日 早 时 是 晚 更 最
  月 有 条 来 次 每 比 没 用 由 的 着 短 第 算 给 而 能 被 要 让 该 说 请 谁 跟 过 还 这 那 都 里 钱 长 问 间 除 高
`
  .trim()
  .split(/\s+/)

const chineseWords = new Set(chinese)

/** Whether a word in small letters tells how something is asked. */
export function isGrammatical(word: string): boolean {
  return english.has(word) || chineseWords.has(word)
}

/** Source of a pattern of the Chinese ones; the longest that fits is found. */
export const chineseGrammatical = chinese.join('|')
