// The keyboard: j/k and arrows walk the list, Enter opens the why, m finds its place, Esc goes back.
import { neighbour } from '../state/alerts.ts';
import { open, openedAlert, order, select, selectedAlert, selectedAsset, showPlace } from '../state/screen.ts';

const steps: Record<string, 1 | -1> = { j: 1, k: -1, ArrowDown: 1, ArrowUp: -1 };

export function startKeys(): void {
  document.addEventListener('keydown', (event) => {
    if (isOthers(event)) return;
    const step = Object.hasOwn(steps, event.key) ? steps[event.key] : undefined;
    if (step !== undefined) select(neighbour(order.value, selectedAlert.value, step));
    else if (event.key === 'Enter' && selectedAlert.value !== undefined) open(selectedAlert.value);
    else if (event.key === 'm' && selectedAlert.value !== undefined) showPlace(true);
    else if (event.key === 'Escape') back();
    else return;
    event.preventDefault();
  });
}

function back(): void {
  if (openedAlert.value !== undefined) open(undefined);
  else if (selectedAsset.value !== undefined) selectedAsset.value = undefined;
  else select(undefined);
}

/** Keys that belong to someone else: an input method composing, a field, the map's arrows, a button's own Enter. */
function isOthers(event: KeyboardEvent): boolean {
  if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return true;
  const target = event.target instanceof Element ? event.target : undefined;
  if (target === undefined) return false;
  if (target.closest('input, textarea, select, [contenteditable]') !== null) return true;
  if (event.key.startsWith('Arrow') && target.closest('#map') !== null) return true;
  return event.key === 'Enter' && target.closest('button, a') !== null;
}
