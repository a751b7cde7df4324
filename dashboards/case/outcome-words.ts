// What became of an act, in words: under way, done, refused and why, or what changed meanwhile. Pure.
import type { Alert } from '../../hub/contracts/alert.ts';
import { troubleText } from '../trouble-words.ts';
import { type Lang, say } from '../words.ts';
import { fieldWord } from './act-fields.ts';
import type { Outcome } from './acting.ts';
import { changesText } from './case-words.ts';

/** As link/ask.ts has it, s. */
export const askedWithinS = 8;

/** @param is the alert as it is now */
export function outcomeText(lang: Lang, outcome: Outcome, is: Alert): string {
  const { act, seen } = outcome.deed;
  const name = say(lang, `act.${act}`);
  switch (outcome.is) {
    case 'sending':
      return say(lang, 'actSending');
    case 'done':
      return `✓ ${say(lang, 'actDone', { act: name })}`;
    case 'nameless':
      return `▨ ${say(lang, 'actNameless')}`;
    case 'missing':
      return `▨ ${say(lang, 'actMissing', { field: say(lang, fieldWord(act, outcome.field)) })}`;
    case 'changed':
      return `▨ ${say(lang, 'changedMeanwhile', { act: name, what: changesText(lang, seen, is) })}`;
    case 'proof':
      return '';
    default: {
      const { code } = outcome;
      const why = code === 'timeout' ? say(lang, 'actUncertain', { within: askedWithinS }) : troubleText(lang, code);
      return `▨ ${say(lang, 'actFailed', { act: name, why })}`;
    }
  }
}
