// What people's verdicts say of rules and sensors: which rules are to be rationalised, and which sensors were called bad.
import type { Measures } from '../../hub/contracts/measures.ts';
import { ruleName } from '../alert-words.ts';
import { lang, t } from '../language.ts';
import { nameOf } from '../state/screen.ts';
import { percent } from './figure.tsx';

const sensorsShown = 5;

export function Judged({ measures: { rules, sensors } }: { readonly measures: Measures }) {
  const poor = rules.filter(({ toRationalise }) => toRationalise);
  const bad = sensors.filter(({ tickets, falseAlarms }) => tickets + falseAlarms > 0).slice(0, sensorsShown);
  return (
    <>
      {poor.length > 0 && (
        <section class="measured" data-measure="rationalise">
          <h3>{t('toRationalise')}</h3>
          <ul class="measured-lines">
            {poor.map((one) => (
              <li key={`${one.rule} ${one.version}`}>▲ {poorText(one)}</li>
            ))}
          </ul>
        </section>
      )}
      {bad.length > 0 && (
        <section class="measured" data-measure="sensors">
          <h3>{t('badSensors')}</h3>
          <ul class="measured-lines">
            {bad.map((one) => (
              <li key={`${one.kind} ${one.id}`}>{badText(one)}</li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function poorText({ rule, version, judged, falseAlarms, precisionAtMost }: Measures['rules'][number]): string {
  const share = percent(precisionAtMost.value);
  return t('rationaliseSays', { rule: ruleName(lang.value, rule), version, judged, n: falseAlarms, share });
}

function badText({ id, tickets, judged, falseAlarms, low, high }: Measures['sensors'][number]): string {
  const between = { low: percent(low), high: percent(high) };
  return t('sensorSays', { id: nameOf(id), tickets, judged, n: falseAlarms, ...between });
}
