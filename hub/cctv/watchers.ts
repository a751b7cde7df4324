// Who watches one camera: frames to all of them, each at its own pace; told when the first comes and the last has gone.
import type { Clock } from '../clock.ts';
import type { LineSocket } from './line-socket.ts';

/** Bytes a viewer may leave unsent: beyond it frames are left out for it, and after some seconds of that it is cut off. */
const unsentMost = 1024 * 1024;
const slowMs = 10_000;
/** A camera goes on for so long after its last viewer: who closes one tile and opens it again waits for nothing. */
export const lingerMs = 5_000;
/** RFC 6455 §7.4.2 leaves 4000–4999 to applications. */
export const tooSlow = { code: 4408, reason: 'viewer-slow' } as const;

export class Watchers {
  /** Since when each is too slow, if it is. */
  readonly #slow = new Map<LineSocket, number | undefined>();
  readonly #clock: Pick<Clock, 'steady' | 'after'>;
  readonly #wanted: (is: boolean) => void;
  #stopLingering: (() => void) | undefined;
  #wants = false;

  /** @param wanted told with the first viewer (true), and some seconds after the last (false) */
  constructor(clock: Pick<Clock, 'steady' | 'after'>, wanted: (is: boolean) => void) {
    this.#clock = clock;
    this.#wanted = wanted;
  }

  get count(): number {
    return this.#slow.size;
  }

  /** Somebody watches, or did a moment ago. */
  get wants(): boolean {
    return this.#wants;
  }

  add(viewer: LineSocket): void {
    this.#slow.set(viewer, undefined);
    this.#stopLingering?.();
    this.#stopLingering = undefined;
    if (this.#wants) return;
    this.#wants = true;
    this.#wanted(true);
  }

  remove(viewer: LineSocket): void {
    if (!this.#slow.delete(viewer) || this.#slow.size > 0) return;
    this.#stopLingering = this.#clock.after(lingerMs, () => {
      this.#wants = false;
      this.#wanted(false);
    });
  }

  show(packets: Buffer): void {
    for (const [viewer, since] of this.#slow) {
      if (viewer.unsent() <= unsentMost) {
        if (since !== undefined) this.#slow.set(viewer, undefined);
        viewer.send(packets);
      } else if (since === undefined) this.#slow.set(viewer, this.#clock.steady());
      else if (this.#clock.steady() - since > slowMs) this.#cut(viewer);
    }
  }

  closeAll(): void {
    this.#stopLingering?.();
    for (const viewer of this.#slow.keys()) viewer.cut();
    this.#slow.clear();
  }

  /** A close frame would wait behind all that lies unsent; it is told once, and then the line goes. */
  #cut(viewer: LineSocket): void {
    viewer.close(tooSlow.code, tooSlow.reason);
    viewer.cut();
    this.remove(viewer);
  }
}
