// What a simulated camera sees: water, a ship and a boat that sail by, and the wall clock where there is a font for it.
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';

const fps = 15;
const fonts = [
  '/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf',
  '/usr/share/fonts/TTF/DejaVuSans.ttf',
  '/usr/share/fonts/dejavu/DejaVuSans.ttf',
];

const box = (name: string, colour: string, size: string): string => `color=c=${colour}:s=${size}:r=${fps}[${name}]`;

/** A filter graph of ffmpeg's lavfi. `title` is of our own making, never a user's: it goes into the graph as it is. */
function graphOf(title: string): string {
  const font = fonts.find((path) => existsSync(path));
  const text = `drawtext=fontfile=${font}:fontcolor=white:fontsize=20:x=12:y=12:text='SIMULATED ${title} %{localtime} UTC+8'`;
  return [
    ...[box('water', '0x35576b', '640x360'), box('ship', '0xb8552f', '150x36'), box('boat', '0xf2f2f2', '30x12')],
    "[water][ship]overlay=x='mod(t*24,790)-150':y=150[far]",
    `[far][boat]overlay=x='640-mod(t*60,670)':y=270${font === undefined ? '' : `,${text}`}[out0]`,
  ].join(';');
}

/** Publishes by RTSP until it is ended, or whom it publishes to is gone. */
export function publishScene(title: string, url: string): ChildProcess {
  const source = ['-re', '-f', 'lavfi', '-i', graphOf(title)];
  const coded = ['-c:v', 'libx264', '-preset', 'ultrafast', '-tune', 'zerolatency', '-pix_fmt', 'yuv420p'];
  // A key frame each second, and what a decoder needs in the description as well: whoever comes late can begin.
  const stream = ['-g', String(fps), '-flags', '+global_header', '-f', 'rtsp', '-rtsp_transport', 'tcp', url];
  const quiet = ['-hide_banner', '-nostdin', '-loglevel', 'error', '-threads', '1'];
  // The port's own time, whatever the machine's (POSIX turns the sign around).
  return spawn('env', ['TZ=UTC-8', 'ffmpeg', ...quiet, ...source, ...coded, ...stream], { stdio: 'ignore' });
}
