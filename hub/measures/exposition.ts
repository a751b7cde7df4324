// The hub as a Prometheus reads it: names of one scheme, base units, no ids as labels, a registry for each hub.
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import { type Alert, severities } from '../contracts/alert.ts';
import { CaseState } from '../contracts/case.ts';
import { caseOf } from '../contracts/standing.ts';
import { add, type Counts, type HeardCounts } from './heard-counts.ts';
import type { Mark } from './marks.ts';

/** What is read when a Prometheus asks, and never before. */
export interface Shown {
  readonly heard: HeardCounts;
  readonly sites: () => readonly string[];
  readonly standing: () => readonly Alert[];
  /** Of all sites, at this moment: a flood, how many chattered in the last hour. */
  readonly loud: () => { readonly flood: boolean; readonly chattering: number };
  readonly outbox: () => { readonly depth: number; readonly oldestMs: number };
  readonly clients: () => number;
  readonly pending: () => number;
  readonly diskFree: () => number;
  readonly agents: () => { readonly up: number; readonly known: number };
  readonly isReady: () => boolean;
}

/** Seconds. */
const waitBuckets = [10, 30, 60, 120, 300, 600, 1800, 3600, 14_400];
const lagResolutionMs = 20;

export class Exposition {
  readonly #registry = new Registry();
  readonly #annunciated: Counts = new Map();
  readonly #waited: Histogram<'severity'>;
  readonly #lag = monitorEventLoopDelay({ resolution: lagResolutionMs });

  constructor(shown: Shown) {
    this.#heard(shown.heard);
    this.#alerts(shown);
    this.#hub(shown);
    this.#process();
    this.#waited = new Histogram({
      name: 'efence_alert_acknowledgement_seconds',
      help: 'From an annunciation to its acknowledgement, since the start.',
      labelNames: ['severity'],
      buckets: waitBuckets,
      registers: [this.#registry],
    });
    this.#lag.enable();
  }

  readonly contentType = 'text/plain; version=0.0.4; charset=utf-8';

  text(): Promise<string> {
    return this.#registry.metrics();
  }

  /** Something that counts, as it happened. */
  mark(mark: Mark): void {
    const { severity, site } = mark;
    if (mark.what === 'annunciated') add(this.#annunciated, { severity, site }, 1);
    if (mark.what === 'acknowledged') this.#waited.observe({ severity }, mark.afterMs / 1000);
  }

  stop(): void {
    this.#lag.disable();
  }

  #heard({ events, acked, duplicates, rejected }: HeardCounts): void {
    const of = ['class', 'site'];
    this.#counter('efence_events_total', 'Observations judged and on disk.', of, events);
    this.#counter('efence_events_acked_total', 'Events of batches acked, again and refused ones too.', of, acked);
    this.#counter('efence_events_duplicate_total', 'Events that had come before.', of, duplicates);
    this.#counter('efence_events_rejected_total', 'What was refused and lies in quarantine.', ['code'], rejected);
    const called = 'Alerts that an officer was called to.';
    this.#counter('efence_alerts_annunciated_total', called, ['severity', 'site'], this.#annunciated);
  }

  #alerts({ sites, standing, loud }: Shown): void {
    this.#gauges('efence_alerts_open', 'Active alerts.', ['severity', 'site'], (set) => {
      for (const site of sites()) for (const severity of severities) set({ severity, site }, 0);
      for (const [labels, count] of tallied(standing().filter(isActive), ({ severity, site }) => ({ severity, site })))
        set(labels, count);
    });
    this.#gauges('efence_alerts_standing', 'Alerts to be seen to, by the state of their case.', ['state'], (set) => {
      for (const state of CaseState.enum) set({ state }, 0);
      for (const [labels, count] of tallied(standing(), (alert) => ({ state: caseOf(alert).state })))
        set(labels, count);
    });
    let now = { flood: false, chattering: 0 };
    this.#gauge('efence_alert_flood', 'Whether there are more alerts than officers can look at.', () => {
      now = loud();
      return now.flood;
    });
    const chattered = 'Sources that chattered within the last hour.';
    this.#gauge('efence_alert_sources_chattering', chattered, () => now.chattering);
  }

  #hub({ outbox, clients, pending, diskFree, agents, isReady }: Shown): void {
    this.#gauge('efence_ready', 'Whether the hub hears, folds and commits.', isReady);
    this.#gauge('efence_outbox_depth', 'Notifications not delivered yet.', () => outbox().depth);
    const oldest = 'Age of the oldest notification not delivered yet.';
    this.#gauge('efence_outbox_oldest_seconds', oldest, () => outbox().oldestMs / 1000);
    this.#gauge('efence_socket_clients', 'Dashboards connected.', clients);
    this.#gauge('efence_journal_pending_entries', 'What is accepted and not on disk yet.', pending);
    this.#gauge('efence_disk_free_bytes', 'Free on the disk of the journal.', diskFree);
    this.#gauge('efence_agents_up', 'Agents that are online.', () => agents().up);
    this.#gauge('efence_agents_known', 'Agents that were ever heard.', () => agents().known);
  }

  /** Under the names that everybody's dashboards have for them. */
  #process(): void {
    const memory = () => process.memoryUsage();
    this.#gauge('process_resident_memory_bytes', 'Resident memory.', () => memory().rss);
    this.#gauge('nodejs_heap_size_used_bytes', 'Heap in use.', () => memory().heapUsed);
    this.#gauge('nodejs_external_memory_bytes', 'Memory beside the heap.', () => memory().external);
    const lag = (name: string, percentile: number): void =>
      this.#gauge(name, 'Delay of the event loop since asked last.', () => this.#lagAt(percentile));
    lag('nodejs_eventloop_lag_p50_seconds', 50);
    lag('nodejs_eventloop_lag_p99_seconds', 99);
    this.#gauge('nodejs_eventloop_lag_max_seconds', 'The longest delay since asked last.', () => {
      const longest = this.#lagAt(100);
      this.#lag.reset();
      return longest;
    });
    const cpu = new Counter({
      name: 'process_cpu_seconds_total',
      help: 'CPU time of the process.',
      registers: [this.#registry],
      collect: () => {
        const { user, system } = process.cpuUsage();
        cpu.reset();
        cpu.inc((user + system) / 1e6);
      },
    });
  }

  /** Seconds beyond what the timer itself takes. */
  #lagAt(percentile: number): number {
    return this.#lag.count === 0 ? 0 : Math.max(0, this.#lag.percentile(percentile) / 1e9 - lagResolutionMs / 1000);
  }

  #counter(name: string, help: string, labelNames: string[], counts: Counts): void {
    const counter = new Counter({
      ...{ name, help, labelNames, registers: [this.#registry] },
      collect: () => {
        counter.reset();
        for (const { labels, count } of counts.values()) counter.inc(labels, count);
      },
    });
  }

  #gauge(name: string, help: string, value: () => number | boolean): void {
    const gauge = new Gauge({
      ...{ name, help, registers: [this.#registry] },
      collect: () => {
        gauge.set(Number(value()));
      },
    });
  }

  #gauges(name: string, help: string, labelNames: string[], show: (set: SetGauge) => void): void {
    const gauge = new Gauge({
      ...{ name, help, labelNames, registers: [this.#registry] },
      collect: () => {
        gauge.reset();
        show((labels, value) => gauge.set(labels, value));
      },
    });
  }
}

type SetGauge = (labels: Readonly<Record<string, string>>, value: number) => void;

const isActive = ({ condition }: Alert): boolean => condition === 'active';

function tallied<T>(rows: readonly T[], labelsOf: (row: T) => Readonly<Record<string, string>>) {
  const counts: Counts = new Map();
  for (const row of rows) add(counts, labelsOf(row), 1);
  return [...counts.values()].map(({ labels, count }) => [labels, count] as const);
}
