// The map's place on the page: hands it what to draw whenever that changes, and holds its toolbar and the dock.
import { computed, effect } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { AssetRow } from '../../hub/contracts/socket.ts';
import { serverNow } from '../clock.ts';
import { Dock, dockWidth } from '../dock/dock.tsx';
import { lang, t } from '../language.ts';
import type { LonLat } from '../state/carried.ts';
import {
  covered,
  dockOpen,
  selectedAsset,
  showAsset,
  shownKinds,
  showPlaces,
  trackShown,
  wholeWanted,
} from '../state/dock.ts';
import { spotsOf } from '../state/place.ts';
import {
  alertingFences,
  alertingKeys,
  live,
  lookAt,
  opened,
  port,
  restingFences,
  segments,
  stale,
  timeZone,
} from '../state/screen.ts';
import { timeNear } from '../times.ts';
import { bearersOf, type Look, lookOf } from './look.ts';
import { MapView } from './map-view.ts';
import { Toolbar } from './toolbar.tsx';

export function MapPane() {
  const target = useRef<HTMLDivElement>(null);
  const view = useRef<MapView>(undefined);
  useEffect(() => {
    if (target.current === null) return;
    view.current = new MapView(target.current, {
      assets: () => live.peek().assets,
      shows,
      looks,
      spots,
      track: () => trackShown.peek()?.value?.points ?? [],
      trackTime: (t) => timeNear(t, serverNow(), timeZone.peek()),
      alertingFences: () => alertingFences.peek(),
      restingFences: () => restingFences.peek(),
      coverage: () => coverage.peek(),
      clicked: (asset, places) => (asset === undefined ? showPlaces(places) : showAsset(asset)),
    });
    return follow(view.current);
  }, []);
  return (
    <section id="map-pane" aria-label={t('map')}>
      <Toolbar fit={() => view.current?.fit(live.peek().assets)} />
      <div id="map-frame">
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the map is moved by keys, so it must take the focus */}
        <div id="map" ref={target} tabIndex={0} role="application" aria-label={t('map')} />
        <Dock />
      </div>
    </section>
  );
}

const coverage = computed(() => new Map(covered.value.map(({ segment, coverage }) => [segment.id, coverage])));

function follow(view: MapView): () => void {
  const stops = [
    effect(() => view.showPort(port.value, live.peek().assets)),
    effect(() => view.showAssets(live.value.assets)),
    effect(() => {
      void [lang.value, alertingFences.value, restingFences.value, coverage.value];
      view.redrawFences();
    }),
    effect(() => {
      void port.value;
      view.showSights([...segments.value.values()]);
    }),
    effect(() => {
      void [alertingKeys.value, opened.value, selectedAsset.value, shownKinds.value, stale.value, serverNow()];
      view.redrawAssets();
    }),
    effect(() => {
      void [trackShown.value, timeZone.value];
      view.redrawTrack();
    }),
    effect(() => {
      if (wholeWanted.value !== undefined) view.lookOver(wholeWanted.value);
    }),
    effect(() => view.cover(dockOpen.value ? dockWidth() : 0)),
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

const selectedKeys = (): (string | undefined)[] => [selectedAsset.peek(), opened.peek()?.key];

/** A kind that is hidden hides no alert, and nothing that is being looked at. */
function shows(): (asset: AssetRow) => boolean {
  const [kinds, alerting, selected] = [shownKinds.peek(), alertingKeys.peek(), selectedKeys()];
  return ({ id, kind }) => kinds.has(kind) || alerting.has(id) || selected.includes(id);
}

/** The store is read once for the whole frame, not once for each asset. */
function looks(): (asset: AssetRow) => Look {
  const { agents, assets } = live.peek();
  const shown = shows();
  const seen = {
    agents,
    alerting: bearersOf(alertingKeys.peek(), assets, shown),
    selected: bearersOf(selectedKeys(), assets, shown),
    stale: stale.peek(),
    now: serverNow(),
  };
  return (asset) => lookOf(asset, seen);
}
