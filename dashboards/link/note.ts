// What a person does about an alert; the alert as it is then comes by the socket, like every change of it.
import type { NewNote } from '../../hub/contracts/alert.ts';
import type { Answer } from '../../hub/contracts/socket.ts';
import { ask } from './ask.ts';

const put = (alert: string, what: string, body: object): Promise<Answer<unknown>> =>
  ask(`/api/v1/alerts/${encodeURIComponent(alert)}/${what}`, { body });

export const putNote = (alert: string, note: NewNote): Promise<Answer<unknown>> => put(alert, 'notes', note);

export const putExplanation = (alert: string, note: NewNote): Promise<Answer<unknown>> =>
  put(alert, 'explanations', note);

/** @param by a name, where nobody has to log in */
export const putAcknowledgement = (alert: string, by: string | undefined): Promise<Answer<unknown>> =>
  put(alert, 'acknowledgement', by === undefined ? {} : { by });
