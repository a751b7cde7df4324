// Events as EPCIS 2.0 answers them: an EPCISQueryDocument around the bodies as they were stored.
import { epcisContext } from '../contracts/epcis/context.ts';
import { instantText } from '../contracts/epcis/instant.ts';

/** The document as text: bodies are JSON already, and are not read again. */
export function queryDocument(bodies: readonly string[], now: number): string {
  const head = { '@context': [epcisContext], type: 'EPCISQueryDocument', schemaVersion: '2.0' };
  const whole = JSON.stringify({ ...head, creationDate: instantText(now) });
  const results = `{"queryName":"SimpleEventQuery","resultsBody":{"eventList":[${bodies.join(',')}]}}`;
  return `${whole.slice(0, -1)},"epcisBody":{"queryResults":${results}}}`;
}
