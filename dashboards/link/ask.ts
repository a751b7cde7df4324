// Asks the hub over HTTP: every question has a time limit, and trouble is an answer with a code, not an exception.
import type { Answer } from '../../hub/contracts/socket.ts';

const askWithinMs = 8_000;

export interface Asking {
  /** What is sent, as JSON, by POST; without it the question is a GET. */
  readonly body?: object;
  /** Sent instead of it, by POST. */
  readonly jpeg?: Blob;
  readonly headers?: Readonly<Record<string, string>>;
  readonly method?: 'DELETE';
  /** Nobody waits for the answer any more. */
  readonly gone?: AbortSignal;
  readonly withinMs?: number;
}

export async function ask<T>(
  path: string,
  { body, jpeg, headers: more, method, gone, withinMs = askWithinMs }: Asking = {},
): Promise<Answer<T>> {
  const limit = AbortSignal.timeout(withinMs);
  const signal = gone === undefined ? limit : AbortSignal.any([gone, limit]);
  const posted = jpeg ?? (body && JSON.stringify(body));
  const sent = posted === undefined ? { ...(method && { method }) } : { method: 'POST', body: posted };
  const type = jpeg === undefined ? body && 'application/json' : 'image/jpeg';
  const headers = { accept: 'application/json', ...(type && { 'content-type': type }), ...more };
  try {
    const response = await fetch(path, { ...sent, headers, signal });
    if (!response.ok) return { ok: false, code: await codeOf(response) };
    return { ok: true, value: (response.status === 204 ? undefined : await response.json()) as T };
  } catch (error) {
    return { ok: false, code: failureOf(error) };
  }
}

/** The code of the hub's problem document (RFC 9457); whatever else answered is known by its status alone. */
async function codeOf(response: Response): Promise<string> {
  const problem: unknown = await response.json().catch(() => undefined);
  const code = problem !== null && typeof problem === 'object' && 'code' in problem ? problem.code : undefined;
  return typeof code === 'string' ? code : `http-${response.status}`;
}

function failureOf(error: unknown): string {
  const name = error instanceof Error ? error.name : '';
  if (name === 'TimeoutError') return 'timeout';
  if (name === 'AbortError') return 'aborted';
  return name === 'SyntaxError' ? 'unreadable' : 'unreachable';
}
