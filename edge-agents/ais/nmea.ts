// A line of NMEA 0183: checksum, tag block, the parts of a long AIVDM put together, the date and time of an RMC or ZDA.
import { Bits } from './bits.ts';

export type SentenceCode =
  | 'malformed'
  | 'checksum'
  | 'not-ours'
  | 'armour'
  | 'part-orphan'
  | 'part-waiting'
  | 'part-dropped';

export type Sentence =
  | { readonly kind: 'ais'; readonly bits: Bits; readonly tagTime: number | undefined }
  | { readonly kind: 'clock'; readonly time: number }
  | { readonly kind: 'refused'; readonly code: SentenceCode };

/** Long messages of which parts are missing; at the bound the oldest is dropped and counted. */
const waitingMax = 64;

/** A tag block before it (NMEA 4.10), or the fields a US Coast Guard station adds after its checksum. */
const shape = /^(?:\\([^\\]*)\\)?([!$])([A-Z]{2})([A-Z]{3}),([^*]*)\*([0-9A-Fa-f]{2})(,[^*]*)?\s*$/;

interface Waiting {
  readonly total: number;
  /** A tag block stands before the first part of a group only (NMEA 0183 4.10, grouping). */
  readonly tagTime: number | undefined;
  readonly parts: string[];
}

export class SentenceReader {
  /** Unfinished long messages that were given up, because the bound was reached or their id came anew. */
  dropped = 0;
  #waiting = new Map<string, Waiting>();

  read(line: string): Sentence {
    const m = shape.exec(line);
    if (m === null) return refused(line.startsWith('$') ? 'not-ours' : 'malformed');
    const [, tag, start = '', talker = '', formatter = '', fields = '', sum = '', added = ''] = m;
    if (checksum(`${talker}${formatter},${fields}`) !== Number.parseInt(sum, 16)) return refused('checksum');
    const tagTime = tag === undefined ? timeOfStation(added) : timeOfTag(tag);
    if (start === '!' && (formatter === 'VDM' || formatter === 'VDO'))
      return this.#assemble(fields.split(','), tagTime);
    const timeOf = clocks[formatter];
    if (timeOf === undefined) return refused('not-ours');
    const time = timeOf(fields.split(','));
    return time === undefined ? refused('malformed') : { kind: 'clock', time };
  }

  /** IEC 61162-1 VDM: total, number, sequence id, channel, payload, fill bits. */
  #assemble(fields: readonly string[], tagTime: number | undefined): Sentence {
    const [total = 0, number = 0] = fields.slice(0, 2).map(Number);
    const [, , id = '', channel = '', payload = '', pad = ''] = fields;
    const sound =
      Number.isInteger(total) && total >= 1 && total <= 9 && number >= 1 && number <= total && /^[0-5]$/.test(pad);
    if (!sound) return refused('malformed');
    if (total === 1) return unarmoured(payload, Number(pad), tagTime);
    const key = `${id}/${channel}`;
    const known = this.#waiting.get(key);
    if (number > 1 && (known === undefined || known.total !== total || known.parts.length !== number - 1)) {
      if (this.#waiting.delete(key)) this.dropped += 1;
      return refused('part-orphan');
    }
    if (number === 1 && known !== undefined) this.dropped += 1;
    const parts = number === 1 ? [payload] : [...(known?.parts ?? []), payload];
    const time = number === 1 ? tagTime : (known?.tagTime ?? tagTime);
    this.#waiting.delete(key);
    if (number === total) return unarmoured(parts.join(''), Number(pad), time);
    this.#waiting.set(key, { total, parts, tagTime: time });
    this.#bound();
    return refused('part-waiting');
  }

  #bound(): void {
    const [eldest] = this.#waiting.keys();
    if (this.#waiting.size <= waitingMax || eldest === undefined) return;
    this.#waiting.delete(eldest);
    this.dropped += 1;
  }
}

const refused = (code: SentenceCode): Sentence => ({ kind: 'refused', code });

function unarmoured(payload: string, pad: number, tagTime: number | undefined): Sentence {
  const bits = Bits.unarmour(payload, pad);
  return bits === undefined ? refused('armour') : { kind: 'ais', bits, tagTime };
}

/** XOR of everything between the start and the asterisk (NMEA 0183 §5.3). */
export function checksum(body: string): number {
  let sum = 0;
  for (let i = 0; i < body.length; i += 1) sum ^= body.charCodeAt(i);
  return sum;
}

/** `c:` of a tag block, seconds or milliseconds since 1970 (NMEA 4.10); a block whose own checksum is wrong tells nothing. */
function timeOfTag(tag: string): number | undefined {
  const [, body = '', sum = ''] = /^(.*)\*([0-9A-Fa-f]{2})$/.exec(tag) ?? [];
  if (sum !== '' && checksum(body) !== Number.parseInt(sum, 16)) return undefined;
  const m = /(?:^|,)c:(\d{9,13})(?:[,*]|$)/.exec(tag);
  if (m === null) return undefined;
  const value = Number(m[1]);
  return value < 1e11 ? value * 1000 : value;
}

/** The last of the fields a US Coast Guard station adds: seconds since 1970. */
function timeOfStation(added: string): number | undefined {
  const last = added.slice(added.lastIndexOf(',') + 1).trim();
  return /^\d{9,10}$/.test(last) ? Number(last) * 1000 : undefined;
}

/** RMC: hhmmss.ss, status, …, ddmmyy as the ninth field. A void fix (V) still tells the time when it has one. */
function timeOfRmc(fields: readonly string[]): number | undefined {
  const [, day = '', month = '', year = ''] = /^(\d{2})(\d{2})(\d{2})$/.exec(fields[8] ?? '') ?? [];
  return timeOf(fields[0], day, month, `20${year}`);
}

/** ZDA: hhmmss.ss, dd, mm, yyyy. */
const timeOfZda = ([clock, day = '', month = '', year = '']: readonly string[]): number | undefined =>
  timeOf(clock, day, month, year);

const clocks: Readonly<Record<string, (fields: readonly string[]) => number | undefined>> = {
  RMC: timeOfRmc,
  ZDA: timeOfZda,
};

function timeOf(clock: string | undefined, day: string, month: string, year: string): number | undefined {
  const m = /^(\d{2})(\d{2})(\d{2})(?:\.(\d+))?$/.exec(clock ?? '');
  if (m === null) return undefined;
  const [, hh, mm, ss, part = '0'] = m;
  const time = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hh), Number(mm), Number(ss));
  // A day or an hour that is not in the calendar would roll over into another; such a clock is not believed.
  const said = `${year}-${month}-${day}T${hh}:${mm}`;
  const real = !Number.isNaN(time) && new Date(time).toISOString().startsWith(said);
  return real ? time + Math.round(Number(`0.${part}`) * 1000) : undefined;
}
