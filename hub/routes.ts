// Every route there is, each with the right it needs: what the hub serves, the papers describe, and the table of roles is held to.
import { deedRoutes } from './api/acts.ts';
import { alertRoutes } from './api/alerts.ts';
import { cameraRoutes } from './api/cameras.ts';
import { epcisRoutes } from './api/epcis.ts';
import { type MeasureSeam, measureRoutes } from './api/measures.ts';
import { peopleRoutes } from './api/people.ts';
import { quarantineRoutes } from './api/quarantine.ts';
import type { Route } from './api/route.ts';
import { routesOver } from './api/routes.ts';
import { ruleRoutes } from './api/rules.ts';
import { sessionRoutes } from './api/sessions.ts';
import { signOnRoutes } from './api/sign-on.ts';
import { tokenRoutes } from './api/tokens.ts';
import { trustRoutes } from './api/trust.ts';
import type { Cctv } from './cctv/cctv.ts';
import type { Door } from './identity/door.ts';
import { type Read, readingOver, recordsOver } from './reading.ts';
import { ruleRows } from './rules/rule-rows.ts';

export interface Served {
  readonly read: Read;
  readonly door: Door;
  readonly cctv: Cctv;
  readonly measuring: MeasureSeam;
  /** Somebody went, or became another: what was opened as them closes. */
  readonly recheck: () => void;
}

export function allRoutes({ read, door, cctv, measuring, recheck }: Served): readonly Route[] {
  const { clock, desk, deeds, trust, plan } = read;
  const reading = readingOver(read);
  const isSite = (site: string): boolean => plan.sites.some(({ id }) => id === site);
  return [
    ...sessionRoutes(door, recheck),
    ...signOnRoutes(door.signOn, recheck),
    ...peopleRoutes(door.roll, recheck),
    ...tokenRoutes({ tokens: door.tokens, isSite, changed: recheck }),
    ...alertRoutes(recordsOver(read)),
    ...deedRoutes({
      now: () => clock.now(),
      alert: (id) => reading.alert(id),
      note: (alert, note, request) => deeds.note(alert, note, request),
      act: (alert, act, who, request) => deeds.act(alert, act, who, request),
      attach: (jpeg) => cctv.attach(jpeg),
      attached: (sha256) => cctv.attached(sha256),
      mayOwn: (name, site) => door.mayOwn(name, site),
      officers: (site) => door.officers(site),
    }),
    ...ruleRoutes(ruleRows),
    ...routesOver(reading),
    ...quarantineRoutes(read.quarantine),
    ...epcisRoutes(desk),
    ...cameraRoutes(cctv),
    ...trustRoutes(trust, (id, said) => desk.check(id, said)),
    ...measureRoutes(measuring),
  ];
}
