// What a camera agent and the hub say on the agent's one outbound WebSocket: orders down; words, frames and pictures up.
import { Type } from 'typebox';
import { Compile } from 'typebox/compile';
import { CameraCode } from './ids.ts';

const closed = { additionalProperties: false } as const;
const Says = Type.String({ minLength: 1, maxLength: 200 });
/** The hub's number of a picture it asked for. */
const Asking = Type.Integer({ minimum: 1, maximum: 2 ** 32 - 1 });

/** Hub → agent, as text. `start` is answered by frames until `stop`; `picture` by one picture, or by why there is none. */
export const VideoOrder = Type.Union([
  Type.Object({ do: Type.Literal('start'), camera: CameraCode }, closed),
  Type.Object({ do: Type.Literal('stop'), camera: CameraCode }, closed),
  Type.Object({ do: Type.Literal('picture'), camera: CameraCode, ask: Asking }, closed),
]);
export type VideoOrder = Type.Static<typeof VideoOrder>;

/** `waiting`: the agent runs as many as it may at once; this one begins when another ends. */
export const SourceState = Type.Enum(['idle', 'starting', 'live', 'backoff', 'waiting']);
export type SourceState = Type.Static<typeof SourceState>;

/** Agent → hub, as text. `cameras` comes first: the ones it can show. */
export const VideoWord = Type.Union([
  Type.Object({ is: Type.Literal('cameras'), cameras: Type.Array(CameraCode, { maxItems: 256 }) }, closed),
  Type.Object({ is: Type.Literal('state'), camera: CameraCode, state: SourceState, says: Type.Optional(Says) }, closed),
  Type.Object({ is: Type.Literal('no-picture'), ask: Asking, says: Says }, closed),
]);
export type VideoWord = Type.Static<typeof VideoWord>;

/** Agent → hub, binary: MPEG-1 video in whole MPEG-TS packets, or a JPEG with the agent's own time of it. */
export type VideoFrame =
  | { readonly is: 'video'; readonly camera: string; readonly bytes: Buffer }
  | {
      readonly is: 'picture';
      readonly camera: string;
      readonly ask: number;
      /** Milliseconds since 1970 UTC by the agent's clock. */
      readonly at: number;
      readonly bytes: Buffer;
    };

export const pictureBytesMost = 2 * 1024 * 1024;
/** Of one message on the agent's line, bytes: the largest picture and its head. */
export const videoMessageMost = pictureBytesMost + 64;

// The head of a binary message: which it is, of which camera; of a picture also which asking and when, big-endian.
const kinds = { video: 1, picture: 2 } as const;
const codeBytes = 20;
const videoHead = 1 + codeBytes;
const pictureHead = videoHead + 4 + 8;

export function frameBytes(frame: VideoFrame): Buffer {
  const head = Buffer.alloc(frame.is === 'video' ? videoHead : pictureHead);
  head.writeUInt8(kinds[frame.is], 0);
  head.write(frame.camera, 1, codeBytes, 'latin1');
  if (frame.is === 'picture') {
    head.writeUInt32BE(frame.ask, videoHead);
    head.writeBigUInt64BE(BigInt(frame.at), videoHead + 4);
  }
  return Buffer.concat([head, frame.bytes]);
}

/** Undefined for what is no frame. The bytes are a view of the message. */
export function frameOf(message: Buffer): VideoFrame | undefined {
  const camera = message.toString('latin1', 1, videoHead);
  if (!/^\d{20}$/.test(camera)) return undefined;
  if (message[0] === kinds.video) return { is: 'video', camera, bytes: message.subarray(videoHead) };
  if (message[0] !== kinds.picture || message.length < pictureHead) return undefined;
  const ask = message.readUInt32BE(videoHead);
  const at = Number(message.readBigUInt64BE(videoHead + 4));
  // The last moment a date can name (ECMA-262, time range).
  if (at > 8.64e15) return undefined;
  return { is: 'picture', camera, ask, at, bytes: message.subarray(pictureHead) };
}

const orderCheck = Compile(VideoOrder);
const wordCheck = Compile(VideoWord);

/** Undefined for what is no order. */
export const orderOf = (text: string): VideoOrder | undefined => checked(text, orderCheck);
/** Undefined for what is no word of an agent. */
export const wordOf = (text: string): VideoWord | undefined => checked(text, wordCheck);

function checked<T>(text: string, check: { Check(value: unknown): value is T }): T | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return check.Check(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
