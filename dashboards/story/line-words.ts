// One line of a story in words: what happened, and the facts that the words did not use. Pure.
import type { StoryEvent } from '../../hub/contracts/story.ts';
import { factName, type NameOf, ruleName } from '../alert-words.ts';
import { thing, things } from '../thing-words.ts';
import { moment } from '../times.ts';
import { phrase, phraseList } from '../words/phrases.ts';
import { fill, type Lang, say } from '../words.ts';
import { isFix, type Line } from './lines.ts';
import { crossing, told } from './told.ts';

/** What the words are made with: whose story it is, the reader's language, the port's names and its time zone. */
export interface Reader {
  readonly key: string;
  readonly lang: Lang;
  readonly nameOf: NameOf;
  readonly timeZone: string;
}

export interface Said {
  readonly says: string;
  /** Facts left over, each with its name: nothing that was told is dropped. */
  readonly rest: readonly (readonly [name: string, fact: string])[];
}

export function saidOf(line: Line, reader: Reader): Said {
  const facts = inWords(factsOf(line.last, reader.key), reader);
  const filled = { by: tellerOf(line.by, reader), ...facts, n: line.count };
  const template = told[kindOf(line)]?.[reader.lang].find((one) => fill(one, filled) !== undefined);
  const says = (template && fill(template, filled)) ?? line.kind;
  const used = (name: string) => template?.includes(`{${name}}`) === true || isSilent(line, name);
  const rest = Object.entries(facts).filter(([name]) => !used(name));
  return { says, rest: rest.map(([name, fact]) => [factName(reader.lang, name), fact]) };
}

/** Who told it: an agent, or the thing or device that said it of another. */
export const tellerOf = (by: string, { lang, nameOf }: Omit<Reader, 'key' | 'timeZone'>): string =>
  by.includes(':') ? nameOf(thing(lang, by)) : by;

/** An association is worded by what it did, a moment by what waited for it, one fix otherwise than many. */
function kindOf({ kind, count, last }: Line): string {
  if (isFix(kind) && count === 1) return 'fix';
  const { action = 'add', rule } = last.facts;
  const worded = kind === 'association' ? `association.${action}` : `${kind}.${rule}`;
  return [worded, kind].find((one) => Object.hasOwn(told, one)) ?? '';
}

/** Said by the words chosen, or of one fix among many. */
const isSilent = ({ kind, count }: Line, name: string): boolean =>
  (kind === 'association' && name === 'action') ||
  (kind === 'tick' && name === 'rule') ||
  (count > 1 && ['sogKn', 'speedKmh', 'cogDeg'].includes(name));

/** The event's facts, with what its subject and its crossings mean; whose story it is need not be said again. */
function factsOf({ facts }: StoryEvent, key: string): Record<string, string> {
  const { subject = '', crossings = '', ...rest } = facts;
  const scheme = subject.slice(0, Math.max(0, subject.indexOf(':')));
  const known = { lane: 'lane', camera: 'camera', device: 'device' }[scheme];
  const [entered, left] = ['enter', 'exit'].map((way) => crossed(crossings, way));
  const of = known === undefined ? { subject: subject === key || rest['parent'] === subject ? '' : subject } : {};
  const all = { ...of, ...(known && { [known]: subject }), entered, left, ...rest };
  return Object.fromEntries(Object.entries(all).filter((one): one is [string, string] => (one[1] ?? '') !== ''));
}

/** `enter yard exit gate`: the fences crossed one way. */
function crossed(told: string, way: string): string {
  const words = told.split(/\s+/);
  return words.filter((_, n) => n % 2 === 1 && words[n - 1] === way).join(' ');
}

const ofPlaces = [
  'lane',
  'antenna',
  'antennas',
  'camera',
  'device',
  'corridor',
  'destination',
  'inside',
  'gate',
  'fence',
];
const ofThings = ['parent', 'children', 'from', 'by', 'carrier', 'subject', 'on', 'silent'];
const ofTimes = ['fromTime', 'toTime', 'issuedAt', 'validFrom', 'validTo'];
const ofLists = ['plates', 'containers', 'seals', 'signs'];

function inWords(facts: Record<string, string>, { lang, nameOf, timeZone }: Reader): Record<string, string> {
  const named = (fact: string) =>
    fact
      .split(/[\s,;]+/)
      .map(nameOf)
      .join(say(lang, 'listComma'));
  const word = (name: string, fact: string): string => {
    if (name === 'entered' || name === 'left') return fill(crossing[name][lang], { fences: named(fact) }) ?? fact;
    if (ofPlaces.includes(name)) return named(fact);
    if (ofThings.includes(name)) return things(lang, fact);
    if (ofTimes.includes(name)) return instant(fact, timeZone);
    if (name === 'rule') return ruleName(lang, fact);
    if (name === 'decision') return phrase(lang, `decision.${fact}`);
    return ofLists.includes(name) ? phraseList(lang, fact) : phrase(lang, fact);
  };
  return Object.fromEntries(Object.entries(facts).map(([name, fact]) => [name, word(name, fact)]));
}

/** ISO or milliseconds, as facts tell moments; anything else as told. */
function instant(told: string, timeZone: string): string {
  const t = /^\d+$/.test(told) ? Number(told) : Date.parse(told);
  return Number.isFinite(t) ? moment(t, timeZone) : told;
}
