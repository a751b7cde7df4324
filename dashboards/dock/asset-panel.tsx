// The panel of one asset: who, where, told by whom, on what and with what, its alerts, and its story.
import { useComputed } from '@preact/signals';
import type { AssetRow } from '../../hub/contracts/socket.ts';
import { sentence } from '../alert-words.ts';
import { Badge } from '../alerts/badge.tsx';
import { serverNow } from '../clock.ts';
import { lang, t } from '../language.ts';
import { Sign } from '../map/sign.tsx';
import { alertsOf } from '../state/alerts.ts';
import { type Assets, chainOf, loadOf } from '../state/carried.ts';
import { showAsset, storyShown } from '../state/dock.ts';
import { alerts, census, live, nameOf, open, showThing, timeZone } from '../state/screen.ts';
import { StoryList } from '../story/story-list.tsx';
import { TrackBox } from '../story/track-box.tsx';
import { bare, kindOf, thing } from '../thing-words.ts';
import { ageText, timeNear } from '../times.ts';
import { phrase } from '../words/phrases.ts';
import { feedMark } from '../words.ts';
import { Panel } from './panel.tsx';

export function AssetPanel({ asset: key }: { readonly asset: string }) {
  const row = useComputed(() => live.value.assets.get(key)).value;
  const kind = row?.kind ?? kindOf(key);
  const name = row?.name ?? storyOf(key)?.name;
  const lengthM = storyOf(key)?.lengthM;
  const heading = (
    <>
      {kind && <Sign kind={kind} state={row?.state} />} {name ?? bare(key)}
      {lengthM !== undefined && <span class="muted"> · {t('shipLength', { m: lengthM })}</span>}
    </>
  );
  return (
    <Panel id="asset" label={t('asset')} heading={heading}>
      <dl>
        <dt>{t('asset')}</dt>
        <dd>
          {thing(lang.value, key)} <code class="muted">{key}</code>
        </dd>
        {row === undefined ? (
          [<dt key="dt">{t('state')}</dt>, <dd key="dd">{t('noRow')}</dd>]
        ) : (
          <Whereabouts row={row} />
        )}
        <Ties asset={key} row={row} />
      </dl>
      <ItsAlerts asset={key} />
      <TrackBox asset={key} />
      <StoryList asset={key} />
    </Panel>
  );
}

const storyOf = (key: string) => (storyShown.value?.key === key ? storyShown.value.value : undefined);

function Whereabouts({ row }: { readonly row: AssetRow }) {
  const now = serverNow();
  const names = row.inside.map(nameOf);
  const uncertain = (storyOf(row.id)?.uncertain ?? []).map(nameOf);
  return (
    <>
      {row.state !== undefined && [<dt key="dt">{t('state')}</dt>, <dd key="dd">{phrase(lang.value, row.state)}</dd>]}
      <dt>{t('map')}</dt>
      <dd>
        <Place row={row} />
      </dd>
      {row.sogKn !== undefined && [<dt key="dt">{t('speed')}</dt>, <dd key="dd">{speedOf(row, row.sogKn)}</dd>]}
      <dt>{t('time')}</dt>
      <dd>
        {timeNear(row.time, now, timeZone.value)} · {t('age', { age: ageText(lang.value, now - row.time) })}
      </dd>
      <dt>{t('source')}</dt>
      <dd>
        {row.agent || '–'} · {feedMark(lang.value, row.feed)}
      </dd>
      <dt>{t('inside')}</dt>
      <dd>{names.join(t('listComma')) || t('none')}</dd>
      {uncertain.length > 0 && [<dt key="dt">{t('uncertain')}</dt>, <dd key="dd">{uncertain.join(t('listComma'))}</dd>]}
    </>
  );
}

/** Its own place, or whose place it is shown at; a press brings it to the middle of the map. */
function Place({ row }: { readonly row: AssetRow }) {
  const { assets } = live.value;
  const carrier = row.on === undefined ? undefined : chainOf(row, assets).findLast(({ lon }) => lon !== undefined);
  const at = carrier ?? row;
  if (at.lon === undefined || at.lat === undefined) return <>{t('noPlace')}</>;
  return (
    <>
      <button type="button" class="link" onClick={() => showThing(row.id, true)}>
        {at.lon.toFixed(5)}, {at.lat.toFixed(5)}
      </button>
      {at !== row && ` · ${t('byCarrier', { carrier: at.name ?? thing(lang.value, at.id) })}`}
    </>
  );
}

/** A ship's speed in knots, a lorry's in kilometres an hour. */
const speedOf = ({ kind }: AssetRow, knots: number): string =>
  kind === 'vessel' ? `${knots.toFixed(1)} ${t('knots')}` : `${(knots * 1.852).toFixed(0)} ${t('kmh')}`;

function Ties({ asset, row }: { readonly asset: string; readonly row: AssetRow | undefined }) {
  const load = useComputed(() => {
    void census.value;
    return loadOf(asset, live.peek().assets).map(({ id }) => id);
  }).value;
  const story = storyOf(asset);
  const on = row?.on ?? story?.on;
  const carried = [...new Set([...load, ...(story?.carries ?? [])])];
  return (
    <>
      {on !== undefined && [<dt key="dt">{t('on')}</dt>, <dd key="dd">{<AssetLink asset={on} />}</dd>]}
      {carried.length > 0 && <dt>{t('carries')}</dt>}
      {carried.length > 0 && (
        <dd class="links">
          {carried.map((one) => (
            <AssetLink key={one} asset={one} />
          ))}
        </dd>
      )}
    </>
  );
}

export function AssetLink({ asset }: { readonly asset: string }) {
  const { assets }: { readonly assets: Assets } = live.peek();
  const row = assets.get(asset);
  const kind = row?.kind ?? kindOf(asset);
  if (kind === undefined) return <span>{thing(lang.value, asset)}</span>;
  return (
    <button type="button" class="link" onClick={() => showAsset(asset)}>
      <Sign kind={kind} state={row?.state} /> {row?.name ?? bare(asset)}
    </button>
  );
}

function ItsAlerts({ asset }: { readonly asset: string }) {
  const its = alertsOf(alerts.value, asset);
  return (
    <>
      <h3>{t('itsAlerts')}</h3>
      {its.length === 0 && <p class="muted">{t('noAlerts')}</p>}
      <ul class="rows">
        {its.map((alert) => (
          <li key={alert.id} data-condition={alert.condition}>
            <button type="button" onClick={() => open(alert.id)}>
              <Badge severity={alert.severity} /> {sentence(lang.value, alert, nameOf)}
              <span class="muted">
                {' '}
                {t(alert.condition)} · {timeNear(alert.from, serverNow(), timeZone.value)}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
