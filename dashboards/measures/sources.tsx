// Where the load comes from: who chatters, what is stale, the ten loudest, and what is kept from the list.
import type { AgedList, Measures } from '../../hub/contracts/measures.ts';
import { lang, t } from '../language.ts';
import { spanText } from '../times.ts';
import { FigureLine, percent } from './figure.tsx';
import { sourceText } from './source-text.ts';

/** Lines of a list; the number above says how many there are. */
const linesMost = 5;

function Lines({ lines }: { readonly lines: readonly string[] }) {
  if (lines.length === 0) return null;
  return (
    <ul class="measured-lines">
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}

export function Chattering({ chattering }: { readonly chattering: Measures['chattering'] }) {
  const lines = chattering.sources.slice(0, linesMost).map((one) => {
    return t('chatteringSays', { source: sourceText(lang.value, one), n: one.count });
  });
  return (
    <FigureLine name="chattering" label={t('chattering')} figure={chattering.count}>
      <Lines lines={lines} />
    </FigureLine>
  );
}

const agedLines = ({ eldest }: AgedList): string[] =>
  eldest.slice(0, linesMost).map((one) => {
    return t('agedSays', { source: sourceText(lang.value, one), age: spanText(lang.value, one.ageMs) });
  });

export function Stale({ stale }: { readonly stale: Measures['stale'] }) {
  return (
    <FigureLine name="stale" label={t('staleAlerts')} figure={stale.figure}>
      <Lines lines={agedLines(stale)} />
    </FigureLine>
  );
}

export function Top({ top }: { readonly top: Measures['top'] }) {
  const lines = top.sources.map((one) => {
    return t('topSays', { source: sourceText(lang.value, one), n: one.count, share: percent(one.share) });
  });
  return (
    <FigureLine name="top" label={t('topTen')} figure={top.share} written={percent}>
      <Lines lines={lines} />
    </FigureLine>
  );
}

export function PutAway({ measures }: { readonly measures: Measures }) {
  const { shelved, suppressed, outOfService, escalations } = measures;
  const said = (word: 'shelvedNow' | 'suppressedNow' | 'outNow', { count, eldest }: AgedList): string => {
    const age = eldest[0] && t('eldest', { age: spanText(lang.value, eldest[0].ageMs) });
    return [t(word, { n: count }), age].filter(Boolean).join(', ');
  };
  return (
    <section class="measured" data-measure="away">
      <h3>{t('putAway')}</h3>
      <p>{said('shelvedNow', shelved)}</p>
      <p>{said('suppressedNow', suppressed)}</p>
      <p>{said('outNow', outOfService)}</p>
      <Lines lines={agedLines(shelved)} />
      <p class="muted">{t('escalationsSaid', { n: escalations })}</p>
    </section>
  );
}
