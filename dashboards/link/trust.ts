// What is asked of the hub about trust, and what a person saw of a movement.
import type { Answer } from '../../hub/contracts/socket.ts';
import type { Check, LotteryDay, NewCheckResult, PartyRow } from '../../hub/contracts/trust.ts';
import { ask } from './ask.ts';

export const askParties = (gone: AbortSignal): Promise<Answer<{ parties: PartyRow[] }>> =>
  ask('/api/v1/parties', { gone });

export const askLottery = (gone: AbortSignal): Promise<Answer<{ days: LotteryDay[] }>> =>
  ask('/api/v1/lottery?limit=5', { gone });

export const putCheck = (check: string, result: NewCheckResult): Promise<Answer<Check>> =>
  ask(`/api/v1/checks/${encodeURIComponent(check)}`, { body: result });
