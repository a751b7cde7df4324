// RTSP on the wire (RFC 2326): requests taken apart, and media frames interleaved between them (§10.12).

export interface RtspRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export type RtspPiece = { readonly request: RtspRequest } | { readonly frame: Buffer };

/** Of a head and its body; a camera's description is a few hundred bytes. */
const mostBytes = 64 * 1024;
const dollar = 0x24;

/** Bytes as they come; pieces as they are complete. */
export class RtspReader {
  #rest: Buffer = Buffer.alloc(0);

  /** @throws Error when what comes is no RTSP */
  *take(bytes: Buffer): Generator<RtspPiece> {
    this.#rest = Buffer.concat([this.#rest, bytes]);
    for (let piece = this.#next(); piece !== undefined; piece = this.#next()) yield piece;
    if (this.#rest.length > mostBytes + 65_540) throw new Error('too long');
  }

  #next(): RtspPiece | undefined {
    const rest = this.#rest;
    if (rest.length < 4) return undefined;
    if (rest[0] === dollar) {
      const length = 4 + rest.readUInt16BE(2);
      return rest.length < length ? undefined : { frame: this.#cut(length) };
    }
    const headEnd = rest.indexOf('\r\n\r\n');
    if (headEnd < 0) return undefined;
    const [first = '', ...lines] = rest.toString('utf8', 0, headEnd).split('\r\n');
    const headers = Object.fromEntries(
      lines.map((line) => {
        const colon = line.indexOf(':');
        return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
      }),
    );
    const length = headEnd + 4 + Math.min(Number(headers['content-length'] ?? 0), mostBytes);
    if (rest.length < length) return undefined;
    const body = this.#cut(length).toString('utf8', headEnd + 4);
    const [method = '', url = ''] = first.split(' ');
    return { request: { method, url, headers, body } };
  }

  #cut(length: number): Buffer {
    const piece = this.#rest.subarray(0, length);
    this.#rest = this.#rest.subarray(length);
    return piece;
  }
}

export function rtspAnswer(
  status: string,
  request: RtspRequest,
  headers: Readonly<Record<string, string>> = {},
  body = '',
): string {
  const all = {
    CSeq: request.headers['cseq'] ?? '0',
    ...headers,
    ...(body !== '' && { 'Content-Length': String(Buffer.byteLength(body)) }),
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return `RTSP/1.0 ${status}\r\n${lines.join('')}\r\n${body}`;
}
