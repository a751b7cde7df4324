// A corridor on the map is found leg by leg where its legs differ in width, and as far from each where they do not.
import { expect } from 'chai';
import { fromLonLat } from 'ol/proj.js';
import { FenceLayers } from '../../dashboards/map/fence-layers.ts';
import type { FenceFeature, Port } from '../../hub/contracts/port.ts';

/** On the equator, where a map metre is one on the ground: 1.1 km east, then 1.1 km north. */
const corner = [0.01, 0];
const corridor = (widthM: number | number[]): FenceFeature => ({
  type: 'Feature',
  id: 'way',
  geometry: { type: 'LineString', coordinates: [[0, 0], corner, [0.01, 0.01]] },
  properties: {
    ...{ site: 's', name: { zh: '道', en: 'Way' }, purpose: 'corridor', restricted: false, widthM },
    ...{ confidence: 'illustrative', source: 'made up' },
  },
});

function layersOf(widthM: number | number[]): FenceLayers {
  const layers = new FenceLayers({
    alertingFences: () => new Set(),
    restingFences: () => new Set(),
    coverage: () => new Map(),
  });
  const port: Pick<Port, 'fences' | 'segments' | 'sites'> = { fences: [corridor(widthM)], segments: [], sites: [] };
  layers.show(port);
  return layers;
}

/** Metres off the middle of the first leg, and of the second. */
const found = (layers: FenceLayers, metres: number): boolean[] => {
  const off = metres / 111_320;
  return [
    [0.004, -off],
    [0.01 + off, 0.006],
  ].map((place) => layers.at(fromLonLat(place), 0.1).length === 1);
};

describe('A corridor on the map', () => {
  it('of one width is found as far from each leg', () => {
    expect(found(layersOf(50), 48)).to.deep.equal([true, true]);
    expect(found(layersOf(50), 52)).to.deep.equal([false, false]);
  });

  it('of a width a leg is found as far as each leg is wide', () => {
    const layers = layersOf([100, 20]);
    expect(found(layers, 15)).to.deep.equal([true, true]);
    expect(found(layers, 60)).to.deep.equal([true, false]);
    expect(found(layers, 105)).to.deep.equal([false, false]);
  });
});
