import type { SensitiveSpan } from '../../domain/privacy/sensitive-span.ts'
import type { SearchableText } from '../searchable-text.ts'
import { bitsPerCharacter, isStandIn } from './clues/credential-text.ts'
import type { Recogniser } from './recogniser.ts'
import { allMatches } from '../../domain/text/all-matches.ts'

/**
 * The shapes that vendors give their keys, as documented by them. Each begins with fixed characters at
 * the beginning of a word, so that a failed attempt costs little.
 */
const vendorShapes = [
  'sk-(?:proj-|svcacct-|admin-|ant-(?:api|admin|oat)\\d{2}-|or-v1-|lf-)?[A-Za-z0-9_-]{20,}', // OpenAI, Anthropic, DeepSeek, Qwen and kin
  'gh[pousr]_[A-Za-z0-9]{30,}', // GitHub
  'github_pat_[A-Za-z0-9_]{22,}',
  'gl(?:pat|rt|dt|ptt|cbt|soat|ft)-[A-Za-z0-9_.-]{20,}', // GitLab
  '(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}', // Amazon Web Services
  'LTAI[A-Za-z0-9]{12,26}', // Alibaba Cloud
  'AKID[A-Za-z0-9]{32}', // Tencent Cloud
  'AKLT[A-Za-z0-9_-]{20,}', // Volcano Engine
  'xox[abeoprs](?:\\.xox[bp])?-[A-Za-z0-9-]{10,}', // Slack
  'xapp-\\d-[A-Za-z0-9-]{10,}',
  'AIza[A-Za-z0-9_-]{35}', // Google
  'ya29\\.[A-Za-z0-9_-]{20,}',
  'GOCSPX-[A-Za-z0-9_-]{20,}',
  '[sr]k_(?:live|test)_[A-Za-z0-9]{16,}', // Stripe
  'whsec_[A-Za-z0-9+/=]{16,}',
  'npm_[A-Za-z0-9]{30,}',
  'pypi-AgE[A-Za-z0-9_-]{30,}',
  'hf_[A-Za-z0-9]{30,}', // Hugging Face
  'SG\\.[A-Za-z0-9_-]{16,}\\.[A-Za-z0-9_-]{16,}', // SendGrid
  'key-[0-9a-f]{32}', // Mailgun
  'SK[0-9a-f]{32}', // Twilio
  '\\d{8,10}:AA[A-Za-z0-9_-]{33}', // Telegram
  'do[opr]_v1_[0-9a-f]{64}', // DigitalOcean
  'shp(?:at|ca|pa|ss)_[0-9a-fA-F]{32}', // Shopify
  'sq0(?:atp|csp)-[A-Za-z0-9_-]{22,}', // Square
  'dapi[0-9a-f]{32}', // Databricks
  'ATATT3x[A-Za-z0-9_=-]{20,}', // Atlassian
  'lin_api_[A-Za-z0-9]{32,}', // Linear
  '(?:ntn|secret)_[A-Za-z0-9]{40,}', // Notion
  'gsk_[A-Za-z0-9]{40,}', // Groq
  'pplx-[A-Za-z0-9]{32,}', // Perplexity
  'r8_[A-Za-z0-9]{30,}', // Replicate
  'hvs\\.[A-Za-z0-9_-]{20,}', // HashiCorp Vault
  'xai-[A-Za-z0-9]{40,}', // xAI
  'dp\\.(?:pt|st|ct)\\.[A-Za-z0-9._-]{40,}', // Doppler
  'figd_[A-Za-z0-9_-]{36,}', // Figma
  'glsa_[A-Za-z0-9]{32}_[0-9a-f]{8}', // Grafana
  'glc_[A-Za-z0-9+/=]{32,}',
  'NRAK-[A-Z0-9]{27}', // New Relic
  'PMAK-[0-9a-f]{24}-[0-9a-f]{34}', // Postman
  'rubygems_[0-9a-f]{48}',
  'dckr_(?:pat|oat)_[A-Za-z0-9_-]{20,}', // Docker Hub
  'sbp_[0-9a-f]{40}', // Supabase
  'sntry[su]_[A-Za-z0-9+/=_-]{40,}', // Sentry
  'pat[A-Za-z0-9]{14}\\.[0-9a-f]{64}', // Airtable
  'vercel_blob_rw_[A-Za-z0-9_]{20,}', // Vercel
  'AGE-SECRET-KEY-1[02-9A-Z]{58}', // age
]
const vendorKey = new RegExp(`(?<![A-Za-z0-9_-])(?:${vendorShapes.join('|')})(?![A-Za-z0-9])`, 'g')

/** The secret part of a chat webhook's address. */
const webhook =
  /(?<=hooks\.slack\.com\/(?:services|workflows)\/|(?:qyapi\.weixin\.qq\.com\/cgi-bin\/webhook\/send\?key|oapi\.dingtalk\.com\/robot\/send\?access_token)=|open\.feishu\.cn\/open-apis\/bot\/v2\/hook\/)[A-Za-z0-9/_-]{16,}/g

const authorization = /(?<=\b(?:Bearer|Basic|ApiKey)\s{1,4})[A-Za-z0-9._~+/-]{16,}={0,2}/gi

const keyNames =
  'api[_ -]?key|apikey|access[_ -]?key(?:[_ -]?(?:id|secret))?|secret[_ -]?(?:access[_ -]?)?key|app[_ -]?secret|client[_ -]?secret|secret|auth[_ -]?token|access[_ -]?token|refresh[_ -]?token|token|private[_ -]?key|account[_ -]?key|signing[_ -]?key|encryption[_ -]?key'
const keyNamesZh = 'API ?密钥|密钥|秘钥|令牌|访问密钥|私钥'
const assigned = `["'\`*]{0,3}\\s{0,3}(?:[:=]{1,2}>?|=>|:=|是|为|\\bis\\b)\\s{0,3}["'\`*]{0,3}`
const value = '[^\\s"\'`<>(){}\\[\\],;，。；、（）【】《》“”‘’]'
const keyAssignment = new RegExp(`(?:(?:${keyNames})(?![a-z])|${keyNamesZh})${assigned}((?:(?!&)${value}){8,})`, 'gi')

/**
 * Keys that are typed or pasted: those of known vendors, tokens of authorization headers, the secret part of
 * webhooks, and values assigned to names such as `api_key` if they look random.
 */
export const apiKey: Recogniser = {
  kind: 'API_KEY',
  languages: ['en', 'zh'],
  examples: {
    matches: [
      `export OPENAI_API_KEY=«${['sk', 'proj', 'Zx81mNq7Lw20RtVb93KcYd56'].join('-')}»`,
      `用这个«${['ghp', 'a8Kd93LsQ0zXv72MnB41yTr65WqE8uJpHc20'].join('_')}»拉代码`,
      `token «${['github_pat', '11ABCDEFG0aBcDeFgHiJkL', 'mNoPqRsTuVwXyZ'].join('_')}»`,
      `id «${['AKIA', 'IOSFODNN7EXAMPLE'].join('')}» was leaked`,
      `«${['xoxb', '2481209412', 'aPq83LzN1'].join('-')}»`,
      `key «${['AIza', 'SyD4kT92xLq0wVb7NcR51mZpYeHs83JuGfA'].join('')}»`,
      `«${['glpat', 'x8Kd93LsQ0zXv72MnB41'].join('-')}»`,
      `«${['LTAI', '5tK8d93LsQ0zXv72MnB4'].join('')}»是我们的阿里云密钥`,
      'Authorization: Bearer «dGhpcy1pcy1hLXRva2VuLTEyMw==»',
      `hf token «${['hf', 'aKd93LsQzXvMnBtyTrWqEuJpHcRgDf'].join('_')}»`,
      `«${['sk', 'ant', 'api03', 'Zx81mNq7Lw20RtVb93KcYd56-ab'].join('-')}» (Anthropic)`,
      `npm «${['npm', 'a8Kd93LsQ0zXv72MnB41yTr65WqE8uJpHc20'].join('_')}»`,
      `腾讯云«${['AKID', 'z8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE'].join('')}»`,
      `stripe «${['sk', 'live', '4eC39HqLyjWDarjtT1zdp7dc'].join('_')}»`,
      'api_key = "«f83Kd02mLq91ZxVb»"',
      '"client_secret": "«Zx81-mNq7_Lw20.RtVb»",',
      'API密钥：«f83Kd02mLq91ZxVb»。',
      `https://hooks.slack.com/services/«${['T02AB3CD4', 'B05EF6GH7', 'aPq83LzN1wKs90VbXc'].join('/')}»`,
    ],
    passes: [
      'api_key = your_api_key_here',
      'api_key = os.environ["API_KEY"]',
      'token = request.headers.authorization',
      'The token is valid for 30 days.',
      'Bearer authentication is used here.',
      'task-force sk-learn and risk-assessment-methodology-overview',
      'commit 9fceb02d0ae598e95dc970b74767f19372d61af8',
    ],
  },
  find: findKeys,
  identityOf: (value) => value,
}

function findKeys({ folded }: SearchableText): readonly SensitiveSpan[] {
  const known = [...allMatches(folded, vendorKey), ...allMatches(folded, webhook)].filter(([text]) => /\d/.test(text))
  const sent = allMatches(folded, authorization).filter(([text]) => looksRandom(text))
  return [
    ...known.map((match) => spanOf(match.index, match[0], 0.97)),
    ...sent.map((match) => spanOf(match.index, match[0], 0.9)),
    ...assignments(folded),
  ]
}

function assignments(folded: string): readonly SensitiveSpan[] {
  const spans: SensitiveSpan[] = []
  for (const match of allMatches(folded, keyAssignment)) {
    const text = (match[1] ?? '').replace(/[.:?*]+$/, '')
    const start = match.index + match[0].length - (match[1] ?? '').length
    const next = folded.charAt(match.index + match[0].length)
    if (next === '(' || next === '[' || isStandIn(text) || !looksRandom(text)) continue
    spans.push(spanOf(start, text, 0.85))
  }
  return spans
}

function spanOf(start: number, text: string, confidence: number): SensitiveSpan {
  return { kind: 'API_KEY', start, end: start + text.length, confidence }
}

/** At least three bits of surprise a character, with letters and digits. */
function looksRandom(value: string): boolean {
  return /\d/.test(value) && /[A-Za-z]/.test(value) && bitsPerCharacter(value) >= 3
}
