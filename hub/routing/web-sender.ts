// Over HTTP: a webhook, signed, in Alertmanager's version 4; and another Alertmanager, over its API v2.
import { createHmac } from 'node:crypto';
import type { Delivery } from '../contracts/delivery.ts';
import type { Alertmanager, Webhook } from './receiver-file.ts';
import { type Outcome, outcomeOf } from './retry.ts';

const timeoutMs = 10_000;

/**
 * `t=<unix seconds>,v1=<hex HMAC-SHA256 of "t.body">`, one `v1` for each secret: so a receiver can tell who sent it and
 * when, and secrets can be changed without a gap.
 */
export function signatureOf(body: string, secrets: readonly string[], now: number): string {
  const t = Math.floor(now / 1000);
  const signs = secrets.map((secret) => `v1=${createHmac('sha256', secret).update(`${t}.${body}`).digest('hex')}`);
  return [`t=${t}`, ...signs].join(',');
}

export function sendWebhook({ url, secrets }: Webhook, { key, body }: Delivery, now: number): Promise<Outcome> {
  return signedPost({ url, secrets }, JSON.stringify(body), key, { now, withinMs: timeoutMs });
}

/** @param key the same for every try of the same */
export function signedPost(
  { url, secrets }: Pick<Webhook, 'url' | 'secrets'>,
  text: string,
  key: string,
  at: { now: number; withinMs: number },
): Promise<Outcome> {
  const signed: Record<string, string> =
    secrets.length > 0 ? { 'x-efence-signature': signatureOf(text, secrets, at.now) } : {};
  return post(url, text, { 'idempotency-key': key, ...signed }, at);
}

/** Told of an alert by its labels: the same again is no other. What goes on has no end, and is said again before it would be taken for over. */
export function pushAlerts({ url }: Alertmanager, { body }: Delivery, now: number): Promise<Outcome> {
  const alerts = body.alerts.map(({ status, labels, annotations, startsAt, endsAt, generatorURL }) => {
    const told = { labels, annotations: said(annotations), startsAt, generatorURL };
    return status === 'firing' ? told : { ...told, endsAt };
  });
  return post(`${url.replace(/\/+$/, '')}/api/v2/alerts`, JSON.stringify(alerts), {}, { now, withinMs: timeoutMs });
}

/** An empty annotation is none. */
const said = (all: Record<string, string>) => Object.fromEntries(Object.entries(all).filter(([, text]) => text !== ''));

/** Never throws for what the other side does; given up after `withinMs`. */
export async function post(
  address: string,
  body: string,
  headers: Record<string, string>,
  { now, withinMs }: { now: number; withinMs: number },
): Promise<Outcome> {
  const { href, credentials } = withoutCredentials(address);
  const basic: Record<string, string> = credentials === undefined ? {} : { authorization: `Basic ${credentials}` };
  try {
    const answer = await fetch(href, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'user-agent': 'efence-hub', ...basic, ...headers },
      body,
      // Whoever moves says so to a person, not to what carries a secret.
      redirect: 'manual',
      signal: AbortSignal.timeout(withinMs),
    });
    await answer.body?.cancel();
    return outcomeOf(answer.status, answer.headers.get('retry-after'), now);
  } catch (error) {
    const { name, cause } = error as Error & { cause?: { code?: string } };
    return {
      went: 'again',
      says: name === 'TimeoutError' ? `no answer within ${withinMs / 1000} s` : (cause?.code ?? 'no connection'),
    };
  }
}

/** fetch takes no user in an address. */
function withoutCredentials(address: string): { href: string; credentials: string | undefined } {
  const url = new URL(address);
  const { username, password } = url;
  [url.username, url.password] = ['', ''];
  const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { href: url.href, credentials: username === '' ? undefined : Buffer.from(pair).toString('base64') };
}
