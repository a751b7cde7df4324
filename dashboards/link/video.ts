// A camera's picture from the hub: a WebSocket of its own, so that no alert waits behind it; opened anew while somebody looks.
import { livePath } from '../../hub/contracts/video-paths.ts';

const againMs = 2_000;

export interface VideoEvents {
  readonly packets: (packets: ArrayBuffer) => void;
  readonly open: (is: boolean) => void;
}

/** @returns what ends it */
export function openVideo(camera: string, { packets, open }: VideoEvents): () => void {
  let socket: WebSocket | undefined;
  let again: ReturnType<typeof setTimeout> | undefined;
  let over = false;
  const connect = (): void => {
    const url = new URL(livePath(camera), location.href.replace(/^http/, 'ws'));
    socket = new WebSocket(url);
    socket.binaryType = 'arraybuffer';
    socket.onopen = () => open(true);
    socket.onmessage = ({ data }) => packets(data as ArrayBuffer);
    socket.onclose = () => {
      if (over) return;
      open(false);
      again = setTimeout(connect, againMs);
    };
  };
  connect();
  return () => {
    over = true;
    clearTimeout(again);
    socket?.close();
  };
}
