// Sends the terminal's answer to a question: its pictures first, each once, then the text that names them.
import { newKey, putAnswer, putPicture } from '../link/act.ts';
import { jpegOf } from './jpeg.ts';

export const picturesMost = 4;

/** What became of it; `unreadable` is the name of a file that is no picture. */
export type Sent = 'done' | { readonly code: string } | { readonly unreadable: string };

/** Files that the hub has already, by what it calls them: an answer that is sent again sends no picture again. */
const handedIn = new WeakMap<File, string>();
let request: { readonly print: string; readonly key: string } | undefined;

export async function sendAnswer(alert: string, text: string, files: readonly File[]): Promise<Sent> {
  const pictures: string[] = [];
  for (const file of files) {
    const sha256 = handedIn.get(file) ?? (await handIn(alert, file));
    if (typeof sha256 !== 'string') return sha256;
    pictures.push(sha256);
  }
  const named = { text, ...(pictures.length > 0 && { pictures: [...new Set(pictures)] }) };
  const print = JSON.stringify([alert, named]);
  if (request?.print !== print) request = { print, key: newKey() };
  const answer = await putAnswer(alert, named, request.key);
  return answer.ok ? 'done' : { code: answer.code };
}

async function handIn(alert: string, file: File): Promise<string | Exclude<Sent, 'done'>> {
  const jpeg = await jpegOf(file);
  if (jpeg === undefined) return { unreadable: file.name };
  const answer = await putPicture(alert, jpeg);
  if (!answer.ok) return { code: answer.code };
  handedIn.set(file, answer.value.sha256);
  return answer.value.sha256;
}
