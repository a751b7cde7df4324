// Asks the hub who did what about an alert, and who may see to it.
import type { Answer } from '../../hub/contracts/socket.ts';
import type { Audited } from '../../hub/contracts/status.ts';
import { ask } from './ask.ts';

export const askRecord = (alert: string, gone: AbortSignal): Promise<Answer<{ audit: Audited[] }>> =>
  ask(`/api/v1/alerts/${encodeURIComponent(alert)}/audit?limit=200`, { gone });

export const askOfficers = (alert: string, gone: AbortSignal): Promise<Answer<{ officers: string[] }>> =>
  ask(`/api/v1/alerts/${encodeURIComponent(alert)}/officers`, { gone });
