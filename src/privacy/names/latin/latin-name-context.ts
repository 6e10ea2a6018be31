/** What the words around a name say. */
export type LatinContext =
  | 'honorific'
  | 'company'
  | 'introduction'
  | 'label'
  | 'role'
  | 'greeting'
  | 'place'
  | undefined
export type LatinSequel = 'work' | 'deed' | 'action' | 'verb' | 'vocative' | 'appeal' | 'thing' | undefined

const set = (words: string): ReadonlySet<string> => new Set(words.split(' '))
const phrases = (list: string): ReadonlySet<string> => new Set(list.split('|'))

const employers = phrases(
  'work for|works for|worked for|working for|employed by|customer of|work at|works at|worked at|originally from|moved from',
)
export const honorifics = set(
  'mr mrs ms miss mx dr prof professor doctor sir dame lord lady rev reverend herr frau monsieur madame mme señor señora sr sra don doña signor signora captain capt sergeant sgt lieutenant lt colonel col judge justice senator congressman congresswoman governor chancellor pope uncle aunt auntie detective inspector',
)
/** Before a name, with nothing but a space between them: relatives, professions, verbs with a person as object. */
const roles = set(
  "brother sister mother father mom mum dad son daughter husband wife spouse fiancé fiancée boyfriend girlfriend friend friends cousin nephew niece grandmother grandfather colleague colleagues coworker co-worker teammate boss roommate neighbor neighbour assistant secretary guardian maiden kid kids child baby stepson stepdaughter grandson granddaughter twin fiance fiancee partner landlord tutor coach says adds writes explains recalls replies asks said asked replied told emailed phoned texted invited thanked met married hired fired promoted appointed interviewed named called nicknamed songwriter singer actor actress author writer poet painter artist director producer player guitarist drummer bassist pianist composer journalist reporter columnist commenter editor analyst engineer developer designer founder co-founder cofounder ceo cto cfo coo chairman chairwoman manager lawyer attorney architect scientist researcher historian philosopher teacher student candidate spokesman spokeswoman spokesperson starring rapper star comedian novelist critic champion i'm i’m née nee aka employee customer client patient tenant officer nurse",
)
const twoWordIntroductions = phrases(
  "name is|name's|name was|names are|name to|name as|i am|am i|this is|it is|it's|it’s|speak to|speak with|speaking to|speaking with|spoke to|spoke with|talk to|talk with|talked to|talked with|talking to|talking with|meet with|met with|meeting with|ask for|asked for|known as|calls me|call me|called me|everyone calls|follow up|up with|written by|directed by|sung by|led by|created by|performed by|played by|produced by|founded by|owned by|signed by|approved by|reported by|prepared by|requested by|managed by|reviewed by|assigned to|reports to|married to|belongs to|addressed to|partner's name|partner’s name|shouted at|yelled at|smiled at|waved at|glanced at|it's under|it’s under|is under|booked under|registered under|last name|family name|first name|names him|named him|named her|me at|leave me|help from|have you|heard from|hear from|email from|call from|letter from|letter to|wrote to|said to|you know|remember me",
)
const labels = set(
  'billing founders members authors speakers name names attn attention attendee attendees participant participants present owner owners author authors cc bcc from to by manager employee customer client patient tenant assignee reporter reviewer approver lead contact contacts beneficiary cardholder holder payee recipient sender applicant candidate nominee guardian signed signature spouse partner supervisor buddy mentor host guest guests speaker speakers user',
)
const greetings = set(
  'dear hi hello hey hiya morning afternoon evening thanks you sorry welcome congratulations bye goodbye cheers regards sincerely love yours wishes xoxo',
)
/** Words that a name follows about as often as something else does. */
const company = set('by with under and but early late starring')
const verbs = set('is was has had can could would will spent isn wasn may should did does')
/** What somebody is asked who was called by name. */
const requests = set('can could please would will do did are what how why when where let i you we thanks thank have')
/** Of those, words that follow somebody's name rather than an adverb. */
const polite = set('can could please would will')
const places = set(
  'the a an in at near via visit using use install run open click see section chapter figure table version street of lake mount mt st san santa los las el la new north south east west upper lower my your our their this that these those',
)
const actions = set(
  "said says asked replied added wrote writes explained whispered shouted cried told thinks thought believes believed speaks speak spoke lives lived works worked joined left resigned retired emailed phoned reported claims claimed argues argued noted announced confirmed denied admitted married died himself herself jr sr phd md esq who whose songwriter just and's approved signed requested booked submitted earns earned wants wanted asks",
)
export const things = set(
  'inc incorporated ltd limited llc llp plc corp corporation co company gmbh ag sa sas srl spa bv nv ab oy group holding holdings partners associates brothers bros sons bank university college school institute academy hospital church cathedral museum library theatre theater hotel airport station stadium arena foundation society association agency department ministry council committee team street st. road rd avenue ave lane ln drive boulevard blvd court ct place square way crescent terrace gardens parkway highway bridge park lake river mount mountain valley island islands beach bay county city town village province state building tower house hall center centre plaza mall suite apt award prize act theorem law effect method algorithm syndrome disease festival cup trophy league championship strasse straße streets investments capital ventures systems solutions technologies labs media industries international insurance consulting orchestra band healthcare motors airlines pharmaceuticals energy',
)

/** What somebody wrote or sang goes by the name of its maker. */
const works = set(
  'novel novels film films painting paintings biography poem poems essay sonata symphony trilogy memoir',
)
/** `… listed his songs`, `… had given her the key`: a verb, and what belongs to whoever did it. */
const deed =
  /^ (?:(?:has|had) )?(?:\p{Ll}{2,}ed|began|wrote|gave|took|told|lost|left|kept|made|sold|sent|spent|brought) (?:his|her|writing|singing|acting|painting)(?!\p{L})/u
const origin = /^ (?:is|was|comes|came|hails) from \p{Lu}/u
/** `… had given Maria his number`. */
const receiver = /^ (?:his|her) \p{Ll}/u
const afterQuote =
  /[,.!?]["”’'] (?:says|said|adds|added|asks|asked|replies|replied|writes|wrote|explains|explained|recalls|recalled|notes|noted) $/

const wordAhead = /([\p{L}\d][\p{L}\d’'-]*)([^\p{L}\d]{0,6})$/u
const wordBehind = /^([^\p{L}\d\n]{0,3})([\p{L}][\p{L}’'-]*)/u
const reach = 32

export function contextBefore(text: string, start: number, end: number): LatinContext {
  const window = text.slice(Math.max(0, start - reach), start)
  const last = wordAhead.exec(window)
  if (last === null) return undefined
  const [whole, first = '', gap = ''] = last
  const nearest = first.toLowerCase()
  if (afterQuote.test(window)) return 'introduction'
  if (honorifics.has(nearest) && /^\.?[ ]$/.test(gap)) return 'honorific'
  if (labels.has(nearest) && /^(?:\(s\))?[ *_]*[:=|?][ *_|"'\n]*$/.test(gap)) return 'label'
  if (greetings.has(nearest) && /^(?:,? |,?\n{1,2})$/.test(gap)) return 'greeting'
  if (!/^,? ["'(]?$/.test(gap)) return undefined
  const second = wordAhead.exec(window.slice(0, window.length - whole.length))?.[1]?.toLowerCase()
  if (second !== undefined && twoWordIntroductions.has(`${second} ${nearest}`)) return 'introduction'
  if (second !== undefined && employers.has(`${second} ${nearest}`)) return 'place'
  if (gap.startsWith(',') && /[!?]/.test(text.charAt(end))) return 'greeting'
  if (roles.has(nearest)) return 'role'
  if (company.has(nearest)) return 'company'
  if (nearest === 'that' && verbs.has(sequelWord(text, end))) return undefined
  return gap === ' ' && places.has(nearest) ? 'place' : undefined
}

function sequelWord(text: string, end: number): string {
  return wordBehind.exec(text.slice(end, end + reach))?.[2] ?? ''
}

export function sequelBehind(text: string, end: number): LatinSequel {
  const behind = text.slice(end, end + reach)
  const next = wordBehind.exec(behind)
  if (next === null) return undefined
  const [, gap = '', following = ''] = next
  const nearest = following.toLowerCase()
  if (/^(?: |, |,|\. )$/.test(gap) && things.has(nearest)) return 'thing'
  if (/^[-/&+]| [&+/] ?$/.test(gap)) return 'thing'
  if (deed.test(behind) || origin.test(behind) || receiver.test(behind)) return 'deed'
  if (gap === ' ' && works.has(nearest)) return 'work'
  if (gap === ', ' && polite.has(nearest)) return 'appeal'
  if (gap === ', ' && requests.has(nearest)) return 'vocative'
  if (!/^,? $/.test(gap)) return undefined
  return actions.has(nearest) ? 'action' : verbs.has(nearest) ? 'verb' : undefined
}
