// How names on the map are written: fences, sites with their stage, and the loud ones that are never left out.
import type Point from 'ol/geom/Point.js';
import Fill from 'ol/style/Fill.js';
import Stroke from 'ol/style/Stroke.js';
import Style from 'ol/style/Style.js';
import Text from 'ol/style/Text.js';
import type { FenceFeature, SiteEntry } from '../../hub/contracts/port.ts';
import { lang, t } from '../language.ts';
import type { Colours } from './colours.ts';

type Name = FenceFeature['properties']['name'];

export const mapFont = 'system-ui, "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif';

interface Writing {
  readonly text: string;
  readonly colour: string;
  readonly loud: boolean;
  readonly offsetY: number;
  readonly size?: number;
}

type Lifecycle = SiteEntry['lifecycle'];

export function fenceName(
  head: Point,
  name: Name,
  seen: { readonly restricted: boolean; readonly resting: boolean; readonly lifecycle: Lifecycle },
  ink: Colours,
): Style {
  const { restricted, resting, lifecycle } = seen;
  const called = staged(name, lifecycle);
  const text = resting ? t('staged', { name: called, stage: t('force.off') }) : `${restricted ? '⊘ ' : ''}${called}`;
  const colour = restricted && !resting && lifecycle === 'active' ? ink.fg : ink.muted;
  return written(head, { text, colour, loud: false, offsetY: -10 }, ink);
}

/** Never left out, but for the perimeter's: it is about everything else that is named. */
export const alertingName = (head: Point, name: Name, loud: boolean, ink: Colours): Style =>
  written(head, { text: name[lang.value], colour: ink.s1, loud, offsetY: -12, size: 14 }, ink);

export const blindName = (head: Point, name: Name, ink: Colours): Style =>
  written(
    head,
    { text: `▨ ${t('coverage.blind')} ${name[lang.value]}`, colour: ink.system, loud: true, offsetY: -16 },
    ink,
  );

export const siteName = (head: Point, name: Name, lifecycle: Lifecycle, ink: Colours): Style =>
  written(head, { text: staged(name, lifecycle), colour: ink.muted, loud: false, offsetY: 18, size: 13 }, ink);

/** What is not there yet, or no more, says so beside its name. */
function staged(name: Name, lifecycle: Lifecycle): string {
  if (lifecycle === 'active') return name[lang.value];
  return t('staged', { name: name[lang.value], stage: t(`lifecycle.${lifecycle}`) });
}

function written(head: Point, { text, colour, loud, offsetY, size = 12 }: Writing, { mapBg }: Colours): Style {
  return new Style({
    geometry: head,
    zIndex: loud ? 1 : 0,
    text: new Text({
      text,
      font: `${loud ? '600 14px' : `${size}px`} ${mapFont}`,
      fill: new Fill({ color: colour }),
      stroke: new Stroke({ color: mapBg, width: 4 }),
      overflow: true,
      offsetY,
      // An obstacle is always written, and lesser names yield to it.
      declutterMode: loud ? 'obstacle' : 'declutter',
    }),
  });
}
