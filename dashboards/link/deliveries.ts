// Asks the hub who was told of an alert.
import type { Delivery } from '../../hub/contracts/delivery.ts';
import type { Answer } from '../../hub/contracts/socket.ts';
import { ask } from './ask.ts';

export const askDeliveries = (alert: string, gone: AbortSignal): Promise<Answer<{ deliveries: Delivery[] }>> =>
  ask(`/api/v1/alerts/${encodeURIComponent(alert)}/deliveries?limit=20`, { gone });
