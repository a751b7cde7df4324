// Doing something about an alert: its form, what was filled in, and what the hub said of it. Nothing is done before it said so.
import { batch, signal } from '@preact/signals';
import type { Alert } from '../../hub/contracts/alert.ts';
import type { ActName } from '../../hub/contracts/case.ts';
import { givenName, remember } from '../alerts/signature.ts';
import { serverNow } from '../clock.ts';
import { newKey, putAct } from '../link/act.ts';
import { me } from '../people/me.ts';
import { isLocal } from '../people/session.ts';
import { alerts, open, openedAlert, selectedAlert } from '../state/screen.ts';
import { beginning, bodyOf, type Draft, type Field, fieldsOf, missingOf } from './act-fields.ts';
import { whyNot } from './offers.ts';

/** `seen`: as whoever acts saw it; of an older one the hub does nothing. */
export interface Deed {
  readonly act: ActName;
  readonly seen: Alert;
  readonly draft: Draft;
}

export type Outcome = { readonly deed: Deed } & (
  | { readonly is: 'sending' | 'done' | 'nameless' | 'changed' | 'proof' }
  | { readonly is: 'missing'; readonly field: Field }
  /** By the hub, or by the page, which knows that the hub would. */
  | { readonly is: 'refused' | 'unoffered'; readonly code: string }
);

/** The form that is open. */
export const acting = signal<Deed | undefined>(undefined);
export const outcome = signal<Outcome | undefined>(undefined);

/** What was begun is not lost by looking elsewhere. Of so many acts at most. */
const drafts = new Map<string, Draft>();
const draftsMost = 50;
const nameOf = ({ act, seen }: Deed): string => `${seen.id} ${act}`;

/** By a button or a key: at once where nothing more is to be said, else by a form; or why it cannot be. */
export function begin(act: ActName, seen: Alert): void {
  const deed = { act, seen, draft: {} };
  const code = whyNot(act, seen, me.value);
  if (code !== undefined) tell({ deed, is: 'unoffered', code });
  else if (fieldsOf(act).length === 0) void perform(deed);
  else openForm(deed);
}

function openForm(deed: Deed): void {
  batch(() => {
    outcome.value = undefined;
    acting.value = { ...deed, draft: drafts.get(nameOf(deed)) ?? beginning(deed.act, me.value) };
  });
  if (openedAlert.value !== deed.seen.id) open(deed.seen.id);
}

/** By a key, on the alert that is selected. */
export function beginOnSelected(act: ActName): void {
  const alert = alerts.value.get(selectedAlert.value ?? '');
  if (alert !== undefined) begin(act, alert);
}

export function fill(field: Field, value: string): void {
  const deed = acting.value;
  if (deed === undefined) return;
  const draft = { ...deed.draft, [field]: value };
  acting.value = { ...deed, draft };
  keep(nameOf(deed), draft);
}

/** The form goes; what was typed is there when it is opened again. */
export function leave(): void {
  batch(() => {
    acting.value = undefined;
    if (outcome.value?.is !== 'done') outcome.value = undefined;
  });
}

export async function send(): Promise<void> {
  const deed = acting.value;
  if (deed === undefined) return;
  const field = missingOf(deed.act, deed.draft);
  if (field === undefined) await perform(deed);
  else tell({ deed, is: 'missing', field });
}

/** Of what changed meanwhile the newest is meant, once whoever acts was shown what did. */
export async function perform(asked: Deed): Promise<void> {
  if (outcome.value?.is === 'sending') return;
  const isShown = outcome.value?.is === 'changed' && nameOf(outcome.value.deed) === nameOf(asked);
  const deed = isShown ? { ...asked, seen: alerts.value.get(asked.seen.id) ?? asked.seen } : asked;
  const by = isLocal.value ? givenName.value.trim() : undefined;
  if (by === '') {
    tell({ deed, is: 'nameless' });
    return;
  }
  if (by !== undefined) remember(by);
  const { key, body } = requestOf(deed, by);
  outcome.value = { deed, is: 'sending' };
  const answer = await putAct(deed.seen, deed.act, body, key);
  if (answer.ok) return done(deed);
  const isUnknown = ['timeout', 'unreachable', 'unreadable'].includes(answer.code);
  // What was refused is asked anew; of what nobody answered to nobody knows whether it was done.
  if (!isUnknown) request = undefined;
  if (answer.code === 'version-stale') tell({ deed, is: 'changed' });
  else if (answer.code === 'proof-needed') tell({ deed, is: 'proof' });
  else tell({ deed, is: 'refused', code: answer.code });
}

function done(deed: Deed): void {
  request = undefined;
  drafts.delete(nameOf(deed));
  batch(() => {
    if (acting.value !== undefined && nameOf(acting.value) === nameOf(deed)) acting.value = undefined;
    outcome.value = { deed, is: 'done' };
  });
}

/** What went wrong is said in the case, which is opened for it while the alert is still looked at. */
function tell(next: Outcome): void {
  outcome.value = next;
  const { id } = next.deed.seen;
  if (selectedAlert.value === id && openedAlert.value !== id) open(id);
}

interface Request {
  readonly print: string;
  readonly key: string;
  readonly body: object;
}

/** The last one sent, until the hub has answered it: sent again it is the same to the last word, and done once. */
let request: Request | undefined;

function requestOf({ act, seen, draft }: Deed, by: string | undefined): Request {
  const print = JSON.stringify([act, seen.id, draft, by]);
  if (request?.print === print) return request;
  const body = { ...bodyOf(act, draft, serverNow()), ...(by !== undefined && { by }) };
  request = { print, key: newKey(), body };
  return request;
}

function keep(name: string, draft: Draft): void {
  drafts.delete(name);
  drafts.set(name, draft);
  const [eldest] = drafts.keys();
  if (drafts.size > draftsMost && eldest !== undefined) drafts.delete(eldest);
}
