// What a seed stands for: how many agents, for how long, over which network, and what goes wrong when.
import { type SpoolLimits, spoolLimits } from '../../edge-agents/spool-limits.ts';
import type { BrokerWays } from './broker.ts';
import type { Chance } from './chance.ts';

const minuteMs = 60_000;

/** Every so many seeds one has many agents for hours. */
const longEvery = 250;

export interface Scenario {
  readonly agents: number;
  readonly lastsMs: number;
  /** Usual time between two observations of an agent, ms. */
  readonly gapMs: number;
  /** Usual time between two faults, ms. */
  readonly faultMs: number;
  readonly ways: BrokerWays;
  /** Devices tell the time of their agent's clock, which may be wrong; else that of satellites. */
  readonly agentsTime: boolean;
  /** What a spool may hold: often so little that some must go. */
  readonly limits: SpoolLimits;
  readonly faults: readonly Fault[];
}

const kinds = [
  ...(['kill-hub', 'kill-hub', 'stop-hub', 'kill-agent', 'kill-agent', 'lose-spool'] as const),
  ...([
    'partition',
    'partition',
    'partition-all',
    'reset',
    'reset',
    'disk-full',
    'sleep-hub',
    'pause-hub',
    'pause-agent',
  ] as const),
  ...(['agent-clock', 'hub-clock', 'unlink-hub'] as const),
];
export type FaultKind = (typeof kinds)[number];

export interface Fault {
  readonly kind: FaultKind;
  readonly at: number;
  /** Until it is over, ms. */
  readonly lasts: number;
  /** Which agent, of however many there are. */
  readonly whom: number;
  /** Clocks are set by so much, ms. */
  readonly by: number;
}

export function scenarioOf(seed: number, chance: Chance): Scenario {
  const isLong = seed % longEvery === 0;
  const lastsMs = isLong ? chance.int(60, 180) * minuteMs : chance.int(2, 8) * 15_000;
  const faultMs = (isLong ? 5 : chance.pick([0.15, 0.3, 0.5])) * minuteMs;
  return {
    agents: isLong ? chance.int(5, 50) : chance.int(2, 5),
    lastsMs,
    gapMs: isLong ? 60_000 : chance.pick([1500, 3000, 6000]),
    faultMs,
    ways: {
      embedded: chance.odds(0.5),
      delayMs: chance.pick([2, 20, 200]),
      twice: chance.pick([0, 0.02, 0.2]),
      overlaps: chance.pick([0, 0.5]),
      resends: chance.odds(0.5),
    },
    agentsTime: chance.odds(0.5),
    limits: { bytes: chance.pick([spoolLimits.bytes, spoolLimits.bytes, 2500]), ageMs: spoolLimits.ageMs },
    faults: faultsOf(chance, lastsMs, faultMs),
  };
}

function faultsOf(chance: Chance, lastsMs: number, usual: number): Fault[] {
  const faults: Fault[] = [];
  for (let at = 5000 + chance.around(usual); at < lastsMs; at += chance.around(usual)) {
    const lasts = chance.pick([200, 2000, 10_000, 25_000, 40_000]);
    const by = chance.pick([1, -1]) * chance.pick([2000, 60_000, 3_600_000]);
    faults.push({ kind: chance.pick(kinds), at, lasts, whom: chance.int(0, 1_000_000), by });
  }
  return faults;
}
