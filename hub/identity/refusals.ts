// What was refused, for the audit: each at once, and what comes again within a minute as one line with its count, so that no flood fills the disk.
import type { Clock } from '../clock.ts';
import { secretPrefix } from '../contracts/api-token.ts';
import { type ErrorCode, errors } from '../errors.ts';

export interface Refused {
  /** A person's name, a token's, `local` where nobody has to log in, else `unknown`. */
  readonly who: string;
  /** The route, as the table has it, or the door. */
  readonly what: string;
  readonly code: ErrorCode;
  /** What may help: never a secret, never long. */
  readonly detail?: string;
}

interface Line {
  readonly at: number;
  readonly who: string;
  readonly what: string;
  readonly outcome: string;
  readonly detail: string;
}

/** Of the same who, code and route, ms. */
export const foldedMs = 60_000;
const lookMs = 10_000;
/** Kinds known at a time; beyond it they are of `others`. */
const kindsMost = 200;
const textMost = 120;

/** What came too late, or found the hub busy, was asked in good order: it is no affair of the audit. */
const heeded = new Set([400, 401, 403, 404, 405, 413, 415, 421, 422, 429]);

interface Fold {
  readonly refused: Refused;
  since: number;
  more: number;
}

export class Refusals {
  readonly #keep: (lines: readonly Line[]) => void;
  readonly #clock: Pick<Clock, 'now' | 'every'>;
  readonly #folds = new Map<string, Fold>();
  readonly #stop: () => void;

  constructor(keep: (lines: readonly Line[]) => void, clock: Pick<Clock, 'now' | 'every'>) {
    this.#keep = keep;
    this.#clock = clock;
    this.#stop = clock.every(lookMs, () => this.#look(foldedMs));
  }

  note(refused: Refused): void {
    if (!heeded.has(errors[refused.code].status)) return;
    const key = `${refused.who}\n${refused.code}\n${refused.what}`;
    const fold = this.#folds.get(key);
    if (fold !== undefined) fold.more += 1;
    else if (this.#folds.size < kindsMost || refused.who === 'others') this.#begin(key, refused);
    else this.note({ who: 'others', what: 'anything', code: refused.code });
  }

  /** What is still counted is told now. */
  close(): void {
    this.#stop();
    this.#look(0);
  }

  #begin(key: string, refused: Refused): void {
    this.#folds.set(key, { refused, since: this.#clock.now(), more: 0 });
    this.#keep([this.#line(refused, plain(refused.detail ?? ''))]);
  }

  #look(ageMs: number): void {
    const now = this.#clock.now();
    const lines: Line[] = [];
    for (const [key, fold] of this.#folds) {
      if (now - fold.since < ageMs) continue;
      if (fold.more === 0) this.#folds.delete(key);
      else lines.push(this.#line(fold.refused, `${fold.more} more`));
      fold.since = now;
      fold.more = 0;
    }
    if (lines.length > 0) this.#keep(lines);
  }

  #line({ who, what, code: outcome }: Refused, detail: string): Line {
    return { at: this.#clock.now(), who: plain(who), what, outcome, detail };
  }
}

const secret = new RegExp(`${secretPrefix}[\\w-]+`, 'g');

/** Whatever somebody sent: on one line, short, and without a token that strayed into it. */
const plain = (text: string): string =>
  text.replace(secret, `${secretPrefix}…`).replace(/\p{C}/gu, '').slice(0, textMost);
