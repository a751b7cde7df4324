// One dashboard's socket: who it is, whether it takes what it is sent, and how it is cut off.
import type { Server, Socket } from 'socket.io';
import type { ClientEvents, ServerEvents } from '../contracts/socket.ts';
import type { Guest } from '../identity/door.ts';

type Nobody = Record<string, never>;
export type Gate = Server<ClientEvents, ServerEvents, Nobody, { guest: Guest }>;
export type Reader = Socket<ClientEvents, ServerEvents, Nobody, { guest: Guest }>;

/** Packets a socket may have unsent; past it the client is cut off, and resumes by sequence when it is back. */
const unsentMax = 256;

const unsent = ({ conn }: Reader): number => (conn as unknown as { writeBuffer: unknown[] }).writeBuffer.length;

/** Its machine takes nothing more for now: a second picture behind the first would only lie here. */
export const isBusy = ({ request }: Reader): boolean => request.socket.writableLength > 0;

/** What it was sent last still lies here, behind something that its machine has not taken. */
export const lags = (reader: Reader): boolean => isBusy(reader) && unsent(reader) > 0;

/** Only one that is busy: what is told in one go lies here until the next turn, however fast the reader is. */
export const isSlow = (reader: Reader): boolean => isBusy(reader) && unsent(reader) > unsentMax;

/** The connection itself goes too: closing politely would wait, with all that is unsent, for one who does not read. */
export function cutOff(reader: Reader): void {
  reader.disconnect(true);
  reader.request.socket.destroy();
}
