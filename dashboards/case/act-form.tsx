// The form of an act, in place: its fields, a key to send it and one to leave it; what was typed stays whatever the hub says.
import { useSignal } from '@preact/signals';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { lang, t } from '../language.ts';
import { askOfficers } from '../link/record.ts';
import { me } from '../people/me.ts';
import { ageText } from '../times.ts';
import type { Word } from '../words/zh.ts';
import { codes, type Field, fieldsOf, fieldWord, isOptional, reasons, spansOf } from './act-fields.ts';
import { type Deed, fill, leave, send } from './acting.ts';

const textMost = 1000;
const nameMost = 64;

export function ActForm({ deed }: { readonly deed: Deed }) {
  const { act } = deed;
  const form = useRef<HTMLFormElement>(null);
  // At once: what is typed before the field has the focus would be keys of the page.
  useLayoutEffect(() => {
    form.current?.querySelector<HTMLElement>('select, input:checked, input, textarea')?.focus({ preventScroll: true });
    form.current?.scrollIntoView({ block: 'nearest' });
  }, [act]);
  const submit = (event: Event): void => {
    event.preventDefault();
    void send();
  };
  const sendByKey = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit(event);
  };
  return (
    <form
      id="act-form"
      class="case-form"
      ref={form}
      aria-label={t(`act.${act}`)}
      onSubmit={submit}
      onKeyDown={sendByKey}
    >
      {fieldsOf(act).map((field) => (
        <OneField key={field} field={field} deed={deed} />
      ))}
      <p class="acts">
        <button type="submit">{t('actSend', { act: t(`act.${act}`) })}</button>
        <button type="button" onClick={() => leave()}>
          {t('actCancel')}
        </button>
      </p>
    </form>
  );
}

interface FieldProps {
  readonly field: Field;
  readonly deed: Deed;
}

function OneField({ field, deed }: FieldProps) {
  const { act, draft } = deed;
  const label = t(fieldWord(act, field)) + (isOptional(act, field) ? t('field.optional') : '');
  const value = draft[field] ?? '';
  if (field === 'until') return <Spans label={label} value={value} deed={deed} />;
  if (field === 'code')
    return <Choice field={field} label={label} value={value} of={codes} word={(code) => `code.${code}`} />;
  if (field === 'reason')
    return <Choice field={field} label={label} value={value} of={reasons} word={(reason) => `reason.${reason}`} />;
  if (field === 'text' || field === 'order')
    return (
      <label>
        {label}
        <textarea
          name={field}
          rows={2}
          maxLength={textMost}
          value={value}
          onInput={({ currentTarget }) => fill(field, currentTarget.value)}
        />
      </label>
    );
  return (
    <label>
      {label}
      <input
        name={field}
        autocomplete="off"
        list={field === 'to' ? 'officers' : undefined}
        maxLength={field === 'place' ? textMost : nameMost}
        value={value}
        onInput={({ currentTarget }) => fill(field, currentTarget.value)}
      />
      {field === 'to' && <Officers alert={deed.seen.id} />}
    </label>
  );
}

interface ChoiceProps<T extends string> {
  readonly field: Field;
  readonly label: string;
  readonly value: string;
  readonly of: readonly T[];
  readonly word: (one: T) => Word;
}

function Choice<T extends string>({ field, label, value, of, word }: ChoiceProps<T>) {
  return (
    <label>
      {label}
      <select name={field} value={value} onChange={({ currentTarget }) => fill(field, currentTarget.value)}>
        <option value="">—</option>
        {of.map((one) => (
          <option key={one} value={one}>
            {t(word(one))}
          </option>
        ))}
      </select>
    </label>
  );
}

function Spans({ label, value, deed }: { readonly label: string; readonly value: string; readonly deed: Deed }) {
  return (
    <fieldset class="spans-of">
      <legend>{label}</legend>
      {spansOf(deed.act, me.value).map((ms) => (
        <label key={ms}>
          <input
            type="radio"
            name="until"
            value={ms}
            checked={value === String(ms)}
            onChange={({ currentTarget }) => fill('until', currentTarget.value)}
          />{' '}
          {ageText(lang.value, ms)}
        </label>
      ))}
    </fieldset>
  );
}

/** Those who may see to it, as the hub says. */
function Officers({ alert }: { readonly alert: string }) {
  const names = useSignal<readonly string[]>([]);
  useEffect(() => {
    const gone = new AbortController();
    void askOfficers(alert, gone.signal).then((answer) => {
      if (answer.ok) names.value = answer.value.officers;
    });
    return () => gone.abort();
  }, [alert]);
  return (
    <datalist id="officers">
      {names.value.map((name) => (
        <option key={name} value={name} />
      ))}
    </datalist>
  );
}
