// Routes against Alertmanager's own: random trees and labels, and amtool says where each goes.
import { execFileSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
import { stringify } from 'yaml';
import { readRouting } from '../../hub/routing/route-file.ts';
import { routesFor } from '../../hub/routing/route-tree.ts';
import { temporaryFolder } from '../a-port.ts';

const amtool = ['/usr/bin/amtool', '/usr/local/bin/amtool'].find(existsSync);
const receivers = ['r0', 'r1', 'r2', 'r3'];
const values = ['S1', 'S2', 'a b', '', 'x|y'];

const operator = fc.constantFrom('=', '!=', '=~', '!~');
const matcher = fc
  .tuple(fc.constantFrom('severity', 'site', 'kind'), operator, fc.constantFrom(...values, 'S.', 'S[12]|', '.*', '.+'))
  .map(([name, op, value]) => `${name}${op}${JSON.stringify(value)}`);
interface RouteText {
  receiver?: string;
  continue?: boolean;
  matchers?: string[];
  match?: Record<string, string>;
  routes?: RouteText[];
}
const routeText = (depth: number): fc.Arbitrary<RouteText> =>
  fc.record(
    {
      receiver: fc.constantFrom(...receivers),
      continue: fc.boolean(),
      matchers: fc.array(matcher, { maxLength: 2 }),
      match: fc.dictionary(fc.constantFrom('severity', 'site'), fc.constantFrom('S1', 'S2'), { maxKeys: 1 }),
      ...(depth > 0 && { routes: fc.array(routeText(depth - 1), { maxLength: 3 }) }),
    },
    { requiredKeys: ['matchers'] },
  );
const labelSet = fc.dictionary(fc.constantFrom('severity', 'site', 'kind'), fc.constantFrom('S1', 'S2', 'a b', 'x'));

describe('Routes as Alertmanager’s amtool sees them', () => {
  it('lead every alert to the same receivers', function () {
    this.timeout(60_000);
    if (amtool === undefined) {
      console.warn('SKIPPED: no amtool; npm run setup installs it');
      this.skip();
    }
    const folder = temporaryFolder();
    const file = join(folder.path, 'routing.yml');
    try {
      fc.assert(
        fc.property(fc.array(routeText(2), { maxLength: 4 }), labelSet, (routes, labels) => {
          const route = { receiver: 'r0', routes };
          writeFileSync(file, stringify({ route, receivers: receivers.map((name) => ({ name })) }));
          const given = Object.entries(labels).map(([name, value]) => `${name}=${value}`);
          const theirs = execFileSync(amtool, ['config', 'routes', 'test', `--config.file=${file}`, ...given], {
            encoding: 'utf8',
            stdio: ['ignore', 'pipe', 'ignore'],
          });
          const ours = routesFor(readRouting(file).route, labels).map(({ receiver }) => receiver);
          expect(ours.join(',')).to.equal(theirs.trim());
        }),
        { seed: 93, numRuns: 100 },
      );
    } finally {
      folder.remove();
    }
  });
});
