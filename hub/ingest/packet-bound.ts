// Reads along with an MQTT connection and says when a packet is longer than anything we would take.

/** A batch may have 256 KiB; beyond four times that nobody means well, and the parser would hold it all in memory. */
export const packetMax = 1024 * 1024;

export class PacketBound {
  /** Bytes of the packet under way that are still to come. */
  #rest = 0;
  /** Of the fixed header under way (MQTT 3.1.1 §2.2): its bytes so far, and the length they say. */
  #header = 0;
  #length = 0;

  /** False once a packet declares more than the bound; its bytes need not be waited for. */
  admits(chunk: Uint8Array): boolean {
    let at = 0;
    while (at < chunk.length) {
      if (this.#rest > 0) {
        const skipped = Math.min(this.#rest, chunk.length - at);
        this.#rest -= skipped;
        at += skipped;
      } else {
        this.#headerByte(chunk[at] ?? 0);
        at += 1;
        if (this.#rest > packetMax || this.#header > 5) return false;
      }
    }
    return true;
  }

  /** One type byte, then one to four of seven bits each, the lowest first. */
  #headerByte(byte: number): void {
    this.#header += 1;
    if (this.#header === 1) return;
    this.#length += (byte & 127) * 128 ** (this.#header - 2);
    if (byte >= 128) return;
    this.#rest = this.#length;
    this.#header = 0;
    this.#length = 0;
  }
}
