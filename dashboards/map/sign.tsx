// The sign of a kind of asset as the page shows it: the same outline the map draws.
import type { AssetKind } from '../../hub/contracts/port.ts';
import { signOf } from './symbols.ts';

export function Sign({ kind, state }: { readonly kind: AssetKind; readonly state?: string | undefined }) {
  const { outline, lines, strokes } = signOf(kind, state, false);
  return (
    <svg class="sign" viewBox="-12 -12 24 24" width="18" height="18" aria-hidden="true">
      <path d={outline} fill="currentColor" stroke="currentColor" stroke-width="1.75" />
      {strokes !== undefined && <path d={strokes} fill="none" stroke="currentColor" stroke-width="1.75" />}
      {lines !== undefined && <path d={lines} fill="none" stroke="var(--panel)" stroke-width="1.75" />}
    </svg>
  );
}
