// Above the list: whose alerts, and how grave ones, are shown; what that hides is said, and one press shows it.
import type { Severity } from '../../hub/contracts/alert.ts';
import { t } from '../language.ts';
import { may } from '../people/session.ts';
import { severities, type Whose, whoses } from '../state/list-filter.ts';
import { filter, showAllRows, shownRows, showWhose, toggleSeverity, whoseCount } from '../state/listed.ts';

export function FilterRow() {
  const { hidden, main } = shownRows.value;
  return (
    <>
      <fieldset id="filter">
        <legend class="unseen">{t('filter')}</legend>
        {may('handle') && whoses.map((whose) => <WhoseChip key={whose} whose={whose} />)}
        <span class="severities">
          {severities.map((severity) => (
            <SeverityChip key={severity} severity={severity} />
          ))}
        </span>
      </fieldset>
      {filter.value.whose !== 'all' && main.length === 0 && <p class="calm">{t('filterNone')}</p>}
      {hidden > 0 && (
        <button id="show-all" type="button" class="link" onClick={() => showAllRows()}>
          {t('filterHides', { n: hidden })}
        </button>
      )}
    </>
  );
}

function WhoseChip({ whose }: { readonly whose: Whose }) {
  const n = whose === 'all' ? undefined : whoseCount.value[whose];
  return (
    <button
      type="button"
      data-whose={whose}
      aria-pressed={filter.value.whose === whose}
      onClick={() => showWhose(whose)}
    >
      {t(`whose.${whose}`)} {n !== undefined && <b>{n}</b>}
    </button>
  );
}

function SeverityChip({ severity }: { readonly severity: Severity }) {
  return (
    <button
      type="button"
      data-severity={severity}
      aria-pressed={filter.value.severities.has(severity)}
      onClick={() => toggleSeverity(severity)}
    >
      {severity}
    </button>
  );
}
