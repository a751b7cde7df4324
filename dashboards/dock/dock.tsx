// The dock beside the map: one panel at a time, an asset before a place before a list, and the focus kept in hand.
import { useEffect } from 'preact/hooks';
import { CameraList } from '../cctv/camera-list.tsx';
import { MeasuresPanel } from '../measures/measures-panel.tsx';
import { board, dockOpen, selectedAsset, selectedPlaces } from '../state/dock.ts';
import { TrustPanel } from '../trust/trust-panel.tsx';
import { AssetList } from './asset-list.tsx';
import { AssetPanel } from './asset-panel.tsx';
import { CoveragePanel } from './coverage-panel.tsx';
import { Legend } from './legend.tsx';
import { PlacePanel } from './place-panel.tsx';
import { SourcesPanel } from './sources-panel.tsx';

const widthPx = 390;
/** As in dock.css: on a narrower page the dock covers everything, and there is no map beside it. */
const besideFromPx = 900;

/** CSS pixels of the map that lie under the dock. */
export const dockWidth = (): number => (innerWidth >= besideFromPx ? widthPx : 0);

export function Dock() {
  const open = dockOpen.value;
  useEffect(() => {
    if (!open) return undefined;
    return () => {
      // What had the focus has gone with the dock, and the focus must not fall to nowhere.
      if (document.activeElement === document.body) document.getElementById('map')?.focus();
    };
  }, [open]);
  return open ? <div id="dock">{panel()}</div> : null;
}

function panel() {
  if (selectedAsset.value !== undefined) return <AssetPanel key={selectedAsset.value} asset={selectedAsset.value} />;
  if (selectedPlaces.value.length > 0)
    return <PlacePanel key={selectedPlaces.value.join()} refs={selectedPlaces.value} />;
  if (board.value === 'assets') return <AssetList />;
  if (board.value === 'cameras') return <CameraList />;
  if (board.value === 'coverage') return <CoveragePanel />;
  if (board.value === 'trust') return <TrustPanel />;
  if (board.value === 'measures') return <MeasuresPanel />;
  return board.value === 'sources' ? <SourcesPanel /> : <Legend />;
}
