export interface CallLimits {
  /** Calls under way at the same time. */
  readonly callsAtOnce: number
  /** Items that a call takes up to; what one caller asks for stays together, however much it is. */
  readonly itemsPerCall: number
}

/** What somebody waits for. */
interface Order<Item, Result> {
  readonly items: readonly Item[]
  readonly resolve: (results: readonly Result[]) => void
  readonly reject: (error: unknown) => void
}

/**
 * Makes one call of what many ask for: while calls are under way, whatever comes waits, and then goes
 * out together. So nothing waits for company, and a slow call gathers more.
 * @param call gives a result for each item, in order; its failure is that of all who are in it
 */
export function gatherCalls<Item, Result>(
  call: (items: readonly Item[]) => Promise<readonly Result[]>,
  { callsAtOnce, itemsPerCall }: CallLimits,
): (items: readonly Item[]) => Promise<readonly Result[]> {
  const waiting: Order<Item, Result>[] = []
  let underWay = 0

  async function callWhileAnyWait(): Promise<void> {
    underWay += 1
    for (let orders = takeSome(); orders.length > 0; orders = takeSome()) await callFor(orders)
    underWay -= 1
  }

  function takeSome(): readonly Order<Item, Result>[] {
    let items = 0
    const most = waiting.findIndex((order) => (items += order.items.length) > itemsPerCall)
    return waiting.splice(0, most === -1 ? waiting.length : Math.max(1, most))
  }

  /** Never throws: what fails is told to those who asked. */
  async function callFor(orders: readonly Order<Item, Result>[]): Promise<void> {
    try {
      const results = await call(orders.flatMap(({ items }) => items))
      let from = 0
      for (const { items, resolve } of orders) resolve(results.slice(from, (from += items.length)))
    } catch (error) {
      for (const { reject } of orders) reject(error)
    }
  }

  return async (items) => {
    if (items.length === 0) return []
    return new Promise((resolve, reject) => {
      waiting.push({ items, resolve, reject })
      if (underWay < callsAtOnce) void callWhileAnyWait()
    })
  }
}
