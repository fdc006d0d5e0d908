import createClient, { type Client } from 'openapi-fetch'
import type { paths } from './schema'
import { Trouble } from './trouble'

export type Api = Client<paths>

/** The service that this page came from. */
export function connect(fetch: typeof globalThis.fetch = globalThis.fetch): Api {
  return createClient<paths>({ baseUrl: location.origin, fetch, querySerializer: { array: { style: 'form', explode: false } } })
}

/** What an answer holds; a refusal, or no answer, is thrown as trouble. */
export async function dataOf<Data>(answer: Promise<{ data?: Data; error?: unknown; response: Response }>): Promise<Data> {
  const { data, error, response } = await answer.catch((error: unknown) => {
    throw Trouble.of(error)
  })
  if (data === undefined) throw Trouble.refused(response.status, error)
  return data
}
