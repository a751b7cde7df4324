// What a broker hands to the hub, and how the hub speaks back, whichever broker it is.
import type { Heard } from '../contracts/topics.ts';

export interface Intake {
  readonly hubId: string;
  /** Of this run of the hub, and of no other. */
  readonly life: string;
  /** `durable` is called once what was heard is on disk. */
  hear(heard: Heard, payload: Buffer, durable: () => void): void;
  /** Is this agent known at this site? Nobody else's word is kept for others to read. */
  belongs(site: string, agent: string): boolean;
  /** Undefined while there is room; else a promise of it: the hub holds as much undurable as it may. */
  room(): Promise<void> | undefined;
  /** Is this alert told as active? What a broker still retains of any other is to be taken back. */
  isOpen(alert: string): boolean;
  /** Something was published where nothing listens. */
  foreign(topic: string): void;
  linkError(): void;
  /** The link is there, perhaps to a broker that retains nothing any more; or it is not, and why in a sentence. */
  link(up: boolean, why?: string): void;
}

export interface Broker {
  /** QoS 1, kept for who comes later unless `retain` is false; an empty payload takes back what was kept. */
  publish(topic: string, payload: string, retain?: boolean): void;
  close(): Promise<void>;
}
