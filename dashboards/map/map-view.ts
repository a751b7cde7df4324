// The map: the only file that holds OpenLayers' Map; it shows what it is asked to and says which asset was clicked.
import { defaults as defaultControls } from 'ol/control/defaults.js';
import ScaleLine from 'ol/control/ScaleLine.js';
import { buffer, containsCoordinate, type Extent, isEmpty } from 'ol/extent.js';
import { defaults as defaultInteractions } from 'ol/interaction/defaults.js';
import Graticule from 'ol/layer/Graticule.js';
import OlMap from 'ol/Map.js';
import { fromLonLat, toLonLat } from 'ol/proj.js';
import Stroke from 'ol/style/Stroke.js';
import View from 'ol/View.js';
import type { FenceFeature, SegmentFeature } from '../../hub/contracts/port.ts';
import type { AssetRow } from '../../hub/contracts/socket.ts';
import type { LonLat } from '../state/place.ts';
import { AssetLayer, type AssetView } from './asset-layer.ts';
import { colours, onThemeChange } from './colours.ts';
import { FenceLayers, type FenceView } from './fence-layers.ts';
import { Fitting } from './fitting.ts';

export interface MapWishes extends FenceView, AssetView {
  readonly clicked: (asset: string | undefined) => void;
}

/** CSS pixels from the map's edge within which a place counts as out of view: its box and name would be cut. */
const edge = 40;
const panMs = 250;

export class MapView {
  #map: OlMap;
  #fences: FenceLayers;
  #assets: AssetLayer;
  #fitting = new Fitting();

  constructor(target: HTMLElement, wishes: MapWishes) {
    this.#fences = new FenceLayers(wishes);
    this.#assets = new AssetLayer(wishes);
    this.#map = new OlMap({
      target,
      controls: defaultControls({ attribution: false, rotate: false }).extend([new ScaleLine()]),
      interactions: defaultInteractions({ altShiftDragRotate: false, pinchRotate: false }),
      layers: [graticule(), this.#fences.areas, this.#assets, this.#fences.names],
      view: new View({ center: fromLonLat([113.7, 22.9]), zoom: 10, maxZoom: 19, enableRotation: false }),
    });
    this.#map.on('singleclick', ({ pixel }) => wishes.clicked(this.#assets.at(pixel[0] ?? 0, pixel[1] ?? 0)));
    this.#map.on('moveend', () => this.#tellCentre(target));
    onThemeChange(() => {
      this.redrawFences();
      this.redrawAssets();
    });
  }

  showPort(
    fences: readonly FenceFeature[],
    segments: readonly SegmentFeature[],
    assets: ReadonlyMap<string, AssetRow>,
  ): void {
    this.#fences.show([...fences, ...segments]);
    const port = fences.filter(({ properties }) => properties.purpose !== 'orientation');
    this.#fitting.fences(port.flatMap(({ geometry }) => spotsOf(geometry)));
    this.#fitWhenDue(assets);
  }

  showAssets(assets: ReadonlyMap<string, AssetRow>): void {
    this.redrawAssets();
    this.#fitWhenDue(assets);
  }

  redrawFences(): void {
    this.#fences.changed();
  }

  /** Draws at the next animation frame, however often it is asked before. */
  redrawAssets(): void {
    this.#assets.changed();
  }

  fit(assets: ReadonlyMap<string, AssetRow>): void {
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

  #fitWhenDue(assets: ReadonlyMap<string, AssetRow>): void {
    const due = this.#fitting.due(assets, this.#seen());
    if (due !== undefined) this.#show(due);
  }

  /** For a test or a curious eye: what the map looks at, in degrees. */
  #tellCentre(target: HTMLElement): void {
    const at = toLonLat(this.#map.getView().getCenter() ?? [0, 0]);
    target.dataset['centre'] = at.map((degrees) => degrees.toFixed(5)).join(',');
  }

  #seen(): Extent {
    return this.#map.getView().calculateExtent(this.#map.getSize());
  }

  #show(extent: Extent): void {
    const [x = 0, y = 0] = extent;
    const seen = isEmpty(extent) ? [x - 1000, y - 1000, x + 1000, y + 1000] : extent;
    this.#map.getView().fit(seen, { size: this.#map.getSize(), padding: [48, 120, 56, 56], maxZoom: 16 });
  }
}

const spotsOf = (geometry: FenceFeature['geometry']): readonly (readonly number[])[] =>
  geometry.type === 'Polygon' ? geometry.coordinates.flat() : geometry.coordinates;

function graticule(): Graticule {
  return new Graticule({
    strokeStyle: new Stroke({ color: `${colours().muted}2e`, width: 1 }),
    showLabels: false,
    wrapX: false,
    targetSize: 140,
  });
}
