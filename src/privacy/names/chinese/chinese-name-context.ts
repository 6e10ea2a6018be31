/** Words in front of a name: what its bearer is or does. */
const roles =
  '记者 编辑 作者 编剧 导演 演员 歌手 画家 作家 诗人 主持人 主播 球员 球星 教练 主帅 主教练 队长 门将 前锋 中场 后卫 裁判 选手 冠军 ' +
  '先生 女士 小姐 同志 同学 老师 教授 博士 院士 医生 护士 律师 法官 检察官 工程师 设计师 会计 出纳 秘书 助理 顾问 专员 司机 师傅 ' +
  '经理 总监 总经理 副总经理 董事长 副董事长 董事 监事 总裁 副总裁 首席执行官 主管 主任 副主任 组长 科长 处长 局长 副局长 部长 副部长 厅长 院长 副院长 ' +
  '校长 市长 副市长 县长 镇长 村长 区长 省长 州长 书记 副书记 主席 副主席 总统 总理 首相 委员 代表 秘书长 会长 副会长 理事长 行长 社长 所长 站长 馆长 厂长 店长 ' +
  '同事 员工 职员 客户 顾客 用户 会员 业主 股东 联系人 负责人 经办人 审批人 申请人 收件人 收货人 寄件人 持卡人 报销人 保管人 法定代表人 法人代表 创始人 发言人 代言人 经纪人 ' +
  '原告 被告 被告人 嫌疑人 证人 当事人 受害人 死者 患者 病人 市民 居民 村民 农民 民警 警察 战士 学生 网友 ' +
  '父亲 母亲 爸爸 妈妈 丈夫 妻子 儿子 女儿 哥哥 弟弟 姐姐 妹妹 男友 女友 朋友 好友 老板 搭档 前妻 未婚妻 ' +
  '科学家 发明家 哲学家 思想家 经济学家 历史学家 心理学家 数学家 物理学家 化学家 生物学家 音乐家 钢琴家 小提琴家 作曲家 艺术家 舞蹈家 书法家 雕塑家 小说家 漫画家 剧作家 评论家 批评家 企业家 银行家 慈善家 政治家 外交家 军事家 教育家 翻译家 收藏家 探险家 政治局委员 ' +
  '玩家 高手 读者 观众 主角 男主角 女主角 男孩 女孩 小伙 姑娘 男子 女子 飞行员 宇航员 船长 队员 成员 合伙人 联合创始人 共同创始人 创办人 设计者 开发者 发起人 签证官 指挥官 外交官 建筑师 厨师 理发师 魔术师 药剂师 审计师 会计师 培训师 造型师 化妆师 录音师 ' +
  '叫 名叫 姓名 分析师 研究员 讲师 评论员 解说 嘉宾 队友 主演 饰演 ceo CEO cto CTO cfo CFO 专家 学者 导师 制片人 制作人 监制 摄影师 摄影 设计总监 新人 女星 男星 影星 影帝 影后 天王 名将 老将 小将'

/** Words behind a name: an address of respect, or what people do who are quoted. */
const followers =
  '先生 女士 小姐 同志 同学 老师 教授 博士 院士 医生 大夫 律师 经理 总监 总经理 董事长 总裁 主任 局长 部长 院长 校长 书记 主席 总统 总理 ' +
  '说 表示 认为 称 指出 介绍 透露 告诉 坦言 强调 回忆 解释 补充 写道 回应 坚称 声称 宣布 提醒 建议 承认 证实 觉得 笑道 说道 问道 答道 出生 ' +
  '在接受 看来 撰写 执教 加盟 退役 当选 就任 逝世 去世 病逝 享年 ' +
  '等人 本人 夫妇 一家 饰演 执导 主演 领衔 率领 出任 担任 接任 入职 离职 请假 汇报 签字 签署 摄 撰 著 译'

/** Words behind the name of a firm, a team or a place. */
const thingWords =
  '公司 集团 银行 酒店 大学 学院 医院 广场 大厦 国际 网 队 村 镇 乡 县 市 区 省 州 路 街 岛 湖 河 山 海 湾 港 桥 站 球场 主场 客场 体育 球队 牌 杯 奖 制 版 号 vs VS 赛 城 俱乐部 公园 高原 山谷 沙滩 地区 小镇 机场 联赛 股份 科技 传媒 地产 证券 基金 保险 竞技 半球 一球 平手 让球'

/** Words in front of the name of a place. */
const whereWords = '位于 前往 抵达 来到 飞往 途经 地处 做客 客场 主场 坐落于 出战 对阵 迎战 力克 不敌 击败 战胜 负于'

/** Labels of forms and tables, where only a colon stands before the name. */
const labels =
  '姓名 名字 联系人 负责人 经办人 审批人 审核人 申请人 收件人 收货人 寄件人 持卡人 报销人 保管人 记录人 主持人 出席 参会 参会人 参加人 列席 抄送 发件人 签字 签名 客户 员工 经理 主管 起草人 制表 复核 ' +
  '作者 记者 编辑 导演 主演 演员 编剧 嘉宾 法定代表人 户名 开户名 乘客 入住人 紧急联系人 文 图 摄影 撰文 整理 文/图'

/** Words, how long the longest of them is, and the characters that they begin and end with. */
interface Words {
  readonly all: ReadonlySet<string>
  readonly longest: number
  readonly first: ReadonlySet<number>
  readonly last: ReadonlySet<number>
}

function wordsOf(list: string): Words {
  const words = list.split(' ')
  return {
    all: new Set(words),
    longest: Math.max(...words.map((word) => word.length)),
    first: new Set(words.map((word) => word.charCodeAt(0))),
    last: new Set(words.map((word) => word.charCodeAt(word.length - 1))),
  }
}

const roleWords = wordsOf(roles)
const followerWords = wordsOf(followers)
const labelWords = wordsOf(labels)
const things = wordsOf(thingWords)
const whereabouts = wordsOf(whereWords)
/** What a label has behind it: a colon with its space, the border of a table, the marks of bold print. */
const behindLabel = new Set([':', '：', ' ', '\t', '|', '*', '_', '　', '】'])
const widestGap = 6

export function roleEndsAt(text: string, offset: number): boolean {
  return wordEndsAt(text, offset, roleWords)
}

export function labelEndsAt(text: string, offset: number): boolean {
  let end = offset
  while (end > 0 && offset - end < widestGap && behindLabel.has(text.charAt(end - 1))) end -= 1
  return end < offset && wordEndsAt(text, end, labelWords)
}

export function followerBeginsAt(text: string, offset: number): boolean {
  return wordBeginsAt(text, offset, followerWords)
}

/** Whether what stands before an offset is a firm, a team or a place, to judge by the word behind it. */
export function thingBeginsAt(text: string, offset: number): boolean {
  return wordBeginsAt(text, offset, things)
}

export function whereaboutsEndAt(text: string, offset: number): boolean {
  return wordEndsAt(text, offset, whereabouts)
}

function wordBeginsAt(text: string, offset: number, words: Words): boolean {
  if (!words.first.has(text.charCodeAt(offset))) return false
  for (let length = 1; length <= words.longest; length += 1) {
    if (words.all.has(text.slice(offset, offset + length))) return true
  }
  return false
}

function wordEndsAt(text: string, offset: number, words: Words): boolean {
  if (!words.last.has(text.charCodeAt(offset - 1))) return false
  for (let length = 1; length <= Math.min(words.longest, offset); length += 1) {
    if (words.all.has(text.slice(offset - length, offset))) return true
  }
  return false
}
