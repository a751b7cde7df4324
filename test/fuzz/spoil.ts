// Spoils what is sound, by a seed: bits, ends, pieces of others, numbers without end, nests, keys twice, broken UTF-8, other types.
import type { Chance } from '../sim/chance.ts';

type Spoil = (payload: Buffer, chance: Chance, others: readonly Buffer[]) => Buffer;

const strange: readonly unknown[] = [
  ...[null, true, '', 0, -1, 1.5, 1e308, -1e308, 2 ** 53, [], {}, [[]], '\u0000', '\ud800', 'ﷺ'.repeat(50)],
  ...['__proto__', 'constructor', '9999-12-31T23:59:59.999Z', 'container:', 'vehicle:\u202e', 'x'.repeat(5000)],
];

/** Some value of a JSON text is another one, or has another name, or is gone. */
const swapped: Spoil = (payload, chance) => {
  const value = read(payload);
  if (typeof value !== 'object' || value === null) return written(chance.pick(strange), payload);
  let at = value as Record<string, unknown>;
  for (;;) {
    const name = chance.pick(Object.keys(at));
    if (name === undefined) return written(value, payload);
    const next = at[name];
    if (typeof next === 'object' && next !== null && chance.odds(0.8)) {
      at = next as Record<string, unknown>;
      continue;
    }
    if (chance.odds(0.2)) delete at[name];
    else at[chance.odds(0.1) ? '__proto__x' : name] = chance.pick(strange);
    return written(value, payload);
  }
};

const flipped: Spoil = (payload, chance) => {
  const out = Buffer.from(payload);
  for (let i = chance.int(1, 8); i > 0 && out.length > 0; i -= 1) {
    const at = chance.int(0, out.length - 1);
    out[at] = (out[at] ?? 0) ^ (1 << chance.int(0, 7));
  }
  return out;
};

const cut: Spoil = (payload, chance) => payload.subarray(0, chance.int(0, payload.length));

const spliced: Spoil = (payload, chance, others) => {
  const other = chance.pick(others);
  return Buffer.concat([cut(payload, chance, others), other.subarray(chance.int(0, other.length))]);
};

const put = (payload: Buffer, chance: Chance, text: string | Buffer): Buffer => {
  const at = chance.int(0, payload.length);
  return Buffer.concat([payload.subarray(0, at), Buffer.from(text as string), payload.subarray(at)]);
};

/** Where a text has a number, one that no type holds. */
const huge: Spoil = (payload, chance) => {
  const number = chance.pick(['1e999', '-1e999', '9'.repeat(400), '0.1e-400', '-0', '1E+2', '01', '0x10']);
  return Buffer.from(payload.toString('latin1').replace(/\d+/, number), 'latin1');
};

const nested: Spoil = (payload, chance) => {
  const deep = chance.pick([10, 1000, 20_000]);
  const [open, close] = chance.pick([
    ['[', ']'],
    ['{"a":', '}'],
  ] as const);
  const nest = `${open.repeat(deep)}1${close.repeat(deep)}`;
  return Buffer.from(payload.toString('latin1').replace(/:(?=["\d{[])/, `:${nest},"b":`), 'latin1');
};

const doubled: Spoil = (payload, chance) => {
  const [key] = chance.pick([...payload.toString('latin1').matchAll(/"[a-zA-Z]+":/g)]) ?? ['"seq":'];
  return Buffer.from(payload.toString('latin1').replace(/\{/, `{${key}1,${key}null,`), 'latin1');
};

const notUtf8: Spoil = (payload, chance) =>
  put(
    payload,
    chance,
    chance.pick([[0xff, 0xfe], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xf8], [0]].map((b) => Buffer.from(b))),
  );

const spoils: readonly Spoil[] = [swapped, swapped, swapped, flipped, cut, spliced, huge, nested, doubled, notUtf8];

/** Once, or a few times over. */
export function spoil(payload: Buffer, chance: Chance, others: readonly Buffer[]): Buffer {
  let out = payload;
  for (let times = chance.pick([1, 1, 1, 2, 4]); times > 0; times -= 1) out = chance.pick(spoils)(out, chance, others);
  return out;
}

function read(payload: Buffer): unknown {
  try {
    return JSON.parse(payload.toString('utf8'));
  } catch {
    return undefined;
  }
}

/** One that is nested too deep for it is left as it was. */
function written(value: unknown, payload: Buffer): Buffer {
  try {
    return Buffer.from(JSON.stringify(value));
  } catch {
    return payload;
  }
}
