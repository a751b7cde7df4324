// An agent whose clock is wrong, and set in the middle of it all: nothing is lost, each event finds its time, and it claims nothing untrue.
import { join } from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
import type { Observed } from '../../edge-agents/adapter.ts';
import { Agent } from '../../edge-agents/agent.ts';
import type { LinkEvents } from '../../edge-agents/link.ts';
import { Spool } from '../../edge-agents/spool.ts';
import { Uplink } from '../../edge-agents/uplink.ts';
import { type Ack, ackWindow } from '../../hub/contracts/ack.ts';
import type { AgentState } from '../../hub/contracts/agent-state.ts';
import type { BatchFrame } from '../../hub/contracts/batch.ts';
import { correctionOf, type Sent } from '../../hub/contracts/clock.ts';
import type { Observation } from '../../hub/contracts/observation.ts';
import { toldUpTo } from '../../hub/ingest/locate.ts';
import { temporaryFolder } from '../a-port.ts';
import { type HandClock, handClock } from './a-hand-clock.ts';

/** How long a message takes to the hub or back. */
const wayMs = 3;

/** The far end by hand: it hears at once what was sent, and answers when the story lets it. */
class FarHub {
  readonly heard: Observation[] = [];
  /** With what of the observations was heard, and made, by then. */
  readonly states: { said: AgentState; upTo: number | undefined; heard: number; made: number }[] = [];
  answers = true;
  /** What it hears comes to its disk. */
  keeps = true;
  #events: LinkEvents | undefined;
  #isUp = false;
  readonly #clock: HandClock;
  readonly #made: () => number;
  #epoch = '';

  constructor(clock: HandClock, made: () => number) {
    this.#clock = clock;
    this.#made = made;
  }

  readonly dial = (_will: unknown, events: LinkEvents) => {
    this.#events = events;
    const hub = this;
    return {
      get isUp() {
        return hub.#isUp;
      },
      publish: (_topic: string, payload: string, _retain: boolean, done?: () => void) => {
        this.#hear(JSON.parse(payload));
        done?.();
      },
      subscribe() {},
      close: async () => {},
    };
  };

  link(up: boolean): void {
    if (this.#isUp === up) return;
    this.#isUp = up;
    if (up) this.#events?.onUp();
    else this.#events?.onDown('cut');
  }

  #hear(said: BatchFrame & AgentState): void {
    this.#epoch = said.epoch;
    if (said.events === undefined) {
      const { at } = this.#clock;
      this.states.push({ said, upTo: toldUpTo(said, Math.floor(at) + wayMs), heard: this.#seq, made: this.#made() });
    } else for (const event of said.events as Observation[]) if (event.seq === this.#seq + 1) this.heard.push(event);
    if (this.answers) this.#answer(said.sent);
  }

  get #seq(): number {
    return this.heard.at(-1)?.seq ?? 0;
  }

  /** Whatever turns the clock on runs what is due: so the way there and back is no time at all, in whole milliseconds. */
  #answer(sent: Sent | undefined): void {
    const heard = Math.floor(this.#clock.at);
    const ack: Ack = {
      ...{
        epoch: this.#epoch,
        durable: { urgent: this.keeps ? this.#seq : 0, routine: 0 },
        rejects: [],
        window: ackWindow,
      },
      hubTime: new Date(heard).toISOString(),
      ...(sent !== undefined && { echo: { sent, heard } }),
    };
    queueMicrotask(() => this.#events?.onMessage(Buffer.from(JSON.stringify(ack))));
  }
}

/** An agent by the hand-turned clock, and what of its observations was true. */
function anAgent(clock: HandClock) {
  const folder = temporaryFolder();
  const seenAt: number[] = [];
  const hub = new FarHub(clock, () => seenAt.length);
  const spool = new Spool(join(folder.path, 'spool.sqlite'));
  const who = { site: 'yard', agent: 'a1', feed: 'live' as const, sw: 'test', lagMs: 0, onLink() {}, onReject() {} };
  const uplink = new Uplink(spool, { ...who, dial: hub.dial, clock });
  let emit: ((observed: Observed) => void | Promise<void>) | undefined;
  const adapter = {
    ...{ lagMs: 0, stop: async () => {}, ended: new Promise<void>(() => {}), counts: () => ({}) },
    start: async (to: typeof emit) => {
      emit = to;
    },
  };
  const agent = new Agent(adapter, spool, uplink, clock, { onRefuse() {}, onDisk() {} });
  void agent.run();
  return {
    hub,
    seenAt,
    spool,
    observe: () => {
      seenAt.push(clock.at);
      void emit?.({ type: 'vessel.position', subject: 'mmsi:1', time: clock.now(), urgent: true, data: {} });
    },
    end: async () => {
      await agent.stop();
      folder.remove();
    },
  };
}

/** What was published is answered, and the answers are heard. */
const answered = async (): Promise<void> => {
  for (let i = 0; i < 20; i += 1) await Promise.resolve();
};

/** An event's time as the hub takes it. */
const taken = ({ time, clockoff = 0, clockerr = 0 }: Observation): number =>
  Date.parse(time) + correctionOf({ offsetMs: clockoff, errorMs: clockerr });

/** The answers of these stories are heard within a turn, which is what an event's time may be wrong by. */
const turnMs = 250;

function expectRight(hub: FarHub, seenAt: readonly number[]): void {
  for (const [i, event] of hub.heard.entries()) {
    expect(event.clockerr).to.be.at.most(turnMs / 2 + 5);
    expect(Math.abs(taken(event) - (seenAt[i] ?? 0))).to.be.at.most(event.clockerr ?? 0);
  }
}

/**
 * What was not heard by then is not of before what was claimed. Of what is observed later while nobody knows the time, as
 * when a clock was set and the hub is away, nothing can be promised.
 */
function expectTrue({ upTo = -Infinity, heard, made }: FarHub['states'][number], all: readonly Observation[]): void {
  for (const event of all.slice(heard))
    if (event.seq <= made || event.clockoff !== undefined)
      expect(taken(event) + (event.clockerr ?? 0), `event ${event.seq}`).to.be.at.least(upTo);
}

describe('An agent whose clock is wrong', () => {
  const turn = async (clock: HandClock, ms: number): Promise<void> => {
    for (let left = ms; left > 0; left -= turnMs) {
      clock.turn(Math.min(left, turnMs));
      await answered();
    }
  };

  it('sends nothing before it knows by how much, and then says so of every event, those before it included', async () => {
    const clock = handClock(-400 * 86_400_000);
    const { hub, seenAt, observe, end } = anAgent(clock);
    observe();
    await turn(clock, 500);
    observe();
    hub.link(true);
    expect(hub.heard).to.deep.equal([]);
    await turn(clock, 250);
    observe();
    await turn(clock, 5000);
    expect(hub.heard.map(({ seq }) => seq)).to.deep.equal([1, 2, 3]);
    expectRight(hub, seenAt);
    const { clock: known } = hub.states.at(-1)?.said ?? expect.fail();
    expect(known?.offsetMs).to.be.within(400 * 86_400_000 - 130, 400 * 86_400_000 + 130);
    expect(hub.states.at(-1)?.upTo).to.be.within(clock.at - 5300, clock.at);
    await end();
  });

  it('does not wait long for a hub that tells no time', async () => {
    const clock = handClock();
    const { hub, observe, end } = anAgent(clock);
    hub.answers = false;
    hub.link(true);
    observe();
    expect(hub.heard).to.deep.equal([]);
    await turn(clock, 1250);
    expect(hub.heard).to.have.length(1);
    expect(hub.heard[0]).to.not.have.property('clockoff');
    await turn(clock, 5000);
    expect(hub.states.at(-1)?.said.upTo).to.be.a('number');
    await end();
  });

  it('set in the middle of it all it asks at once, and no event is told by what was known before', async () => {
    const clock = handClock();
    const { hub, seenAt, observe, end } = anAgent(clock);
    hub.link(true);
    await turn(clock, 1000);
    for (const by of [3_600_000, -7_200_000, 3_600_000]) {
      observe();
      clock.set(by);
      observe();
      await answered();
      await turn(clock, 250);
    }
    expect(hub.heard).to.have.length(6);
    const claimed = hub.states.map(({ said }) => said.clock !== undefined || said.upTo !== undefined);
    expect(claimed.slice(1), 'set just now it claims nothing').to.deep.equal([false, false, false]);
    expectRight(hub, seenAt);
    await end();
  });

  it('set while the hub tells no time it claims nothing for a minute, and then what it can', async () => {
    const clock = handClock();
    const { hub, end } = anAgent(clock);
    hub.link(true);
    await turn(clock, 1000);
    hub.answers = false;
    clock.set(-3_600_000);
    const claims = () => hub.states.at(-1)?.said.upTo !== undefined;
    await turn(clock, 5000);
    expect(claims()).to.equal(false);
    await turn(clock, 50_000);
    expect(claims()).to.equal(false);
    await turn(clock, 10_000);
    expect(claims()).to.equal(true);
    await end();
  });

  it('claims nothing before the hub has what was kept while nobody knew the time', async () => {
    const clock = handClock(3_600_000);
    const { hub, observe, end } = anAgent(clock);
    hub.keeps = false;
    observe();
    await turn(clock, 10_000);
    hub.link(true);
    await turn(clock, 10_000);
    const { said } = hub.states.at(-1) ?? expect.fail();
    expect(said.clock?.offsetMs).to.be.within(-3_600_130, -3_599_870);
    expect(said.upTo).to.equal(undefined);
    hub.keeps = true;
    await turn(clock, 20_000);
    expect(hub.states.at(-1)?.upTo).to.be.within(clock.at - 5300, clock.at);
    await end();
  });

  it('set back by an hour it sends again what was not acked, at the time it would have', async () => {
    const clock = handClock();
    const { hub, observe, end, spool } = anAgent(clock);
    hub.link(true);
    await turn(clock, 1000);
    hub.answers = false;
    observe();
    clock.set(-3_600_000);
    await turn(clock, 5000);
    expect(spool.pending).to.equal(1);
    hub.answers = true;
    await turn(clock, 12_500);
    expect(spool.pending).to.equal(0);
    await end();
  });

  type Step = 'observe' | 'beat' | 'cut' | 'link' | 'deaf' | 'answers' | { readonly set: number };
  const steps = fc.array(
    fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom<Step>('observe', 'beat') },
      { weight: 3, arbitrary: fc.constantFrom<Step>('cut', 'link', 'link', 'deaf', 'answers', 'answers') },
      { weight: 1, arbitrary: fc.integer({ min: -7_200_000, max: 7_200_000 }).map((set): Step => ({ set })) },
    ),
    { minLength: 5, maxLength: 60 },
  );

  it('whatever happens, loses nothing, keeps the order, and never claims to have told what it has not', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: -7_200_000, max: 7_200_000 }), steps, async (wrong, all) => {
        const clock = handClock(wrong);
        const { hub, seenAt, observe, end } = anAgent(clock);
        for (const step of all) {
          if (step === 'observe') observe();
          else if (step === 'cut' || step === 'link') hub.link(step === 'link');
          else if (step === 'deaf' || step === 'answers') hub.answers = step === 'answers';
          else if (step !== 'beat') clock.set(step.set);
          await answered();
          await turn(clock, step === 'beat' ? 5000 : 250);
        }
        hub.answers = true;
        hub.link(false);
        hub.link(true);
        await turn(clock, 12_500);
        expect(hub.heard.map(({ seq }) => seq)).to.deep.equal(seenAt.map((_, i) => i + 1));
        for (const state of hub.states.filter(({ said }) => said.clock !== undefined)) expectTrue(state, hub.heard);
        await end();
      }),
      { seed: 21, numRuns: 40 },
    );
  });
});
