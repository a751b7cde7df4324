// The frame of every panel in the dock: its heading, which takes the focus when it opens, and the way back.
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { t } from '../language.ts';
import { dockBack } from '../state/dock.ts';

interface PanelProps {
  readonly id: string;
  readonly label: string;
  readonly heading: ComponentChildren;
  readonly children: ComponentChildren;
}

export function Panel({ id, label, heading, children }: PanelProps) {
  const head = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (!isElsewhere(document.activeElement)) head.current?.focus({ preventScroll: true });
  }, []);
  return (
    <section id={id} class="panel" aria-label={label}>
      <header>
        <h2 ref={head} tabIndex={-1}>
          {heading}
        </h2>
        <button type="button" aria-label={t('close')} onClick={() => dockBack()}>
          ✕
        </button>
      </header>
      {children}
    </section>
  );
}

/** Whoever types in the search, clicks on the map, or has already been led to a row, goes on doing so. */
function isElsewhere(active: Element | null): boolean {
  if (active?.closest('#search, #asset-list li') != null) return true;
  return active?.closest('#map') != null && !active.matches(':focus-visible');
}
