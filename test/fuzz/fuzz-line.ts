// Spoiled batches and states, heard by the line itself: each is answered by a code of its own, and by no fault of the hub's.
import { AlertBook } from '../../hub/alerts/alert-book.ts';
import { errors } from '../../hub/errors.ts';
import type { Arrival } from '../../hub/flow.ts';
import { Line } from '../../hub/line.ts';
import { Registry } from '../../hub/registry/registry.ts';
import { FoldEngine } from '../../hub/rules/fold-engine.ts';
import { rulebook } from '../../hub/rules/rulebook.ts';
import { MemoryChain } from '../hub/a-fold.ts';
import { Chance } from '../sim/chance.ts';
import { simulatedPlan } from '../sim/sim-port.ts';
import { batches, states } from './corpus.ts';
import { spoil } from './spoil.ts';

const now = Date.UTC(2026, 4, 4, 1);
/** A line that has heard so much rubbish is begun anew: what it holds would be measured, not what it hears. */
const heardMost = 2000;
/** One arrival that takes more of the processor, ms, is none that a hub bears. */
const slowMs = 500;

export interface LineFuzzed {
  readonly heard: number;
  /** How often each code was the answer; what was sound after all is '' */
  readonly codes: Readonly<Record<string, number>>;
  readonly slowestMs: number;
  /** What must not be: the payload in base64, and why. */
  readonly broken: readonly { readonly payload: string; readonly why: string }[];
}

/** Of this thread alone: a busy machine is not the line's fault. */
function cpuMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

function lineOf(): Line {
  const registry = new Registry();
  const book = new AlertBook(() => ({ mergeGapMs: 0, integrity: false }), {
    alertsOf: () => [],
    alert: () => undefined,
  });
  const line = new Line({ registry, engine: new FoldEngine(rulebook, registry, new MemoryChain(false)), book });
  line.hear({ kind: 'plan', payload: Buffer.from(JSON.stringify(simulatedPlan)), receivedAt: now });
  return line;
}

/** @param isOver asked before each arrival */
export function fuzzLine(seed: number, isOver: (heard: number) => boolean): LineFuzzed {
  const chance = new Chance(seed);
  const told = batches(now);
  const others = [...told.map(({ payload }) => payload), ...states];
  const codes: Record<string, number> = {};
  const broken: { payload: string; why: string }[] = [];
  let [heard, slowestMs, line] = [0, 0, lineOf()];
  for (; !isOver(heard) && broken.length < 10; heard += 1) {
    if (heard % heardMost === 0) line = lineOf();
    const { who, payload } = chance.pick(told);
    const isState = chance.odds(0.2);
    const spoiled = spoil(isState ? chance.pick(states) : payload, chance, others);
    const said = { ...who, payload: spoiled, receivedAt: now + (heard % heardMost) };
    const arrival: Arrival = isState ? { kind: 'state', ...said } : { kind: 'up', class: 'routine', ...said };
    const began = cpuMs();
    const { refusals } = line.hear(arrival);
    const took = cpuMs() - began;
    slowestMs = Math.max(slowestMs, took);
    for (const { code } of refusals) codes[code] = (codes[code] ?? 0) + 1;
    if (refusals.length === 0) codes[''] = (codes[''] ?? 0) + 1;
    const why = whyBroken(refusals, line, took);
    if (why === undefined) continue;
    broken.push({ payload: spoiled.toString('base64'), why });
    line = lineOf();
  }
  return { heard, codes, slowestMs, broken };
}

function whyBroken(
  refusals: readonly { code: string; detail: string }[],
  line: Line,
  took: number,
): string | undefined {
  const fault = refusals.find(({ code }) => code === 'hub-fault' || !Object.hasOwn(errors, code));
  if (fault !== undefined) return `${fault.code}: ${fault.detail}`;
  if (line.engine.counts.thrown > 0) return 'a rule threw';
  return took > slowMs ? `took ${took.toFixed(0)} ms` : undefined;
}
