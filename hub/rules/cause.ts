// Why a key was folded again, as a person is told when something follows no longer.
import type { Reason } from '../contracts/alert.ts';
import type { KeyEvent } from '../flow.ts';

/** What was learnt of, for whoever asks why something follows no longer. */
export function causeOf(event: KeyEvent): Reason {
  const { time } = event;
  const id = 'id' in event ? event.id : `${event.kind}@${time}`;
  const heardAt = 'heardAt' in event ? event.heardAt : Math.max(0, time);
  const says = event.kind === 'said' ? event.say.what : event.kind;
  return { event: id, time, heardAt, says, ...('site' in event && event.site !== '' && { site: event.site }) };
}
