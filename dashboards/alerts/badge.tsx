// A severity as shape, letter and colour, so that none of the three has to be seen to know it.
import type { Severity } from '../../hub/contracts/alert.ts';

const shapes: Record<Severity, string> = { S1: '◆', S2: '▲', S3: '■', S4: '●' };

export function Badge({ severity }: { readonly severity: Severity }) {
  return (
    <span class={`badge ${severity.toLowerCase()}`}>
      <span aria-hidden="true">{shapes[severity]}</span> {severity}
    </span>
  );
}
