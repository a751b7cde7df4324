// The map's place on the page: hands it what to draw whenever that changes, and holds its Fit button and asset panel.
import { effect } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { AssetRow } from '../../hub/contracts/socket.ts';
import { serverNow } from '../clock.ts';
import { lang, t } from '../language.ts';
import { type LonLat, spotsOf } from '../state/place.ts';
import { placedOf } from '../state/placed.ts';
import {
  alertingFences,
  alertingKeys,
  live,
  lookAt,
  opened,
  port,
  segments,
  selectedAsset,
  stale,
} from '../state/screen.ts';
import { AssetPanel } from './asset-panel.tsx';
import { type Look, lookOf } from './look.ts';
import { MapView } from './map-view.ts';

export function MapPane() {
  const target = useRef<HTMLDivElement>(null);
  const view = useRef<MapView>(undefined);
  useEffect(() => {
    if (target.current === null) return;
    view.current = new MapView(target.current, {
      assets: () => placedOf(live.peek().assets),
      looks,
      spots,
      alertingFences: () => alertingFences.peek(),
      segments: () => segments.peek(),
      clicked: (asset) => {
        selectedAsset.value = asset;
      },
    });
    return follow(view.current);
  }, []);
  return (
    <section id="map-pane" aria-label={t('map')}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the map is moved by keys, so it must take the focus */}
      <div id="map" ref={target} tabIndex={0} role="application" aria-label={t('map')} />
      <button id="fit" type="button" onClick={() => view.current?.fit(live.peek().assets)}>
        {t('fit')}
      </button>
      <AssetPanel />
    </section>
  );
}

function follow(view: MapView): () => void {
  const stops = [
    effect(() => view.showPort(port.value?.fences ?? [], port.value?.segments ?? [], live.peek().assets)),
    effect(() => view.showAssets(live.value.assets)),
    effect(() => {
      void [lang.value, alertingFences.value, segments.value];
      view.redrawFences();
    }),
    effect(() => {
      void [alertingKeys.value, opened.value, selectedAsset.value, stale.value, serverNow()];
      view.redrawAssets();
    }),
    effect(() => {
      if (lookAt.value !== undefined) view.lookAt(lookAt.value.at, lookAt.value.always);
    }),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

function spots(): LonLat[] {
  const alert = opened.peek();
  return alert === undefined ? [] : spotsOf(alert);
}

/** The store is read once for the whole frame, not once for each asset. */
function looks(): (asset: AssetRow) => Look {
  const seen = {
    agents: live.peek().agents,
    alerting: alertingKeys.peek(),
    selected: [selectedAsset.peek(), opened.peek()?.key],
    stale: stale.peek(),
    now: serverNow(),
  };
  return (asset) => lookOf(asset, seen);
}
