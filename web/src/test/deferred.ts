/** A promise that a test keeps open; later releases of Node have it as `Promise.withResolvers`. */
export function deferred<Value>(): { promise: Promise<Value>; resolve: (value: Value) => void } {
  let resolve: (value: Value) => void = () => undefined
  const promise = new Promise<Value>((take) => (resolve = take))
  return { promise, resolve }
}
