import { Hub } from './hub'
import type { FromHub, ToHub } from './protocol'

/** A page's line to the hub of its browser. */
export type Connection = { send(message: ToHub): void; close(): void }
export type Connect = (receive: (message: FromHub) => void) => Connection

/** Connects to the hub in the shared worker; where there are none, to a hub of this page's own. */
export const connect: Connect = (receive) => {
  const port = openPort()
  let last: ToHub | null = null
  port.onmessage = ({ data }: MessageEvent<FromHub>) => receive(data)
  const send = (message: ToHub) => {
    if (message.kind === 'listen') last = message
    port.postMessage(message)
  }
  const leave = () => send({ kind: 'leave' })
  const comeBack = ({ persisted }: PageTransitionEvent) => {
    // The browser kept the page as it was; what came meanwhile it has to be told.
    if (persisted && last) send(last)
  }
  addEventListener('pagehide', leave)
  addEventListener('pageshow', comeBack)
  return {
    send,
    close() {
      removeEventListener('pagehide', leave)
      removeEventListener('pageshow', comeBack)
      leave()
      port.close()
    },
  }
}

function openPort(): MessagePort {
  if (typeof SharedWorker === 'function') {
    return new SharedWorker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'plugwalk' }).port
  }
  const { port1, port2 } = new MessageChannel()
  new Hub((url) => new EventSource(url)).connect(port2)
  return port1
}
