// The table of permissions, held to a real hub: every route and every message of the socket, by everybody, on their own site and another.
import { expect } from 'chai';
import { errors } from '../../hub/errors.ts';
import { allRoutes, type Served } from '../../hub/routes.ts';
import { type Got, type PeopledPort, startPeopledPort } from './a-peopled-port.ts';
import { type Asking, asked, askOf } from './permission-asks.ts';
import { heardBy } from './permission-sockets.ts';
import { Furniture } from './permission-things.ts';
import { type Cell, gaps, isEverywhere, refusals, routeRows, socketRows, type Who, whos } from './permissions.ts';

const served = {
  ...{ read: { plan: { sites: [], fences: [] } }, door: {}, cctv: {}, measuring: {}, recheck: () => {} },
} as unknown as Served;
const routes = allRoutes(served).map(({ method, path }) => `${method} ${path}`);

/** Refused before the hub looks what it is about. */
const atOnce: readonly Cell[] = ['-', 'L', 'P'];
const codeOf = (cell: Cell): string | undefined =>
  cell in refusals ? refusals[cell as keyof typeof refusals] : undefined;
const usual = { get: 200, post: 201, delete: 204, options: 204 } as const;

describe('Permissions', () => {
  let port: PeopledPort;
  let things: Furniture;
  before(async function () {
    this.timeout(120_000);
    port = await startPeopledPort();
    things = await Furniture.in(port);
  });
  after(() => port?.close());

  /** What is not as the table says, one line a cell. */
  async function faultsIn(route: string, who: Who): Promise<string[]> {
    const cell = routeRows.get(route)?.[who] ?? '-';
    const [method = 'get'] = route.split(' ');
    const faults: string[] = [];
    const ask = async (at: 'own' | 'other', expected: (asking: Asking) => number | string): Promise<void> => {
      const asking = askOf(route, things.target(route, who, at));
      if (asking === undefined) throw new Error(`${route}: nobody says how it is asked`);
      const got = await port.ask(who, asking.path, { ...asking, method: method.toUpperCase() });
      const says = [
        wrongIn(got, expected(asking)),
        hidden(got, at === 'own' ? asking.shows : undefined),
        spilt(got, who),
      ];
      for (const one of says)
        if (one !== undefined)
          faults.push(`${route.padEnd(50)} ${who.padEnd(4)}${at.padEnd(6)} ${cell.padEnd(4)} ${one}`);
    };
    const code = codeOf(cell);
    await ask('own', ({ done }) => code ?? done ?? usual[method as keyof typeof usual]);
    if (cell === 'yes' || isEverywhere(who)) return faults;
    await ask('other', ({ list }) => (code !== undefined && atOnce.includes(cell) ? code : list ? 200 : 'not-found'));
    return faults;
  }

  const wrongIn = ({ status, code, text }: Got, expected: number | string): string | undefined => {
    const is = code === '' ? status : code;
    if (is !== expected) return `expected ${expected}, got ${is} ${text.slice(0, 80)}`;
    return code !== '' && errors[code as keyof typeof errors].status !== status ? `${code} with ${status}` : undefined;
  };
  const hidden = ({ status, text }: Got, shows: string | undefined): string | undefined =>
    shows === undefined || status > 299 || text.includes(shows)
      ? undefined
      : `does not show ${shows}: ${text.slice(0, 80)}`;
  const spilt = ({ text }: { text: string }, who: Who): string | undefined => {
    const word = isEverywhere(who) ? undefined : things.theirs.find((one) => text.includes(one));
    return word === undefined ? undefined : `has a word of another site: ${word}`;
  };

  it('every route has a row and every row a route; a forgotten one is found', () => {
    expect(gaps(routes, routeRows)).to.deep.equal([]);
    expect(asked.filter((route) => !routeRows.has(route))).to.deep.equal([]);
    const [first = '', ...rest] = routes;
    expect(gaps(rest, routeRows)).to.deep.equal([`${first} is not there`]);
    expect(gaps(routes, new Map([...routeRows].filter(([route]) => route !== first)))).to.deep.equal([
      `${first} has no row`,
    ]);
  });

  it('by the socket nobody is sent a word of another site, nor what their role is not to know', async function () {
    this.timeout(120_000);
    const heard = await heardBy(port);
    const faults: string[] = [];
    for (const [message, row] of socketRows)
      for (const who of whos) {
        const said = heard.get(who)?.get(message);
        const spills = said === undefined ? undefined : spilt({ text: said }, who);
        const is = said === undefined ? '-' : row[who] === '-' ? 'heard' : row[who];
        if (is !== row[who] || spills !== undefined) faults.push(`${message} ${who} ${row[who]}: ${spills ?? is}`);
      }
    expect(faults.length, `\n${faults.join('\n')}\n`).to.equal(0);
  });

  it('everybody is answered by every route as the table says, and what is refused changes nothing', async function () {
    this.timeout(120_000);
    const untouched = await things.untouched();
    const faults: string[] = [];
    // A few at a time: of those who prove who they are no more are heard at once.
    for (const route of routeRows.keys())
      for (let from = 0; from < whos.length; from += 6)
        faults.push(...(await Promise.all(whos.slice(from, from + 6).map((who) => faultsIn(route, who)))).flat());
    expect(faults.length, `\n${faults.join('\n')}\n`).to.equal(0);
    expect(await things.untouched()).to.deep.equal(untouched);
  });
});
