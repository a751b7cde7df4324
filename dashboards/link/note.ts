// Puts a person's note on an alert; the alert as it is then comes by the socket, like every change of it.
import type { Answer } from '../../hub/contracts/socket.ts';
import { ask } from './ask.ts';

export interface NewNote {
  readonly text: string;
  readonly by: string;
}

export const putNote = (alert: string, note: NewNote): Promise<Answer<unknown>> =>
  ask(`/api/v1/alerts/${encodeURIComponent(alert)}/notes`, { body: note });
