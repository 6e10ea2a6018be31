/** How long a reservation counts when its call is never settled, for instance after a crash. In ms. */
export const reservationLifetimeMs = 15 * 60 * 1000

/** The longest that an answer may ever be allowed to take, in ms: its reservations must hold until it is booked. */
export const longestAnswerMs = 12 * 60 * 1000

/** How long an answer may take unless somebody says otherwise, in ms. */
export const usualAnswerMs = 5 * 60 * 1000
