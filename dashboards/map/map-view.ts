// The map: the only file that holds OpenLayers' Map; it fits what there is to see and says which asset was clicked.
import { defaults as defaultControls } from 'ol/control/defaults.js';
import ScaleLine from 'ol/control/ScaleLine.js';
import { boundingExtent, containsCoordinate, type Extent, getHeight, getWidth, isEmpty } from 'ol/extent.js';
import { defaults as defaultInteractions } from 'ol/interaction/defaults.js';
import Graticule from 'ol/layer/Graticule.js';
import OlMap from 'ol/Map.js';
import { fromLonLat } from 'ol/proj.js';
import Stroke from 'ol/style/Stroke.js';
import View from 'ol/View.js';
import type { FenceFeature } from '../../hub/contracts/port.ts';
import type { AssetRow } from '../../hub/contracts/socket.ts';
import { AssetLayer, type Mark } from './asset-layer.ts';
import { colours, onThemeChange } from './colours.ts';
import { FenceLayer, type FenceView } from './fence-layer.ts';

export interface MapWishes extends FenceView {
  readonly marks: () => readonly Mark[];
  readonly clicked: (asset: string | undefined) => void;
}

export class MapView {
  #map: OlMap;
  #fences: FenceLayer;
  #assets: AssetLayer;
  #fenceSpots: number[][] = [];
  #assetSpots: number[][] = [];
  #fitted = { fences: false, assets: false, away: false };

  constructor(target: HTMLElement, wishes: MapWishes) {
    this.#fences = new FenceLayer(wishes);
    this.#assets = new AssetLayer(wishes.marks);
    this.#map = new OlMap({
      target,
      controls: defaultControls({ attribution: false, rotate: false }).extend([new ScaleLine()]),
      interactions: defaultInteractions({ altShiftDragRotate: false, pinchRotate: false }),
      layers: [graticule(), this.#fences, this.#assets],
      view: new View({ center: fromLonLat([113.7, 22.9]), zoom: 10, maxZoom: 19, enableRotation: false }),
    });
    this.#map.on('singleclick', ({ pixel }) => wishes.clicked(this.#assets.at(pixel[0] ?? 0, pixel[1] ?? 0)));
    onThemeChange(() => this.redraw());
  }

  showFences(fences: readonly FenceFeature[]): void {
    this.#fences.show(fences);
    this.#fenceSpots = fences.flatMap(({ geometry }) => geometry.coordinates.flat().map((at) => fromLonLat(at)));
    this.#fitWhenNew();
  }

  showAssets(assets: Iterable<AssetRow>): void {
    this.#assetSpots = [...assets].map(({ lon, lat }) => fromLonLat([lon, lat]));
    this.#assets.changed();
    this.#fitWhenNew();
  }

  redraw(): void {
    this.#fences.changed();
    this.#assets.changed();
  }

  fit(): void {
    const spots = [...this.#fenceSpots, ...this.#assetSpots];
    if (spots.length > 0) this.#show(boundingExtent(spots));
  }

  /** At the first fences and assets; and once to the assets alone when all are far away: old data elsewhere. */
  #fitWhenNew(): void {
    const first = { fences: this.#fenceSpots.length > 0, assets: this.#assetSpots.length > 0 };
    const news = (first.fences && !this.#fitted.fences) || (first.assets && !this.#fitted.assets);
    this.#fitted = { ...this.#fitted, ...first };
    if (news) this.fit();
    const fenced = this.#fenceSpots.length > 0 ? boundingExtent(this.#fenceSpots) : undefined;
    if (!first.assets || this.#fitted.away || fenced === undefined) return;
    if (!this.#allAway(news ? fenced : this.#map.getView().calculateExtent(this.#map.getSize()))) return;
    this.#fitted.away = true;
    this.#show(boundingExtent(this.#assetSpots));
  }

  /** Far: beyond twice the seen width or height on every side. */
  #allAway(seen: Extent): boolean {
    const [width, height] = [2 * getWidth(seen), 2 * getHeight(seen)];
    const [left = 0, bottom = 0, right = 0, top = 0] = seen;
    const wide = [left - width, bottom - height, right + width, top + height];
    return !this.#assetSpots.some((spot) => containsCoordinate(wide, spot));
  }

  #show(extent: Extent): void {
    const [x = 0, y = 0] = extent;
    const seen = isEmpty(extent) ? [x - 1000, y - 1000, x + 1000, y + 1000] : extent;
    this.#map.getView().fit(seen, { size: this.#map.getSize(), padding: [48, 120, 56, 56], maxZoom: 16 });
  }
}

function graticule(): Graticule {
  return new Graticule({
    strokeStyle: new Stroke({ color: `${colours().muted}2e`, width: 1 }),
    showLabels: false,
    wrapX: false,
    targetSize: 140,
  });
}
