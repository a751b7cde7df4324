// Does anything answer at the address of a device? A camera by RTSP OPTIONS, whatever else by an open port.
import { connect } from 'node:net';
import type { Row } from './columns.ts';
import { kindOf } from './entry.ts';
import { type Finding, finding } from './findings.ts';

const answerMs = 2000;
const atOnceMost = 16;
const answerBytesMost = 4096;

export interface Address {
  readonly host: string;
  readonly port: number;
  /** Of a camera: what it is asked for, without who may enter. */
  readonly rtsp?: string;
}

/** `rtsp://…`, or `host:port`; undefined where it is neither. */
export function addressOf(text: string): Address | undefined {
  const isRtsp = /^rtsp:\/\//i.test(text);
  if (!isRtsp && !/^(\[[0-9a-f:.]+\]|[\w.-]+):\d{1,5}$/i.test(text)) return undefined;
  // Of a scheme that it does not know URL keeps every port as it was written.
  const url = URL.parse(isRtsp ? text : `tcp://${text}`);
  const port = Number(url?.port || (isRtsp ? 554 : 0));
  if (url === null || url.hostname === '' || port === 0 || /[\s\p{C}]/u.test(text)) return undefined;
  const host = url.hostname.replace(/^\[|\]$/g, '');
  return isRtsp ? { host, port, rtsp: `rtsp://${url.hostname}:${port}${url.pathname}${url.search}` } : { host, port };
}

/** What is wrong with the addresses of rows, each address asked once, and sixteen at a time. @param isAsked false asks nobody */
export async function addressFaults(rows: readonly Row[], isAsked: boolean): Promise<Finding[]> {
  // Nothing of a lane answers but the devices at it.
  const told = rows.filter((row) => row.isWhole && row.text('address') !== '' && kindOf(row) !== 'lane');
  const unread = told.filter((row) => addressOf(row.text('address')) === undefined);
  const invalid = unread.map((row) => finding(row, 'address', 'address-invalid'));
  if (!isAsked) return invalid;
  const addresses = new Map(told.flatMap((row) => withAddress(row)));
  const answers = new Map<string, Reached>();
  const waiting = [...addresses];
  const next = async (): Promise<void> => {
    for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) answers.set(one[0], await reached(one[1]));
  };
  await Promise.all(Array.from({ length: atOnceMost }, next));
  const silent = told.flatMap((row) => {
    const answer = answers.get(row.text('address')) ?? 'reached';
    return answer === 'reached' ? [] : [finding(row, 'address', answer)];
  });
  return [...invalid, ...silent];
}

const withAddress = (row: Row): [string, Address][] => {
  const address = addressOf(row.text('address'));
  return address === undefined ? [] : [[row.text('address'), address]];
};

type Reached = 'reached' | 'address-unreachable' | 'address-mute';

/** Within two seconds, the name's look-up among them. */
export function reached({ host, port, rtsp }: Address, withinMs = answerMs): Promise<Reached> {
  return new Promise((answer) => {
    let heard = '';
    let outcome: Reached = 'address-unreachable';
    const socket = connect({ host, port });
    const end = (how: Reached): void => {
      clearTimeout(timer);
      socket.destroy();
      answer(how);
    };
    const timer = setTimeout(() => end(outcome), withinMs);
    socket.once('error', () => end(outcome));
    socket.once('end', () => end(outcome));
    socket.once('connect', () => {
      if (rtsp === undefined) return end('reached');
      outcome = 'address-mute';
      socket.write(`OPTIONS ${rtsp} RTSP/1.0\r\nCSeq: 1\r\nUser-Agent: efence-hub\r\n\r\n`);
    });
    socket.on('data', (chunk) => {
      if (rtsp === undefined) return;
      heard += chunk.toString('latin1');
      if (/^RTSP\/\d\.\d \d{3}/.test(heard)) end('reached');
      else if (heard.length > answerBytesMost) end(outcome);
    });
  });
}
