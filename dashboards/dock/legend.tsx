// What the signs, lines and keys mean.
import type { ComponentChildren } from 'preact';
import { keysOn, turnKeys } from '../alerts/keys.ts';
import { t } from '../language.ts';
import { outlines, restingLine } from '../map/fence-look.ts';
import { Sign } from '../map/sign.tsx';
import { kindKeys } from '../map/toolbar.tsx';
import { coverages } from '../state/coverage.ts';
import { assetKinds } from '../state/live.ts';
import type { Word } from '../words/zh.ts';
import { Panel } from './panel.tsx';

export function Legend() {
  return (
    <Panel id="legend" label={t('legend')} heading={t('legend')}>
      <h3>{t('signs')}</h3>
      <ul class="signs">
        {assetKinds.map((kind) => (
          <li key={kind}>
            <Sign kind={kind} /> {t(`kinds.${kind}`)}
          </li>
        ))}
      </ul>
      <p class="muted">{t('signsMore')}</p>
      <h3>{t('coverage')}</h3>
      <ul class="signs">
        {coverages.map((coverage) => (
          <li key={coverage}>
            <span class="swatch" data-coverage={coverage} aria-hidden="true" /> {t(`coverage.${coverage}`)}
          </li>
        ))}
      </ul>
      <h3>{t('fences')}</h3>
      <Fences />
      <h3>{t('keyboard')}</h3>
      <Keys />
    </Panel>
  );
}

function Fences() {
  const purposes = Object.keys(outlines) as (keyof typeof outlines)[];
  return (
    <ul class="signs">
      {purposes.map((purpose) => (
        <li key={purpose}>
          <Stroke {...outlines[purpose]} /> {t(`purpose.${purpose}`)}
        </li>
      ))}
      <li>
        <Stroke width={2} lineDash={[10, 4]} /> ⊘ {t('restricted')}
      </li>
      <li>
        <Stroke width={1.25} lineDash={[3, 5]} /> {t('lifecycle.planned')} / {t('lifecycle.commissioning')}
      </li>
      <li>
        <Stroke {...restingLine} /> {t('force.off')}
      </li>
    </ul>
  );
}

function Stroke({ width, lineDash }: { readonly width: number; readonly lineDash?: readonly number[] | undefined }) {
  return (
    <svg class="sign" viewBox="0 0 36 10" width="36" height="10" aria-hidden="true">
      <path d="M0 5H36" fill="none" stroke="currentColor" stroke-width={width} stroke-dasharray={lineDash?.join(' ')} />
    </svg>
  );
}

const keys: readonly (readonly [keys: string, means: Word])[] = [
  ['j k ↑ ↓', 'keys.walk'],
  ['Enter', 'keys.why'],
  ['m', 'keys.map'],
  ['i', 'keys.story'],
  ['w', 'keys.note'],
  ['a', 'keys.acknowledge'],
  ['c', 'keys.claim'],
  ['d', 'keys.dispose'],
  ['e', 'keys.escalate'],
  ['s', 'keys.shelve'],
  ['b', 'keys.ticket'],
  ['Ctrl Enter', 'keys.send'],
  ['f', 'keys.filter'],
  ['/', 'keys.search'],
  ['p', 'keys.coverage'],
  ['l', 'keys.cameras'],
  ['u', 'keys.trust'],
  ['y', 'keys.measures'],
  ['1 2 3', 'keys.check'],
  [assetKinds.map((kind) => kindKeys[kind]).join(' '), 'keys.kinds'],
  ['?', 'keys.legend'],
  ['Esc', 'keys.back'],
  ['↑ ↓ ← → + −', 'keys.pan'],
];

function Keys() {
  return (
    <>
      <label>
        <input
          type="checkbox"
          checked={keysOn.value}
          onChange={({ currentTarget }) => turnKeys(currentTarget.checked)}
        />{' '}
        {t('keysOn')}
      </label>
      <dl>
        {keys.flatMap(([key, means]): ComponentChildren[] => [
          <dt key={means}>
            <kbd>{key}</kbd>
          </dt>,
          <dd key={`${means}=`}>{t(means)}</dd>,
        ])}
      </dl>
    </>
  );
}
