// One figure beside its target, and whether it is within it, in a sign and in words.
import type { ComponentChildren } from 'preact';
import type { Figure } from '../../hub/contracts/measures.ts';
import { t } from '../language.ts';

export type Written = (value: number) => string;

export const plain: Written = (value) => String(Number(value.toFixed(1)));
/** A share of 0.004 must not look like none; the sign stays with its number. */
export const percent: Written = (value) => `${Number((value * 100).toFixed(value > 0 && value < 0.01 ? 2 : 0))}\u00a0%`;

interface FigureLineProps {
  readonly name: string;
  readonly label: string;
  readonly figure: Figure;
  readonly written?: Written;
  readonly children?: ComponentChildren;
}

export function FigureLine({ name, label, figure, written = plain, children }: FigureLineProps) {
  return (
    <section class="measured" data-measure={name} data-ok={String(figure.ok ?? 'unknown')}>
      <h3>{label}</h3>
      <p>
        <strong class="value">{written(figure.value)}</strong>{' '}
        <span class="muted">{t('targetMost', { target: written(figure.target) })}</span> <Verdict ok={figure.ok} />
      </p>
      {children}
    </section>
  );
}

export function Verdict({ ok }: { readonly ok: boolean | undefined }) {
  if (ok === undefined) return <span class="muted">{t('tooFew')}</span>;
  return <span class={ok ? 'muted' : 'beyond'}>{ok ? `✓ ${t('withinTarget')}` : `▲ ${t('beyondTarget')}`}</span>;
}
