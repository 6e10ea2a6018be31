/** A way to read a unit: what kind of thing it measures, and how much one of it is in the smallest unit of its kind. */
export interface Measure {
  /** Undefined for a mere number. */
  readonly kind: string | undefined
  readonly size: number
  /** What has to be added, for scales that start elsewhere. */
  readonly offset?: number
}

interface UnitEntry {
  /** What it is called, in any case; a pattern. */
  readonly words?: string
  /** Its signs, as they are written; a pattern. */
  readonly signs?: string
  /** More than one where a word has more than one meaning, as "pounds" and "tons" have. */
  readonly measures: readonly Measure[]
}

const of = (kind: string, size: number, words?: string, signs?: string): UnitEntry => ({
  ...(words !== undefined && { words }),
  ...(signs !== undefined && { signs }),
  measures: [{ kind, size }],
})
const inBytes = (power: number) => [
  { kind: 'decimal bytes', size: 1000 ** power },
  { kind: 'binary bytes', size: 1024 ** power },
]
const square = (unit: string) => `(?:square |sq\\.? ?)(?:${unit})`
const cubic = (unit: string) => `(?:cubic |cu\\.? ?)(?:${unit})`
const hourly = (unit: string) => `(?:${unit}) (?:per|an) hour`

/**
 * Units by what stands behind (or, for money, before) a number, the longer before those that they begin with. Sizes are
 * exact by definition (SI, the international yard and pound of 1959, ISO 80000); months and days are kinds of their own,
 * since no number of days is a month.
 */
const unitTable = {
  percent: of('percent', 1, '%|percent|per cent'),
  permille: of('percent', 0.1, '‰|per mille'),
  yen: of('yen', 1, '日元|JPY|yen'),
  hongKongDollar: of('Hong Kong dollar', 1, 'HK\\$|HKD|港元|港币'),
  franc: of('franc', 1, 'CHF|(?:Swiss )?francs?|瑞士法郎|法郎'),
  krone: of('krone', 1, 'NOK|SEK|DKK|kron(?:er?|or|a)|克朗'),
  rouble: of('rouble', 1, 'RUB|roubles?|rubles?|卢布'),
  rupee: of('rupee', 1, 'INR|rupees?|卢比'),
  euro: of('euro', 1, '€|EUR|euros?|欧元'),
  sterling: of('pound', 1, '£|GBP|英镑'),
  pound: {
    words: 'pounds?',
    measures: [
      { kind: 'pound', size: 1 },
      { kind: 'mass', size: 453_592_370 },
    ],
  },
  dollar: of('dollar', 1, 'US\\$|\\$|USD|dollars?|美元'),
  yuan: of('yuan', 1, '¥|￥|CNY|RMB|yuan|元|人民币|块钱'),

  metrePerSecond: of('speed', 3.6, `met(?:re|er)s (?:per|a) second|米每秒|米\\/秒`, 'm\\/s'),
  kilometrePerHour: of(
    'speed',
    1,
    `${hourly('kilomet(?:re|er)s?|km')}|(?:公里|千米)(?:每小时|\\/小时|\\/时)`,
    'km\\/h|kph',
  ),
  milePerHour: of('speed', 1.609344, `${hourly('miles?')}|mph|英里(?:每小时|\\/小时)`),
  knot: of('speed', 1.852, 'knots?'),
  squareMillimetre: of('area', 1e-6, `${square('millimet(?:re|er)s?|mm')}|平方毫米`, 'mm2'),
  squareCentimetre: of('area', 1e-4, `${square('centimet(?:re|er)s?|cm')}|平方厘米`, 'cm2'),
  squareKilometre: of('area', 1e6, `${square('kilomet(?:re|er)s?|km')}|平方公里|平方千米`, 'km2'),
  squareMile: of('area', 2_589_988.110336, `${square('miles?|mi')}|平方英里`),
  squareFoot: of('area', 0.09290304, `${square('feet|foot|ft')}|平方英尺`, 'ft2'),
  squareMetre: of('area', 1, `${square('met(?:re|er)s?|m')}|平方米|平米`, 'm2|sqm'),
  hectare: of('area', 1e4, 'hectares?|公顷', 'ha'),
  acre: of('area', 4046.8564224, 'acres?|英亩'),
  mu: of('area', 2000 / 3, '亩'),
  cubicCentimetre: of('volume', 1e-3, `${cubic('centimet(?:re|er)s?|cm')}|立方厘米`, 'cm3'),
  cubicFoot: of('volume', 28.316846592, `${cubic('feet|foot|ft')}|立方英尺`, 'ft3'),
  cubicMetre: of('volume', 1e3, `${cubic('met(?:re|er)s?|m')}|立方米`, 'm3'),
  millilitre: of('volume', 1e-3, 'millilit(?:re|er)s?|毫升', 'm[lL]'),
  centilitre: of('volume', 1e-2, 'centilit(?:re|er)s?|厘升', 'cl'),
  litre: of('volume', 1, 'lit(?:re|er)s?|公升|升(?!级|至|到|职)', '[lL]'),
  gallon: {
    words: 'gallons?|加仑',
    measures: [
      { kind: 'volume', size: 3.785411784 },
      { kind: 'volume', size: 4.54609 },
    ],
  },

  nanometre: of('length', 1, 'nanomet(?:re|er)s?|纳米', 'nm'),
  micrometre: of('length', 1e3, 'micromet(?:re|er)s?|microns?|微米', 'μm'),
  millimetre: of('length', 1e6, 'millimet(?:re|er)s?|毫米', 'mm'),
  centimetre: of('length', 1e7, 'centimet(?:re|er)s?|厘米|公分', 'cm'),
  kilometre: of('length', 1e12, 'kilomet(?:re|er)s?|公里|千米', 'km'),
  nauticalMile: of('length', 1.852e12, 'nautical miles?|海里'),
  mile: of('length', 1_609_344_000_000, 'miles?|英里'),
  yard: of('length', 914_400_000, 'yards?|码', 'yd'),
  foot: of('length', 304_800_000, 'feet|foot|英尺', 'ft'),
  inch: of('length', 25_400_000, 'inch(?:es)?|英寸'),
  metre: of('length', 1e9, 'met(?:re|er)s?|公尺|米', '(?<=\\s)m'),
  /** Without a space it may be short for million. */
  attachedM: {
    signs: 'm',
    measures: [
      { kind: 'length', size: 1e9 },
      { kind: undefined, size: 1e6 },
    ],
  },

  milligram: of('mass', 1e3, 'milligram(?:me)?s?|毫克', 'mg'),
  kilogram: of('mass', 1e9, 'kilogram(?:me)?s?|kilos?|公斤|千克', 'kg'),
  catty: of('mass', 5e8, '斤'),
  carat: of('mass', 2e5, 'carats?|克拉', 'ct'),
  gram: of('mass', 1e6, 'gram(?:me)?s?|克', 'g'),
  tonne: of('mass', 1e12, 'tonnes?|metric tons?|公吨|吨', '(?<=\\s)t'),
  ton: {
    words: 'tons?',
    measures: [1e12, 907_184_740_000, 1_016_046_908_800].map((size) => ({ kind: 'mass', size })),
  },
  poundMass: of('mass', 453_592_370, 'lbs?|磅'),
  ounce: of('mass', 28_349_523.125, 'ounces?|盎司', 'oz'),

  celsius: of('temperature', 9, 'degrees? (?:celsius|centigrade|c)|°C|摄氏度'),
  fahrenheit: {
    words: 'degrees? (?:fahrenheit|f)|°F|华氏度',
    measures: [{ kind: 'temperature', size: 5, offset: -160 }],
  },
  degree: {
    words: 'degrees?|°',
    measures: [
      { kind: 'angle', size: 1 },
      { kind: 'temperature', size: 9 },
      { kind: 'temperature', size: 5, offset: -160 },
    ],
  },
  kilowattHour: of('energy', 1e3, 'kilowatt[ -]hours?|千瓦时|千瓦小时', 'kWh'),
  megawattHour: of('energy', 1e6, 'megawatt[ -]hours?|兆瓦时', 'MWh'),
  wattHour: of('energy', 1, 'watt[ -]hours?|瓦时', 'Wh'),
  kilowatt: of('power', 1e3, 'kilowatts?|千瓦', 'kW'),
  megawatt: of('power', 1e6, 'megawatts?|兆瓦', 'MW'),
  gigawatt: of('power', 1e9, 'gigawatts?|吉瓦', 'GW'),
  watt: of('power', 1, 'watts?|瓦', 'W'),
  millivolt: of('voltage', 1, 'millivolts?|毫伏', 'mV'),
  kilovolt: of('voltage', 1e6, 'kilovolts?|千伏', 'kV'),
  volt: of('voltage', 1e3, 'volts?|伏特?', 'V'),
  milliampere: of('current', 1, 'milliamp(?:ere)?s?|毫安', 'mA'),
  ampere: of('current', 1e3, 'amp(?:ere)?s?|安培'),
  kilohertz: of('frequency', 1e3, 'kilohertz|千赫兹?', 'kHz'),
  megahertz: of('frequency', 1e6, 'megahertz|兆赫兹?', 'MHz'),
  gigahertz: of('frequency', 1e9, 'gigahertz|吉赫兹?', 'GHz'),
  hertz: of('frequency', 1, 'hertz|赫兹?', 'Hz'),
  kilopascal: of('pressure', 1e3, 'kilopascals?|千帕', 'kPa'),
  megapascal: of('pressure', 1e6, 'megapascals?|兆帕', 'MPa'),
  pascal: of('pressure', 1, 'pascals?|帕', 'Pa'),
  millibar: of('pressure', 100, 'millibars?|hPa|毫巴', 'mbar'),
  bar: of('pressure', 1e5, 'bars?|巴(?!士)'),
  kilobyte: { words: 'kilobytes?|千字节', signs: '[kK]B', measures: inBytes(1) },
  megabyte: { words: 'megabytes?|兆字节', signs: 'MB', measures: inBytes(2) },
  gigabyte: { words: 'gigabytes?|吉字节', signs: 'GB', measures: inBytes(3) },
  terabyte: { words: 'terabytes?|太字节', signs: 'TB', measures: inBytes(4) },
  byte: { words: 'bytes?|字节', measures: inBytes(0) },
  megabitPerSecond: of('bit rate', 1, undefined, 'Mbps|Mbit\\/s|Mb\\/s'),
  gigabitPerSecond: of('bit rate', 1e3, undefined, 'Gbps|Gbit\\/s|Gb\\/s'),

  millisecond: of('time', 1, 'milliseconds?|毫秒', 'ms'),
  minute: of('time', 60_000, 'minutes?|mins?|分钟'),
  hour: of('time', 3_600_000, 'hours?|hrs?|个?小时|个?钟头', 'h'),
  day: of(
    'time',
    86_400_000,
    '(?:working |calendar |business |full |more |extra )?days?|nights?|个?(?:工作日|自然日)|天|日',
  ),
  week: of('time', 604_800_000, 'weeks?|个?(?:星期|周)'),
  /** After a space: "the 1990s" are no seconds. */
  second: of('time', 1000, 'seconds?|secs?|秒钟?', '(?<=\\s)s'),
  month: of('months', 1, '(?:calendar )?months?|个月'),
  century: of('months', 1200, 'centur(?:y|ies)|个?世纪'),
  decade: of('months', 120, 'decades?'),
  year: of('months', 12, 'years?|周?年|周?岁'),
} as const satisfies Readonly<Record<string, UnitEntry>>

export type Unit = keyof typeof unitTable

const units: Readonly<Record<Unit, UnitEntry>> = unitTable
const unitNames = Object.keys(unitTable) as readonly Unit[]

/** How an amount in a unit, or in none, can be read. */
export function measuresOf(unit: Unit | undefined): readonly Measure[] {
  return unit === undefined ? [{ kind: undefined, size: 1 }] : units[unit].measures
}

const namedPattern = (of: 'words' | 'signs') =>
  unitNames.flatMap((name) => (units[name][of] === undefined ? [] : [`(?<${name}>${units[name][of]})`])).join('|')
const ended = String.raw`(?!\p{Script=Latin})`
const wordsBehind = new RegExp(String.raw`^[\s-]?(?:${namedPattern('words')})${ended}`, 'iu')
const signsBehind = new RegExp(String.raw`^[\s-]?(?:${namedPattern('signs')})${ended}`, 'u')

/** The unit that a text begins with, as it stands behind a number. */
export function unitAtStartOf(text: string): Unit | undefined {
  const [words, signs] = [wordsBehind.exec(text), signsBehind.exec(text)]
  const longest = (words?.[0].length ?? 0) >= (signs?.[0].length ?? 0) ? words : signs
  return unitNames.find((name) => longest?.groups?.[name] !== undefined)
}

/** A pattern of all units, for use with the flags `i` and `u`; without groups of its own. */
export const anyUnit = `(?:${unitNames
  .flatMap((name) => [units[name].words, units[name].signs])
  .filter((pattern) => pattern !== undefined)
  .join('|')})${ended}`
