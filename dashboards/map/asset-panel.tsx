// The small panel of the asset that was clicked: who, how fast, when, told by whom, inside what.
import { useComputed } from '@preact/signals';
import { serverNow } from '../clock.ts';
import { lang, t } from '../language.ts';
import { live, port, selectedAsset } from '../state/screen.ts';
import { ageText, timeNear } from '../times.ts';
import { feedMark } from '../words.ts';
import { Story } from './story.tsx';

export function AssetPanel() {
  const asset = useComputed(() => live.value.assets.get(selectedAsset.value ?? '')).value;
  if (asset === undefined) return null;
  const now = serverNow();
  const speed = asset.sogKn === undefined ? '–' : `${asset.sogKn.toFixed(1)} ${t('knots')}`;
  const time = timeNear(asset.time, now, port.value?.timeZone ?? 'UTC');
  return (
    <section id="asset" class="panel" aria-label={t('asset')}>
      <header>
        <h2>{asset.name ?? asset.id}</h2>
        <button
          type="button"
          aria-label={t('close')}
          onClick={() => {
            selectedAsset.value = undefined;
            // The button goes with the panel, and the focus must not fall to nowhere.
            document.getElementById('map')?.focus();
          }}
        >
          ✕
        </button>
      </header>
      <dl>
        <dt>{t(asset.kind)}</dt>
        <dd>
          {asset.id}
          {asset.state !== undefined && ` · ${asset.state}`}
        </dd>
        <dt>{t('speed')}</dt>
        <dd>{speed}</dd>
        <dt>{t('time')}</dt>
        <dd>
          {time} · {t('age', { age: ageText(lang.value, now - asset.time) })}
        </dd>
        <dt>{t('source')}</dt>
        <dd>
          {asset.agent} · {feedMark(lang.value, asset.feed)}
        </dd>
        <dt>{t('inside')}</dt>
        <dd>{asset.inside.map(fenceName).join(lang.value === 'zh' ? '、' : ', ') || t('none')}</dd>
      </dl>
      <Story key={asset.id} id={asset.id} />
    </section>
  );
}

function fenceName(id: string): string {
  return port.value?.fences.find((fence) => fence.id === id)?.properties.name[lang.value] ?? id;
}
