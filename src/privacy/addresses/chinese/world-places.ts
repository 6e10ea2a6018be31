/** Large cities, regions and continents of the world that dictionaries of Chinese lack or take for people. */
const cities =
  '吉隆坡 威尼斯 芝加哥 开罗 马尼拉 雅加达 河内 胡志明市 首尔 釜山 新德里 孟买 班加罗尔 加尔各答 卡拉奇 伊斯兰堡 喀布尔 德黑兰 ' +
  '巴格达 大马士革 贝鲁特 利雅得 迪拜 多哈 阿布扎比 特拉维夫 安卡拉 伊斯坦布尔 雅典 布达佩斯 布拉格 布加勒斯特 索非亚 贝尔格莱德 ' +
  '萨格勒布 柏林 慕尼黑 法兰克福 科隆 杜塞尔多夫 斯图加特 苏黎世 日内瓦 伯尔尼 阿姆斯特丹 鹿特丹 海牙 哥本哈根 奥斯陆 斯德哥尔摩 ' +
  '赫尔辛基 莫斯科 基辅 明斯克 里斯本 波尔图 马德里 巴塞罗那 塞维利亚 那不勒斯 都灵 曼彻斯特 爱丁堡 格拉斯哥 都柏林 波士顿 费城 ' +
  '西雅图 旧金山 洛杉矶 拉斯维加斯 休斯敦 达拉斯 迈阿密 亚特兰大 底特律 丹佛 硅谷 多伦多 温哥华 蒙特利尔 渥太华 墨西哥城 哈瓦那 ' +
  '里约热内卢 圣保罗 巴西利亚 布宜诺斯艾利斯 圣地亚哥 利马 波哥大 加拉加斯 悉尼 墨尔本 堪培拉 布里斯班 奥克兰 惠灵顿 约翰内斯堡 ' +
  '开普敦 内罗毕 拉各斯 阿克拉 突尼斯 阿尔及尔 卡萨布兰卡 的黎波里 亚的斯亚贝巴 札幌 横滨 名古屋 福冈 冲绳 北海道 仰光 金边 万象 ' +
  '加德满都 达卡 科伦坡 乌兰巴托 平壤 仁川 济州岛 巴厘岛 普吉岛 夏威夷 阿拉斯加 加利福尼亚 得克萨斯 佛罗里达 魁北克 巴伐利亚 ' +
  '西伯利亚 中东 东南亚 欧洲 亚洲 非洲 美洲 北美 南美 拉美 大洋洲 南极洲'

const letters = Array.from({ length: 26 }, (_, at) => String.fromCharCode(65 + at))

/** What the countries of the world are called in Chinese, by Unicode's tables: all codes of two letters that name one. */
function countries(): readonly string[] {
  const named = new Intl.DisplayNames(['zh-Hans'], { type: 'region', fallback: 'none' })
  return letters.flatMap((first) => letters.flatMap((second) => named.of(first + second) ?? []))
}

let places: ReadonlySet<string> | undefined

/** Whether a name is a place of the world. The first call reads Unicode's tables, which takes 20 ms. */
export function isWorldPlace(name: string): boolean {
  places ??= new Set([...cities.split(' '), ...countries()])
  return places.has(name)
}
