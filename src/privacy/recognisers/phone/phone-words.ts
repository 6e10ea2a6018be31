import { cues, latinWords } from '../clues/cues.ts'

const phoneWords =
  latinWords(
    'phones?|telephones?|tel|ph|mobiles?|mob|cell(?:phone)?s?|fax|desk|landline|hotline|helpline|switchboard|reception|whatsapp|wechat|viber|sms|pager|direct line|extension|contacts?|call(?:ed|ing)?|dial(?:l?ed|l?ing)?|text(?:ed)? (?:me )?(?:on|at)|reach(?:ed|able)?(?: (?:me|us|him|her|them))? (?:on|at|under|via)|answering (?:on|at)|(?:messages?|texts?) (?:to|from|on)',
  ) + '|[☎✆]|电话|手机|座机|固话|联系|热线|传真|致电|拨打|来电|打给|短信|总机|客服|微信'

const identifierWords =
  latinWords(
    'orders?|invoices?|tickets?|tracking|serial|isbn|issn|sku|contracts?|transactions?|batch|imei|article no|part (?:no|number)',
  ) + '|订单|工单|单号|发票|合同|序列号|流水|快递|运单|货号|批号|条码|信用代码'

const otherNumberWords = `${identifierWords}|${latinWords(
  'cases?|versions?|sections?|pages?|parts?|models?|refs?|reference|accounts?|acct|iban|cards?|ssn|social security|passport|licen[cs]e|tax|vat|amount|price|total|cost|zip|postcode|postal|dates?|born|dob|id|standard|iso|rfc|customer (?:no|number)|employee (?:no|number)|lot|po|bug|issue|pr|build|commit|since|until|from|between|year|in',
)}|编号|版本|型号|工号|学号|邮编|金额|价格|身份证|护照|卡号|账号|帐号|税号|日期|QQ|年`

export const phoneCues = cues({ for: phoneWords })
/** For numbers that are phone numbers only because a word says so. */
export const anyNumberCues = cues({ for: phoneWords, against: otherNumberWords })

/** A word right behind a number that says so: `office`. */
export const phoneWordAfter =
  /^[ ,/\\–(-]{0,3}(?:office|fax|mobile|cell|phone|tel|direct|desk|办公|手机|座机|传真|电话)(?![a-z])/i
const filler = '(?: ?(?:numbers?|no\\.?|nr\\.?|id|is|at|on|me|us|him|her|them|back|号码|编号|号|是|为|[:=#]))*\\s?$'
/** Such a word right ahead, with nothing but its filler between them. */
export const phoneLabel = new RegExp(`(?:${phoneWords})${filler}`, 'iu')
/** A word right ahead that says that it is the number of something else. */
export const identifierLabel = new RegExp(`(?:${identifierWords})${filler}|第$`, 'iu')
