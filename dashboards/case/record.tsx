// The record of a case: all that was ever done about an alert, by whom and when, what a later act took the place of included.
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Alert } from '../../hub/contracts/alert.ts';
import type { ActName, Disposition, ShelfReason } from '../../hub/contracts/case.ts';
import { actNames } from '../../hub/contracts/law.ts';
import type { Audited } from '../../hub/contracts/status.ts';
import { t } from '../language.ts';
import { askRecord } from '../link/record.ts';
import { timeZone } from '../state/screen.ts';
import { moment } from '../times.ts';

/** Asked for when it is opened, and again when the alert has changed meanwhile. */
export function CaseRecord({ alert }: { readonly alert: Alert }) {
  const isOpen = useSignal(false);
  const rows = useSignal<readonly Audited[]>([]);
  useEffect(() => {
    if (!isOpen.value) return undefined;
    const gone = new AbortController();
    void askRecord(alert.id, gone.signal).then((answer) => {
      if (answer.ok) rows.value = answer.value.audit.toReversed();
    });
    return () => gone.abort();
  }, [alert.id, alert.revision, isOpen.value]);
  return (
    <details
      id="record"
      onToggle={({ currentTarget }) => {
        isOpen.value = currentTarget.open;
      }}
    >
      <summary>{t('record')}</summary>
      <ol class="evidence">
        {rows.value.map((row) => (
          <li key={row.id}>
            <span>
              <b>{row.who}</b> {whatText(row.what)} <span class="muted">{moment(row.at, timeZone.value)}</span>
            </span>
            <p class="note-text">{saidIn(row.detail)}</p>
          </li>
        ))}
      </ol>
    </details>
  );
}

const isAct = (what: string): what is ActName => actNames.some((name) => name === what);
const others = ['note', 'explanation', 'escalated', 'overdue', 'returned', 'stale'] as const;

/** What has no word here is shown by its own. */
function whatText(what: string): string {
  if (isAct(what)) return t(`act.${what}`);
  const known = others.find((one) => one === what);
  return known === undefined ? what : t(`record.${known}`);
}

/** What was said with it, after the alert's id and its version: each by its name, a text in quotes. */
function saidIn(detail: string): string {
  const said = [...detail.matchAll(/; (\w+) ("(?:[^"\\]|\\.)*"|\d+)/g)];
  return said
    .flatMap(([, name = '', value = '']) => (name === 'version' ? [] : [wordOf(name, JSON.parse(value))]))
    .join(' · ');
}

function wordOf(name: string, value: string | number): string {
  if (typeof value === 'number') return moment(value, timeZone.value);
  if (name === 'code') return t(`code.${value as Disposition}`);
  return name === 'reason' ? t(`reason.${value as ShelfReason}`) : value;
}
