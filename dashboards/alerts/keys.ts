// The keyboard: j/k and arrows walk the alerts, Enter opens the why; single letters open the rest, and can be turned off.
import { signal } from '@preact/signals';
import { acting, beginOnSelected, leave } from '../case/acting.ts';
import { kindKeys } from '../map/toolbar.tsx';
import { may } from '../people/session.ts';
import { neighbour } from '../state/alerts.ts';
import { dockBack, dockOpen, showAsset, toggleBoard, toggleKind } from '../state/dock.ts';
import { nextWhose, walkable } from '../state/listed.ts';
import { assetKinds } from '../state/live.ts';
import { alerts, open, openedAlert, select, selectedAlert, showPlace } from '../state/screen.ts';
import { kindOf } from '../thing-words.ts';
import { answerFirst } from '../trust/answer-check.ts';

const kept = 'efence.keys';

/** WCAG 2.1.4: who speaks to a machine, or whose hand rests on the keys, turns the single letters off. */
export const keysOn = signal(remembered());

export function turnKeys(on: boolean): void {
  keysOn.value = on;
  try {
    localStorage.setItem(kept, on ? 'on' : 'off');
  } catch {
    // For this visit only, then.
  }
}

const steps: Readonly<Record<string, 1 | -1>> = { j: 1, k: -1, ArrowDown: 1, ArrowUp: -1 };

const letters: Readonly<Record<string, () => void>> = {
  m: () => showPlace(true),
  a: () => beginOnSelected('acknowledge'),
  c: () => beginOnSelected('claim'),
  s: () => beginOnSelected('shelve'),
  d: () => beginOnSelected('dispose'),
  e: () => beginOnSelected('escalate'),
  b: () => beginOnSelected('ticket'),
  f: nextWhose,
  i: openItsAsset,
  w: () => document.querySelector<HTMLElement>('#note-form textarea')?.focus(),
  '/': () => document.getElementById('search')?.focus(),
  l: () => toggleBoard('cameras'),
  p: () => toggleBoard('coverage'),
  u: () => {
    if (may('trust')) toggleBoard('trust');
  },
  y: () => {
    if (may('measure')) toggleBoard('measures');
  },
  '1': () => answerFirst('clean'),
  '2': () => answerFirst('suspicious'),
  '3': () => answerFirst('unseen'),
  '?': () => toggleBoard('legend'),
  ...Object.fromEntries(assetKinds.map((kind) => [kindKeys[kind], () => toggleKind(kind)])),
};

export function startKeys(): void {
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !event.isComposing && leaveField(event)) return;
    if (isOthers(event) || (event.key.length === 1 && !keysOn.value)) return;
    if (!heed(event.key)) return;
    event.preventDefault();
  });
}

function heed(key: string): boolean {
  const step = Object.hasOwn(steps, key) ? steps[key] : undefined;
  if (step !== undefined) select(neighbour(walkable.value, selectedAlert.value, step));
  else if (key === 'Enter' && selectedAlert.value !== undefined) open(selectedAlert.value);
  else if (key === 'Escape') back();
  else if (Object.hasOwn(letters, key)) letters[key]?.();
  else return false;
  return true;
}

/** The form of an act first, the why of an alert, then the dock, then the selection. */
function back(): void {
  if (acting.value !== undefined && acting.value.seen.id === openedAlert.value && !isInDock()) leaveForm();
  else if (openedAlert.value !== undefined && !isInDock()) open(undefined);
  else if (dockOpen.value) dockBack();
  else if (openedAlert.value !== undefined) open(undefined);
  else select(undefined);
}

const isInDock = (): boolean => document.activeElement?.closest('#dock, #toolbar') != null;

function openItsAsset(): void {
  const key = alerts.value.get(selectedAlert.value ?? '')?.key;
  if (key !== undefined && kindOf(key) !== undefined) showAsset(key);
}

/** What was typed is there when it is opened again. */
function leaveForm(): void {
  leave();
  document.querySelector<HTMLElement>('[data-alert] [aria-current]')?.focus();
}

/** Out of a field: from the search to the map with the list put away, from a note to its alert's row. What was typed stays. */
function leaveField({ target }: KeyboardEvent): boolean {
  if (!(target instanceof HTMLElement) || target.closest('input:not([type=checkbox]), textarea, select') === null)
    return false;
  if (target.closest('#act-form, #proof-form') !== null) {
    leaveForm();
    return true;
  }
  target.blur();
  if (target.id !== 'search') document.querySelector<HTMLElement>('[data-alert] [aria-current]')?.focus();
  else {
    dockBack();
    document.getElementById('map')?.focus();
  }
  return true;
}

/** Keys that belong to someone else: an input method composing, a field, the map's or a panel's arrows, a button's Enter. */
function isOthers(event: KeyboardEvent): boolean {
  if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return true;
  const target = event.target instanceof Element ? event.target : undefined;
  if (target === undefined) return false;
  if (event.key === 'ArrowDown' && target.id === 'search') return intoList();
  if (target.closest('input, textarea, select, [contenteditable]') !== null) return event.key !== 'Escape';
  if (event.key.startsWith('Arrow') && target.closest('#map, #dock, #why') !== null) return true;
  return event.key === 'Enter' && target.closest('button, a') !== null;
}

function intoList(): true {
  document.querySelector<HTMLElement>('#asset-list .rows button')?.focus();
  return true;
}

function remembered(): boolean {
  try {
    return localStorage.getItem(kept) !== 'off';
  } catch {
    return true;
  }
}
