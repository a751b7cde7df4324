// What the page uses of jsmpeg 6.1, which brings no types of its own.
declare module '@cycjimmy/jsmpeg-player' {
  /** Takes MPEG-TS as it comes, cut anywhere. */
  export interface Demuxer {
    write(bytes: ArrayBuffer): void;
  }
  export interface Source {
    established: boolean;
    completed: boolean;
    readonly progress: number;
    readonly streaming: boolean;
    connect(demuxer: Demuxer): void;
    start(): void;
    resume(): void;
    destroy(): void;
  }
  class Player {
    constructor(
      url: string,
      options: {
        readonly source: new () => Source;
        readonly canvas: HTMLCanvasElement;
        readonly audio: false;
        readonly disableWebAssembly: boolean;
        readonly disableGl: boolean;
        readonly preserveDrawingBuffer: boolean;
        readonly pauseWhenHidden: boolean;
        readonly videoBufferSize: number;
        readonly onVideoDecode: () => void;
      },
    );
    destroy(): void;
  }
  const JSMpeg: { readonly Player: typeof Player };
  // biome-ignore lint/style/noDefaultExport: so it is published
  export default JSMpeg;
}
