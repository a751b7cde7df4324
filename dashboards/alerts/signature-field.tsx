// Where nobody has to log in: the name under what one does and writes.
import { t } from '../language.ts';
import { givenName } from './signature.ts';

const nameMost = 64;

export function SignatureField() {
  return (
    <label class="signature">
      {t('noteBy')}
      <input
        name="by"
        autocomplete="name"
        maxLength={nameMost}
        value={givenName.value}
        onInput={({ currentTarget }) => {
          givenName.value = currentTarget.value;
        }}
      />
    </label>
  );
}
