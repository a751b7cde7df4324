// A flood that goes on is said loudly; else the last one, and how much of the time was in one.
import type { Flood, Measures } from '../../hub/contracts/measures.ts';
import { serverNow } from '../clock.ts';
import { lang, t } from '../language.ts';
import { timeZone } from '../state/screen.ts';
import { stretch, timeNear } from '../times.ts';
import { FigureLine, percent } from './figure.tsx';
import { sourceText } from './source-text.ts';

export function Floods({ floods }: { readonly floods: Measures['floods'] }) {
  const { now, newest, share } = floods;
  return (
    <>
      {now !== undefined && (
        <p class="trouble" data-flood="now">
          ▲ {t('floodNow', { time: timeNear(now.start, serverNow(), timeZone.value), peak: now.peak })}
          <br />
          {firstOut(now)}
        </p>
      )}
      <FigureLine name="floods" label={t('floodShare')} figure={share} written={percent}>
        {now === undefined && <Last last={newest[0]} />}
      </FigureLine>
    </>
  );
}

function Last({ last }: { readonly last: Flood | undefined }) {
  if (last === undefined) return <p class="muted">{t('floodNone')}</p>;
  const { start, end = serverNow(), peak } = last;
  return (
    <p class="muted" data-flood="last">
      {t('floodLast', { span: stretch(start, end, serverNow(), timeZone.value), peak })} · {firstOut(last)}
    </p>
  );
}

const firstOut = ({ firstOut: first }: Flood): string => t('floodFirst', { first: sourceText(lang.value, first) });
