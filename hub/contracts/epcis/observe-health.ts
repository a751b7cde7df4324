// What EPCIS says of the devices themselves: a sensor report with an exception.
import { expanded } from './context.ts';
import { subjectOf } from './epc-subject.ts';
import { own, reportsOf, type Seen, tell } from './seen.ts';
import type { Told } from './told.ts';
import { bareWord } from './words.ts';

/**
 * ERROR_CONDITION is a fault of the device that reports; ALARM_CONDITION is one of what it measures, and so a fault only
 * where the device itself is what was observed (CBV 2.0 §7.8).
 */
export function health(seen: Seen): Told[] {
  const observed = new Set((seen.event.epcList ?? []).map((uri) => deviceOf(uri, seen)));
  const said = own(seen, 'health');
  const stated = [...observed].filter((key) => key !== undefined && said !== undefined);
  const told = stated.flatMap((key) =>
    tell(seen, 'device.health', key ?? '', { state: said, says: own(seen, 'says') }),
  );
  if (told.length > 0) return told;
  const faulty = new Map<string, string>();
  for (const { report, device } of reportsOf(seen)) {
    const exception = report.exception === undefined ? undefined : bareWord('alert', report.exception);
    if (exception === undefined) continue;
    const reporting = device === undefined ? undefined : deviceOf(device, seen);
    const concerned = exception === 'ERROR_CONDITION' ? [reporting, ...observed] : [...observed];
    const says = `${exception}${report.type === undefined ? '' : ` ${report.type}`}`.slice(0, 200);
    for (const key of concerned) if (key !== undefined && !faulty.has(key)) faulty.set(key, says);
  }
  return [...faulty].flatMap(([key, says]) => tell(seen, 'device.health', key, { state: 'faulty', says }));
}

function deviceOf(uri: string, { places, context }: Seen): string | undefined {
  const known = places.deviceOf(expanded(uri, context));
  const subject = known ?? subjectOf(uri, context);
  return subject !== undefined && /^(device|camera):/.test(subject) ? subject : undefined;
}
