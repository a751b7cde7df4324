// A dashboard's socket, as far as alerts go: it syncs from where it stood, follows, and notices when a frame is missing.
import { io, type Socket } from 'socket.io-client';
import type { AlertFrame, ClientEvents, ServerEvents } from '../../hub/contracts/socket.ts';

export class Reader {
  readonly #socket: Socket<ServerEvents, ClientEvents>;
  /** Conditions by id, as it was told last. */
  readonly alerts = new Map<string, string>();
  seq = 0;
  gaps = 0;
  frames = 0;
  connections = 0;
  #epoch: string | undefined;
  #synced = false;

  constructor(url: string) {
    this.#socket = io(url, {
      transports: ['websocket'],
      reconnectionDelay: 50,
      reconnectionDelayMax: 200,
      timeout: 5000,
    });
    this.#socket.on('connect', () => this.#sync());
    this.#socket.on('disconnect', () => {
      this.#synced = false;
    });
    this.#socket.on('alerts', (frame) => this.#follow(frame));
  }

  end(): void {
    this.#socket.disconnect();
  }

  #sync(): void {
    this.connections += 1;
    const at = this.#epoch === undefined ? {} : { alerts: { epoch: this.#epoch, seq: this.seq } };
    const again = (): void => void setTimeout(() => this.#socket.connected && this.#sync(), 250);
    this.#socket.timeout(3000).emit('sync', at, (error, answer) => {
      if (error != null || !answer.ok) return again();
      const { whole, frame } = answer.value.alerts;
      if (whole) this.alerts.clear();
      this.#take(frame);
      this.#synced = true;
    });
  }

  #follow(frame: AlertFrame): void {
    if (!this.#synced) return;
    this.frames += 1;
    if (frame.from > this.seq + 1) this.gaps += 1;
    if (frame.to > this.seq) this.#take(frame);
  }

  #take({ epoch, to, alerts }: AlertFrame): void {
    this.#epoch = epoch;
    this.seq = to;
    for (const { id, condition } of alerts) this.alerts.set(id, condition);
  }
}
