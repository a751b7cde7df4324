// The map's place on the page: hands it what to draw whenever that changes, and holds its Fit button and asset panel.
import { effect } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { serverNow } from '../clock.ts';
import { lang, t } from '../language.ts';
import { isFaded } from '../state/live.ts';
import { live, openAlerts, port, selectedAsset } from '../state/screen.ts';
import type { Mark } from './asset-layer.ts';
import { AssetPanel } from './asset-panel.tsx';
import { MapView } from './map-view.ts';

export function MapPane() {
  const target = useRef<HTMLDivElement>(null);
  const view = useRef<MapView>(undefined);
  useEffect(() => {
    if (target.current === null) return;
    view.current = new MapView(target.current, {
      marks,
      alerting: () => new Set(openAlerts.value.map((alert) => alert.scope)),
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
      <button id="fit" type="button" onClick={() => view.current?.fit()}>
        {t('fit')}
      </button>
      <AssetPanel />
    </section>
  );
}

function follow(view: MapView): () => void {
  const stops = [
    effect(() => view.showFences(port.value?.fences ?? [])),
    effect(() => view.showAssets(live.value.assets.values())),
    effect(() => {
      void [lang.value, openAlerts.value, selectedAsset.value, serverNow()];
      view.redraw();
    }),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

function marks(): Mark[] {
  const { assets, agents } = live.peek();
  const alerting = new Set(openAlerts.peek().map((alert) => alert.key));
  const now = serverNow();
  return [...assets.values()].map((asset) => ({
    asset,
    alerting: alerting.has(asset.id),
    faded: isFaded(asset, agents.get(asset.agent), now),
    selected: asset.id === selectedAsset.peek(),
  }));
}
