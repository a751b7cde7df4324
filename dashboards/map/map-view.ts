// The map: the only file that holds OpenLayers' Map; it shows what it is asked to and says what was clicked.
import { defaults as defaultControls } from 'ol/control/defaults.js';
import ScaleLine from 'ol/control/ScaleLine.js';
import { boundingExtent, buffer, containsCoordinate, type Extent, isEmpty } from 'ol/extent.js';
import { defaults as defaultInteractions } from 'ol/interaction/defaults.js';
import Graticule from 'ol/layer/Graticule.js';
import OlMap from 'ol/Map.js';
import type MapBrowserEvent from 'ol/MapBrowserEvent.js';
import { fromLonLat, toLonLat } from 'ol/proj.js';
import Stroke from 'ol/style/Stroke.js';
import View from 'ol/View.js';
import type { Port } from '../../hub/contracts/port.ts';
import type { SegmentRow } from '../../hub/contracts/socket.ts';
import type { Assets, LonLat } from '../state/carried.ts';
import { cornersIn } from '../state/outline.ts';
import { AssetLayer, type AssetView } from './asset-layer.ts';
import { colours, onThemeChange } from './colours.ts';
import { FenceLayers, type FenceView } from './fence-layers.ts';
import { Fitting } from './fitting.ts';
import { LandmarkLayer } from './landmark-layer.ts';
import { TrackLayer, type TrackView } from './track-layer.ts';

export interface MapWishes extends FenceView, AssetView, TrackView {
  /** An asset, or else references of what of the port lies there: neither where there is nothing. */
  readonly clicked: (asset: string | undefined, places: readonly string[]) => void;
}

/** CSS pixels from the map's edge within which a place counts as out of view: its box and name would be cut. */
const edge = 40;
const panMs = 250;

export class MapView {
  #map: OlMap;
  #fences: FenceLayers;
  #landmarks = new LandmarkLayer();
  #assets: AssetLayer;
  #track: TrackLayer;
  #fitting = new Fitting();

  constructor(target: HTMLElement, wishes: MapWishes) {
    this.#fences = new FenceLayers(wishes);
    this.#assets = new AssetLayer(wishes);
    this.#track = new TrackLayer(wishes);
    const { areas, segments, names } = this.#fences;
    this.#map = new OlMap({
      target,
      controls: defaultControls({ attribution: false, rotate: false }).extend([new ScaleLine()]),
      interactions: defaultInteractions({ altShiftDragRotate: false, pinchRotate: false }),
      layers: [graticule(), areas, segments, this.#landmarks, this.#track, this.#assets, names, this.#assets.names],
      view: new View({ center: fromLonLat([113.7, 22.9]), zoom: 10, maxZoom: 19, enableRotation: false }),
    });
    this.#map.on('singleclick', (event) => this.#clicked(event, wishes));
    this.#map.on('moveend', () => this.#tellCentre(target));
    onThemeChange(() => {
      this.redrawFences();
      this.redrawAssets();
      this.redrawTrack();
    });
  }

  showPort(port: Port | undefined, assets: Assets): void {
    if (port === undefined) return;
    this.#fences.show(port);
    this.#landmarks.show(port);
    this.#fitting.fences(cornersOf(port));
    this.#fitWhenDue(assets);
  }

  showAssets(assets: Assets): void {
    this.redrawAssets();
    this.#fitWhenDue(assets);
  }

  showSights(rows: readonly SegmentRow[]): void {
    this.#landmarks.showSights(rows);
  }

  redrawFences(): void {
    this.#fences.changed();
    this.#landmarks.changed();
  }

  /** Draws at the next animation frame, however often it is asked before. */
  redrawAssets(): void {
    this.#assets.changed();
    this.#assets.names.changed();
  }

  redrawTrack(): void {
    this.#track.changed();
  }

  /** So many CSS pixels at the left lie under something else: what is looked at is looked at beside it. */
  cover(leftPx: number): void {
    this.#map.getView().padding = [0, 0, 0, leftPx];
  }

  fit(assets: Assets): void {
    const extent = this.#fitting.next(assets);
    if (extent !== undefined) this.#show(extent);
  }

  /** Centres a place: always, or only when it cannot be seen as the map is. */
  lookAt(place: LonLat, always: boolean): void {
    const center = fromLonLat([...place]);
    const view = this.#map.getView();
    const seen = buffer(this.#seen(), -edge * (view.getResolution() ?? 0));
    if (!always && containsCoordinate(seen, center)) return;
    view.cancelAnimations();
    view.animate({ center, duration: matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : panMs });
  }

  /** All of these in view, beside what covers the map. */
  lookOver(places: readonly LonLat[]): void {
    this.#show(boundingExtent(places.map((place) => fromLonLat([...place]))));
  }

  #clicked({ pixel: [x = 0, y = 0], coordinate }: MapBrowserEvent, { clicked }: MapWishes): void {
    const asset = this.#assets.at(x, y);
    const places = [
      ...this.#landmarks.at(x, y),
      ...this.#fences.at(coordinate, this.#map.getView().getResolution() ?? 1),
    ];
    clicked(asset, asset === undefined ? places : []);
  }

  #fitWhenDue(assets: Assets): void {
    const due = this.#fitting.due(assets, this.#seen());
    if (due !== undefined) this.#show(due);
  }

  /** For a test or a curious eye: what the map looks at, in degrees. */
  #tellCentre(target: HTMLElement): void {
    const at = toLonLat(this.#map.getView().getCenter() ?? [0, 0]);
    target.dataset['centre'] = at.map((degrees) => degrees.toFixed(5)).join(',');
  }

  /** Without a size: of what is not covered. */
  #seen(): Extent {
    return this.#map.getView().calculateExtent();
  }

  #show(extent: Extent): void {
    const [x = 0, y = 0] = extent;
    const seen = isEmpty(extent) ? [x - 1000, y - 1000, x + 1000, y + 1000] : extent;
    this.#map.getView().fit(seen, { padding: [48, 100, 56, 56], maxZoom: 16 });
  }
}

/** What the map is fitted to: all fences but those that only help to find one's way, unless there are no others. */
function cornersOf({ fences }: Port): readonly (readonly number[])[] {
  const watched = fences.filter(({ properties }) => properties.purpose !== 'orientation');
  return (watched.length > 0 ? watched : fences).flatMap(cornersIn);
}

function graticule(): Graticule {
  return new Graticule({
    strokeStyle: new Stroke({ color: `${colours().muted}2e`, width: 1 }),
    showLabels: false,
    wrapX: false,
    targetSize: 140,
  });
}
