// What ffmpeg says of a camera, as a sentence of our own: its own words carry the address, and the address a password.

const words: readonly (readonly [sign: RegExp, says: string])[] = [
  [/ENOENT|ffmpeg: not found|failed to execute/, 'there is no ffmpeg on this machine'],
  [/\b401\b|\b403\b|Unauthorized|Forbidden/, 'the camera refused the credentials'],
  [/\b404\b|Not Found/, 'the camera knows no such stream'],
  [/Connection refused/, 'nothing listens at the camera’s address'],
  [/timed out|Timeout/i, 'the camera did not answer in time'],
  [/No route to host|unreachable/i, 'there is no way to the camera'],
  [/resolve|Name or service not known/i, 'the camera’s name is not known'],
  [/Invalid data|could not find codec|Decoder .* not found/i, 'what the camera sends cannot be read'],
];

/** How much of it is looked at, characters. */
export const heardMost = 4096;

export const troubleOf = (stderr: string, otherwise: string): string =>
  words.find(([sign]) => sign.test(stderr))?.[1] ?? otherwise;
