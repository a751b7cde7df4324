// One JPEG of a camera, taken now: a short run of ffmpeg beside whatever else looks at it.
import { spawn } from 'node:child_process';
import { pictureBytesMost } from '../../hub/contracts/video.ts';
import { end } from '../ending.ts';
import { scriptOf } from './rtsp.ts';
import { ffmpegPath } from './transcoder.ts';
import { heardMost, troubleOf } from './trouble.ts';

/** Less than the hub waits for it. */
const withinMs = 15_000;
const args = ['-i', 'pipe:0', '-an', '-frames:v', '1', '-vf', "scale=w='min(1920,iw)':h=-2"];
const out = ['-codec:v', 'mjpeg', '-q:v', '3', '-f', 'image2pipe', '-'];

/** The JPEG, or a sentence on why there is none; the process is gone by then, unless `gone` ended the waiting. */
export async function takePicture(address: string, gone: AbortSignal): Promise<Buffer | string> {
  const child = spawn(ffmpegPath, [...args, ...out], { stdio: ['pipe', 'pipe', 'pipe'] });
  const closed = new Promise<void>((done) => child.once('close', () => done()).once('error', () => done()));
  const parts: Buffer[] = [];
  let [bytes, heard, late] = [0, '', false];
  child.stdout.on('data', (part: Buffer) => {
    bytes += part.length;
    if (bytes <= pictureBytesMost) parts.push(part);
    else void end(child);
  });
  child.stderr.on('data', (part: Buffer) => {
    heard = (heard + part.toString('utf8')).slice(0, heardMost);
  });
  child.stdin.on('error', () => {});
  child.stdin.end(scriptOf(address));
  const timer = setTimeout(() => {
    late = true;
    void end(child);
  }, withinMs);
  const stop = (): void => void end(child);
  gone.addEventListener('abort', stop, { once: true });
  if (gone.aborted) stop();
  await closed;
  clearTimeout(timer);
  // Else the agent would hold every picture it ever took.
  gone.removeEventListener('abort', stop);
  if (late) return 'the camera did not answer in time';
  if (bytes > pictureBytesMost) return 'the picture is larger than 2 MiB';
  return bytes === 0 ? troubleOf(heard, 'the camera gave no picture') : Buffer.concat(parts);
}
