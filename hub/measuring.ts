// What the hub shows of how alerts are coped with, and of itself to a Prometheus: read when it is asked for, over what the page reads.
import type { MeasureSeam } from './api/measures.ts';
import type { Person } from './contracts/person.ts';
import { may } from './identity/rights.ts';
import { everything, type Sees, seeing } from './identity/wall.ts';
import { Exposition } from './measures/exposition.ts';
import type { SocketGate } from './push/socket-gate.ts';
import type { Read } from './reading.ts';

const hourMs = 3_600_000;

type Gate = Pick<SocketGate, 'clients' | 'people'>;

/** @param gate dashboards, once they may come. @returns what routes ask for, and how it ends */
export function measuringOver(read: Read, gate: () => Gate): MeasureSeam & { stop(): void } {
  const { measures } = read;
  const exposition = expositionOver(read, gate);
  measures.onMark = (mark) => exposition.mark(mark);
  return {
    measures: (asked, who) => {
      const present = (sees: Sees) => onDuty(gate().people, sees);
      return measures.ask(asked, { sees: seeing(who), asRuled: !may(who, 'trust'), present });
    },
    metrics: () => exposition.text(),
    metricsType: exposition.contentType,
    stop: () => exposition.stop(),
  };
}

/** Monitors and supervisors who see one of these sites; where nobody has a name, whoever looks is one. */
function onDuty(people: readonly Person[], sees: Sees): Set<string> {
  const officers = people.filter(({ role }) => role === 'monitor' || role === 'supervisor' || role === 'local');
  const here = officers.filter(({ sites }) => sites === 'all' || sites.some(sees));
  return new Set(here.map(({ name }) => name));
}

function expositionOver(read: Read, gate: () => Gate): Exposition {
  const { measures, telling, plan, book, outbox, journal, retention, view, clock, trouble } = read;
  return new Exposition({
    heard: telling.heard,
    sites: () => plan.sites.map(({ id }) => id),
    standing: () => book.standing(),
    loud: () => {
      const asker = { sees: everything, asRuled: false, present: () => [] };
      const { floods, chattering } = measures.ask({ from: clock.now() - hourMs }, asker) ?? {};
      return { flood: floods?.now !== undefined, chattering: chattering?.count.value ?? 0 };
    },
    outbox: () => {
      const { waiting = 0, oldestAt = clock.now() } = outbox ?? {};
      return { depth: waiting, oldestMs: Math.max(0, clock.now() - oldestAt) };
    },
    clients: () => gate().clients,
    pending: () => journal.pending,
    diskFree: () => retention.status().freeBytes,
    agents: () => {
      const known = view.agents().filter(({ stranger = false }) => !stranger);
      return { up: known.filter(({ online }) => online).length, known: known.length };
    },
    isReady: () => trouble() === undefined,
  });
}
