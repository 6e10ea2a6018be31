/** What speaks against reading characters as somebody's name, and which words of a dictionary are names after all. */

/** What ordinary words end in that begin with a surname: applicants, offices, towns, cards, websites. */
const neverLastCharacters = new Set(
  '人书员者性会部局市县区镇乡村寨河湖桥楼路街寺庙殿宫族党店厂院所室车机表费权法课节周卡榜图社站网场版盘队赛级式型类品物件器具药酒茶饭菜肉鱼衣鞋球票币款额价税险债股岛山江海洋港站线段班组科系校园库册证照章单号码率量度期',
)
const rarelyLastCharacters = new Set('山江海洋港线单章度期科校')

/** Surnames with which hardly any word begins, so that a word of the dictionary with them is somebody. */
const tellingSurnames = new Set(
  '李王张刘陈杨赵吴徐孙朱郭罗梁宋郑谢韩唐冯董萧曹袁邓许傅沈曾彭吕苏卢蒋蔡贾魏薛叶阎余潘杜戴汪姜范姚谭廖邹郝孔崔邱秦侯邵孟尹黎贺赖龚庞樊殷陶翟颜倪俞聂邢岳舒詹柯阮梅葛韦毕焦柳祝',
)
const notSomebody: ReadonlySet<string> = new Set(
  '王朝 王爷 王公 王府 王子 王位 王室 王国 王牌 王后 王妃 王宫 王法 王道 王者 陈述 陈列 陈设 陈旧 陈词 张开 张大 张贴 张望 张力 张扬 张口 张嘴 张罗 李家 张家 王家 刘家 陈家 赵家 许可 许诺 许愿 余下 余地 叶子 叶片 杨树 柳树 柳条 梅花 梅雨 苏醒 苏军 姜汤 杜绝 谢谢 谢恩 谢幕 谢绝 谢意 罗列 罗网 罗马 罗汉 孔雀 孔洞 秦汉 魏晋 唐朝 唐代 宋朝 宋代 宋词 唐诗 孙子 孙女 曾孙 曾经 贺卡 贺信 贺电 贺词 焦点 焦虑 焦急 毕业 毕竟 祝福 祝贺 祝愿 陶瓷 陶醉 舒服 舒适 舒畅 许久 许多 范围 范畴 范例 范本 贾府 殷切 殷勤 颜色 颜料 颜面 罗盘 袁大 邓论 孟子 孔子 董事 董事会'.split(
    ' ',
  ),
)
/** Forms of address that stand where a given name would. */
const address: ReadonlySet<string> = new Set(
  '先生 女士 小姐 老师 同学 同志 经理 总监 主任 局长 部长 院长 校长 教授 博士 医生 律师 书记 师傅 太太 夫人 姑娘 大哥 大姐 总裁 董事 工程'.split(
    ' ',
  ),
)

/** How usual it is that a name ends in a character. */
export type NameEnding = 'usual' | 'rare' | 'none'

const codesOf = (characters: ReadonlySet<string>): ReadonlySet<number> =>
  new Set([...characters].map((character) => character.charCodeAt(0)))
const never = codesOf(neverLastCharacters)
const rarely = codesOf(rarelyLastCharacters)
const telling = codesOf(tellingSurnames)
const addressBeginnings = codesOf(new Set([...address].map((word) => word.charAt(0))))

export function nameEnding(text: string, last: number): NameEnding {
  const code = text.charCodeAt(last)
  return never.has(code) ? (rarely.has(code) ? 'rare' : 'none') : 'usual'
}

/** Whether a form of address stands where a given name of two characters would. */
export function isFormOfAddress(text: string, at: number): boolean {
  return addressBeginnings.has(text.charCodeAt(at)) && address.has(text.slice(at, at + 2))
}

/** Whether a word that the dictionary takes for a person and that begins with a surname may be one. */
export function isSomebody(text: string, start: number, end: number): boolean {
  if (end - start !== 3 && !(end - start === 2 && telling.has(text.charCodeAt(start)))) return false
  return (
    nameEnding(text, end - 1) === 'usual' &&
    !notSomebody.has(text.slice(start, end)) &&
    !address.has(text.slice(start + 1, end))
  )
}
