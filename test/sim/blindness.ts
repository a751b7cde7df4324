// Blind is loud, and only the blind: an agent is told as silent when its word was missing, and not when only the hub was away.
import type { AgentState } from '../../hub/contracts/agent-state.ts';
import type { Arrival, Transition } from '../../hub/flow.ts';
import type { Agenda } from './agenda.ts';
import { Broken } from './broken.ts';

/** By how much the hub's view may be early, ms: whole milliseconds here and there. */
const early = 100;
/** A hub that is away for longer knows that it was. */
const noticedMs = 3000;
/** And late: it looks now and then only. */
const late = 3000;

export class Blindness {
  readonly #agenda: Agenda;
  readonly #graceMs: number;
  /** Agents with a word on disk: of anybody else nothing can be missed. */
  readonly #known = new Set<string>();
  readonly #births = new Map<string, { epoch: string; connection: number }>();
  /** Last word in this life of the hub. */
  #heardAt = new Map<string, number>();
  readonly #silent = new Set<string>();
  #listeningAt: number | undefined;
  #sleeps: { from: number; to: number }[] = [];
  /** Away for so short a time that it does not know. */
  readonly #unnoticed: { at: number; ms: number }[] = [];
  /** From the end of a story on nothing is missed. */
  watching = true;
  /** A hub whose clock was set back counts at half speed until that is met again. */
  #counts = 1;
  figures = { silences: 0 };

  constructor(agenda: Agenda, graceMs: number) {
    this.#agenda = agenda;
    this.#graceMs = graceMs;
  }

  /** Of whom the hub has a will only, it has heard nothing. */
  onDisk(input: Arrival): void {
    if (input.kind === 'up') this.#known.add(input.agent);
    if (input.kind === 'state' && stateOf(input).online) this.#known.add(input.agent);
  }

  heard(input: Arrival): void {
    const { now } = this.#agenda;
    if (input.kind === 'listening') {
      this.#listeningAt = now;
      this.#heardAt.clear();
    } else if (input.kind === 'slept') this.#awake();
    else if (input.kind === 'up') this.#word(input.agent);
    else if (input.kind === 'state') this.#state(input.agent, stateOf(input));
  }

  /** It knows that it was away: everybody has its whole grace anew. */
  #awake(): void {
    for (const agent of this.#known) this.#missed(agent);
    this.#listeningAt = this.#agenda.now;
  }

  #state(agent: string, { online, epoch, connection }: AgentState): void {
    const born = this.#births.get(agent);
    const stale = born !== undefined && (born.epoch === epoch ? connection < born.connection : !online);
    if (stale) return;
    this.#births.set(agent, { epoch, connection });
    if (online) this.#word(agent);
  }

  #word(agent: string): void {
    this.#missed(agent);
    this.#heardAt.set(agent, this.#agenda.now);
  }

  decided({ change, alert }: Transition): void {
    if (alert.rule !== 'agent-silent') return;
    const agent = alert.key.slice('agent:'.length);
    if (alert.condition !== 'active') return void this.#silent.delete(agent);
    if (change !== 'raised' && change !== 'reinstated') return;
    this.#silent.add(agent);
    this.figures.silences += 1;
    const since = this.#since(agent);
    if (!this.watching || since === undefined) return;
    const missing = this.#awakeSince(since) + this.#unnoticedSince(since);
    if (missing < this.#graceMs - early)
      throw new Broken('silent is only who was not heard', { agent, missingMs: missing, graceMs: this.#graceMs });
  }

  /** The hub's clock is set, by so much ahead, or back. */
  jumps(ms: number): void {
    if (ms < 0) this.#counts = 2;
    if (ms > 0 && ms <= noticedMs) this.#unnoticed.push({ at: this.#agenda.now, ms });
  }

  sleeps(ms: number): void {
    const { now } = this.#agenda;
    if (ms <= noticedMs) this.#unnoticed.push({ at: now, ms });
    this.#sleeps.push({ from: now, to: now + ms });
  }

  hubGone(): void {
    for (const agent of this.#known) this.#missed(agent);
    const { now } = this.#agenda;
    this.#sleeps = this.#sleeps.map(({ from, to }) => ({ from, to: Math.min(to, now) }));
    this.#listeningAt = undefined;
    this.#heardAt.clear();
  }

  /** Its word comes, or the hub goes: was the time until now too long to say nothing? */
  #missed(agent: string): void {
    const since = this.#since(agent);
    if (!this.watching || since === undefined || !this.#known.has(agent) || this.#silent.has(agent)) return;
    const missing = this.#awakeSince(since);
    if (missing > this.#counts * this.#graceMs + late)
      throw new Broken('blind is loud', { agent, missingMs: missing, graceMs: this.#graceMs });
  }

  #since(agent: string): number | undefined {
    if (this.#listeningAt === undefined) return undefined;
    return Math.max(this.#listeningAt, this.#heardAt.get(agent) ?? 0);
  }

  #unnoticedSince(since: number): number {
    return this.#unnoticed.reduce((sum, { at, ms }) => sum + (at + ms >= since ? ms : 0), 0);
  }

  /** How long the hub was awake since then, ms. */
  #awakeSince(since: number): number {
    const { now } = this.#agenda;
    let awake = now - since;
    for (const { from, to } of this.#sleeps) awake -= Math.max(0, Math.min(to, now) - Math.max(from, since));
    return awake;
  }
}

const stateOf = ({ payload }: Extract<Arrival, { kind: 'state' }>): AgentState =>
  JSON.parse(Buffer.from(payload).toString()) as AgentState;
