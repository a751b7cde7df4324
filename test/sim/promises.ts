// What the hub promises, held against everything it hands over, puts on disk and says, at each of these moments.
import { type Ack, noEpoch } from '../../hub/contracts/ack.ts';
import type { Alert } from '../../hub/contracts/alert.ts';
import type { BatchFrame } from '../../hub/contracts/batch.ts';
import type { EventClass } from '../../hub/contracts/ids.ts';
import type { AgentGap, Observation } from '../../hub/contracts/observation.ts';
import type { Core } from '../../hub/core.ts';
import type { Arrival, Settled, Transition } from '../../hub/flow.ts';
import type { Entry } from '../../hub/journal/entry.ts';
import type { Replayed } from '../../hub/restart.ts';
import type { Agenda } from './agenda.ts';
import type { Blindness } from './blindness.ts';
import { Broken } from './broken.ts';
import type { DiskEvents } from './disk.ts';
import type { Trace } from './trace.ts';
import { bodyOf, isDeclaration, type KeptOf, streamOf } from './watched-spool.ts';

interface Stream {
  /** All up to here are there, or will never come. */
  upTo: number;
  readonly ahead: Set<number>;
  readonly told: Set<number>;
  /** What the agent declared that it had lost. */
  readonly lost: { readonly from: number; readonly to: number }[];
}

/** Sequences that are on disk, stream by stream, and those that were declared lost. */
export class OnDisk {
  readonly #streams = new Map<string, Stream>();
  /** What came after it had been declared lost: journalled, and no news. */
  readonly passedOver = new Set<string>();
  /** Distinct observations, without those. */
  size = 0;

  /** @throws Broken when it is not what the agent kept */
  put({ agent, class: cls, payload }: Extract<Arrival, { kind: 'up' }>, kept: KeptOf): void {
    const frame = JSON.parse(Buffer.from(payload).toString('utf8')) as BatchFrame;
    const name = streamOf(agent, frame.epoch, cls);
    const stream = this.#of(name);
    advance(stream, Math.min(frame.gone ?? 0, frame.first - 1));
    for (const [i, event] of (frame.events as Observation[]).entries()) {
      const seq = frame.first + i;
      const { type, subject, time, data } = event;
      const told = bodyOf({ type, subject, time: Date.parse(time), data });
      const was = kept.get(name)?.[seq - 1];
      if (was !== told) throw new Broken('what is on disk is what was observed', { stream: name, seq, was, told });
      const isNews = seq > stream.upTo && !stream.ahead.has(seq);
      if (isNews) {
        this.size += 1;
        stream.ahead.add(seq);
      } else if (!stream.told.has(seq)) this.passedOver.add(`${name}/${seq}`);
      stream.told.add(seq);
      if (type === 'agent.gap' && isNews) this.#declared(agent, frame.epoch, data as AgentGap);
    }
    advance(stream, 0);
  }

  upTo(stream: string): number {
    return this.#streams.get(stream)?.upTo ?? 0;
  }

  /** Kept, neither on disk nor declared lost. A declaration that was lost itself was made anew. */
  missing(name: string, kept: readonly string[]): number[] {
    const { told, lost } = this.#of(name);
    const isLost = (seq: number): boolean => lost.some(({ from, to }) => from <= seq && seq <= to);
    const observed = kept.flatMap((body, i) => (isDeclaration(body) ? [] : [i + 1]));
    return observed.filter((seq) => !told.has(seq) && !isLost(seq));
  }

  /** Not waited for any more, up to what has come. */
  #declared(agent: string, epoch: string, { class: cls, from, to }: AgentGap): void {
    if (from === undefined || to === undefined) return;
    const stream = this.#of(streamOf(agent, epoch, cls));
    stream.lost.push({ from, to });
    advance(stream, 0);
    if (stream.ahead.size > 0) advance(stream, Math.min(to, Math.min(...stream.ahead) - 1));
  }

  #of(name: string): Stream {
    const known = this.#streams.get(name) ?? { upTo: 0, ahead: new Set(), told: new Set(), lost: [] };
    this.#streams.set(name, known);
    return known;
  }
}

function advance(stream: Stream, gone: number): void {
  stream.upTo = Math.max(stream.upTo, gone);
  for (const seq of stream.ahead) if (seq <= stream.upTo) stream.ahead.delete(seq);
  while (stream.ahead.delete(stream.upTo + 1)) stream.upTo += 1;
}

export class Promises implements DiskEvents {
  readonly kept: KeptOf = new Map();
  readonly onDisk = new OnDisk();
  /** Alerts as they are on disk. */
  readonly alerts = new Map<string, Alert>();
  readonly figures = { acks: 0, transitions: 0, raised: 0, restarts: 0, arrivals: 0, events: 0 };
  readonly rules = new Set<string>();
  readonly #agenda: Agenda;
  readonly #trace: Trace;
  readonly #blindness: Blindness;
  #seq = 0;

  constructor(agenda: Agenda, trace: Trace, blindness: Blindness) {
    this.#agenda = agenda;
    this.#trace = trace;
    this.#blindness = blindness;
  }

  /** Decided in memory; nothing of it is on disk yet. */
  decided({ arrival, transitions }: Settled): void {
    this.#blindness.heard(arrival);
    for (const transition of transitions) this.#blindness.decided(transition);
  }

  onCommitted(entries: readonly Entry[]): void {
    for (const { input, transitions = [] } of entries) {
      if (input?.kind === 'up') this.onDisk.put(input, this.kept);
      if (input !== undefined) this.#arrived(input);
      for (const transition of transitions) this.#changed(transition);
    }
  }

  #arrived(input: Arrival): void {
    this.figures.arrivals += 1;
    this.#trace.say(
      this.#agenda.now,
      `journalled ${input.kind} ${'agent' in input ? input.agent : ''} ${input.receivedAt}`,
    );
    this.#blindness.onDisk(input);
  }

  #changed({ seq, change, alert }: Transition): void {
    const { id, rule, key, scope, from, to, condition } = alert;
    this.#trace.say(this.#agenda.now, `${seq} ${change} ${rule} ${key} ${scope} ${from} ${to} ${condition}`);
    if (seq !== this.#seq + 1) throw new Broken('transitions are numbered without gaps', { seq, after: this.#seq });
    if (change === 'raised' && this.alerts.has(id)) throw new Broken('nothing is raised twice', { alert });
    if (change !== 'raised' && !this.alerts.has(id)) throw new Broken('what changes was raised', { change, alert });
    this.#seq = seq;
    this.alerts.set(id, alert);
    this.rules.add(rule);
    this.figures.transitions += 1;
    if (change === 'raised') this.figures.raised += 1;
  }

  /** The hub says something on MQTT. */
  onPublished(topic: string, payload: string): void {
    if (!topic.endsWith('/ack')) return;
    const agent = topic.split('/').at(-2) ?? '';
    const { epoch, durable, rejects } = JSON.parse(payload) as Ack;
    this.figures.acks += 1;
    this.#trace.say(this.#agenda.now, `acked ${agent} ${epoch} ${durable.urgent} ${durable.routine}`);
    for (const { code } of rejects)
      if (!mayBeRefused.has(code)) throw new Broken('nothing sound is refused', { agent, rejects });
    if (epoch === noEpoch) return;
    for (const cls of ['urgent', 'routine'] as const satisfies EventClass[]) {
      const stream = streamOf(agent, epoch, cls);
      const upTo = this.onDisk.upTo(stream);
      if (durable[cls] > upTo) throw new Broken('acked means on disk', { stream, acked: durable[cls], onDisk: upTo });
    }
  }

  /** A restart with unchanged facts is no news. */
  resumed(replayed: Replayed, core: Core): void {
    this.figures.restarts += 1;
    this.#trace.say(this.#agenda.now, `resumed kept ${replayed.kept} open ${replayed.open} new ${replayed.new}`);
    if (replayed.new > 0)
      throw new Broken('a restart raises nothing', { ...replayed, news: core.journal.transitionsAfter(this.#seq, 10) });
    const open = [...this.alerts.values()].filter(({ condition }) => condition === 'active').length;
    if (replayed.open !== open) throw new Broken('a restart forgets no alert', { ...replayed, open });
  }

  hubGone(): void {
    this.#blindness.hubGone();
  }

  /** A dashboard of this hub: each change is told once, in order, and is on disk by then. */
  observer(core: Core): NonNullable<Core['telling']['gate']> {
    let { seq } = core.book;
    return {
      tell: (transitions) => {
        for (const { seq: told, change } of transitions) {
          if (told !== seq + 1) throw new Broken('each change is told once, in order', { told, after: seq, change });
          if (told > this.#seq) throw new Broken('told means on disk', { told, onDisk: this.#seq, change });
          seq = told;
        }
      },
      tellChecks() {},
    };
  }
}

/** An agent's clock that was set, or facts of who may not declare them, are refused by right. */
const mayBeRefused = new Set(['authority-missing', 'fact-unissued']);
