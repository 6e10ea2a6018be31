/**
 * Words that say opposite things of the same matter, in the forms that texts use. Used only where one stands in the place
 * of the other in otherwise the same sentence, so that words of several meanings do no harm.
 */
const english = `
  before/after above/below over/under more/less more/fewer most/least most/fewest higher/lower high/low highest/lowest
  greater/smaller greater/less larger/smaller largest/smallest large/small big/small bigger/smaller longer/shorter long/short
  longest/shortest older/younger old/new oldest/newest early/late earlier/later earliest/latest first/last increase/decrease
  increases/decreases increased/decreased increasing/decreasing rise/fall rises/falls rose/fell raise/lower raised/lowered raise/reduce
  raised/reduced grow/shrink grew/shrank north/south northern/southern east/west eastern/western northeast/southwest
  northwest/southeast left/right up/down upper/lower top/bottom inside/outside inner/outer internal/external internally/externally
  public/private publicly/privately open/closed opened/closed opens/closes always/never everyone/nobody everything/nothing all/none
  both/neither minimum/maximum min/max required/optional mandatory/voluntary mandatory/optional must/may include/exclude
  includes/excludes included/excluded including/excluding accept/reject accepts/rejects accepted/rejected accept/refuse accepted/refused
  approve/reject approved/rejected allow/forbid allowed/forbidden allow/prohibit allows/prohibits allowed/prohibited permit/forbid
  permitted/prohibited permitted/forbidden enable/disable enables/disables enabled/disabled win/lose wins/loses won/lost winner/loser
  success/failure succeed/fail succeeds/fails succeeded/failed successful/unsuccessful pass/fail passed/failed strong/weak
  stronger/weaker strongest/weakest strength/weakness majority/minority possible/impossible buy/sell bought/sold buyer/seller
  employer/employee lender/borrower landlord/tenant import/export imports/exports imported/exported send/receive sent/received
  give/take gave/took start/end starts/ends started/ended begin/end begins/ends began/ended start/stop started/stopped
  entry/exit enter/leave arrive/depart arrival/departure join/leave joined/left open/close safe/dangerous legal/illegal
  legally/illegally valid/invalid active/inactive positive/negative positively/negatively true/false correct/incorrect right/wrong
  good/bad better/worse best/worst rich/poor hot/cold warm/cool hotter/colder warmer/cooler fast/slow faster/slower quickly/slowly
  easy/difficult easy/hard easier/harder simple/complex full/empty full-time/part-time heavy/light wide/narrow wider/narrower
  deep/shallow thick/thin near/far nearer/farther day/night morning/evening summer/winter spring/autumn male/female men/women man/woman
  boy/girl father/mother son/daughter brother/sister husband/wife king/queen ally/enemy friend/enemy support/oppose supports/opposes
  supported/opposed agree/disagree agreed/disagreed gain/loss gains/losses profit/loss income/expense credit/debit gross/net
  temporary/permanent temporarily/permanently domestic/foreign national/international urban/rural local/remote remotely/locally
  upstream/downstream input/output inbound/outbound primary/secondary major/minor majority/minority same/different similar/different
  alone/together rarely/often seldom/often rarely/frequently frequent/rare frequently/rarely common/rare often/never
  usually/rarely ancient/modern past/future previous/next following/preceding former/latter previously/subsequently
  ascending/descending forward/backward forwards/backwards horizontal/vertical clockwise/counterclockwise known/unknown
  paid/unpaid used/unused finished/unfinished complete/incomplete lawful/unlawful able/unable likely/unlikely
  sufficient/insufficient direct/indirect directly/indirectly formal/informal regular/irregular visible/invisible limited/unlimited
  encrypted/unencrypted authorised/unauthorised authorized/unauthorized synchronous/asynchronous online/offline read/write
  create/destroy created/destroyed build/destroy built/destroyed add/remove adds/removes added/removed attack/defend
  attacked/defended victory/defeat born/died birth/death life/death live/die survive/die conservative/liberal optimistic/pessimistic
  abundant/scarce expand/contract expanded/contracted strengthen/weaken strengthened/weakened improve/worsen improved/worsened
  widen/narrow accelerate/slow with/without for/against
`
const chinese = `
  以上/以下 之上/之下 之前/之后 以前/以后 之前/以后 前/后 上/下 内/外 以内/以外 里/外 增加/减少 增长/下降 增多/减少 提高/降低 上升/下降 升高/降低 上涨/下跌
  上调/下调 扩大/缩小 延长/缩短 加强/减弱 增强/减弱 强化/弱化 高于/低于 大于/小于 多于/少于 长于/短于 早于/晚于 优于/劣于 超过/不足 超过/低于 高/低 大/小 多/少
  长/短 早/晚 快/慢 强/弱 好/坏 新/旧 远/近 深/浅 厚/薄 宽/窄 轻/重 冷/热 更多/更少 更高/更低 更大/更小 更长/更短 更早/更晚 更快/更慢 更强/更弱 较高/较低 较大/较小
  较多/较少 较长/较短 较早/较晚 较强/较弱 最大/最小 最高/最低 最多/最少 最长/最短 最早/最晚 最早/最迟 最强/最弱 最好/最差 最新/最旧 至少/至多 至少/最多 最少/最多
  不少于/不超过 不低于/不高于 不低于/不超过 允许/禁止 准许/禁止 可以/不得 可以/禁止 可以/不能 能/不能 能够/无法 应当/不得 必须/不得 必须/不必 必须/可以 应当/可以 有权/无权
  同意/反对 同意/拒绝 同意/不同意 批准/驳回 批准/否决 批准/拒绝 准予/不予 予以/不予 支持/反对 接受/拒绝 承认/否认 肯定/否定 成功/失败 胜利/失败 胜/负 胜/败 赢/输
  开始/结束 开始/停止 开启/关闭 打开/关闭 启用/停用 启用/禁用 启动/停止 生效/失效 有效/无效 合法/非法 合法/违法 合格/不合格 正确/错误 真实/虚假 主要/次要 重要/次要
  国内/国外 境内/境外 国内/国际 内部/外部 对内/对外 公开/秘密 公开/保密 公有/私有 公立/私立 公共/私人 国有/私有 集体/个人 多数/少数 大多数/少数 大部分/小部分 全部/部分
  北部/南部 东部/西部 北/南 东/西 北方/南方 东方/西方 以北/以南 以东/以西 东北/西南 西北/东南 东北部/西南部 左/右 左侧/右侧 上方/下方 上游/下游 顶部/底部 上层/下层
  从重/从轻 加重/减轻 从严/从宽 故意/过失 有罪/无罪 有期/无期 有偿/无偿 有害/无害 有限/无限 带薪/无薪 免费/收费 买/卖 购买/出售 买方/卖方 买受人/出卖人 甲方/乙方
  原告/被告 债权人/债务人 出租人/承租人 转让人/受让人 委托人/受托人 雇主/雇员 进口/出口 收入/支出 盈利/亏损 资产/负债 借方/贷方 存款/贷款 销项/进项
  男/女 男性/女性 父亲/母亲 儿子/女儿 丈夫/妻子 白天/夜间 白天/晚上 上午/下午 春季/秋季 夏季/冬季 上半年/下半年 城市/农村 城镇/农村 古代/现代 过去/未来 首次/末次
  第一/最后 首先/最后 先/后 事前/事后 事先/事后 提前/推迟 提前/延后 按时/逾期 到期/未到期 长期/短期 永久/临时 永久/暂时 直接/间接 正式/非正式 积极/消极 主动/被动
  乐观/悲观 富有/贫穷 丰富/匮乏 简单/复杂 容易/困难 安全/危险 出生/死亡 生/死 建立/废除 设立/撤销 建造/摧毁 成立/解散 加入/退出 进入/离开 到达/离开 上车/下车
  经常/很少 常常/很少 总是/从不 始终/从未 全职/兼职 在线/离线 同步/异步 相同/不同 一致/不一致 符合/不符合 具备/不具备 存在/不存在 属于/不属于 包括/不包括 含/不含 必要/不必要
  温暖/寒冷 炎热/寒冷 潮湿/干燥 和平/战争 进攻/防守 攻击/防御 朋友/敌人 盟友/敌人 输入/输出 发送/接收 上传/下载 添加/删除 创建/删除 高产/低产 领先/落后 未/已 不/已
`

const pairs = new Set(
  [english, chinese].flatMap((list) =>
    list
      .trim()
      .split(/\s+/)
      .flatMap((pair) => {
        const [one, other] = pair.split('/')
        return [`${one}/${other}`, `${other}/${one}`]
      }),
  ),
)

const prefix = /^(?:un|in|im|ir|il|non-?|dis|mis)(?=\p{L}{4})|^(?:不|非|无|未|没)(?=\p{Script=Han})/u

/** Whether two words, in small letters, say the opposite of each other. */
export function areOpposites(one: string, other: string): boolean {
  if (pairs.has(`${one}/${other}`)) return true
  return isPrefixed(one, other) || isPrefixed(other, one)
}

function isPrefixed(longer: string, word: string): boolean {
  return longer.endsWith(word) && longer.replace(prefix, '') === word && longer !== word
}
