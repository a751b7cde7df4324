// The whole picture, packed once for all who see the same: whoever comes in a crowd takes the same bytes, and no copy of them.
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { createGzip } from 'node:zlib';
import type { Alert } from '../contracts/alert.ts';
import type { Person } from '../contracts/person.ts';
import { alertsFor, groupOf, seeing } from '../identity/wall.ts';
import type { LiveView } from './live-view.ts';

/** One stream, as of a sequence: gzip over JSON, its rows by the names they have in a frame. */
export interface Packed {
  readonly seq: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export interface Picture {
  readonly live: Packed;
  readonly alerts: Packed;
}

/** What pictures are made of. */
export interface Depicted {
  readonly view: LiveView;
  readonly alerts: { seq(): number; open(): readonly Alert[] };
}

/** Pictures kept, of the groups that asked last: about a megabyte each, with ten thousand alerts and as many ships. */
const keptMost = 8;
/** Rows put into words in one go; the compressor works beside the line, and asks for the next ones. */
const sliceRows = 200;
/** One that is further behind is not handed out any more: what has changed since goes to each apart, and not packed. */
const alertsBehindMost = 50;
const liveBehindMost = 500;
/** Of gzip: a higher one takes twice the time for a tenth of the bytes. */
const level = 3;

export class Pictures {
  readonly #of: Depicted;
  /** By group, who asked last at the end. */
  readonly #kept = new Map<string, Picture>();
  readonly #making = new Map<string, Promise<Picture>>();

  constructor(of: Depicted) {
    this.#of = of;
  }

  /** @returns `isNew`: begun after it was asked for, so that whoever asked was sent all that has changed since */
  async of(person: Person): Promise<{ readonly picture: Picture; readonly isNew: boolean }> {
    const group = groupOf(person);
    const kept = this.#kept.get(group) ?? (await this.#making.get(group));
    if (kept !== undefined && !this.#isBehind(kept)) return { picture: this.#keep(group, kept), isNew: false };
    return { picture: await (this.#making.get(group) ?? this.#make(group, person)), isNew: true };
  }

  #make(group: string, person: Person): Promise<Picture> {
    const making = pictureOf(this.#of, person).then((picture) => {
      this.#making.delete(group);
      return this.#keep(group, picture);
    });
    this.#making.set(group, making);
    return making;
  }

  #keep(group: string, picture: Picture): Picture {
    this.#kept.delete(group);
    this.#kept.set(group, picture);
    const [eldest] = this.#kept.keys();
    if (this.#kept.size > keptMost && eldest !== undefined) this.#kept.delete(eldest);
    return picture;
  }

  #isBehind({ live, alerts }: Picture): boolean {
    const { view, alerts: now } = this.#of;
    return view.seq - live.seq > liveBehindMost || now.seq() - alerts.seq > alertsBehindMost;
  }
}

/** Both streams as they stand now; rows never change, so that they may be put into words a little later. */
async function pictureOf({ view, alerts }: Depicted, person: Person): Promise<Picture> {
  const [liveSeq, alertSeq] = [view.seq, alerts.seq()];
  const { assets, agents, segments } = view.shown(view.changes(0), seeing(person));
  const [live, told] = [{ assets, agents, segments }, { alerts: alertsFor(person, alerts.open()) }];
  const [liveBytes, alertBytes] = await Promise.all([packed(live), packed(told)]);
  return { live: { seq: liveSeq, bytes: liveBytes }, alerts: { seq: alertSeq, bytes: alertBytes } };
}

/** The words are never there whole: as much at a time as the compressor takes. */
async function packed(lists: Readonly<Record<string, readonly object[]>>): Promise<Uint8Array<ArrayBuffer>> {
  const words = Readable.from(wordsOf(lists), { objectMode: true, highWaterMark: 1 });
  return (await buffer(words.pipe(createGzip({ level })))) as Uint8Array<ArrayBuffer>;
}

function* wordsOf(lists: Readonly<Record<string, readonly object[]>>): Generator<string> {
  let before = '{';
  for (const [name, rows] of Object.entries(lists)) {
    yield `${before}${JSON.stringify(name)}:[`;
    for (let at = 0; at < rows.length; at += sliceRows) {
      const words = rows.slice(at, at + sliceRows).map((row) => JSON.stringify(row));
      yield (at === 0 ? '' : ',') + words.join(',');
    }
    yield ']';
    before = ',';
  }
  yield '}';
}
