// What an agent says of its cameras on MQTT: healthy, or faulty with words, at every change and each minute. Blind is loud.
import type { SourceState } from '../../hub/contracts/video.ts';
import type { Observed } from '../adapter.ts';
import { lastingMs } from './camera-source.ts';
import type { Camera } from './cameras-file.ts';

export const roundMs = 60_000;
/** A stream that was begun anew so often without one that lasted is a fault, though the camera answers the door. */
const failuresMost = 2;

export interface HealthParts {
  readonly knock: (address: string) => Promise<string | undefined>;
  readonly now: () => number;
  readonly emit: (observed: Observed) => void;
}

interface Known {
  /** Why it does not see; undefined when it does. */
  readonly fault: string | undefined;
}

export class Health {
  readonly #parts: HealthParts;
  readonly #told = new Map<string, Known>();
  readonly #failures = new Map<string, number>();
  /** Since when its stream is live, ms. */
  readonly #liveAt = new Map<string, number>();

  constructor(parts: HealthParts) {
    this.#parts = parts;
  }

  /** One round over all cameras: who shows a picture need not be asked. */
  async round(cameras: readonly Camera[], stateOf: (camera: string) => SourceState): Promise<void> {
    const asked = cameras.map(async ({ id, rtsp }) => {
      const state = stateOf(id);
      if (state === 'live') return this.#live(id, true);
      const fault = await this.#parts.knock(rtsp);
      // One that answers the door and brings no stream keeps the fault it has.
      if (fault === undefined && (this.#failures.get(id) ?? 0) >= failuresMost) return;
      this.#tell(id, fault, true);
    });
    await Promise.all(asked);
  }

  /** What a stream that somebody wants has come to. */
  stream(camera: string, state: SourceState, says = 'it sends no picture'): void {
    if (state === 'idle') this.#failures.delete(camera);
    if (state === 'live') {
      this.#liveAt.set(camera, this.#parts.now());
      this.#live(camera);
    }
    if (state !== 'backoff') return;
    const failures = (this.#lasts(camera) ? 0 : (this.#failures.get(camera) ?? 0)) + 1;
    this.#liveAt.delete(camera);
    this.#failures.set(camera, failures);
    if (failures >= failuresMost) this.#tell(camera, says);
  }

  /** It shows a picture; of one that failed again and again that is believed once it lasts. */
  #live(camera: string, again = false): void {
    if (this.#lasts(camera)) this.#failures.delete(camera);
    if ((this.#failures.get(camera) ?? 0) < failuresMost) this.#tell(camera, undefined, again);
  }

  #lasts(camera: string): boolean {
    return this.#parts.now() - (this.#liveAt.get(camera) ?? Infinity) >= lastingMs;
  }

  /** Changes are urgent, and always told; what is as it was is told in rounds. */
  #tell(camera: string, fault: string | undefined, again = false): void {
    const known = this.#told.get(camera);
    const changed = known === undefined || known.fault !== fault;
    if (!changed && !again) return;
    this.#told.set(camera, { fault });
    const data = fault === undefined ? { state: 'healthy' } : { state: 'faulty', says: fault };
    const head = { type: 'device.health', subject: `camera:${camera}`, time: this.#parts.now() };
    this.#parts.emit({ ...head, urgent: changed, data });
  }
}
