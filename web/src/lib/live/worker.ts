/// <reference lib="webworker" />
import { Hub } from './hub'

// A SharedWorker: one for all pages of a browser that show this service.
const hub = new Hub((url) => new EventSource(url))

const scope = self as unknown as SharedWorkerGlobalScope
scope.onconnect = ({ ports }) => {
  for (const port of ports) {
    hub.connect(port)
    // Where browsers say that a page ended without leaving, it is forgotten at once.
    port.addEventListener('close', () => hub.disconnect(port))
  }
}
