// Draws MPEG-1 on a canvas. The decoder is fetched when somebody looks at a camera for the first time, and not before.
import type { Demuxer, Source } from '@cycjimmy/jsmpeg-player';

export interface Screen {
  show(packets: ArrayBuffer): void;
  close(): void;
}

/** What it has not decoded yet is bounded, bytes; beyond it the oldest goes. */
const bufferBytes = 512 * 1024;

/** `drawn` is told of every picture. */
export async function screenOn(canvas: HTMLCanvasElement, drawn: () => void): Promise<Screen> {
  const { default: JSMpeg } = await import('@cycjimmy/jsmpeg-player');
  let sink: Demuxer | undefined;
  class Line implements Source {
    established = false;
    completed = false;
    readonly progress = 0;
    readonly streaming = true;
    connect(demuxer: Demuxer): void {
      sink = demuxer;
    }
    start(): void {
      this.established = true;
    }
    resume(): void {}
    destroy(): void {
      sink = undefined;
    }
  }
  const player = new JSMpeg.Player('', {
    ...{ source: Line, canvas, audio: false, videoBufferSize: bufferBytes, onVideoDecode: drawn },
    // No WebGL on thin clients; and no WebAssembly, which the page's own policy does not let run.
    ...{ disableGl: true, disableWebAssembly: true, preserveDrawingBuffer: true, pauseWhenHidden: false },
  });
  return { show: (packets) => sink?.write(packets), close: () => player.destroy() };
}
