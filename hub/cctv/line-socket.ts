// A WebSocket as the rest of the room knows it: what is sent, how much lies unsent, and how it ends.
export interface LineSocket {
  send(data: string | Buffer): void;
  /** Bytes it has not taken yet. */
  unsent(): number;
  /** Told with a code (RFC 6455 §7.4) and a word of it. */
  close(code: number, reason: string): void;
  /** At once, without a word. */
  cut(): void;
}
