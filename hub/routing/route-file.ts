// The routing file: Alertmanager's `route` and `receivers`, read and checked, every fault by its line.
import { readFileSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { StartError } from '../errors.ts';
import type { Fault, Place } from '../files/place.ts';
import { readYamlFile } from '../files/yaml-file.ts';
import { readDuration } from './duration.ts';
import { type Pulse, readHeartbeats } from './heartbeat-file.ts';
import { type Matcher, olderMatcher, readMatchers } from './matcher.ts';
import { type Receiver, readReceiver, readSmtp } from './receiver-file.ts';
import type { Route, Timing } from './route-tree.ts';

export interface Routing {
  readonly route: Route;
  readonly receivers: ReadonlyMap<string, Receiver>;
  /** To whom the hub says again and again that it is there. */
  readonly heartbeats: readonly Pulse[];
}

/** Alertmanager's own presets. */
const preset: Timing = { groupBy: [], groupWaitMs: 30_000, groupIntervalMs: 300_000, repeatIntervalMs: 14_400_000 };
const routeFields = new Set([
  ...['receiver', 'group_by', 'continue', 'matchers', 'match', 'match_re'],
  ...['group_wait', 'group_interval', 'repeat_interval', 'routes'],
]);
const depthMost = 32;

/** @throws StartError with every fault of the file, one a line */
export function readRouting(path: string): Routing {
  const { there, root, faults } = readYamlFile(dirname(path), basename(path), {});
  if (!there) throw new StartError(`--routing ${path}: there is no such file`);
  const reading = new RoutingReader(resolve(dirname(path)));
  const read = root === undefined ? undefined : reading.read(root);
  const all = [...faults, ...reading.faults];
  if (all.length === 0 && read !== undefined) return read;
  const lines = all.map(({ file, line, says }) => `${file}:${line}: ${says}`);
  throw new StartError(`--routing ${path}: ${lines.length === 0 ? 'it says nothing' : lines.join('\n')}`);
}

/** Collects what is wrong while it reads, so that one fault does not hide the next. */
class RoutingReader {
  readonly faults: Fault[] = [];
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  read(root: Place): Routing {
    this.#known(root, new Set(['global', 'route', 'receivers', 'heartbeats']));
    const smtp = readSmtp(root.at('global'), this.#collecting());
    const receivers = new Map<string, Receiver>();
    for (const place of root.at('receivers').entries) {
      const receiver = readReceiver(place, smtp, this.#collecting());
      if (receiver === undefined) continue;
      if (receivers.has(receiver.name)) this.faults.push(place.at('name').fault(`${receiver.name} is there twice`));
      receivers.set(receiver.name, receiver);
    }
    const first = root.at('route');
    for (const field of ['matchers', 'match', 'match_re', 'continue'])
      if (first.at(field).value !== undefined)
        this.faults.push(first.at(field).fault(`the first route takes everything: no ${field} here`));
    if (first.at('receiver').text === undefined) this.faults.push(first.fault('the first route needs a receiver'));
    const heartbeats = readHeartbeats(root.at('heartbeats'), receivers, this.#collecting());
    const route = this.#route(first, { ...preset, key: '', receiver: '' }, new Set(receivers.keys()), 0);
    return { route, receivers, heartbeats };
  }

  #collecting() {
    const secret = (place: Place): string | undefined => this.#secret(place);
    return {
      fault: (fault: Fault) => void this.faults.push(fault),
      known: (place: Place, names: Set<string>) => this.#known(place, names),
      secret,
    };
  }

  #route(
    place: Place,
    above: Timing & { key: string; receiver: string },
    receivers: ReadonlySet<string>,
    depth: number,
  ): Route {
    this.#known(place, routeFields);
    const receiver = place.at('receiver').text ?? above.receiver;
    if (!receivers.has(receiver) && (receiver !== '' || depth > 0))
      this.faults.push(place.at('receiver').fault(`there is no receiver ${receiver}`));
    const [matchers, spelling] = this.#matchers(place);
    const key = depth === 0 ? '{}' : `${above.key}/{${spelling}}`;
    const timing: Timing = {
      groupBy: this.#groupBy(place, above),
      groupWaitMs: this.#duration(place.at('group_wait'), above.groupWaitMs, 0),
      groupIntervalMs: this.#duration(place.at('group_interval'), above.groupIntervalMs, 1),
      repeatIntervalMs: this.#duration(place.at('repeat_interval'), above.repeatIntervalMs, 1),
    };
    const goesOn = place.at('continue').value === true;
    if (depth >= depthMost) this.faults.push(place.fault(`routes lie more than ${depthMost} deep`));
    const children = depth >= depthMost ? [] : place.at('routes').entries;
    const own = { ...timing, key, receiver };
    return { ...own, matchers, goesOn, routes: children.map((child) => this.#route(child, own, receivers, depth + 1)) };
  }

  #matchers(place: Place): [Matcher[], string] {
    const spelt: string[] = [];
    const read = (from: Place, spelling: string, make: () => Matcher[]): Matcher[] => {
      spelt.push(spelling);
      try {
        return make();
      } catch (error) {
        this.faults.push(from.fault((error as Error).message));
        return [];
      }
    };
    const list = place.at('matchers');
    const entries = list.text === undefined ? list.entries : [list];
    const matchers = entries.flatMap((one) => {
      const text = one.text;
      return text === undefined
        ? this.#wrong(one, 'is a text such as severity="S1"')
        : read(one, text, () => readMatchers(text));
    });
    const older = (['match', 'match_re'] as const).flatMap((field) => {
      const isPattern = field === 'match_re';
      const pairs = Object.entries((place.at(field).value ?? {}) as Record<string, unknown>);
      return pairs.flatMap(([name, value]) =>
        read(place.at(field, name), `${name}${isPattern ? '=~' : '='}"${value}"`, () => [
          olderMatcher(name, String(value), isPattern),
        ]),
      );
    });
    return [[...matchers, ...older], spelt.join(',')];
  }

  #groupBy(place: Place, above: Timing): Timing['groupBy'] {
    const at = place.at('group_by');
    if (at.value === undefined) return above.groupBy;
    const names = at.entries.map(({ text }) => text ?? '');
    if (names.includes('...')) return names.length === 1 ? 'all' : this.#wrong(at, '... stands alone');
    const bad = names.filter((name) => !/^[a-zA-Z_][a-zA-Z0-9_]*$/.test(name));
    return bad.length > 0 || !Array.isArray(at.value) ? this.#wrong(at, 'is a list of label names') : names;
  }

  #duration(place: Place, above: number, least: number): number {
    if (place.value === undefined) return above;
    const ms = place.text === undefined ? undefined : readDuration(place.text);
    if (ms !== undefined && ms >= least) return ms;
    this.faults.push(
      place.fault(`${String(place.value)} is no duration such as 30s or 1h30m${least > 0 ? ', above zero' : ''}`),
    );
    return above;
  }

  #wrong(place: Place, says: string): [] {
    this.faults.push(place.fault(says));
    return [];
  }

  #known(place: Place, names: ReadonlySet<string>): void {
    if (typeof place.value !== 'object' || place.value === null || Array.isArray(place.value)) {
      if (place.value !== undefined) this.faults.push(place.fault(`${place.field} is no map`));
      return;
    }
    for (const name of Object.keys(place.value))
      if (!names.has(name))
        this.faults.push(place.at(name).fault(`${name} is not known here; known are ${[...names].join(', ')}`));
  }

  /** A secret lies in a file of its own, beside this one, and is never repeated. */
  #secret(place: Place): string | undefined {
    if (place.value === undefined) return undefined;
    try {
      const secret = readFileSync(resolve(this.#folder, place.text ?? ''), 'utf8').trim();
      if (secret !== '') return secret;
      this.faults.push(place.fault(`${place.text} is empty`));
    } catch (error) {
      this.faults.push(
        place.fault(`${place.text} cannot be read: ${(error as NodeJS.ErrnoException).code ?? 'fault'}`),
      );
    }
    return undefined;
  }
}
