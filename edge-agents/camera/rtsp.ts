// A camera's address: what it may look like, and how ffmpeg is told it without anybody else reading it.

/** Only RTSP, with a host; what is not a URL is none. */
export function isRtspUrl(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && url.protocol === 'rtsp:' && url.hostname !== '';
}

/** Where it is, without who may enter: host and port for a connection, path for a request line. */
export function doorOf(address: string): { readonly host: string; readonly port: number; readonly bare: string } {
  const url = new URL(address);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  return { host, port: Number(url.port || 554), bare: `rtsp://${url.host}${url.pathname}${url.search}` };
}

/** A camera that takes no more for so long is given up, microseconds. */
const timeoutUs = 5_000_000;
/** Enough of the stream to know it: more would be seconds of waiting for the first picture. */
const probeUs = 100_000;

/**
 * A script for ffmpeg's concat demuxer. URL leaves an apostrophe as it is, and here that would end the quoted address:
 * the rest of a crafted one would be directives.
 */
export function scriptOf(address: string): string {
  const file = new URL(address).href.replaceAll("'", '%27');
  const options = { rtsp_transport: 'tcp', timeout: timeoutUs, analyzeduration: probeUs, fpsprobesize: 0 };
  const lines = Object.entries(options).map(([name, value]) => `option ${name} ${value}\n`);
  return `ffconcat version 1.0\nfile '${file}'\n${lines.join('')}`;
}
