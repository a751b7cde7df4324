// The fences and the perimeter's segments, below the assets; and the names of fences, sites and blind segments, above
// them, or a crowd would erase the name of an alerting fence.
import type { Coordinate } from 'ol/coordinate.js';
import { getTopLeft, getTopRight } from 'ol/extent.js';
import Feature, { type FeatureLike } from 'ol/Feature.js';
import GeoJSON from 'ol/format/GeoJSON.js';
import type LineString from 'ol/geom/LineString.js';
import Point from 'ol/geom/Point.js';
import VectorLayer from 'ol/layer/Vector.js';
import { fromLonLat } from 'ol/proj.js';
import VectorSource from 'ol/source/Vector.js';
import type Style from 'ol/style/Style.js';
import type { FenceFeature, Port, SegmentFeature, SiteEntry } from '../../hub/contracts/port.ts';
import type { Coverage } from '../state/coverage.ts';
import { outlineOf } from '../state/outline.ts';
import { refOf } from '../state/port-index.ts';
import { colours } from './colours.ts';
import { type Stretch, stretchesOf } from './corridor-legs.ts';
import { fenceStyles } from './fence-look.ts';
import { alertingName, blindName, fenceName, siteName } from './name-look.ts';
import { segmentStyles } from './segment-look.ts';

/** What the fences are drawn from; `alertingFences` holds the ids of those with an active alert, `restingFences` of those not in force. */
export interface FenceView {
  readonly alertingFences: () => ReadonlySet<string>;
  readonly restingFences: () => ReadonlySet<string>;
  readonly coverage: () => ReadonlyMap<string, Coverage>;
}

export class FenceLayers {
  readonly areas: VectorLayer;
  readonly segments: VectorLayer;
  readonly names: VectorLayer;
  #fences = new VectorSource();
  #segments = new VectorSource();
  #names = new VectorSource();
  #view: FenceView;
  #lifecycle: ReadonlyMap<string, SiteEntry['lifecycle']> = new Map();

  constructor(view: FenceView) {
    this.#view = view;
    // A corridor's band is wider than its line: it is still drawn when the line has just left the view.
    const renderBuffer = 600;
    this.areas = new VectorLayer({ source: this.#fences, renderBuffer, style: (one, res) => this.#area(one, res) });
    this.segments = new VectorLayer({ source: this.#segments, style: (one) => this.#segment(one) });
    const style = (one: FeatureLike) => this.#name(one);
    this.names = new VectorLayer({ source: this.#names, style, declutter: true, className: 'fence-names' });
  }

  show({ fences, segments, sites }: Pick<Port, 'fences' | 'segments' | 'sites'>): void {
    this.#lifecycle = new Map(sites.map(({ id, lifecycle }) => [id, lifecycle]));
    refill(this.#fences, drawn(fences));
    refill(this.#segments, drawn(segments));
    refill(this.#names, [
      ...drawn(fences),
      ...drawn(segments),
      ...sites.map(siteFeature).filter(isAlone(drawn(fences))),
    ]);
  }

  /** What lies under a place of the map: segments within reach first, then fences. Map units and units to a pixel. */
  at(place: Coordinate, resolution: number): string[] {
    const reach = reachPx * resolution;
    const under = (source: VectorSource, is: 'fence' | 'segment') =>
      source
        .getFeatures()
        .filter((feature) => lies(feature, place, reach))
        .map((feature) => refOf({ is, id: String(feature.getId()) }));
    return [...under(this.#segments, 'segment'), ...under(this.#fences, 'fence')];
  }

  changed(): void {
    for (const source of [this.#fences, this.#segments, this.#names]) source.changed();
  }

  #area(feature: FeatureLike, resolution: number): Style[] {
    const { id, purpose, restricted, site } = factsOf(feature);
    const pxAMetre = stretchAt(feature) / resolution;
    const bands = corridorOf(feature)?.map(({ line, widthM }) => ({ line, px: 2 * widthM * pxAMetre }));
    const alerting = this.#view.alertingFences().has(id);
    const resting = this.#view.restingFences().has(id);
    const inactive = this.#isInactive(site);
    return fenceStyles({ purpose, restricted, alerting, inactive, resting, bands }, colours());
  }

  #segment(feature: FeatureLike): Style[] {
    return segmentStyles(this.#coverageOf(String(feature.getId())), colours());
  }

  #name(feature: FeatureLike): Style | undefined {
    const { id, is, name, site, restricted, purpose } = factsOf(feature);
    if (is === 'site') return siteName(headOf(feature), name, this.#lifecycle.get(id) ?? 'active', colours());
    if (is === 'segment')
      return this.#coverageOf(id) === 'blind' ? blindName(headOf(feature), name, colours()) : undefined;
    if (this.#view.alertingFences().has(id))
      return alertingName(headOf(feature), name, purpose !== 'perimeter', colours());
    const lifecycle = this.#lifecycle.get(site) ?? 'active';
    const resting = this.#view.restingFences().has(id);
    return fenceName(headOf(feature), name, { restricted, lifecycle, resting }, colours());
  }

  #coverageOf = (id: string): Coverage => this.#view.coverage().get(id) ?? 'unknown';

  #isInactive = (site: string): boolean => (this.#lifecycle.get(site) ?? 'active') !== 'active';
}

/** CSS pixels from a line within which a click is meant for it. */
const reachPx = 8;

function refill(source: VectorSource, features: Feature[]): void {
  source.clear();
  source.addFeatures(features);
}

/** Within an area, in a corridor, or within reach of a line. */
function lies(feature: Feature, place: Coordinate, reach: number): boolean {
  const geometry = feature.getGeometry();
  if (geometry === undefined) return false;
  if (geometry.getType() !== 'LineString') return geometry.intersectsCoordinate(place);
  const stretches = corridorOf(feature) ?? [{ line: geometry as LineString, widthM: 0 }];
  return stretches.some(({ line, widthM }) => {
    const [x = 0, y = 0] = line.getClosestPoint(place);
    return Math.hypot(x - (place[0] ?? 0), y - (place[1] ?? 0)) <= Math.max(widthM * stretchAt(feature), reach);
  });
}

/** Undefined of all that is no corridor. */
function corridorOf(feature: FeatureLike): Stretch[] | undefined {
  const { widthM } = factsOf(feature);
  return widthM === undefined ? undefined : stretchesOf(feature.getGeometry() as LineString, widthM);
}

/** What a feature was made of, its GeoJSON properties and id. */
interface Facts extends Omit<FenceFeature['properties'], 'confidence' | 'source'> {
  readonly id: string;
  readonly is: 'fence' | 'segment' | 'site';
}

function factsOf(feature: FeatureLike): Facts {
  const facts = feature.getProperties() as FenceFeature['properties'];
  const is = facts.purpose !== undefined ? 'fence' : 'sensors' in facts ? 'segment' : 'site';
  return { ...facts, id: String(feature.getId()), is };
}

/** As OpenLayers' features, in map units. */
export function drawn(told: readonly (FenceFeature | SegmentFeature)[]): Feature[] {
  const features = told.map((one) => ({ ...one, geometry: outlineOf(one) }));
  return new GeoJSON().readFeatures({ type: 'FeatureCollection', features }, { featureProjection: 'EPSG:3857' });
}

function siteFeature({ id, name, lon, lat }: SiteEntry): Feature {
  const feature = new Feature({ name, geometry: new Point(fromLonLat([lon, lat])) });
  feature.setId(id);
  return feature;
}

/** A site whose own fence lies about it is named by that. */
function isAlone(fences: readonly Feature[]): (site: Feature) => boolean {
  return (site) => {
    const at = (site.getGeometry() as Point).getCoordinates();
    return !fences.some((fence) => fence.get('site') === site.getId() && fence.getGeometry()?.intersectsCoordinate(at));
  };
}

/** Map metres to one metre on the ground: web Mercator grows with the latitude. */
function stretchAt(feature: FeatureLike): number {
  const [, y = 0] = feature.getGeometry()?.getExtent() ?? [];
  return Math.cosh(y / 6_378_137);
}

/** A fence is named above its northern edge, where the names of what is inside it are not; a line at its middle. */
function headOf(feature: FeatureLike): Point {
  const geometry = feature.getGeometry();
  if (geometry?.getType() === 'LineString') return new Point((geometry as LineString).getCoordinateAt(0.5));
  const extent = geometry?.getExtent() ?? [0, 0, 0, 0];
  const [left = 0, top = 0] = getTopLeft(extent);
  const [right = 0] = getTopRight(extent);
  return new Point([(left + right) / 2, top]);
}
