// A fence that is not in force now does not look as if it were: by the windows the hub told and the clock the page has.
import { expect } from 'chai';
import Point from 'ol/geom/Point.js';
import type { Colours } from '../../dashboards/map/colours.ts';
import { fenceStyles } from '../../dashboards/map/fence-look.ts';
import { fenceName } from '../../dashboards/map/name-look.ts';
import { forceOf, restingOf } from '../../dashboards/state/force.ts';
import { windowsAfter, windowsMost } from '../../geo/force.ts';
import type { Port } from '../../hub/contracts/port.ts';

const hour = 3_600_000;
/** Every day from 08:00 to 10:00. */
const mornings = Float64Array.from(
  { length: 200 },
  (_, i) => Math.floor(i / 2) * 24 * hour + (i % 2 === 0 ? 8 : 10) * hour,
);
const told = windowsAfter(mornings, 9 * hour);
const inks = ['fg', 'muted', 'zone', 'mapBg', 's1', 'system', 'asset', 'focus'];
const ink = Object.fromEntries(inks.map((name) => [name, name])) as unknown as Colours;

/** The name on the map, how wide its outline is, and whether anything fills it. */
function drawnAs(purpose: 'yard' | 'perimeter', resting: boolean, alerting = false): [string, number, boolean] {
  const seen = { purpose, restricted: false, inactive: false, resting, alerting, bands: undefined };
  const styles = fenceStyles(seen, ink);
  const called = fenceName(new Point([0, 0]), { zh: '场', en: 'Yard' }, { ...seen, lifecycle: 'active' }, ink);
  const widest = Math.max(...styles.map((style) => style.getStroke()?.getWidth() ?? 0));
  return [String(called.getText()?.getText()), widest, styles.some((style) => style.getFill() !== null)];
}

describe('When a fence is in force, on the page', () => {
  it('is told by the window that is open or comes next', () => {
    expect(told).to.have.length(windowsMost);
    const [today, tomorrow] = told;
    expect(forceOf(told, 8 * hour)).to.deep.equal({ is: 'on', window: today });
    expect(forceOf(told, 10 * hour)).to.deep.equal({ is: 'off', window: tomorrow });
    expect(forceOf(undefined, 0)).to.equal(undefined);
    expect(forceOf([{ from: 5 }], 4)).to.deep.equal({ is: 'off', window: { from: 5 } });
    expect(forceOf([{ to: 5 }], 4)).to.deep.equal({ is: 'on', window: { to: 5 } });
    expect(forceOf([{ to: 5 }], 5)).to.deep.equal({ is: 'over' });
  });

  it('beyond the windows that were told it counts as in force: better a watched look too many', () => {
    const later = 1000 * 24 * hour;
    expect(forceOf(told, later)).to.deep.equal({ is: 'untold' });
    const port = (windows: Port['windows']) => ({ windows }) as Port;
    expect(restingOf(port({ a: told, b: [], c: [{ from: later + 1 }] }), later)).to.deep.equal(['b', 'c']);
  });

  it('it is drawn with a word and nothing in it where it is not, unless something stands against it', () => {
    expect(drawnAs('yard', false)).to.deep.equal(['场', 1.25, true]);
    expect(drawnAs('yard', true)).to.deep.equal(['场（未生效）', 1, false]);
    expect(drawnAs('perimeter', true, true)[1]).to.equal(drawnAs('perimeter', false, true)[1]);
  });
});
