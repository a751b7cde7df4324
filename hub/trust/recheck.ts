// A published day drawn once more: does the key fit its commitment, and was everybody drawn who was to be, and nobody else?
import type { LotteryPage } from '../contracts/trust.ts';
import { commitmentOf, isDrawn } from './lottery.ts';

/**
 * Every way in which the day is not what was promised, in sentences.
 * @param noted the commitment as somebody wrote it down before the day: without it a page that was made up whole, key and
 * commitment together, could not be told from the true one
 */
export function mismatchesOf({ day, key, commitment, movements }: LotteryPage, noted = commitment): string[] {
  const other = noted === commitment ? [] : [`${commitment} is not what was noted beforehand, ${noted}`];
  if (key === undefined) return [...other, `${day} is not over: its key is not published yet`];
  const found = commitmentOf(key);
  const broken = found === commitment ? [] : [`the key's SHA-256 is ${found}, but ${commitment} was published`];
  return [...other, ...broken, ...twice(movements), ...movements.flatMap((one) => wrongly(key, one))];
}

function wrongly(key: string, { movement, rate, drawn }: LotteryPage['movements'][number]): string[] {
  if (isDrawn(key, movement, rate) === drawn) return [];
  return [`${movement} was ${drawn ? 'drawn, and ought not to be' : 'not drawn, and ought to be'}`];
}

function twice(movements: LotteryPage['movements']): string[] {
  const seen = new Set<string>();
  return movements.flatMap(({ movement }) => {
    if (!seen.has(movement)) {
      seen.add(movement);
      return [];
    }
    return [`${movement} is listed twice`];
  });
}
