const DAY_MS = 86_400_000

const clock = new Intl.DateTimeFormat(undefined, {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
})
const day = new Intl.DateTimeFormat(undefined, {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
})

/** A time of the server in the reader's zone: the clock within a day of now, else with its date. */
export function shortTime(time: string | number, now: number = Date.now()): string {
  const moment = new Date(time)
  return (Math.abs(now - moment.getTime()) > DAY_MS ? day : clock).format(moment)
}
