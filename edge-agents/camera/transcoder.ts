// One run of the transcoder: a camera's stream in, MPEG-1 in whole MPEG-TS packets out, until it ends for whatever reason.
import { resolve } from 'node:path';
import Mpeg1Muxer from 'node-rtsp-stream/mpeg1muxer.js';
import { end } from '../ending.ts';
import { scriptOf } from './rtsp.ts';
import { heardMost, troubleOf } from './trouble.ts';

export const ffmpegPath = resolve(import.meta.dirname, 'ffmpeg.sh');

/**
 * MPEG-1 knows a few frame rates only, so `-r` always. A key frame each second: whoever comes later waits no longer for a
 * picture. A bound on bits and width, or a tile would take more of the line than the camera itself.
 */
const ffmpegOptions = {
  ...{ '-an': '', '-r': '25', '-vf': "scale=w='min(640,iw)':h=-2" },
  ...{ '-b:v': '1500k', '-maxrate': '1500k', '-bufsize': '750k', '-bf': '0', '-g': '25' },
  ...{ '-muxdelay': '0.001', '-flush_packets': '1' },
};

export interface Running {
  /** Resolves when the process is gone. */
  stop(): Promise<void>;
}

export interface RunEvents {
  video(packets: Buffer): void;
  /** Once, whatever it ended by: a camera that closes makes ffmpeg end as if all were well. */
  ended(says: string): void;
}

/** node-rtsp-stream's transcoder without its server, which listens to everyone and never says that it has died. */
export function transcode(address: string, { video, ended }: RunEvents): Running {
  const { stream } = new Mpeg1Muxer({ url: 'pipe:0', ffmpegPath, ffmpegOptions }).removeAllListeners();
  const packets = new Packets();
  let heard = '';
  // Its own listeners print and repeat; what they would say may bear the address.
  stream.removeAllListeners('exit');
  for (const pipe of [stream.stdout, stream.stderr]) pipe.removeAllListeners('data');
  stream.stdout.on('data', (bytes: Buffer) => {
    const whole = packets.whole(bytes);
    if (whole.length > 0) video(whole);
  });
  stream.stderr.on('data', (bytes: Buffer) => {
    heard = (heard + bytes.toString('utf8')).slice(0, heardMost);
  });
  let over = false;
  const once = (otherwise: string): void => {
    if (over) return;
    over = true;
    ended(troubleOf(heard, otherwise));
  };
  stream.on('error', (error: NodeJS.ErrnoException) => {
    heard += String(error.code);
    once('ffmpeg could not be started');
  });
  stream.on('close', () => once('the camera ended the stream'));
  // One that ends before it has read its script leaves a broken pipe, and says why on its own.
  stream.stdin.on('error', () => {});
  stream.stdin.end(scriptOf(address));
  return { stop: () => end(stream) };
}

/** A pipe cuts where it likes; a dropped piece must not cut a packet in two. */
export class Packets {
  #rest: Buffer = Buffer.alloc(0);

  /** All packets that are complete by now (ISO/IEC 13818-1: 188 bytes each). */
  whole(bytes: Buffer): Buffer {
    const all = this.#rest.length === 0 ? bytes : Buffer.concat([this.#rest, bytes]);
    const length = all.length - (all.length % 188);
    this.#rest = Buffer.from(all.subarray(length));
    return all.subarray(0, length);
  }
}
