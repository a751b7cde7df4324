// The same observations without any fault: each once, in the order of their times, everything heard before anything is concluded.
import { AlertBook } from '../../hub/alerts/alert-book.ts';
import type { Alert } from '../../hub/contracts/alert.ts';
import type { Arrival, Heard, Keyed } from '../../hub/flow.ts';
import { rehear } from '../../hub/ingest/rehear.ts';
import type { Registry } from '../../hub/registry/registry.ts';
import { FoldEngine } from '../../hub/rules/fold-engine.ts';
import { folds } from '../../hub/rules/rulebook.ts';
import { MemoryChain } from '../hub/a-fold.ts';

/** About clocks and spools as beats and resent batches show them: at which moments they came no two runs share. */
const ofSpools = ['clock-jumped', 'epoch-changed', 'sequence-gap'];

/** About blindness in between, which no two runs share: who was not heard, for how long. */
const ofBlindness = new Set(['agent-silent', 'events-unjudged', 'segment-blind', ...ofSpools]);

/** An alert as far as all runs must agree on it (ARCHITECTURE, "the same alert book"). */
export function standing(alerts: Iterable<Alert>): string[] {
  return [...alerts]
    .filter(({ rule, condition }) => !ofBlindness.has(rule) && condition !== 'withdrawn' && condition !== 'merged')
    .map(({ rule, key, scope, from, to, condition, why }) =>
      JSON.stringify({ rule, key, scope, from, to, condition, evidence: why.evidence }),
    )
    .sort();
}

/** @param upTo every witness has told so far, ms. @param passedOver places that came after they had been declared lost */
export function cleanRun(
  inputs: Iterable<Arrival>,
  registry: Registry,
  upTo: number,
  passedOver: ReadonlySet<string>,
): Alert[] {
  const engine = new FoldEngine(folds, registry, new MemoryChain(false));
  const alerts = new Map<string, Alert>();
  const alertsOf = (key: string, rule: string) =>
    [...alerts.values()].filter((one) => one.key === key && one.rule === rule);
  const kinds = new Map(folds.map((rule) => [rule.id, rule]));
  const kindOf = (rule: string) => kinds.get(rule) ?? { mergeGapMs: 0, integrity: true };
  const book = new AlertBook(kindOf, { alertsOf, alert: (id) => alerts.get(id) });
  let number = 0;
  const hear = (heard: Partial<Heard>, at: number): void => {
    number += 1;
    const standings = engine.fold({ keyed: [], refusals: [], ...heard }, { number, at });
    for (const { alert } of book.settle(standings, { at })) alerts.set(alert.id, alert);
  };
  const witnesses = new Set<string>();
  for (const keyed of inOrder(inputs, { registry, witnesses, passedOver })) hear({ keyed }, upTo);
  for (const witness of [...[...witnesses].sort(), 'hub']) hear({ passed: { witness, upTo } }, upTo);
  return [...alerts.values()];
}

/** Each observation once, at the corrected time at which it was heard first. */
function inOrder(
  inputs: Iterable<Arrival>,
  { registry, witnesses, passedOver }: { registry: Registry; witnesses: Set<string>; passedOver: ReadonlySet<string> },
): Keyed[][] {
  const heard = new Map<string, Keyed[]>();
  for (const arrival of inputs) {
    if (arrival.kind === 'up') witnesses.add(`agent:${arrival.agent}`);
    const before = new Set(heard.keys());
    for (const one of rehear(arrival, registry)) {
      const place = `${one.event.from}/${one.event.seq}`;
      if (before.has(place) || passedOver.has(place)) continue;
      const keyed = heard.get(place);
      if (keyed === undefined) heard.set(place, [one]);
      else keyed.push(one);
    }
  }
  const timeOf = ([first]: Keyed[]): number => first?.event.time ?? 0;
  return [...heard.values()].sort((a, b) => timeOf(a) - timeOf(b));
}
