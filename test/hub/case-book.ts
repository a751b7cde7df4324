// The alert book by itself, as a day is played on it: what it told comes to the disk some time later.
import { AlertBook } from '../../hub/alerts/alert-book.ts';
import { judged } from '../../hub/alerts/lifecycle.ts';
import type { Alert } from '../../hub/contracts/alert.ts';
import type { Transition } from '../../hub/flow.ts';
import { kindOf, type Real } from './case-port.ts';

/** The book alone; what it told is on disk some time later, and not always before it is asked again. */
export function bookAlone(): Real {
  const disk = new Map<string, Alert>();
  const now = new Map<string, Alert>();
  const late: Transition[] = [];
  let taken: Transition[] = [];
  const alertsOf = (key: string, rule: string) =>
    [...disk.values()].filter((one) => one.key === key && one.rule === rule);
  const book = new AlertBook(kindOf, { alertsOf, alert: (id) => disk.get(id) });
  const told = (transitions: readonly Transition[]): readonly Transition[] => {
    for (const { alert } of transitions) now.set(alert.id, alert);
    late.push(...transitions);
    return transitions;
  };
  const actorOf = ({ by, role, proved }: Parameters<Real['act']>[2]) => ({
    by,
    role,
    agency: 'customs' as const,
    proved,
  });
  return {
    settle: async (standing, at) => told(book.settle([standing], { at })),
    clock: async (at) => {
      const all: Transition[] = [];
      for (let i = 0; book.isDue(at) && i < 100; i += 1) all.push(...told(book.pass(at)));
      return all;
    },
    act: async (id, act, who, at) => {
      const known = now.get(id) as Alert;
      const why = judged(known, act, actorOf(who), at);
      const done = told(book.act(id, act, actorOf(who), at));
      taken.push(...done);
      if (typeof why === 'string') return done.length === 0 ? why : 'hub-fault';
      return done[0]?.alert ?? 'hub-fault';
    },
    note: async (id, explains, at) => {
      const note = { at, by: explains ? 'ops' : 'li', text: 'seen', ...(explains && { explains }) };
      const one = book.note(id, note);
      if (one === undefined) return 'notes-full';
      taken.push(...told([one]));
      return one.alert;
    },
    sync: () => {
      for (const { alert } of late.splice(0)) disk.set(alert.id, alert);
    },
    restart: async () => {},
    all: () => [...now.values()],
    taken: () => {
      const some = taken;
      taken = [];
      return some;
    },
  };
}
