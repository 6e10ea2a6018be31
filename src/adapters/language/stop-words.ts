/** English words that say nothing about what a text is about. Left out of documents and questions. */
export const englishStopWords: ReadonlySet<string> = new Set(
  `a an the this that these those and or but nor so yet if then than as of at by for from in into on onto to up with
  within without about above after again against all also am any are aren't been before being below between both be
  can't cannot couldn't did didn't do does doesn't doing don't down during each few further had hadn't has hasn't have
  haven't having he her here hers herself him himself his i i'm i've i'd i'll is isn't it its itself me more most my
  myself not of off once only other our ours ourselves out over own same she shouldn't some such their theirs them
  themselves there they through too under until very was wasn't we were weren't will won't wouldn't you your yours
  yourself yourselves upon via per etc ie eg us`
    .split(/\s+/)
    .flatMap((word) => [word, word.replace("'", '')]),
)

/** English words of a question that ask, and do not say what for. Left out of questions only. */
export const englishQuestionWords: ReadonlySet<string> = new Set(
  `what whats what's which who whom whose who's when where why how how's can could should would shall may might many
  much please tell show give know want need get find let me does there any anyone someone somebody anybody hi hello
  thanks thank`
    .split(/\s+/)
    .flatMap((word) => [word, word.replace("'", '')]),
)

/** Chinese words of a question that ask, are polite or hold the sentence together. Left out of questions only. */
export const chineseQuestionWords: ReadonlySet<string> = new Set(
  `什么 甚么 啥 怎么 怎么样 怎样 怎么办 怎 如何 为什么 为何 何 何时 何地 何人 何种 几 几个 几时 多少 多久 多长 多大 多高 多远 哪 哪个
  哪些 哪里 哪儿 哪种 哪位 哪天 哪年 哪一个 哪一年 谁 谁的 是否 能否 可否 是不是 有没有 能不能 可不可以 会不会 要不要 吗 呢 吧 么 嘛 啊 呀
  请 请问 问 一下 告诉 想 知道 想知道 我 我们 你 你们 您 他 她 它 他们 她们 它们 的 了 着 过 地 得 之 是 有 在 和 与 及 或 或者 以及 把 被
  让 给 对 对于 关于 于 从 到 向 由 以 为 为了 就 都 也 还 又 再 才 而 且 但 但是 如果 这 那 这个 那个 这些 那些 可以 能 会 要 需要 应该
  应 该 一 一个 个 中 里 上 下 时 时候 其 其中 哪方面 哪几 属于 叫 叫做 称为 被称为`.split(/\s+/),
)
