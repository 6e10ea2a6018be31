/** What speaks for a name and against it; the sum must reach `enough`. */
export const latinWeights = {
  enough: 2.2,
  given: 3.5,
  listed: 2,
  built: 2.2,
  doubtful: 0.6,
  unknown: 0,
  ordinary: -3.5,
  thing: -4,
  /** Ordinary words that are surnames too: alone, and behind a given name. */
  wordAndName: -2.5,
  wordBehindGiven: 0,
  /** … and in front of a surname that is no ordinary word. */
  wordBeforeSurname: -1,
  /** Beside another name, with a comma or `and` between them. */
  inList: 1.6,
  /** A part of a name that stands in full elsewhere in the text; less where nothing else says that it is one. */
  repeated: 3,
  repeatedWord: 2.4,
  /** Whose words follow the colon at the start of a line, where others' do too. */
  speaker: 2.4,
  /** Alone on a line with a colon, and what is said in quotation marks. */
  quoted: 1.5,
  initial: 0.6,
  /** A Chinese surname and given name in pinyin. */
  pinyin: 3,
  /** Words after the first make a full name. */
  second: 0.9,
  third: 0.2,
  /** Particles between them, of languages whose places hardly have them. */
  particle: 1.2,
  honorific: 4,
  introduction: 3.2,
  label: 3.2,
  greeting: 3,
  role: 2,
  company: 0.7,
  place: -1.6,
  action: 2.5,
  work: 2.2,
  deed: 2.5,
  verb: 0.7,
  vocative: 2.4,
  appeal: 2.8,
  possessive: 0.9,
  upper: -2.2,
  /** Nothing but the name on its line. */
  line: 0.8,
  /** Beside Chinese: brands are more often left in Latin letters there than people are. */
  chinese: -0.5,
  chineseRole: 2.8,
  chineseFollower: 1.8,
  /** One word at the start of a sentence has its capital from there. */
  sentenceStart: -0.2,
}
