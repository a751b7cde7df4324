// The body of a request: of an allowed type, within its bound, and read to its end.
import type { IncomingMessage } from 'node:http';
import type { ErrorCode } from '../errors.ts';
import type { Body } from './route.ts';

/** Of a body that is too large so much is still taken, so that its sender gets to read the answer; then the line is cut. */
const drainedMost = 16;

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

/** Rejects when the sender goes away before the end. */
export function readBody(request: IncomingMessage, { bytes, oversized }: Body): Promise<Buffer | ErrorCode> {
  const parts: Buffer[] = [];
  let read = 0;
  return new Promise((done, failed) => {
    request.on('data', (part: Buffer) => {
      read += part.length;
      if (read <= bytes) parts.push(part);
      else parts.length = 0;
      if (read <= bytes * drainedMost) return;
      request.pause();
      done(oversized);
    });
    request.once('end', () => done(read > bytes ? oversized : Buffer.concat(parts)));
    request.once('error', failed);
    request.once('close', () => failed(Object.assign(new Error('the request ended early'), { status: 400 })));
  });
}
