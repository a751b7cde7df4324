// The body of a request: of an allowed type, within its bound, and read to its end.
import type { IncomingMessage } from 'node:http';
import { systemClock } from '../clock.ts';
import type { ErrorCode } from '../errors.ts';
import type { Body } from './route.ts';

/** Of a body that is too large so much is still taken, so that its sender gets to read the answer; then the line is cut. */
const drainedMost = 16;
/** ms: so long a line stays open after the answer, unread, for a sender that does not listen before it has to wait. */
const lingerMs = 1000;

/** What is to be known before a byte is read: nothing else than plain UTF-8 of a type the route takes. */
export function bodyFault({ headers }: IncomingMessage, { types }: Body): ErrorCode | undefined {
  const [type = '', ...parameters] = (headers['content-type'] ?? '')
    .split(';')
    .map((part) => part.trim().toLowerCase());
  const charset = parameters.find((parameter) => parameter.startsWith('charset='))?.slice('charset='.length);
  const isPlain = headers['content-encoding'] === undefined || headers['content-encoding'] === 'identity';
  const isUtf8 = charset === undefined || /^"?utf-?8"?$/.test(charset);
  return types.includes(type) && isPlain && isUtf8 ? undefined : 'media-type-unsupported';
}

/** What a body of JSON says; undefined where it is none, for JSON has no undefined, or where it names a field twice. */
export function parsed(body: Buffer): unknown {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(body);
    const value = JSON.parse(text) as unknown;
    return namesIn(text) === fieldsOf(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Of a field that is there twice readers differ on which counts (RFC 8259 §4): fewer fields than names were read then. */
function namesIn(text: string): number {
  let names = 0;
  for (const [, colon] of text.matchAll(/"[^"\\]*(?:\\.[^"\\]*)*"\s*(:)?/gs)) if (colon !== undefined) names += 1;
  return names;
}

function fieldsOf(value: unknown): number {
  let fields = 0;
  for (const left = [value]; left.length > 0; ) {
    const one = left.pop();
    if (typeof one !== 'object' || one === null) continue;
    if (!Array.isArray(one)) fields += Object.keys(one).length;
    for (const part of Object.values(one)) left.push(part);
  }
  return fields;
}

/** Rejects when the sender goes away before the end. @param keeps false: it is refused already, and only read to its end */
export function readBody(
  request: IncomingMessage,
  { bytes, oversized }: Body,
  keeps = true,
): Promise<Buffer | ErrorCode> {
  const parts: Buffer[] = [];
  let read = 0;
  return new Promise((done, failed) => {
    request.on('data', (part: Buffer) => {
      read += part.length;
      if (keeps && read <= bytes) parts.push(part);
      else parts.length = 0;
      if (read <= bytes * drainedMost) return;
      request.pause();
      done(oversized);
    });
    request.once('end', () => done(read > bytes ? oversized : Buffer.concat(parts)));
    const gone = (): void => failed(Object.assign(new Error('the request ended early'), { status: 400 }));
    request.once('error', gone);
    request.once('close', gone);
  });
}

/** Resolves when the sender has gone, or has had the time to read what was answered. Nothing more is taken from it. */
export function lingered(request: IncomingMessage): Promise<void> {
  return new Promise((done) => {
    const stop = systemClock.after(lingerMs, done);
    request.once('close', () => {
      stop();
      done();
    });
  });
}
