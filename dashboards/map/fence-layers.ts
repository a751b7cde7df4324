// The fences: thin outlines, restricted ones dashed, and one with an active alert hatched, thick and always named;
// the areas below the assets and the names above them, or a crowd would erase the name of an alerting fence.

import { getTopLeft, getTopRight } from 'ol/extent.js';
import type { FeatureLike } from 'ol/Feature.js';
import GeoJSON from 'ol/format/GeoJSON.js';
import Point from 'ol/geom/Point.js';
import VectorLayer from 'ol/layer/Vector.js';
import VectorSource from 'ol/source/Vector.js';
import Fill from 'ol/style/Fill.js';
import Stroke from 'ol/style/Stroke.js';
import Style from 'ol/style/Style.js';
import Text from 'ol/style/Text.js';
import type { FenceFeature, SegmentFeature } from '../../hub/contracts/port.ts';
import type { SegmentRow } from '../../hub/contracts/socket.ts';
import { lang } from '../language.ts';
import { colours } from './colours.ts';

/** What the fences are drawn from; `alertingFences` holds the ids of those with an active alert. */
export interface FenceView {
  readonly alertingFences: () => ReadonlySet<string>;
  /** The perimeter's pieces as last told; one that was not told yet is not known. */
  readonly segments: () => ReadonlyMap<string, SegmentRow>;
}

export class FenceLayers {
  readonly areas: VectorLayer;
  readonly names: VectorLayer;
  #source = new VectorSource();

  constructor({ alertingFences, segments }: FenceView) {
    const source = this.#source;
    const alerting = (feature: FeatureLike) => alertingFences().has(String(feature.getId()));
    const styleOf = (feature: FeatureLike) =>
      isSegment(feature) ? segmentOf(segments().get(String(feature.getId()))) : areaOf(feature, alerting(feature));
    this.areas = new VectorLayer({ source, style: styleOf });
    const style = (feature: FeatureLike) => nameOf(feature, alerting(feature));
    this.names = new VectorLayer({ source, style, declutter: true, className: 'fence-names' });
  }

  show(fences: readonly (FenceFeature | SegmentFeature)[]): void {
    const collection = { type: 'FeatureCollection', features: fences };
    this.#source.clear();
    this.#source.addFeatures(new GeoJSON().readFeatures(collection, { featureProjection: 'EPSG:3857' }));
  }

  changed(): void {
    this.#source.changed();
  }
}

function areaOf(feature: FeatureLike, alerting: boolean): Style {
  const { s1, zone } = colours();
  const corridor = feature.getGeometry()?.getType() === 'LineString';
  const restricted = feature.get('restricted') === true || corridor;
  const stroke = new Stroke({
    color: alerting ? s1 : zone,
    width: alerting ? 3.5 : restricted ? 2 : 1,
    lineDash: restricted && !alerting ? [8, 4] : undefined,
  });
  return new Style({ stroke, fill: alerting ? new Fill({ color: hatch(s1) }) : undefined });
}

const isSegment = (feature: FeatureLike): boolean => feature.get('sensors') !== undefined;

/** Seen by two or more: a thick line; by one alone: a thin one beside it is missing; by none: loud and broken. */
function segmentOf(row: SegmentRow | undefined): Style {
  const { s1, asset, muted } = colours();
  if (row === undefined) return new Style({ stroke: new Stroke({ color: muted, width: 2, lineDash: [2, 6] }) });
  if (row.blind) return new Style({ stroke: new Stroke({ color: s1, width: 6, lineDash: [10, 8] }), zIndex: 2 });
  const sees = row.sensors.filter((sensor) => sensor.sees).length;
  return new Style({ stroke: new Stroke({ color: asset, width: sees > 1 ? 5 : 2.5 }), zIndex: 1 });
}

function nameOf(feature: FeatureLike, alerting: boolean): Style {
  const { fg, muted, mapBg, s1 } = colours();
  const name = feature.get('name') as FenceFeature['properties']['name'];
  const text = new Text({
    text: name[lang.value],
    font: `${alerting ? '600 14px' : '12px'} system-ui, "Noto Sans CJK SC", "Microsoft YaHei", sans-serif`,
    fill: new Fill({ color: alerting ? s1 : feature.get('restricted') === true ? fg : muted }),
    stroke: new Stroke({ color: mapBg, width: 4 }),
    overflow: true,
    offsetY: -12,
    declutterMode: alerting ? 'none' : 'declutter',
  });
  return new Style({ geometry: headOf, text, zIndex: alerting ? 1 : 0 });
}

/** A fence is named above its northern edge, where the names of what is inside it are not. */
function headOf(feature: FeatureLike): Point {
  const extent = feature.getGeometry()?.getExtent() ?? [0, 0, 0, 0];
  const [left = 0, top = 0] = getTopLeft(extent);
  const [right = 0] = getTopRight(extent);
  return new Point([(left + right) / 2, top]);
}

let hatched: { readonly colour: string; readonly pattern: CanvasPattern | string } | undefined;

function hatch(colour: string): CanvasPattern | string {
  if (hatched?.colour === colour) return hatched.pattern;
  const tile = document.createElement('canvas');
  tile.width = tile.height = 12;
  const pen = tile.getContext('2d');
  if (pen === null) return 'transparent';
  pen.strokeStyle = colour;
  pen.globalAlpha = 0.55;
  pen.lineWidth = 1.5;
  pen.beginPath();
  for (const x of [-12, 0, 12]) {
    pen.moveTo(x, 12);
    pen.lineTo(x + 12, 0);
  }
  pen.stroke();
  hatched = { colour, pattern: pen.createPattern(tile, 'repeat') ?? 'transparent' };
  return hatched.pattern;
}
