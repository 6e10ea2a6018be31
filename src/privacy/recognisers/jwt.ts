import type { Recogniser } from './recogniser.ts'
import { allMatches } from '../../domain/text/all-matches.ts'

/** Header and payload are JSON objects in base64url, so that both begin with `{"`. */
const token = /(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*/g
/** Five parts: an encrypted token has no readable payload. */
const encrypted = /(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{8,}(?:\.[A-Za-z0-9_-]*){3}\.[A-Za-z0-9_-]{8,}/g

/** JSON Web Tokens, signed (RFC 7519) and encrypted (RFC 7516). */
export const jwt: Recogniser = {
  kind: 'JWT',
  languages: 'any',
  examples: {
    matches: [
      `«${['eyJhbGciOiJIUzI1NiJ9', 'eyJzdWIiOiIxMjM0NTY3ODkwIn0', 'dozjgNryP4J3jVmNHl0w5N'].join('.')}»`,
      `Authorization: Bearer «${['eyJhbGciOiJIUzI1NiJ9', 'eyJzdWIiOiIxMjM0NTY3ODkwIn0', 'dozjgNryP4J3jVmNHl0w5N'].join('.')}»`,
      `登录令牌是«${['eyJhbGciOiJFUzI1NiJ9', 'eyJuYW1lIjoiYW5uIn0', 'MEUCIQDx9sZyuTr7'].join('.')}»，请勿外传`,
      `«${['eyJhbGciOiJSU0EtT0FFUCJ9', 'OKOawDo13gRp2ojaHV7', '48V1_ALb6US04U3b', '5eym8TW_c8SuK0lt', 'XFBoMYUZodetZdvT'].join('.')}»`,
    ],
    passes: ['A token begins with eyJ and has three parts.', 'eyJhbGciOiJIUzI1NiJ9', 'keyJson.eyJ.value'],
  },
  find: ({ folded }) =>
    [...allMatches(folded, token), ...allMatches(folded, encrypted)].map(({ index, 0: text }) => ({
      kind: 'JWT',
      start: index,
      end: index + text.length,
      confidence: 0.98,
    })),
  identityOf: (value) => value,
}
