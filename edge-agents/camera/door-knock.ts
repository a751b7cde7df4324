// Whether a camera is there at all: asked for its options, which needs no password and costs it nothing (RFC 2326 §10.1).
import { connect } from 'node:net';
import { doorOf } from './rtsp.ts';

const withinMs = 5_000;

/** Undefined when it answers, in whatever way; else why it does not. */
export function knock(address: string): Promise<string | undefined> {
  const { host, port, bare } = doorOf(address);
  return new Promise((done) => {
    const socket = connect({ host, port });
    const settle = (says?: string): void => {
      socket.destroy();
      done(says);
    };
    socket.setTimeout(withinMs, () => settle('the camera did not answer in time'));
    socket.on('connect', () => socket.write(`OPTIONS ${bare} RTSP/1.0\r\nCSeq: 1\r\n\r\n`));
    socket.on('data', (bytes) =>
      settle(bytes.toString('latin1', 0, 5) === 'RTSP/' ? undefined : 'it is no RTSP camera'),
    );
    socket.on('error', ({ code }: NodeJS.ErrnoException) => settle(code === 'ECONNREFUSED' ? refused : away));
    socket.on('close', () => settle('the camera closed the door'));
  });
}

const refused = 'nothing listens at the camera’s address';
const away = 'there is no way to the camera';
