import type { ChatBehaviour, Reply } from './behaviours.ts'
import type { Exchange } from './exchange.ts'
import { VendorError } from './vendor-error.ts'
import { VENDOR_FAILURES } from './vendor-failures.ts'

/** Does what the script says; `answer` gives the endpoint's own answer, for chat with the scripted reply. */
export async function perform(
  behaviour: ChatBehaviour,
  exchange: Exchange,
  answer: (reply?: Reply) => Promise<void>,
): Promise<void> {
  switch (behaviour.kind) {
    case 'ordinary':
      return answer()
    case 'reply':
      return answer(behaviour)
    case 'fail':
      throw new VendorError(behaviour.status, VENDOR_FAILURES[behaviour.status], behaviour.error, behaviour.headers)
    case 'json':
      return exchange.send(behaviour.status, 'application/json', asText(behaviour.body))
    case 'html-page':
      return exchange.send(behaviour.status, 'text/html', htmlPage(behaviour.status))
    case 'stall-before-headers':
      return exchange.stall()
    case 'close-before-headers':
      return exchange.reset()
    case 'delayed':
      await exchange.wait(behaviour.milliseconds)
      return perform(behaviour.next, exchange, answer)
  }
}

function asText(body: unknown): string {
  return typeof body === 'string' ? body : JSON.stringify(body)
}

function htmlPage(status: number): string {
  const title = status === 502 ? '502 Bad Gateway' : `${status} Error`
  return `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n`
}
