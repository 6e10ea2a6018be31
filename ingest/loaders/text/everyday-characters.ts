/**
 * The 300 characters that modern Chinese is mostly written with, in simplified and traditional form
 * (the order of Jun Da's Modern Chinese Character Frequency List, which counted 193 million of them).
 * Two in five characters of any text are among the first hundred.
 */
const frequent =
  '的一是不了在人有我他这這个個们們中来來上大为為和国國地到以说說时時要就出会會可也你对對生能而子那得于於着著下自之年过過发發后後作里裡用道行所然家种種事成方多经經么麼去法学學如都同现現当當' +
  '没沒动動面起看定天分还還进進好小部其些主样樣理心她本前开開但因只从從想实實日军軍者意无無力它与與长長把机機十民第公此已工使情明性知全三又关關点點正业業外将將两兩高间間由问問很最重并並物手应應' +
  '战戰向头頭文体體政美相见見被利什二等产產或新己制製身果加西斯月话話合回特代内內信表化老给給世位次度门門任常先海通教儿兒原东東声聲提立及比员員解水名真论論处處走义義各入几幾口认認条條平系係气氣' +
  '题題活尔爾更别別打女变變四神总總何电電数數安少报報才结結反受目太量再感建务務做接必场場件计計管期市直德资資命山金指克许許统統区區保至队隊形社便空决決治展马馬科司五基眼书書非则則听聽白却卻界达達' +
  '光放强強即像难難且权權思王象完设設式色路记記南品住告类類求据據程北边邊死张張该該交规規万萬取拉格望觉覺术術领領共确確传傳师師观觀清今切院让讓识識候带帶导導争爭运運请請须須员章人员員假申'

const frequentSet = new Set(frequent)

/** Marks that Chinese text is punctuated with. */
const marks = new Set('，。、；：？！“”‘’（）《》「」『』〈〉【】—…·～％　０１２３４５６７８９')

const firstLevelSet = new Set([...charactersOf('gb18030', [0xb0, 0xd7]), ...charactersOf('big5', [0xa4, 0xc6])])

/**
 * How much a text looks as if people had written it in Chinese: 1 for the most frequent characters
 * and their punctuation, little for those that GB 2312 and Big5 put on their first level, less than
 * nothing for rare ones and for what no encoding should give. The mean over all characters beyond
 * ASCII, or undefined where there are none.
 */
export function chineseness(text: string): number | undefined {
  let sum = 0
  let count = 0
  for (const character of text) {
    if (character <= '\u007f') continue
    sum += weightOf(character)
    count++
  }
  return count === 0 ? undefined : sum / count
}

function weightOf(character: string): number {
  if (frequentSet.has(character) || marks.has(character)) return 1
  if (firstLevelSet.has(character)) return 0.1
  if (/[\uFFFD\p{Co}\p{Cn}\p{Cs}\p{Cc}]/u.test(character)) return -3
  return /\p{Script=Han}/u.test(character) ? -0.5 : -0.3
}

function* charactersOf(encoding: string, [from, to]: readonly [number, number]): Iterable<string> {
  const decoder = new TextDecoder(encoding)
  for (let lead = from; lead <= to; lead++) {
    const row = Uint8Array.from({ length: 2 * (0xfe - 0xa0) }, (_, at) => (at % 2 === 0 ? lead : 0xa1 + (at >> 1)))
    yield* decoder.decode(row)
    if (encoding !== 'big5') continue
    yield* decoder.decode(
      Uint8Array.from({ length: 2 * (0x7f - 0x40) }, (_, at) => (at % 2 === 0 ? lead : 0x40 + (at >> 1))),
    )
  }
}
