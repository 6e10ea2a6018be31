/** What became of a question that went to the weak model first. */
export interface CascadeOutcome {
  /** Log odds that it is hard, foretold. */
  readonly difficulty: number
  readonly weakIsRight: boolean
  /** What was done to the sentence that the weak model said. */
  readonly change: string
  /** Whether the check of support sent it to the strong model as well. */
  readonly wentUp: boolean
  readonly endsRight: boolean
}

/** How many questions the strong model is asked, and how many answers are right, as shares. */
interface Point {
  readonly strong: number
  readonly right: number
}

const shares = Array.from({ length: 11 }, (_, tenths) => tenths / 10)

/** The strong model is always right here; so what it is asked in vain is lost, and nothing else. */
export function reportCascade(outcomes: readonly CascadeOutcome[]): void {
  const checked = cascade(outcomes, 0)
  print('weak model alone', difficultyAlone(outcomes, 0))
  print('strong model alone', difficultyAlone(outcomes, 1))
  print('check of support', checked)
  print('difficulty, as many strong calls', difficultyAlone(outcomes, checked.strong))
  print('at random, as many strong calls', atRandom(outcomes, checked.strong))
  for (const first of [0.1, 0.2, 0.3]) print(`hardest ${first * 100} % up at once, check`, cascade(outcomes, first))
  printCaught(outcomes)
  const curve = (points: readonly Point[]) => points.map(({ right }) => (right * 100).toFixed(1)).join(', ')
  console.log('\nxychart-beta')
  console.log(`  x-axis "questions to the strong model, %" [${shares.map((share) => share * 100).join(', ')}]`)
  console.log(`  line [${curve(shares.map((share) => atRandom(outcomes, share)))}]`)
  console.log(`  line [${curve(shares.map((share) => difficultyAlone(outcomes, share)))}]`)
  console.log(`  line [${curve(shares.map((share) => cascadeAt(outcomes, share)))}]`)
}

function print(name: string, { strong, right }: Point): void {
  console.log(`${name.padEnd(38)} strong calls ${percent(strong)}, right ${percent(right)}`)
}

/** How often the check sends up what is wrong, and what is right, by what was done to it. */
function printCaught(outcomes: readonly CascadeOutcome[]): void {
  for (const right of [false, true]) {
    const of = outcomes.filter(({ weakIsRight }) => weakIsRight === right)
    console.log(
      `${right ? 'right' : 'wrong'} answers of the weak model sent up: ${percent(share(of, (one) => one.wentUp))}`,
    )
    for (const change of [...new Set(of.map((one) => one.change))].toSorted()) {
      const alike = of.filter((one) => one.change === change)
      console.log(`  ${change.padEnd(36)} ${percent(share(alike, (one) => one.wentUp))} of ${alike.length}`)
    }
  }
}

function difficultyAlone(outcomes: readonly CascadeOutcome[], strong: number): Point {
  const up = hardest(outcomes, strong)
  return { strong, right: share(outcomes, (one) => up.has(one) || one.weakIsRight) }
}

/** The hardest go up at once, and of the others those that the check finds fault with. */
function cascade(outcomes: readonly CascadeOutcome[], first: number): Point {
  const up = hardest(outcomes, first)
  return {
    strong: share(outcomes, (one) => up.has(one) || one.wentUp),
    right: share(outcomes, (one) => up.has(one) || one.endsRight),
  }
}

/** As many strong calls as that: below what the check takes, only some questions are checked. */
function cascadeAt(outcomes: readonly CascadeOutcome[], strong: number): Point {
  const checked = cascade(outcomes, 0)
  if (strong <= checked.strong) {
    const alone = difficultyAlone(outcomes, 0)
    return { strong, right: alone.right + (strong / checked.strong) * (checked.right - alone.right) }
  }
  const found = Array.from({ length: 101 }, (_, hundredths) => cascade(outcomes, hundredths / 100))
  return found.findLast((point) => point.strong <= strong + 1e-9) ?? checked
}

function atRandom(outcomes: readonly CascadeOutcome[], strong: number): Point {
  const weak = share(outcomes, (one) => one.weakIsRight)
  return { strong, right: weak + strong * (1 - weak) }
}

function hardest(outcomes: readonly CascadeOutcome[], first: number): ReadonlySet<CascadeOutcome> {
  const order = outcomes.toSorted((a, b) => b.difficulty - a.difficulty)
  return new Set(order.slice(0, Math.round(first * outcomes.length)))
}

function share(outcomes: readonly CascadeOutcome[], holds: (outcome: CascadeOutcome) => boolean): number {
  return outcomes.filter(holds).length / Math.max(1, outcomes.length)
}

function percent(value: number): string {
  return `${(value * 100).toFixed(1)} %`
}
