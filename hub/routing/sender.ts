// One try of one delivery, by the kind of its receiver.
import type { Delivery } from '../contracts/delivery.ts';
import { sendMail } from './mail-sender.ts';
import { publishDelivery } from './mqtt-sender.ts';
import type { Addressee } from './receiver-file.ts';
import type { Outcome } from './retry.ts';
import { pushAlerts, sendWebhook } from './web-sender.ts';

/** Bounded in time; never throws for what the other side does. */
export function send(target: Addressee, delivery: Delivery, now: number): Promise<Outcome> {
  switch (target.kind) {
    case 'webhook':
      return sendWebhook(target, delivery, now);
    case 'alertmanager':
      return pushAlerts(target, delivery, now);
    case 'mail':
      return sendMail(target, delivery);
    case 'mqtt':
      return publishDelivery(target, delivery);
  }
}
