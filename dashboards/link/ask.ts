// One question to the hub over REST: a body, or a code in words; bounded in time, and never an exception.
import type { Answer } from '../../hub/contracts/socket.ts';

const withinMs = 5_000;

export async function ask<T>(path: string, body?: object): Promise<Answer<T>> {
  const headers = { accept: 'application/json', ...(body !== undefined && { 'content-type': 'application/json' }) };
  const sent = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
  try {
    const response = await fetch(path, { headers, ...sent, signal: AbortSignal.timeout(withinMs) });
    const answer = (await response.json()) as T & { code?: string };
    return response.ok ? { ok: true, value: answer } : { ok: false, code: answer.code ?? `http-${response.status}` };
  } catch {
    return { ok: false, code: 'unreachable' };
  }
}
