// How long people took, by severity, and how the severities mix: each beside its target.
import type { Measures, Waits } from '../../hub/contracts/measures.ts';
import { lang, t } from '../language.ts';
import { spanText } from '../times.ts';
import { percent, Verdict } from './figure.tsx';

interface WaitedProps {
  readonly name: string;
  readonly label: string;
  readonly waits: readonly Waits[];
}

export function Waited({ name, label, waits }: WaitedProps) {
  const told = waits.filter(({ count }) => count > 0);
  const target = waits[0]?.inTime.target ?? 0;
  return (
    <section class="measured" data-measure={name}>
      <h3>
        {label} <span class="muted">{t('targetLeast', { target: percent(target) })}</span>
      </h3>
      {told.length === 0 && <p class="muted">{t('waitNone')}</p>}
      <ul class="measured-lines">
        {told.map((one) => (
          <li key={one.severity} data-severity={one.severity}>
            {waitText(one)} <Verdict ok={one.inTime.ok} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function waitText({ severity, count, medianMs = 0, inTime }: Waits): string {
  const median = spanText(lang.value, medianMs);
  return t('waitSays', { severity, n: count, median, share: percent(inTime.value) });
}

export function Mix({ mix }: { readonly mix: Measures['mix'] }) {
  const isKnown = mix.some(({ share }) => share.ok !== undefined);
  return (
    <section class="measured" data-measure="mix">
      <h3>
        {t('priorityMix')} {!isKnown && <Verdict ok={undefined} />}
      </h3>
      <ul class="measured-lines">
        {mix.map(({ severity, count, share }) => {
          const target = t(severity === 'S4' ? 'targetLeast' : 'targetMost', { target: percent(share.target) });
          return (
            <li key={severity} data-severity={severity}>
              {t('mixSays', { severity, n: count, share: percent(share.value) })} <span class="muted">{target}</span>{' '}
              {isKnown && <Verdict ok={share.ok} />}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
