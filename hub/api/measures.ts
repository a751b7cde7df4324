// How alerts are coped with over REST, and what a Prometheus reads.
import type { Measures } from '../contracts/measures.ts';
import type { Person } from '../contracts/person.ts';
import { found, type Route } from './route.ts';
import { spanOf } from './routes.ts';

export interface MeasureSeam {
  /** Of the sites that whoever asks sees; undefined where they do not see the one they name. */
  measures(
    asked: { site?: string | undefined; from?: number | undefined; to: number },
    who: Person,
  ): Measures | undefined;
  /** In Prometheus' text format. */
  metrics(): Promise<string>;
  readonly metricsType: string;
}

export function measureRoutes(hub: MeasureSeam): readonly Route[] {
  return [
    {
      ...{ method: 'get', path: '/api/v1/measures', needs: 'measure' },
      answer: ({ query, who }) => {
        const span = spanOf(query);
        if (span === undefined) return 'request-malformed';
        const from = query['from'] === undefined ? undefined : span.from;
        return found(hub.measures({ site: query['site']?.[0], from, to: span.to }, who));
      },
    },
    {
      ...{ method: 'get', path: '/metrics', needs: 'inspect' },
      answer: async () => ({ headers: { 'content-type': hub.metricsType }, body: await hub.metrics() }),
    },
  ];
}
