// Asks the hub who did what about an alert.
import type { Answer } from '../../hub/contracts/socket.ts';
import type { Audited } from '../../hub/contracts/status.ts';
import { ask } from './ask.ts';

export const askRecord = (alert: string, gone: AbortSignal): Promise<Answer<{ audit: Audited[] }>> =>
  ask(`/api/v1/alerts/${encodeURIComponent(alert)}/audit?limit=200`, { gone });
