// The assets by what was typed and by kind, alerting ones first; and the places of the port that bear such a name.
import { useComputed } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { AssetRow } from '../../hub/contracts/socket.ts';
import { serverNow } from '../clock.ts';
import { lang, t } from '../language.ts';
import { Sign } from '../map/sign.tsx';
import { query, selectedAsset, showAsset, shownKinds, showPlaces } from '../state/dock.ts';
import { placeName, refOf } from '../state/port-index.ts';
import { alertingKeys, census, live, portIndex, showThing } from '../state/screen.ts';
import { find, plain } from '../state/search.ts';
import { bare, thing } from '../thing-words.ts';
import { ageText } from '../times.ts';
import { Panel } from './panel.tsx';

const placesMost = 20;
/** Whose row the reader comes back to. */
let lastOpened: string | undefined;

export function AssetList() {
  const found = useComputed(() => {
    void census.value;
    const sought = { query: query.value, kinds: shownKinds.value, alerting: alertingKeys.value };
    return find(live.peek().assets.values(), sought);
  }).value;
  const { listed, of } = found;
  useEffect(() => {
    const row = document.querySelector<HTMLElement>(`[data-asset="${CSS.escape(lastOpened ?? '')}"]`);
    lastOpened = undefined;
    row?.focus();
  }, []);
  return (
    <Panel id="asset-list" label={t('assets')} heading={t('assets')}>
      <p class="muted" aria-live="polite">
        {of === 0 ? t('foundNone') : t(of > listed.length ? 'foundMost' : 'found', { n: of, listed: listed.length })}
      </p>
      <ul class="rows" onKeyDown={walk}>
        {listed.map((asset) => (
          <Row key={asset.id} asset={asset} />
        ))}
      </ul>
      <Places />
    </Panel>
  );
}

function Row({ asset }: { readonly asset: AssetRow }) {
  const alerting = alertingKeys.value.has(asset.id);
  const pick = () => {
    lastOpened = asset.id;
    showAsset(asset.id);
    showThing(asset.id, false);
  };
  return (
    <li>
      <button type="button" data-asset={asset.id} aria-current={selectedAsset.value === asset.id} onClick={pick}>
        <Sign kind={asset.kind} state={asset.state} /> <b>{asset.name ?? bare(asset.id)}</b>
        {alerting && <strong class="mark alerting">▲ {t('alerting')}</strong>}
        <span class="muted">
          {asset.name !== undefined && ` ${thing(lang.value, asset.id)}`} ·{' '}
          {t('age', { age: ageText(lang.value, serverNow() - asset.time) })}
        </span>
      </button>
    </li>
  );
}

function Places() {
  const wanted = plain(query.value);
  if (wanted === '') return null;
  const fits = [...portIndex.value.values()].filter((place) =>
    [place.id, placeName(place, 'zh'), placeName(place, 'en')].some((text) => plain(text).includes(wanted)),
  );
  if (fits.length === 0) return null;
  return (
    <>
      <h3>{t('places')}</h3>
      <ul class="rows" onKeyDown={walk}>
        {fits.slice(0, placesMost).map((place) => (
          <li key={refOf(place)}>
            <button
              type="button"
              onClick={() => {
                showPlaces([refOf(place)]);
                showThing(refOf(place), true);
              }}
            >
              {placeName(place, lang.value)} <span class="muted">{t(`is.${place.is}`)}</span>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

/** Arrows go from row to row of the whole panel, and up from the first one back to the search. */
export function walk(event: KeyboardEvent): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step === undefined) return;
  event.preventDefault();
  const rows = [...document.querySelectorAll<HTMLElement>('#asset-list .rows button')];
  const at = rows.indexOf(document.activeElement as HTMLElement);
  if (at + step < 0) document.getElementById('search')?.focus();
  else rows[at + step]?.focus();
}
