// A WebSocket that is not there, for tests: what was sent by it, how much of it lies unsent, and how it ended.
import type { LineSocket } from '../../../hub/cctv/line-socket.ts';

export interface FakeSocket extends LineSocket {
  readonly sent: (string | Buffer)[];
  lies: number;
  ended: string | undefined;
}

export function aSocket(): FakeSocket {
  const socket: FakeSocket = {
    sent: [],
    lies: 0,
    ended: undefined,
    send: (data) => void socket.sent.push(data),
    unsent: () => socket.lies,
    close: (code, reason) => {
      socket.ended ??= `${code} ${reason}`;
    },
    cut: () => {
      socket.ended ??= 'cut';
    },
  };
  return socket;
}

/** A clock turned by hand. */
export function aClock() {
  let at = 1_000_000;
  const due: { at: number; act: () => void; gone: boolean }[] = [];
  return {
    now: () => at,
    steady: () => at,
    after(ms: number, act: () => void) {
      const one = { at: at + ms, act, gone: false };
      due.push(one);
      return () => {
        one.gone = true;
      };
    },
    turn(ms: number) {
      at += ms;
      for (const one of due.splice(0)) {
        if (one.gone) continue;
        if (one.at <= at) one.act();
        else due.push(one);
      }
    },
  };
}
