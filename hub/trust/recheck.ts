// A published day drawn once more: does the key fit its commitment, and was everybody drawn who was to be, and nobody else?
import type { LotteryPage } from '../contracts/trust.ts';
import { commitmentOf, isDrawn } from './lottery.ts';

/** Every way in which the day is not what was promised, in sentences. */
export function mismatchesOf({ day, key, commitment, movements }: LotteryPage): string[] {
  if (key === undefined) return [`${day} is not over: its key is not published yet`];
  const found = commitmentOf(key);
  const broken = found === commitment ? [] : [`the key's SHA-256 is ${found}, but ${commitment} was published`];
  const wrong = movements
    .filter(({ movement, rate, drawn }) => isDrawn(key, movement, rate) !== drawn)
    .map(
      ({ movement, drawn }) => `${movement} was ${drawn ? 'drawn, and ought not to be' : 'not drawn, and ought to be'}`,
    );
  return [...broken, ...wrong];
}
