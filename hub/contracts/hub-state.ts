// What the hub says of itself over MQTT: that it listens, as which of its lives; and, as its will, that it no longer does.
import { Type } from 'typebox';
import { Epoch } from './ids.ts';

/**
 * Retained. `hub` names the journal, `life` one run of its process, `link` counts its connections to the broker: under
 * another `life` or `link` than before, what was sent since may not have been heard.
 */
export const HubState = Type.Object(
  {
    online: Type.Boolean(),
    hub: Epoch,
    life: Epoch,
    link: Type.Optional(Type.Integer({ minimum: 1 })),
  },
  { additionalProperties: false },
);
export type HubState = Type.Static<typeof HubState>;
