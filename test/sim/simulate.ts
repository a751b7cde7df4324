// One simulated port from one seed: agents, network and hub, hours in a moment, and every promise held against all of it.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Core } from '../../hub/core.ts';
import type { Arrival } from '../../hub/flow.ts';
import { Agenda } from './agenda.ts';
import { Blindness } from './blindness.ts';
import { Broken } from './broken.ts';
import { Broker } from './broker.ts';
import { Chance } from './chance.ts';
import { cleanRun, standing } from './clean-run.ts';
import { Wall } from './clocks.ts';
import type { Liar } from './disk.ts';
import { Promises } from './promises.ts';
import { type Fault, type Scenario, scenarioOf } from './scenario.ts';
import { SimAgent } from './sim-agent.ts';
import { SimHub } from './sim-hub.ts';
import { began, simulatedPlan, speakers } from './sim-port.ts';
import { Trace } from './trace.ts';
import { Workload } from './workload.ts';

export interface SimOptions {
  /** Told of everything that happens. */
  readonly tell?: (line: string) => void;
  /** Faults put into the hub, to see that they are found. */
  readonly liar?: Liar;
}

export interface Outcome {
  readonly seed: number;
  /** Of everything that happened, in order. */
  readonly digest: string;
  readonly broken: { readonly promise: string; readonly facts: unknown } | undefined;
  readonly figures: Readonly<Record<string, number>>;
  readonly rules: readonly string[];
}

/** Time to come back after the last fault: a minute's sleep, and a spool of hours over a slow line. */
const healMs = 1_200_000;
/** Two beats of an agent, and the second in which it learns the hub's time. */
const tellMs = 12_000;
const lookMs = 10_000;
/** At the end every clock is set twice so far ahead: nobody has anything left to wait for, whatever the clocks said before. */
const afterwardsMs = 6 * 3_600_000;
/** Till all have told, and the hub has settled what waited. */
const afterLookMs = 25_000;
const memory = '/dev/shm';

export class Simulation {
  readonly agenda = new Agenda(began);
  readonly scenario: Scenario;
  readonly promises: Promises;
  readonly #blindness: Blindness;
  readonly #trace: Trace;
  readonly #broker: Broker;
  readonly #hub: SimHub;
  readonly #agents: readonly SimAgent[];
  readonly #hubWall: Wall;
  readonly #workload: Workload;
  readonly #chance: Chance;
  readonly #folder: string;
  #ended = false;

  constructor(seed: number, folder: string, { tell, liar }: SimOptions) {
    const chance = new Chance(seed);
    const { agenda } = this;
    this.#folder = folder;
    this.scenario = scenarioOf(seed, chance.fork('scenario'));
    this.#trace = new Trace(began, tell);
    this.#blindness = new Blindness(agenda, simulatedPlan.rules.agentGraceSeconds * 1000);
    this.promises = new Promises(agenda, this.#trace, this.#blindness);
    this.#broker = new Broker(agenda, chance.fork('network'), this.scenario.ways);
    this.#broker.onPublished = (topic, payload) => this.promises.onPublished(topic, payload);
    this.#hubWall = new Wall(agenda, { gains: chance.int(-50, 50), off: 0 });
    this.#workload = new Workload(simulatedPlan, chance.fork('workload'));
    this.#chance = chance.fork('agents');
    this.#agents = this.#makeAgents();
    this.#hub = new SimHub({
      ...{ agenda, broker: this.#broker, chance: chance.fork('hub'), wall: this.#hubWall, folder: join(folder, 'hub') },
      ...{ plan: simulatedPlan, promises: this.promises, liar },
    });
  }

  get digest(): string {
    return this.#trace.digest();
  }

  get figures(): Readonly<Record<string, number>> {
    const { silences } = this.#blindness.figures;
    return { ...this.promises.figures, silences, virtualMs: this.agenda.now - began, steps: this.agenda.steps };
  }

  /** @throws Broken */
  async run(): Promise<void> {
    const { lastsMs, faults } = this.scenario;
    this.#hub.start();
    for (const agent of this.#agents) {
      this.agenda.at(began + this.#chance.int(0, 3000), () => agent.start());
      this.#observes(agent, this.#chance.fork(agent.place.agent));
    }
    for (const fault of faults) this.agenda.at(began + fault.at, () => this.#strike(fault));
    await this.agenda.until(began + lastsMs);
    await this.#healed();
    this.#ended = true;
    await this.#finish();
  }

  #makeAgents(): SimAgent[] {
    const { agenda, scenario } = this;
    const more = Array.from({ length: 50 }, (_, i) => ({ agent: `yard-${i}`, site: 'shatian-wharf' }));
    const { limits, agentsTime } = scenario;
    const at = { agenda, broker: this.#broker, folder: this.#folder, kept: this.promises.kept, limits };
    const desk = speakers.filter(({ agent }) => agent === 'customs-desk');
    const others = speakers.filter(({ agent }) => agent !== 'customs-desk');
    const first = others.splice(this.#chance.int(0, others.length - 1), 1);
    return [...desk, ...first, ...others, ...more].slice(0, scenario.agents).map((place) => {
      const wall = new Wall(agenda, { gains: this.#chance.int(-100, 100), off: this.#chance.pick([0, 0, -500, 500]) });
      return new SimAgent(place, wall, {
        ...{ ...at, foreignTime: !agentsTime },
        chance: this.#chance.fork(`epochs of ${place.agent}`),
      });
    });
  }

  #observes(agent: SimAgent, chance: Chance): void {
    const again = (): void => {
      if (this.#ended || this.agenda.now > began + this.scenario.lastsMs) return;
      this.agenda.at(this.agenda.now + 1 + chance.around(this.scenario.gapMs), again);
      const device = this.scenario.agentsTime ? agent.wall.now() : this.agenda.now;
      // Some devices keep what they saw, and tell it late.
      const time = device - (chance.odds(0.05) ? chance.int(0, 600_000) : 0);
      agent.observe(this.#workload.observation(agent.place.agent, time));
    };
    this.agenda.at(began + 3000 + chance.around(this.scenario.gapMs), again);
  }

  #strike(fault: Fault): void {
    const { kind, lasts, whom, by } = fault;
    const agent = this.#agents[whom % this.#agents.length] as SimAgent;
    const { agent: name } = agent.place;
    this.#trace.say(this.agenda.now, `FAULT ${kind} ${name} lasts ${lasts} by ${by}`);
    const over = (act: () => void): void => this.agenda.at(this.agenda.now + lasts, act);
    const all = this.#agents.map(({ place }) => place.agent);
    if (kind === 'kill-hub') this.#hub.kill();
    if (kind === 'stop-hub') this.#hub.stop().catch(this.agenda.failed);
    if (kind === 'kill-hub' || kind === 'stop-hub') over(() => this.#hub.start());
    if (kind === 'kill-agent') agent.kill();
    if (kind === 'lose-spool') agent.loseDisk();
    if (kind === 'kill-agent' || kind === 'lose-spool') over(() => agent.start());
    if (kind === 'partition' || kind === 'partition-all') {
      const cut = kind === 'partition' ? [name] : all;
      for (const one of cut) this.#broker.partition(one, true);
      over(() => cut.map((one) => this.#broker.partition(one, false)));
    }
    if (kind === 'reset') this.#broker.reset(name);
    if (kind === 'unlink-hub') this.#hub.unlink(lasts);
    if (kind === 'disk-full') this.#hub.full(true);
    if (kind === 'disk-full') over(() => this.#hub.full(false));
    if (kind === 'pause-agent') {
      agent.pause(lasts);
      this.#broker.unheard(name, lasts);
    }
    if ((kind === 'sleep-hub' || kind === 'pause-hub') && this.#hub.isListening) {
      if (kind === 'pause-hub') this.#hubWall.pauses(lasts);
      this.#hub.sleep(lasts);
      this.#blindness.sleeps(lasts);
    }
    if (kind === 'agent-clock') agent.wall.off += by;
    if (kind === 'hub-clock') this.#hubWall.off += by;
    if (kind === 'hub-clock') this.#blindness.jumps(by);
  }

  #heal(): void {
    this.#trace.say(this.agenda.now, 'all is well again');
    for (const agent of this.#agents) {
      agent.start();
      this.#broker.partition(agent.place.agent, false);
      agent.wall.setRight();
    }
    this.#hub.full(false);
    this.#hub.start();
  }

  async #healed(): Promise<void> {
    const { now } = this.agenda;
    do {
      this.#heal();
      await this.agenda.until(this.agenda.now + lookMs);
    } while (this.#isWaiting && this.agenda.now < now + healMs);
    // Everybody has told how far it has come, who had to learn the time first, too: the book is the same once all have.
    await this.agenda.until(this.agenda.now + tellMs);
  }

  get #isWaiting(): boolean {
    return !this.#hub.isListening || this.#agents.some(({ pending, isAsleep }) => pending > 0 || isAsleep);
  }

  /** Everything that was kept came through, and all that follows from it is as if nothing had happened. */
  async #finish(): Promise<void> {
    const waiting = this.#agents.filter(({ pending }) => pending > 0);
    if (waiting.length > 0)
      throw new Broken('what is kept gets through', {
        waiting: waiting.map(({ place, pending }) => [place.agent, pending]),
      });
    this.#blindness.watching = false;
    for (const { wall } of [...this.#agents, { wall: this.#hubWall }]) {
      wall.setRight();
      wall.off += 2 * afterwardsMs;
    }
    await this.agenda.until(this.agenda.now + afterLookMs);
    const core = this.#hub.core;
    if (core === undefined) throw new Broken('a hub that is not killed lives', {});
    this.#sameBook(core);
    this.#sameDisk(core);
  }

  #sameBook(core: Core): void {
    const { journal, registry } = core;
    const { onDisk } = this.promises;
    const told = standing([...journal.alerts.ended(100_000), ...journal.alerts.standing()].map(({ alert }) => alert));
    const clean = standing(cleanRun(inputsOf(journal), registry, this.agenda.now + afterwardsMs, onDisk.passedOver));
    const [has, lacks] = [told.filter((one) => !clean.includes(one)), clean.filter((one) => !told.includes(one))];
    if (has.length + lacks.length > 0) throw new Broken('the same observations end in the same book', { has, lacks });
    this.promises.figures.events = core.telling.counts.events;
  }

  #sameDisk({ journal, telling }: Core): void {
    const { onDisk, alerts, kept } = this.promises;
    for (const { stream, count } of this.#agents.flatMap((agent) => agent.streams)) {
      const missing = onDisk.missing(stream, kept.get(stream)?.slice(0, count) ?? []);
      if (missing.length > 0) throw new Broken('what is lost is declared', { stream, missing });
    }
    for (const [id, alert] of alerts)
      if (JSON.stringify(journal.alert(id)) !== JSON.stringify(alert))
        throw new Broken('an alert on disk is as it was told', { id, alert, onDisk: journal.alert(id) });
    const { events, refused } = telling.counts;
    if (events + refused !== onDisk.size)
      throw new Broken('each observation is heard once', { events, refused, onDisk: onDisk.size });
    const open = journal.alerts
      .standing()
      .flatMap(({ alert: { id, condition } }) => (condition === 'active' ? [id] : []))
      .sort();
    const retained = this.#broker
      .retainedAlerts()
      .map((topic) => topic.split('/').at(-1))
      .sort();
    if (open.join() !== retained.join()) throw new Broken('what is retained is open', { open, retained });
  }

  close(): void {
    this.#blindness.watching = false;
    this.#ended = true;
    for (const agent of this.#agents) agent.kill();
    this.#hub.kill();
  }
}

function* inputsOf(journal: Core['journal']): Generator<Arrival> {
  for (const [, arrival] of journal.inputs()) yield arrival;
}

/** Runs one seed, and answers what came of it; a broken promise is an answer, and a fault of ours is, too. */
export async function simulate(seed: number, options: SimOptions = {}): Promise<Outcome> {
  const folder = mkdtempSync(join(process.platform === 'linux' ? memory : tmpdir(), 'efence-sim-'));
  const simulation = new Simulation(seed, folder, options);
  let broken: Outcome['broken'];
  try {
    await simulation.run();
  } catch (error) {
    if (error instanceof Broken) broken = { promise: error.promise, facts: error.facts };
    else broken = { promise: 'nothing throws', facts: (error as Error).stack };
  }
  simulation.close();
  rmSync(folder, { recursive: true, force: true });
  return {
    seed,
    digest: simulation.digest,
    broken,
    figures: simulation.figures,
    rules: [...simulation.promises.rules],
  };
}
