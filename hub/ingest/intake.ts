// What a broker hands to the hub, whichever broker it is.
import type { Heard } from '../contracts/topics.ts';

export interface Intake {
  readonly hubId: string;
  /** `durable` is called once what was heard is on disk. */
  hear(heard: Heard, payload: Buffer, durable: () => void): void;
  /** Something was published where nothing listens. */
  foreign(topic: string): void;
  linkError(): void;
}

/** How the hub speaks back; every message is retained, an empty one clears. */
export interface Broker {
  publish(topic: string, payload: string): void;
  close(): Promise<void>;
}
