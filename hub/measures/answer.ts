// All the measures of a time and of some sites, from the marks of it and from what stands now.
import type { Alert, Severity } from '../contracts/alert.ts';
import type { Measures } from '../contracts/measures.ts';
import { floodedMs, floodsOf, sinceCalm } from './floods.ts';
import type { MarksOf } from './ledger.ts';
import type { Mark } from './marks.ts';
import { actedBy, officersFrom, onDutyMs } from './officers.ts';
import { chatteringOf, counted, mixOf, topOf } from './sources.ts';
import { standingNow } from './standing-now.ts';
import { atMost, floodShare, ratePerHour, staleMost, usualMinutes } from './targets.ts';
import { lastWords, rulesJudged, sensorsJudged } from './verdicts.ts';
import { waitsOf } from './waits.ts';

/** Minutes that a rule gives to look at an alert and to handle it; undefined where it gives none. */
export type MinutesOf = (rule: string) => { readonly look: number; readonly handle: number } | undefined;

export interface About {
  /** Of the sites that are seen. */
  readonly marks: MarksOf;
  readonly standing: readonly Alert[];
  readonly sites: readonly string[];
  /** After the one, up to the other, ms. */
  readonly from: number;
  readonly to: number;
  readonly now: number;
  readonly keptFrom: number;
  readonly complete: boolean;
  /** Officers who have the page open, by name. */
  readonly present: Iterable<string>;
  readonly activeSince: (alert: Alert) => number;
  readonly minutesOf: MinutesOf;
  /** As the rules have it: what trust makes of a severity is not for everybody. */
  readonly asRuled: boolean;
}

const hourMs = 3_600_000;
/** Floods, and judged rules and sensors, that are told. */
const floodsTold = 20;
const verdictsTold = 200;

export function measuresOf(about: About): Measures {
  const { marks, sites, from, to, keptFrom, complete } = about;
  const called = marks('called', from, to);
  const rest = marks('rest', from, to);
  const words = lastWords(marks('words', from, to));
  const positions = positionsOf(about);
  const hours = Math.max(0, to - Math.max(from, keptFrom)) / hourMs;
  const severityOf = ({ ruled, severity }: Mark): Severity => (about.asRuled ? ruled : severity);
  return {
    ...{ from, to, sites: [...sites], complete: complete && from >= keptFrom, keptFrom, positions },
    annunciations: counted(called),
    rate: atMost(hours === 0 ? 0 : called.length / hours / positions, ratePerHour, hours > 0),
    mix: mixOf(called, severityOf),
    ...waited(about, severityOf),
    floods: flooded(about),
    chattering: chatteringOf(rest),
    top: topOf(called),
    ...now(about),
    escalations: rest.filter(({ what }) => what === 'escalated').length,
    rules: rulesJudged(words).slice(0, verdictsTold),
    sensors: sensorsJudged(words, rest).slice(0, verdictsTold),
  };
}

/** Who acted within the half hour before `to`, and, where that is now, who has the page open. */
function positionsOf({ marks, to, now, present }: About): number {
  const names = actedBy(marks, to);
  if (to > now - onDutyMs) for (const name of present) names.add(name);
  return Math.max(1, names.size);
}

function waited({ marks, from, to, minutesOf }: About, severityOf: (mark: Mark) => Severity) {
  const of = (done: readonly (Mark & { readonly afterMs: number })[], which: 'look' | 'handle') =>
    waitsOf(
      done.map((mark) => {
        // The rule's minutes, else those of its own severity: nobody's tier makes anybody slow.
        const minutes = (minutesOf(mark.rule) ?? usualMinutes[mark.ruled])[which];
        return { severity: severityOf(mark), afterMs: mark.afterMs, minutes };
      }),
    );
  const disposed = marks('words', from, to).filter((mark) => mark.what === 'disposed');
  return { acknowledged: of(marks('acknowledged', from, to), 'look'), disposed: of(disposed, 'handle') };
}

/** Judged by those who acted: who had the page open then is not written down. */
function flooded({ marks, from, to, now, keptFrom }: About): Measures['floods'] {
  const called = sinceCalm(marks('called', keptFrom, now), from);
  const floods = floodsOf(called, officersFrom(marks, called[0]?.at ?? now), now);
  const touching = floods.filter(({ start, end = now }) => start <= to && end > from);
  const span = to - Math.max(from, keptFrom);
  const part = span > 0 ? Math.min(1, floodedMs(touching, from, to) / span) : 0;
  const last = floods.at(-1);
  return {
    count: touching.length,
    share: atMost(part, floodShare, span > 0),
    ...(last !== undefined && last.end === undefined && { now: last }),
    newest: touching.slice(-floodsTold).reverse(),
  };
}

function now({ standing, now: at, activeSince }: About) {
  const { stale, ...away } = standingNow(standing, at, activeSince);
  return { ...away, stale: { ...stale, figure: atMost(stale.count, staleMost) } };
}
