// A crowd that comes in at once: each is told everything there is, in bytes that are made once, whatever changes meanwhile.
import { createServer, type Server } from 'node:http';
import { expect } from 'chai';
import { io, type Socket } from 'socket.io-client';
import { unpacked } from '../../../dashboards/link/unpack.ts';
import { Follow } from '../../../dashboards/state/follow.ts';
import { CommittedBook } from '../../../hub/alerts/committed-book.ts';
import { systemClock } from '../../../hub/clock.ts';
import type { Alert } from '../../../hub/contracts/alert.ts';
import type { Person } from '../../../hub/contracts/person.ts';
import type { Answer, AssetRow, SyncAnswer } from '../../../hub/contracts/socket.ts';
import type { Look, Transition } from '../../../hub/flow.ts';
import { local, personOf } from '../../../hub/identity/rights.ts';
import { Journal } from '../../../hub/journal/journal.ts';
import { LiveView } from '../../../hub/push/live-view.ts';
import { SocketGate } from '../../../hub/push/socket-gate.ts';
import type { KeyState } from '../../../hub/rules/key-state.ts';
import { temporaryFolder, until } from '../../a-port.ts';
import { alertOf } from '../../dashboards/alert-of.ts';

const alerts = 1500;
const trucks = 1200;

describe('A crowd of dashboards', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let journal: Journal<KeyState>;
  let book: CommittedBook;
  let view: LiveView;
  let http: Server;
  let gate: SocketGate;
  /** Whole pictures of the alerts that were begun. */
  let pictures: number;
  let seq: number;
  let onPicture: () => void;
  const people = new Map<string, Person>([
    ['all', local],
    ['yard', personOf('yu', 'operator', ['yard'])],
  ]);

  beforeEach(async () => {
    folder = temporaryFolder();
    const onFault = (says: string): never => {
      throw new Error(says);
    };
    journal = new Journal<KeyState>(folder.path, { reset: false }, { onFull: () => {}, onFault });
    book = new CommittedBook();
    view = new LiveView('e1', { segmentOf: () => undefined, siteOf: () => undefined });
    [pictures, seq, onPicture] = [0, 0, () => {}];
    http = createServer();
    const source = {
      ...{ epoch: 'j', seq: () => book.seq, count: () => book.count(200) },
      checks: () => journal.trust.checks(100, () => true),
      open: () => {
        pictures += 1;
        onPicture();
        return book.shown(200);
      },
      after: (from: number, most: number) => journal.transitionsAfter(from, most),
    };
    const asks = (headers: { cookie?: string | undefined }) => {
      return { person: people.get(headers.cookie ?? '') ?? local, session: undefined, proved: true };
    };
    gate = new SocketGate(http, systemClock, view, source, { asks, isStillIn: () => true, refused: () => {} });
    await new Promise<void>((done) => http.listen(0, '127.0.0.1', () => done()));
    await tell(Array.from({ length: alerts }, (_, n) => alertAt(n, 1)));
    move(1);
  });
  afterEach(async () => {
    await gate.close();
    await journal.close();
    folder.remove();
  });

  /** On disk, then told to all. */
  async function tell(told: readonly Alert[]): Promise<void> {
    const transitions = told.map((alert): Transition => {
      seq += 1;
      return { seq, change: 'amended', alert };
    });
    await new Promise<void>((durable) => journal.write({ transitions }, durable));
    book.apply(transitions);
    gate.tell(transitions);
  }
  const move = (step: number, count = trucks): void => {
    const looks = Array.from({ length: count }, (_, i): [string, Look] => [`vehicle:粤S${10_000 + i}`, lookAt(step)]);
    view.saw(new Map(looks), step);
  };

  /** A dashboard's own end of the link: what it knows is what its page would show. */
  class Board {
    readonly follow = new Follow();
    readonly #socket: Socket;
    bytes: Uint8Array | undefined;

    constructor(who: string) {
      const { port } = http.address() as { port: number };
      const extraHeaders = { cookie: who };
      this.#socket = io(`http://127.0.0.1:${port}`, {
        transports: ['websocket'],
        reconnection: false,
        extraHeaders,
        forceNew: true,
      });
      this.#socket.on('live', (frame) => this.follow.tookLive(frame));
      this.#socket.on('alerts', (frame) => this.follow.tookAlerts(frame));
    }

    async sync(): Promise<string> {
      await until('it is linked', () => this.#socket.connected);
      const { asked, request } = this.follow.begin();
      const answer: Answer<SyncAnswer> = await this.#socket
        .timeout(20_000)
        .emitWithAck('sync', { ...request, packed: true });
      if (!answer.ok) throw new Error(answer.code);
      const { packed } = answer.value.alerts;
      if (packed !== undefined) this.bytes = new Uint8Array(packed);
      return this.follow.answered(asked, await unpacked(answer.value));
    }

    /** Alerts by revision, and trucks by when they were where they are. */
    shows(): Shown {
      const { alerts: told, live } = this.follow;
      return shownOf([...told.rows.values()], [...live.rows.assets.values()]);
    }

    end(): void {
      this.#socket.disconnect();
    }
  }
  const now = (sees: (site: string) => boolean = () => true): Shown =>
    shownOf(
      book.shown(200).filter(({ site }) => sees(site)),
      view.assets(),
    );

  it('takes the same bytes, made once, and every one of them knows everything', async () => {
    const boards = Array.from({ length: 20 }, () => new Board('all'));
    expect(new Set(await Promise.all(boards.map((board) => board.sync())))).to.deep.equal(new Set(['applied']));
    for (const board of boards) expect(board.shows()).to.deep.equal(now());
    expect(new Set(boards.map(({ bytes }) => Buffer.from(bytes ?? []).toString('base64'))).size).to.equal(1);
    expect(pictures).to.equal(1);
    for (const board of boards) board.end();
  });

  it('is behind nothing that changes while it comes in, be it little or much', async () => {
    const boards: Board[] = [];
    for (let step = 2; step <= 9; step += 1) {
      const come = [new Board('all'), new Board('all')];
      const synced = come.map((board) => board.sync());
      boards.push(...come);
      // Some steps change more than is sent to each apart, and others less.
      const isLittle = step % 3 > 0;
      await tell(Array.from({ length: isLittle ? 5 : 90 }, (_, n) => alertAt(n * step, step)));
      move(step, isLittle ? 50 : trucks);
      await Promise.all(synced);
    }
    await until('each shows what is', () => {
      const shown = boards.map((board) => JSON.stringify(board.shows()));
      return shown.every((one) => one === JSON.stringify(now()));
    });
    for (const board of boards) board.end();
  });

  it('is told what it missed, and not everything, where it missed little', async () => {
    const board = new Board('all');
    await board.sync();
    await tell([alertAt(7, 2)]);
    board.bytes = undefined;
    await until('a sync is answered', async () => (await board.sync().catch(() => undefined)) === 'applied');
    expect(board.bytes).to.equal(undefined);
    expect(board.shows()).to.deep.equal(now());
    board.end();
  });

  it('has a picture for each group that sees the same, and nobody is sent another’s', async () => {
    const boards = ['all', 'yard', 'all', 'yard'].map((who) => new Board(who));
    await Promise.all(boards.map((board) => board.sync()));
    const [all, yard] = boards;
    expect(pictures).to.equal(2);
    expect(all?.shows()).to.deep.equal(now());
    expect(yard?.shows().alerts).to.deep.equal(now((site) => site === 'yard').alerts);
    for (const board of boards) board.end();
  });

  it('is let go of by a hub that stops while it comes in, and that is no fault', async () => {
    await tell(Array.from({ length: 10_000 }, (_, n) => alertAt(n, 2)));
    const boards = Array.from({ length: 5 }, () => new Board('all'));
    const faults: unknown[] = [];
    const onFault = (fault: unknown): void => void faults.push(fault);
    process.on('unhandledRejection', onFault);
    const synced = boards.map((board) => board.sync().catch(() => 'never'));
    const { promise: closed, resolve } = Promise.withResolvers<unknown>();
    onPicture = () => resolve(Promise.all([gate.close(), journal.close()]));
    await closed;
    for (const board of boards) board.end();
    await Promise.all(synced);
    process.off('unhandledRejection', onFault);
    expect(faults).to.deep.equal([]);
    journal = new Journal<KeyState>(folder.path, { reset: false }, { onFull: () => {}, onFault: () => {} });
  });

  it('one that cannot unpack is refused what would be too much', async () => {
    await tell(Array.from({ length: 5000 }, (_, n) => alertAt(n, 3)));
    const { port } = http.address() as { port: number };
    const socket = io(`http://127.0.0.1:${port}`, { transports: ['websocket'], reconnection: false, forceNew: true });
    expect(await socket.timeout(20_000).emitWithAck('sync', {})).to.deep.equal({ ok: false, code: 'sync-too-large' });
    socket.disconnect();
  });
});

interface Shown {
  readonly alerts: readonly (readonly [id: string, revision: number])[];
  readonly assets: readonly (readonly [id: string, time: number])[];
}

const shownOf = (alerts: readonly Alert[], assets: readonly AssetRow[]): Shown => ({
  alerts: alerts.map(({ id, revision }): [string, number] => [id, revision]).sort(),
  assets: assets.map(({ id, time }): [string, number] => [id, time]).sort(),
});

const alertAt = (n: number, revision: number): Alert =>
  alertOf('a', { id: n.toString(16).padStart(16, '0'), site: n % 2 === 0 ? 'yard' : 'wharf', revision });

const lookAt = (step: number): Look => ({
  ...{ name: 'a truck', inside: [], toldAt: ['yard'], ties: { carrier: undefined }, word: undefined, watch: new Map() },
  origin: { agent: 'a', site: 'yard', feed: 'live' },
  place: {
    ...{ id: 'e', agent: 'a', site: 'yard', feed: 'live', time: step, asOf: step, deviceTime: undefined },
    ...{ fix: { lon: 113.5 + step / 1e6, lat: 22.8 }, spot: { x: 0, y: 0 } },
  },
});
