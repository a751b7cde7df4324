// What there is of each kind, and how much of the perimeter is seen; blind pieces by their names.
import { useComputed } from '@preact/signals';
import { lang, t } from '../language.ts';
import { countsByKind } from '../state/placed.ts';
import { live, port, segments } from '../state/screen.ts';

export function Coverage() {
  const blind = useComputed(() => [...segments.value.values()].filter((row) => row.blind)).value;
  const of = port.value?.segments.length ?? 0;
  const counts = countsByKind(live.value.assets.values());
  const nameOf = (id: string) => port.value?.segments.find((one) => one.id === id)?.properties.name[lang.value] ?? id;
  return (
    <ul id="coverage" aria-label={t('map')}>
      {[...counts].map(([kind, n]) => (
        <li key={kind}>
          {n} {t(kind)}
        </li>
      ))}
      {of > 0 && <li>{t('coverage', { seen: segments.value.size - blind.length, of })}</li>}
      {blind.length > 0 && (
        <li data-blind>
          <span aria-hidden="true">▨ </span>
          {t('coverageBlind', { names: blind.map(({ id }) => nameOf(id)).join(lang.value === 'zh' ? '、' : ', ') })}
        </li>
      )}
    </ul>
  );
}
