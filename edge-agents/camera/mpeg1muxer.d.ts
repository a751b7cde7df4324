// What node-rtsp-stream 0.0.9 brings without types of its own: its transcoder, and nothing of its server.
declare module 'node-rtsp-stream/mpeg1muxer.js' {
  import type { ChildProcessWithoutNullStreams } from 'node:child_process';
  import type { EventEmitter } from 'node:events';

  class Mpeg1Muxer extends EventEmitter {
    constructor(options: {
      readonly url: string;
      readonly ffmpegPath: string;
      readonly ffmpegOptions: Readonly<Record<string, string>>;
    });
    readonly stream: ChildProcessWithoutNullStreams;
  }
  // biome-ignore lint/style/noDefaultExport: it is CommonJS, and what it exports is the class
  export default Mpeg1Muxer;
}
