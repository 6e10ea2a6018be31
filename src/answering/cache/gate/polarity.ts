import { areOpposites } from '../../support/opposites.ts'
import { isNegated, saysOpposite } from '../../support/polarity.ts'
import type { QuestionWord, ReadQuestion } from './read-question.ts'

/** Opposites that turn a question around, beside those that turn a statement. */
const opposites = new Set(
  `on/off in/out up/down hire/fire hired/fired login/logout log-in/log-out sign-in/sign-out lock/unlock locked/unlocked
  encrypt/decrypt install/uninstall cheapest/dearest advantage/disadvantage advantages/disadvantages pros/cons benefit/drawback
  benefits/drawbacks benefits/risks start/finish deposit/withdraw deposit/withdrawal subscribe/unsubscribe activate/deactivate
  activating/deactivating activated/deactivated grant/revoke grants/revokes granted/revoked granting/revoking raise/cut mute/unmute
  upload/download uploads/downloads uploading/downloading attach/detach connect/disconnect follow/unfollow block/unblock
  hide/show archive/restore archived/restored backup/restore extend/shorten extended/shortened allow/deny allowed/denied
  allow/block permit/deny permitted/denied opt-in/opt-out push/pull check-in/check-out inbound/outbound incoming/outgoing
  onboarding/offboarding clockwise/anticlockwise min/max like/dislike love/hate like/hate debit/credit lend/borrow
  enable/disable enabling/disabling turning/turning eligible/ineligible taxable/tax-free refundable/non-refundable mandatory/optional
  required/forbidden required/prohibited required/voluntary compulsory/voluntary compulsory/optional obligatory/optional
  most/least cheapest/costliest increase/reduce increasing/reducing increase/cut raise/lower raising/lowering
  gain/lose gaining/losing hardware/software senior/junior sender/recipient sender/receiver buyer/vendor full/part
  starting/ending joining/leaving entering/leaving opening/closing before/during after/during within/outside above/under
  over/below add/delete adding/deleting adding/removing create/delete creating/deleting merge/split accept/decline
  accepting/declining accepting/rejecting approving/rejecting approve/decline approve/deny increase/lower buying/selling
  renting/buying import/export importing/exporting inside/off first/final earliest/last approving/denying
  advantages/drawbacks pros/drawbacks strengths/weaknesses succeed/fail pass/flunk upgrade/downgrade upgrading/downgrading
  开/关 打开/关上 开通/关闭 开通/取消 启用/关闭 开启/停用 开启/取消 打开/停用 加/减 登录/退出 登陆/退出 登录/注销 入职/离职 上班/下班 安装/卸载 加密/解密 锁定/解锁 借/还 借入/借出
  存/取 存入/取出 优点/缺点 优势/劣势 利/弊 好处/坏处 好处/风险 授予/撤销 授权/撤权 订阅/退订 绑定/解绑 绑定/解除 连接/断开 显示/隐藏 备份/恢复 关注/取关 开放/关闭 开门/关门 招聘/解雇
  雇用/解雇 录用/辞退 增/减 升级/降级 激活/停用 激活/冻结 冻结/解冻 激活/注销 注册/注销 申请/取消 申请/撤销 预订/取消 通过/驳回 通过/拒绝 通过/未通过 允许/拒绝 允许/不允许 收款/付款 收/付 转入/转出
  提高/下调 上浮/下浮 提升/降低 最便宜/最贵 便宜/贵 上限/下限 起始/截止 开始/截止 开始日期/结束日期 最早/最晚 发件人/收件人 买家/卖家 付费/免费 自愿/强制 必须/自愿 强制/可选 必填/选填 必需/可选 添加/移除
  增加/删除 加入/移除 新增/删除 合并/拆分 全额/部分 报名/退出 到岗/离岗 试用/转正 领取/归还 借用/归还 涨/跌 涨价/降价 提价/降价 盈/亏 公开/私密 内网/外网 硬件/软件 白班/夜班 早班/晚班 之前/期间 之后/期间`
    .split(/\s+/)
    .flatMap((pair) => [pair, pair.split('/').toReversed().join('/')]),
)

const turns: readonly (readonly [string, RegExp])[] = [
  ['on', /\b(?:turn|switch|log|sign|clock|check)(?:s|ed|ing)?(?: \S+){0,3}? (?:on|in)\b/],
  ['off', /\b(?:turn|switch|log|sign|clock|check)(?:s|ed|ing)?(?: \S+){0,3}? (?:off|out)\b/],
]

/** Whether one question asks about the opposite: it is negated, or uses the opposite of a word of the other. */
export function isTurned(asked: ReadQuestion, remembered: ReadQuestion): boolean {
  if (isNegationOneSided(asked, remembered) || saysOpposite(asked.text, remembered.text)) return true
  const [one, other] = [onlyIn(asked, remembered), onlyIn(remembered, asked)]
  if (one.some((word) => other.some((opposite) => areTurned(word, opposite)))) return true
  return hasOtherTurn(asked.text.toLowerCase(), remembered.text.toLowerCase())
}

/** In longer texts a clause with a negation comes and goes without turning the question around. */
const longest = 24
/** What says no without a word of negation. */
const hidden =
  /\b(?:absence|lack\w*|prevent\w*|avoid\w*|zero|non|omit\w*|remov\w*|uncertain|unclear|optional|different\w*|missing|free)\b/giu

function isNegationOneSided(asked: ReadQuestion, remembered: ReadQuestion): boolean {
  if (isNegated(asked.text) === isNegated(remembered.text)) return false
  if (asked.words.length > longest || remembered.words.length > longest) return false
  const [one, other] = [asked.text.match(hidden)?.length ?? 0, remembered.text.match(hidden)?.length ?? 0]
  return one === other
}

function areTurned(one: QuestionWord, other: QuestionWord): boolean {
  return (
    areOpposites(one.text, other.text) ||
    areOpposites(one.stem, other.stem) ||
    opposites.has(`${one.text}/${other.text}`) ||
    opposites.has(`${one.stem}/${other.stem}`)
  )
}

function onlyIn({ words }: ReadQuestion, other: ReadQuestion): readonly QuestionWord[] {
  const held = new Set(other.words.map(({ text }) => text))
  return words.filter(({ text }) => !held.has(text))
}

function hasOtherTurn(one: string, other: string): boolean {
  const [here, there] = [one, other].map((text) => turns.find(([, pattern]) => pattern.test(text))?.[0])
  return here !== undefined && there !== undefined && here !== there
}
