// The socket.io server: the first picture, then frames. Positions are conflated every 50 ms or longer, and until a slow reader is ready; alerts leave at once.
import type { Server as HttpServer } from 'node:http';
import { Server } from 'socket.io';
import { Compile } from 'typebox/compile';
import type { Clock } from '../clock.ts';
import type { Person } from '../contracts/person.ts';
import { type Answer, type SyncAnswer, SyncRequest } from '../contracts/socket.ts';
import type { Check } from '../contracts/trust.ts';
import type { ErrorCode } from '../errors.ts';
import type { Transition } from '../flow.ts';
import type { Doorkeeper } from '../identity/door.ts';
import { Buckets } from '../identity/pace.ts';
import { may } from '../identity/rights.ts';
import { alertsFor, epochFor, groupOf, ofSites, seeing } from '../identity/wall.ts';
import { Behind, behindRoom } from './behind.ts';
import { bearing, comeFault, connectWithinMs, whoComes, whoseLine } from './comers.ts';
import { FramePace } from './frame-pace.ts';
import type { LiveView } from './live-view.ts';
import { OpenLines } from './open-lines.ts';
import { cutOff, type Gate, isBusy, isSlow, type Reader } from './reader.ts';
import { type AlertSource, Syncs } from './sync.ts';

const frameMs = 50;
const beatMs = 2000;
/** Between two answered syncs of one socket: each may be a whole picture, and a flood of them would stop the hub. */
const syncPauseMs = 200;
/** Syncs too soon, all in all, before a socket is cut off: a page never comes near it. */
const tooSoonMax = 100;

const requestCheck = Compile(SyncRequest);

/** Words of one socket: a page says one when it comes, and one when it has missed something. */
const wordPace = { perSecond: 10, atOnce: 200 } as const;
/** How far those who see the same sites were told: nothing is sent in which there is nothing for them. */
interface Told {
  live: number;
  alerts: number;
}

/** How one socket has asked so far: when it was last answered, and how often it did not wait. */
interface Asked {
  isWaiting: boolean;
  answeredAt: number;
  tooSoon: number;
}

export class SocketGate {
  readonly #io: Gate;
  readonly #clock: Clock;
  readonly #view: LiveView;
  readonly #alerts: AlertSource;
  readonly #door: Doorkeeper;
  readonly #syncs: Syncs;
  #isClosed = false;
  readonly #stops: (() => void)[];
  #sent = 0;
  /** By room. */
  readonly #told = new Map<string, Told>();
  readonly #behind = new Behind();
  readonly #lines = new OpenLines<Reader['conn']>();
  readonly #words: Buckets;

  constructor(http: HttpServer, clock: Clock, view: LiveView, alerts: AlertSource, door: Doorkeeper) {
    this.#clock = clock;
    this.#view = view;
    this.#alerts = alerts;
    this.#door = door;
    this.#syncs = new Syncs(clock, view, alerts);
    this.#sent = view.seq;
    this.#words = new Buckets(wordPace, () => clock.steady());
    this.#io = new Server(http, {
      transports: ['websocket'],
      maxHttpBufferSize: 64 * 1024,
      perMessageDeflate: false,
      serveClient: false,
      connectTimeout: connectWithinMs,
      // Other WebSockets have a gate of their own, which answers for all that is not socket.io.
      destroyUpgrade: false,
      // CORS does not guard a WebSocket: a page of another origin must not open one here.
      // Nor does the origin alone: a name made to point here is an origin equal to its host.
      allowRequest: ({ headers }, answer) => {
        const fault = comeFault(headers, door, { open: this.clients, lines: this.#lines });
        if (fault !== undefined) door.refused(headers, 'socket', fault);
        answer(fault, fault === undefined);
      },
    });
    this.#io.engine.on('connection', (line: Reader['conn']) => {
      this.#lines.put(line, whoseLine(door.asks(line.request.headers)));
      line.once('close', () => this.#lines.gone(line));
    });
    this.#io.use((socket, next) => {
      const guest = whoComes(socket.handshake, door, this.#io.sockets.sockets.values());
      if (typeof guest !== 'string') {
        socket.data.guest = guest;
        this.#lines.put(socket.conn, whoseLine(guest));
        return next();
      }
      door.refused(bearing(socket.handshake), 'socket', guest);
      return next(new Error(guest));
    });
    this.#io.on('connection', (socket) => this.#welcome(socket));
    const pace = new FramePace(() => clock.steady());
    this.#stops = [clock.every(frameMs, () => pace.make(() => this.#flush())), clock.every(beatMs, () => this.#beat())];
  }

  get clients(): number {
    return this.#io.engine.clientsCount;
  }

  /** Whoever has a page open, once for each page. */
  get people(): Person[] {
    return [...this.#io.sockets.sockets.values()].map(({ data }) => data.guest.person);
  }

  /** Committed transitions, told at once and each under the journal's sequence. */
  tell(transitions: readonly Transition[]): void {
    const [first] = transitions;
    if (first === undefined || this.clients === 0) return;
    const alerts = transitions.map(({ alert }) => alert);
    const frame = { to: first.seq + transitions.length - 1, t: this.#clock.now() };
    for (const [person, room, told] of this.#rooms()) {
      const seen = alertsFor(person, alerts);
      if (seen.length === 0) continue;
      const epoch = epochFor(person, this.#alerts.epoch);
      this.#io.to(room).emit('alerts', { ...frame, epoch, from: told.alerts + 1, alerts: seen });
      told.alerts = frame.to;
    }
    this.#cutSlow();
  }

  /** Committed remote checks, told at once to those who may know of them. */
  tellChecks(checks: readonly Check[]): void {
    if (checks.length === 0 || this.clients === 0) return;
    const t = this.#clock.now();
    for (const [person, room] of this.#rooms()) {
      const mine = checksFor(person, checks);
      if (mine.length > 0) this.#io.to(room).emit('checks', { t, checks: mine });
    }
    this.#cutSlow();
  }

  /** Cuts whoever is no longer in. */
  recheck(): void {
    for (const socket of this.#io.sockets.sockets.values())
      if (!this.#door.isStillIn(socket.data.guest)) cutOff(socket);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    for (const stop of this.#stops) stop();
    const readers = [...this.#io.sockets.sockets.values()];
    const closed = this.#io.close();
    // A WebSocket closes politely, and waits half a minute for one who does not read.
    for (const { request } of readers) request.socket.destroy();
    await closed;
  }

  /** One room for all who see the same: each picture of the port is made once, and nobody is sent another's. */
  #rooms(): [person: Person, room: string, told: Told][] {
    const rooms = new Map(this.people.map((person) => [groupOf(person), person]));
    for (const room of this.#told.keys()) if (!rooms.has(room)) this.#told.delete(room);
    return [...rooms].flatMap(([room, person]): [Person, string, Told][] => {
      const told = this.#told.get(room);
      return told === undefined ? [] : [[person, room, told]];
    });
  }

  /** A room begins where its first reader comes in: what was before, the sync tells. */
  #enter(socket: Reader): void {
    const room = groupOf(socket.data.guest.person);
    this.#rooms();
    if (this.#told.size === 0) this.#sent = this.#view.seq;
    if (!this.#told.get(room)) this.#told.set(room, { live: this.#sent, alerts: this.#alerts.seq() });
    void socket.join(room);
  }

  #welcome(socket: Reader): void {
    this.#enter(socket);
    const asked: Asked = { isWaiting: false, answeredAt: -Infinity, tooSoon: 0 };
    socket.onAny((word: string) => this.#heed(socket, word));
    socket.on('sync', (request, answer) => {
      if (typeof answer !== 'function') return;
      void this.#answerTo(request, socket, asked).then(
        (answered) => {
          if (socket.connected) answer(answered);
          if (isSlow(socket) || asked.tooSoon > tooSoonMax) cutOff(socket);
        },
        (error) => {
          // A hub that stops has closed what the answer was to be read from.
          if (!this.#isClosed) throw error;
        },
      );
    });
  }

  /** Whatever it says counts; only one word is known. */
  #heed(socket: Reader, word: string): void {
    const isTooMuch = this.#words.take(socket.id) > 0;
    if (word === 'sync' && !isTooMuch) return;
    this.#door.refused(
      bearing(socket.handshake),
      'socket',
      isTooMuch ? 'socket-too-many' : 'socket-word-unknown',
      word,
    );
    cutOff(socket);
  }

  /** The request is not yet known to be one. */
  async #answerTo(request: unknown, socket: Reader, asked: Asked): Promise<Answer<SyncAnswer>> {
    const refused = (code: ErrorCode): Answer<SyncAnswer> => ({ ok: false, code });
    if (!requestCheck.Check(request)) {
      this.#door.refused(bearing(socket.handshake), 'socket', 'sync-invalid');
      return refused('sync-invalid');
    }
    const now = this.#clock.now();
    if (asked.isWaiting || now - asked.answeredAt < syncPauseMs || isBusy(socket)) {
      asked.tooSoon += 1;
      return refused('sync-too-soon');
    }
    asked.isWaiting = true;
    const answer = await this.#syncs.answer(socket.data.guest.person, request);
    Object.assign(asked, { isWaiting: false, answeredAt: this.#clock.now() });
    return answer;
  }

  #flush(): void {
    // Nobody looks: no row is made. Who comes in begins where the picture is by then.
    if (this.clients === 0) return;
    const [to, t] = [this.#view.seq, this.#clock.now()];
    this.#catchUp(to, t);
    if (to === this.#sent) return;
    const changes = this.#view.changes(this.#sent);
    this.#sent = to;
    this.#behind.note(this.#io.sockets.sockets.values(), (reader) => this.#liveOf(reader), t);
    for (const [person, room, told] of this.#rooms()) {
      const { gone = [], ...rows } = this.#view.shown(changes, seeing(person));
      if (gone.length + rows.assets.length + rows.agents.length + rows.segments.length === 0) continue;
      const span = { epoch: epochFor(person, this.#view.epoch), from: told.live + 1, to, t };
      const frame = { ...span, ...rows, ...(gone.length > 0 && { gone }) };
      this.#io.to(room).except(behindRoom).emit('live', frame);
      told.live = to;
    }
    this.#cutSlow();
  }

  /** Who has taken everything gets what changed meanwhile, each thing once, and goes on with the others. */
  #catchUp(to: number, t: number): void {
    for (const [reader, live] of this.#behind.caughtUp()) {
      const { person } = reader.data.guest;
      const upTo = this.#liveOf(reader);
      if (live === upTo) continue;
      const { frame } = this.#view.since({ epoch: this.#view.epoch, seq: live }, t, seeing(person));
      // What is newer than the room's last frame is in this one, too: rows say themselves which is newer.
      reader.emit('live', { ...frame, epoch: epochFor(person, this.#view.epoch), to: Math.min(to, upTo) });
    }
  }

  #liveOf({ data }: Reader): number {
    return this.#told.get(groupOf(data.guest.person))?.live ?? 0;
  }

  #beat(): void {
    this.#io.emit('beat', this.#clock.now());
    this.recheck();
    this.#cutSlow();
  }

  #cutSlow(): void {
    for (const socket of this.#io.sockets.sockets.values()) if (isSlow(socket)) cutOff(socket);
    for (const socket of this.#behind.lost(this.#clock.now())) cutOff(socket);
  }
}

const checksFor = (person: Person, checks: readonly Check[]): Check[] =>
  may(person, 'trust') ? ofSites(seeing(person), checks) : [];
